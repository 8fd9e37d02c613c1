"""Turns the fields of a BibTeX entry into those of a record: names, dates, numbers, what it appeared in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names

from kg.record import Container, Contributor, Date, Identifier
from kg.values.latex import decode_latex
from kg.values.names import is_group

MONTHS = {name: name for name in ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")}
"""The strings that every style defines."""

ROLES = ("author", "editor", "translator", "editora", "editorb", "editorc", "bookauthor", "annotator", "commentator")
_IDENTIFIERS = {
    "doi": "doi",
    "pmid": "pmid",
    "pubmed_id": "pmid",
    "pmcid": "pmcid",
    "pmc": "pmcid",
    "unique-id": "wos",
    "unique_id": "wos",
}
_ARCHIVES = {"arxiv": "arxiv", "pubmed": "pmid", "pmc": "pmcid", "medline": "pmid", "hdl": "hdl"}
_NUMBER = re.compile(r"[\dXx][\dXx-]{6,16}[\dXx]")
WHOLES = frozenset({"book", "collection", "proceedings", "mvbook", "mvcollection", "mvproceedings", "periodical"})
"""The types of what appeared in nothing else, and whose fields the parts of it inherit."""

_BOOKS = frozenset({"incollection", "inbook", "inreference", "suppbook", "suppcollection", "bookinbook"})
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


def read_names(fields: Fields, role: str) -> Iterator[Contributor]:
    """Give the people of a role; a name that is wholly in braces is a group's."""
    if printed := fields.take_raw(role):
        yield from filter(None, (_read_name(name, role) for name in split_multiple_persons_names(printed)))


@lru_cache(maxsize=1 << 12)  # who writes one entry of a file often writes others
def _read_name(name: str, role: str) -> Contributor | None:
    shown = decode_latex(name)
    if not shown or shown == "others":
        return None
    if (_is_braced(name) and "," not in name) or (" " in shown and shown == shown.lower()) or is_group(shown):
        return Contributor(shown, role=role, collective=True)
    parts = parse_single_name_into_parts(name.strip("{}") if _is_braced(name) else name, strict=False)
    given, particle, family, suffix = (
        decode_latex(" ".join(part)) for part in (parts.first, parts.von, parts.last, parts.jr)
    )
    family = " ".join(filter(None, (particle, family)))
    return Contributor(
        " ".join(filter(None, (given, family, suffix))), role=role, family=family, given=given, suffix=suffix
    )


def read_identifiers(fields: Fields) -> Iterator[Identifier]:
    """Give the identifiers of the work; an e-print's scheme is its archive's."""
    for name, scheme in _IDENTIFIERS.items():
        if value := fields.take_address(name):
            yield Identifier(scheme, value)
    archive = fields.get("archiveprefix", "") or fields.get("eprinttype", "")
    if fields.get("eprint") and (scheme := _ARCHIVES.get(archive.strip("{} ").lower(), "")):
        yield Identifier(scheme, fields.take_address("eprint"))


def read_container(fields: Fields, kind: str) -> tuple[Container | None, tuple[Identifier, ...]]:
    """Give what the work appeared in, and the numbers that are the work's own since it appeared in nothing."""
    numbers = [
        Identifier(scheme, value)
        for scheme in ("issn", "eissn", "isbn")
        for value in _NUMBER.findall(fields.take_address(scheme))
    ]
    short = fields.take("shortjournal", "journal-iso", "journal_iso", "journalabbr", "abbrev_source_title")
    journal = fields.take("journaltitle", "journal")
    title = journal or ("" if kind in WHOLES else fields.take("booktitle"))
    if subtitle := fields.take("journalsubtitle" if journal else "booksubtitle"):
        title = f"{title}: {subtitle}"
    if not title:
        return None, tuple(numbers)
    group = "journal" if journal else "book" if kind in _BOOKS else "conference"
    return Container(title, group, tuple(numbers), short, fields.take("publisher")), ()


def read_dates(fields: Fields) -> Iterator[Date]:
    """Give the date of publication: `date`, else year, month and day, which styles print one after the other."""
    month = fields.take("month")
    printed = fields.take("date") or "-".join(
        filter(None, (fields.take("year"), month.zfill(2) if month.isdecimal() else ""))
    )
    if not month.isdecimal():
        printed = " ".join(filter(None, (printed, month, fields.take("day"))))
    if printed:
        yield Date("published", printed.replace("–", "-"))


def read_pages(fields: Fields) -> str:
    """Give the pages with a plain hyphen between them."""
    return fields.take("pages").replace("–", "-").replace("—", "-").replace(" - ", "-")


def read_list(text: str) -> tuple[str, ...]:
    """Split keywords at semicolons, or at commas if there are none."""
    parts = text.split(";" if ";" in text else ",")
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _is_braced(name: str) -> bool:
    """Tell whether the first brace of a name closes at its end, and there is more than a letter in it."""
    if not (name.startswith("{") and name.endswith("}")) or name.startswith("{\\"):
        return False
    depth = 0
    for place, sign in enumerate(name):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth == 0:
            return place == len(name) - 1
    return False
