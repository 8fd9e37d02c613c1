"""What RIS files of different databases say, and where: containers, identifiers, dates, keywords, notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from kg.readers._accessions import find_accessions, find_noted
from kg.readers._links import find_in_link
from kg.readers._ris_contributors import SURNAMES_FIRST
from kg.readers._tagged_fields import Element, Tags, find_published, make_exact, try_date
from kg.record import Container, Date, Identifier, Metric, Reference
from kg.values.identifiers import find_registrations
from kg.values.journal_titles import fold_title

_BOOKS = frozenset(("BOOK", "EBOOK", "EDBOOK"))
_KINDS = {"CHAP": "book", "ECHAP": "book", "CONF": "conference", "CPAPER": "conference"}
_TITLES = {
    "book": ("BT", "T2", "JF", "JO"),
    "conference": ("T2", "C3", "BT", "JF", "JO"),
    "series": ("T2", "T3"),
    "THES": (),  # a university is no journal
}
_SHORT = ("JA", "J2", "J1", "JI", "J9")

_NUMBER = re.compile(r"(?<![\w-])(\d[\dXx-]{7,16})(?![\w-])\s*(?:\((\w+)[^)]*\))?")
_MEDIA = {"electronic": "eissn", "online": "eissn", "linking": "issnl"}
_SCHEMES = {8: "issn", 10: "isbn", 13: "isbn"}
_DOI = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)$", re.IGNORECASE)
_WITH_PMID = re.compile(r"\b(?:scopus|embase)\b", re.IGNORECASE)  # databases that put it into a custom field
_DIGITS = re.compile(r"\d{1,8}")
_CUSTOM = (("pmcid", re.compile(r"PMC\d+")), ("mid", re.compile(r"(?:NIHMS|EMS|HHSPA)\d+")))
_CITED = (
    ("scopus-citations", re.compile(r"\bCited By(?: \(since 1996\))?\s*:\s*(\d+)")),
    ("wos-citations", re.compile(r"\bTimes Cited in Web of Science Core Collection:\s*(\d+)")),
)
_REFERENCES = "References: "
_LANGUAGE = re.compile(r"\bLanguage: ([A-Z][a-z]+)[.;]")
_MEETING = re.compile(r"(?:\.|(?<!\s))\s+Conference: .*")  # behind the journal in which its abstracts appeared
_FULL_DATE = re.compile(r"Full publication date: (.+)")  # JSTOR
_ADDRESS = re.compile(r"https?://\S+")


def find_container(tags: Tags, kind: str) -> Container | None:
    """Give the journal, book or conference; of a whole book its series."""
    form = "series" if kind in _BOOKS else _KINDS.get(kind, "journal")
    title = _name_whole(tags, *_TITLES.get(kind, _TITLES.get(form, _find_journal(tags))))
    short = _name_whole(tags, *_SHORT) or _name_whole(tags, "JO")
    identifiers = tuple(_find_numbers(tags))
    if not title and not short and not identifiers:
        return None
    return Container(title or short, form, identifiers, short if title and short != title else "", tags.first("PB"))


def _find_journal(tags: Tags) -> tuple[str, ...]:
    """Find which tags name a journal: the second title, unless there is another one in full, of which it is a special issue."""
    second, other = (next(iter(tags.peek(tag)), "") for tag in ("T2", "JO"))
    special = second and other and not _may_shorten(other, second)
    return ("JF", "JO", "T2") if special else ("JF", "T2", "JO")


def _may_shorten(title: str, full: str) -> bool:
    """Whether a journal's title may be short for another: it begins with the same letter, and all its letters follow there.

    >>> _may_shorten("Dtsch. Z. Walks", "Deutsche Zeitschrift der Walks"), _may_shorten("The Walker", "Special issue: parks")
    (True, False)
    """
    short, long = fold_title(title).replace(" ", ""), fold_title(full)
    letters = iter(long)
    return short[:1] == long[:1] and all(each in letters for each in short)


def _name_whole(tags: Tags, *names: str) -> str:
    """Give what the work appeared in; a meeting named behind it, and an address in its place, are kept as read."""
    found = tags.of(*names)
    printed = found[0].text if found else ""
    title = "" if _ADDRESS.fullmatch(printed) else _MEETING.sub("", printed)
    return tags.first(*names) if title == printed else title


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
    for each in tags.of("M3", "PT"):
        if not _DOI.match(each.text):
            yield from (part for part in tags.use(each).text.split("; ") if part)


def find_identifiers(tags: Tags) -> Iterator[Identifier]:
    """Give the identifiers, in whatever tag a database puts them; links and notes stay where they are as well."""
    dois = _find_dois(tags)
    yield from (Identifier("doi", text) for text in dois)
    for tag, read in _IDENTIFYING.items():
        for each in tags.of(tag):
            yield from (found for found in read(tags, each) if found.scheme != "doi" or not dois)


def _find_dois(tags: Tags) -> list[str]:
    """Give the DOIs; a type or a note that is nothing else is used up where it says the same."""
    spare = [each for each in tags.of("M3", "L3", "N1") if _DOI.match(each.text)]
    dois = tags.all("DO") or [each.text for each in spare]
    for each in spare:
        if _bare(each.text) in map(_bare, dois):
            tags.use(each)
    return dois


def _bare(doi: str) -> str:
    found = _DOI.match(doi)
    return (found[1] if found else doi).lower()


def _read_accession(tags: Tags, each: Element) -> list[Identifier]:
    """Read an accession number; what is nothing else is used up."""
    found = list(find_accessions(each.text, " ".join(tags.peek("DB") + tags.peek("DP"))))
    if each.text.isdecimal() and found:
        tags.use(each)
    return found


def _read_custom(tags: Tags, each: Element) -> list[Identifier]:
    """Read a custom field: EndNote has the numbers of PubMed Central in two of them, Scopus and Embase PubMed's."""
    found = [Identifier(scheme, each.text) for scheme, form in _CUSTOM if form.fullmatch(each.text)]
    if _DIGITS.fullmatch(each.text) and any(map(_WITH_PMID.search, tags.peek("DB"))):
        found = [Identifier("pmid", each.text)]
    if found:
        tags.use(each)
    return found


