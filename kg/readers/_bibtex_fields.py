"""Turns the fields of a BibTeX entry into those of a record: dates, numbers, keywords, what it appeared in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.readers._accessions import find_noted
from kg.readers._links import find_in_link
from kg.record import Container, Date, Identifier, Metric
from kg.values.latex import decode_latex

MONTHS = {name: name for name in ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")}
"""The strings that every style defines."""

_IDENTIFIERS = {
    "doi": "doi",
    "pmid": "pmid",
    "pubmed_id": "pmid",
    "pmcid": "pmcid",
    "pmc": "pmcid",
    "hal_id": "hal",
    "unique-id": "wos",
    "unique_id": "wos",
}
_VOLUME_OF_ARXIV = re.compile(r"abs/(\d{4}\.\d{4,5}|[a-z-]+/\d{7})")  # DBLP and Semantic Scholar
_ARCHIVES = {"arxiv": "arxiv", "pubmed": "pmid", "pmc": "pmcid", "medline": "pmid", "hdl": "hdl"}
_ISSN_LENGTH = 9  # with its hyphen
_NUMBER = re.compile(r"[\dXx][\dXx-]{6,16}[\dXx]")
WHOLES = frozenset({"book", "collection", "proceedings", "mvbook", "mvcollection", "mvproceedings", "periodical"})
"""The types of what appeared in nothing else, and whose fields the parts of it inherit."""

_BOOKS = frozenset({"incollection", "inbook", "inreference", "suppbook", "suppcollection", "bookinbook"})
_VOLUME_AND_ISSUE = re.compile(r"(\d+) (\d[\w-]*)")
_CITED_BY = re.compile(r"^Cited by:? (\d+)")
_ESCAPED = re.compile(r"\\([_%&#$~{}])")


class Fields(dict[str, str]):
    """The fields of an entry, of which those that are taken do not end up in what is kept as read."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__(fields)

    def take(self, *names: str) -> str:
        """Give the text of the first of these fields that is there and not empty."""
        return decode_latex(text) if (text := self.take_raw(*names)) else ""

    def take_raw(self, *names: str) -> str:
        """Give it as it was read."""
        for name in names:
            if (text := self.pop(name, "")) and not text.isspace():
                return text
        return ""

    def take_lines(self, name: str) -> list[str]:
        """Give the lines of a field, which are a value each."""
        return [text for line in self.take_raw(name).splitlines() if (text := decode_latex(line))]

    def take_address(self, *names: str) -> str:
        """Give a field that is no text: only what had to be escaped is not."""
        text = self.take_raw(*names)
        return " ".join(_ESCAPED.sub(r"\1", text).strip("{} \n").split()) if text else ""


def read_identifiers(fields: Fields) -> Iterator[Identifier]:
    """Give the identifiers of the work; an e-print's scheme is its archive's, and an address may bear what no field tells."""
    told: set[str] = set()
    for name, scheme in _IDENTIFIERS.items():
        if value := fields.take_address(name):
            told.add(scheme)
            yield Identifier(scheme, value)
    if fields.get("arxivid"):  # Mendeley and Paperpile
        yield Identifier("arxiv", fields.take("arxivid"))
    elif number := _VOLUME_OF_ARXIV.fullmatch(fields.get("volume", "")):
        yield Identifier("arxiv", number[1])
    archive = fields.get("archiveprefix", "") or fields.get("eprinttype", "")
    if fields.get("eprint") and (scheme := _ARCHIVES.get(archive.strip("{} ").lower(), "")):
        fields.take("archiveprefix", "eprinttype")
        yield Identifier(scheme, fields.take_address("eprint"))
    named = (*find_in_link(fields.get("url", "").replace("\\", "")), *find_noted(fields.get("note", "")))
    yield from (each for each in named if each.scheme not in told)


def read_container(fields: Fields, kind: str) -> tuple[Container | None, tuple[Identifier, ...]]:
    """Give what the work appeared in, of a whole book its series, and the numbers that are the work's own."""
    numbers = [
        Identifier(
            "issn" if scheme == "isbn" and len(value) <= _ISSN_LENGTH else scheme, value
        )  # Mendeley's are in one field
        for scheme in ("issn", "eissn", "isbn")
        for value in _NUMBER.findall(fields.take_address(scheme))
    ]
    short = fields.take("shortjournal", "journal-iso", "journal_iso", "journalabbr", "abbrev_source_title")
    journal = fields.take("journaltitle", "journal")
    title = journal or ("" if kind in WHOLES else fields.take("booktitle"))
    if subtitle := fields.take("journalsubtitle" if journal else "booksubtitle"):
        title = f"{title}: {subtitle}"
    if not title and kind in WHOLES and (series := fields.take("series")):
        own = tuple(each for each in numbers if each.scheme == "isbn")
        issns = tuple(each for each in numbers if each.scheme != "isbn")
        return Container(series, "series", issns, short, fields.take("publisher")), own
    if not title:
        return None, tuple(numbers)
    group = "journal" if journal else "book" if kind in _BOOKS else "conference"
    return Container(title, group, tuple(numbers), short, fields.take("publisher")), ()


def read_dates(fields: Fields) -> Iterator[Date]:
    """Give the date of publication: `date`, else year, month and day, which styles print one after the other."""
    if not (printed := fields.take("date")):
        year, month = fields.take("year"), fields.take("month")
        day = fields.take("day") if month and (not month.isdecimal() or fields.get("day", "").isdecimal()) else ""
        numbers = (year, month.zfill(2), day and day.zfill(2)) if month.isdecimal() else ()
        printed = "-".join(filter(None, numbers)) or " ".join(filter(None, (year, month, day)))
    if printed:
        yield Date("published", printed.replace("–", "-"))


def read_volume(fields: Fields, *issues: str) -> tuple[str, str]:
    """Give the volume and the issue, which is in one of these fields, or, from Semantic Scholar, behind the volume: "104 2"."""
    volume, issue = fields.take("volume"), fields.take(*issues)
    both = _VOLUME_AND_ISSUE.fullmatch(volume)
    return (both[1], both[2]) if both and not issue else (volume, issue)


def read_pages(fields: Fields) -> str:
    """Give the pages with a plain hyphen between them."""
    return fields.take("pages").replace("–", "-").replace("—", "-").replace(" - ", "-")


def read_list(text: str) -> tuple[str, ...]:
    """Split keywords at semicolons, or at commas if there are none."""
    parts = text.split(";" if ";" in text else ",")
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def read_metrics(fields: Fields) -> Iterator[Metric]:
    """Give the counts of citations of Web of Science and of Scopus, which has its own in a note."""
    if count := fields.take("times-cited"):
        yield Metric("wos-citations", count)
    if cited := _CITED_BY.search(fields.get("note", "")):
        yield Metric("scopus-citations", cited[1])
