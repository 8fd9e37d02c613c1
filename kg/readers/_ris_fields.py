"""What RIS files of different databases say, and where: containers, identifiers, dates, keywords, notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from kg.readers._tagged_fields import Element, Tags, find_published, try_date
from kg.record import Container, Date, Identifier, Metric, Reference

_BOOKS = frozenset(("BOOK", "EBOOK", "EDBOOK"))
_KINDS = {"CHAP": "book", "ECHAP": "book", "CONF": "conference", "CPAPER": "conference"}
_TITLES = {"book": ("BT", "T2", "JF", "JO"), "conference": ("T2", "C3", "BT", "JF", "JO")}
_SHORT = ("JA", "J2", "J1", "JI", "J9")

_NUMBER = re.compile(r"(?<![\w-])(\d[\dXx-]{7,16})(?![\w-])\s*(?:\((\w+)[^)]*\))?")
_MEDIA = {"electronic": "eissn", "online": "eissn", "linking": "issnl"}
_SCHEMES = {8: "issn", 10: "isbn", 13: "isbn"}
_DOI = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)$", re.IGNORECASE)
_LINKS = (
    ("doi", re.compile(r"https?://(?:dx\.)?doi\.org/(10\.[^\s;]+)")),
    ("scopus", re.compile(r"\beid=(2-s2\.0-\d+)")),
    ("pmid", re.compile(r"//(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/(\d{1,8})\b")),
    ("pmcid", re.compile(r"//(?:www\.ncbi\.nlm\.nih\.gov/pmc|pmc\.ncbi\.nlm\.nih\.gov)/articles/(PMC\d+)")),
)
_NOTED = (("pmid", re.compile(r"\bPMID:?\s*(\d{1,8})\b")), ("pmcid", re.compile(r"\bPMCID:?\s*(PMC\d+)\b")))
_ACCESSION = (
    ("wos", re.compile(r"\b(WOS:\w{15})\b")),
    ("pmid", re.compile(r"\bPUBMED (\d{1,8})\b")),
)
_PUBMED = re.compile(r"\b(?:medline|pubmed|nlm)\b", re.IGNORECASE)
_DIGITS = re.compile(r"\d{1,8}")
_CUSTOM = (("pmcid", re.compile(r"PMC\d+")), ("mid", re.compile(r"(?:NIHMS|EMS|HHSPA)\d+")))
_CITED = (
    ("scopus-citations", re.compile(r"\bCited By\s*:\s*(\d+)")),
    ("wos-citations", re.compile(r"\bTimes Cited in Web of Science Core Collection:\s*(\d+)")),
)
_REFERENCES = "References: "


def find_container(tags: Tags, kind: str) -> Container | None:
    """Give the journal, book or conference; of a whole book its series."""
    form = "series" if kind in _BOOKS else _KINDS.get(kind, "journal")
    title = tags.first("T2", "T3") if form == "series" else tags.first(*_TITLES.get(form, ("JF", "T2", "JO")))
    short = tags.first(*_SHORT) or tags.first("JO")
    identifiers = tuple(_find_numbers(tags))
    if not title and not short and not identifiers:
        return None
    return Container(title or short, form, identifiers, short if title and short != title else "", tags.first("PB"))


def _find_numbers(tags: Tags) -> Iterator[Identifier]:
    """Give the ISSNs and ISBNs: "2325-9671 (electronic)", "978-1-7281-2934-1"."""
    for each in tags.of("SN"):
        for found in _NUMBER.finditer(each.text):
            if scheme := _SCHEMES.get(len(found[1].replace("-", ""))):
                tags.use(each)
                medium = (found[2] or "").lower() if scheme == "issn" else ""
                yield Identifier(_MEDIA.get(medium, scheme), found[1])


def find_types(tags: Tags) -> Iterator[str]:
    """Give what the database calls the type of the work, where it is no DOI."""
    for each in tags.of("M3"):
        if not _DOI.match(each.text):
            yield from (part for part in tags.use(each).text.split("; ") if part)


def find_identifiers(tags: Tags) -> Iterator[Identifier]:
    """Give the identifiers, in whatever tag a database puts them; links and notes stay where they are as well."""
    dois = tags.all("DO") or [
        tags.use(each).text for each in tags.elements if each.tag in _SPARE and _DOI.match(each.text)
    ]
    yield from (Identifier("doi", text) for text in dois)
    for tag, read in _IDENTIFYING.items():
        for each in tags.of(tag):
            yield from (found for found in read(tags, each) if found.scheme != "doi" or not dois)


def _read_accession(tags: Tags, each: Element) -> list[Identifier]:
    """Read an accession number, of which the form or the database tells what it is."""
    if _DIGITS.fullmatch(each.text) and any(_PUBMED.search(text) for tag in ("DB", "DP") for text in tags.peek(tag)):
        return [Identifier("pmid", tags.use(each).text)]
    return _search(_ACCESSION, each)


def _read_custom(tags: Tags, each: Element) -> list[Identifier]:
    """Read a custom field: EndNote has the numbers of PubMed Central in two of them, Scopus PubMed's."""
    found = [Identifier(scheme, each.text) for scheme, form in _CUSTOM if form.fullmatch(each.text)]
    if "Scopus" in tags.peek("DB") and _DIGITS.fullmatch(each.text):
        found = [Identifier("pmid", each.text)]
    if found:
        tags.use(each)
    return found


def _search(forms: Iterable[tuple[str, re.Pattern[str]]], each: Element) -> list[Identifier]:
    return [Identifier(scheme, found[1]) for scheme, form in forms if (found := form.search(each.text))]


_SPARE = frozenset(("M3", "L3"))
_IDENTIFYING: dict[str, Callable[[Tags, Element], list[Identifier]]] = {
    "AN": _read_accession,
    "ID": lambda _, each: _search(_ACCESSION, each),
    "C2": _read_custom,
    "C6": _read_custom,
    "UR": lambda _, each: _search(_LINKS, each),
    "L2": lambda _, each: _search(_LINKS, each),
    "LK": lambda _, each: _search(_LINKS, each),
    "N1": lambda _, each: _search(_NOTED, each),
}


def find_dates(tags: Tags) -> Iterator[Date]:
    """Give the date of publication and the others; an edition is none, but EndNote has dates there as well."""
    yield from find_published(tags, "PY", "Y1", "DA")
    for tag, kind in (("Y2", "accessed"), ("ET", "epublish"), ("C6", "epublish")):
        for each in tags.of(tag):
            if try_date(each.text):
                yield Date(kind, tags.use(each).text)


def find_keywords(tags: Tags) -> Iterator[str]:
    """Give the keywords, of which a line may have one or several; a star marks the main ones."""
    for line in tags.lines("KW"):
        yield from (word for part in line.split(";") if (word := part.strip().removeprefix("*")))


def find_metrics(tags: Tags) -> Iterator[Metric]:
    """Give the counts of citations that notes tell."""
    for text in tags.peek("N1"):
        yield from (Metric(kind, found[1]) for kind, form in _CITED if (found := form.search(text)))


def find_references(tags: Tags) -> Iterator[Reference]:
    """Give the references, which Scopus lists in a note."""
    for each in tags.of("N1"):
        if each.text.startswith(_REFERENCES):
            texts = tags.use(each).text.removeprefix(_REFERENCES).split(";")
            yield from (Reference(text.strip()) for text in texts if text.strip())