_IDENTIFYING: dict[str, Callable[[Tags, Element], list[Identifier]]] = {
    "AN": _read_accession,
    "ID": lambda _, each: list(find_accessions(each.text)),
    "C2": _read_custom,
    "C5": lambda _, each: list(find_accessions(each.text)),
    "U1": lambda _, each: list(find_accessions(each.text)),
    "U2": lambda _, each: list(find_accessions(each.text)),
    "C6": _read_custom,
    "UR": lambda _, each: find_in_link(each.text),
    "L2": lambda _, each: find_in_link(each.text),
    "LK": lambda _, each: find_in_link(each.text),
    "N1": lambda _, each: list(find_noted(each.text)),
}


def find_dates(tags: Tags) -> Iterator[Date]:
    """Give the date of publication and the others; an edition is none, but EndNote has dates there as well."""
    published = next(find_published(tags, "PY", "Y1", "DA", "YR"), None)
    yield from make_exact(published, (found[1] for text in tags.peek("C1") if (found := _FULL_DATE.fullmatch(text))))
    for tag, kind in (("Y2", "accessed"), ("ET", "epublish"), ("C6", "epublish")):
        for each in tags.of(tag):
            if try_date(each.text):
                yield Date(kind, tags.use(each).text)


def find_language(tags: Tags) -> str:
    """Give the language that a note of EBSCO's tells: "Accession Number: 129876543. Language: English. Entry Date: …"."""
    return next((found[1] for text in tags.peek("N1") if (found := _LANGUAGE.search(text))), "")


def find_numbers_of_trials(tags: Tags) -> Iterator[Identifier]:
    """Give the registrations in notes, and where others have authors, journals or accession numbers: in trial registers' records."""
    for tag in ("AU", "A1", "T2", "JF", "ID", "AN", "C7", "N1"):
        for text in tags.peek(tag):
            if not text.startswith(_REFERENCES):
                yield from find_registrations(text)


def find_keywords(tags: Tags) -> Iterator[str]:
    """Give the keywords, of which a line may have one or several; a star marks the main ones."""
    for line in tags.lines("KW"):
        words = (part.strip().removeprefix("*") for part in line.split(";"))
        yield from (word for word in words if word and word != SURNAMES_FIRST)


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
