"""Writes BibTeX that LaTeX and reference managers read: UTF-8, a field a line, capitals kept by braces.

http://mirrors.ctan.org/biblio/bibtex/base/btxdoc.pdf. Fields that a BibTeX file had and our model has not are written as they were.
Affiliations, ORCID iDs, grants and references have the fields that Web of Science gives them in BibTeX; subject headings stand among the
keywords, as reference managers import them; registrations, related works and grants of nobody in a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.record import Contributor, Record, Reference
from kg.values.keys import slug
from kg.writers import Stream
from kg.writers._texts import find_type, fold_space, join_abstract, join_keywords
from kg.writers._types import further_type

TITLE = "BibTeX"
SUFFIX = ".bib"

Line = tuple[str, str]

_ENTRIES = {"journal": "article", "conference": "inproceedings", "book": "incollection", "series": "book"}
# What other formats call a work -> type of entry.
_TYPES = {
    "book": "book",
    "monograph": "book",
    "dissertation": "phdthesis",
    "thesis": "phdthesis",
    "thes": "phdthesis",
    "report": "techreport",
    "rprt": "techreport",
}
_ROLES = ("author", "editor", "translator", "editora", "editorb", "editorc", "bookauthor", "annotator", "commentator")
_IDENTIFIERS = {"doi": "doi", "pmid": "pmid", "pmcid": "pmcid", "wos": "unique-id", "arxiv": "eprint"}
_NAME = re.compile(r"[a-z][a-z0-9_:.+-]*", re.IGNORECASE)
_KEY = re.compile(r"[^\s,{}\"#%=\\~()']+")
_SPECIAL = re.compile(r"[\\{}%&$#_~^]")
# BibTeX counts braces that are escaped, too.
_SIGNS = {"\\": r"\textbackslash{}", "~": r"\~{}", "^": r"\^{}", "{": r"$\lbrace$", "}": r"$\rbrace$"}
_LIGATURE = re.compile(r"([-`'])(?=\1)")
_ISO = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?")


def write(records: Iterable[Record], stream: Stream) -> None:
    """Write the records in their order, in UTF-8, under keys that are each there once."""
    taken: dict[str, int] = {}
    for record in records:
        key = _find_key(record, taken)
        body = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(record) if value)
        stream.write(f"@{_entry(record)}{{{key},\n{body}}}\n\n".encode("utf-8", "replace"))


def _find_key(record: Record, taken: dict[str, int]) -> str:
    """Give the key that the entry had, else "wildman2019"; a number is added where another entry has it already.

    `taken` are the keys in use, each with the number that was last added to it.
    """
    kept = next((each.value for each in record.extra if each.name == "citation key" and _is_own(record)), "")
    author = next((each.family or each.name for each in record.contributors), "") or record.title
    key = kept if _KEY.fullmatch(kept) else f"{slug(author, 20) or 'work'}{record.date('published')[:4]}"
    number = taken.get(key.lower(), 1)
    while (found := f"{key}-{number}" if number > 1 else key).lower() in taken:
        number += 1
    taken[key.lower()] = number
    taken.setdefault(found.lower(), 1)
    return found


def _entry(record: Record) -> str:
    if _is_own(record) and record.types:
        return record.types[0]
    return find_type(record, _TYPES) or (_ENTRIES.get(record.container.kind, "misc") if record.container else "misc")


def _fields(record: Record) -> Iterator[Line]:
    for role in _ROLES:
        people = [each for each in record.contributors if each.role == role]
        yield role, " and ".join(map(_name, people))
    yield "title", f"{{{_escape(record.title)}}}" if record.title else ""
    for name, text in _texts(record):
        yield name, _escape(text)
    yield "cited-references", "\n    ".join(text for each in record.references if (text := _escape(_cite(each))))
    if not _is_own(record):
        yield "affiliation", ".\n    ".join(_locate(record))
    told = set()
    for each in record.identifiers:
        if each.scheme in _IDENTIFIERS and each.scheme not in told and _is_balanced(each.value):
            told.add(each.scheme)
            yield _IDENTIFIERS[each.scheme], fold_space(each.value)
            if each.scheme == "arxiv":
                yield "archiveprefix", "arXiv"
    for field in record.extra if _is_own(record) else ():
        if _NAME.fullmatch(field.name):
            yield field.name, field.value if _is_balanced(field.value) else _escape(field.value)


def _texts(record: Record) -> Iterator[Line]:
    container = record.container
    if container and container.title:
        yield {"journal": "journal", "series": "series"}.get(container.kind, "booktitle"), container.title
        yield "shortjournal", container.abbreviation
        yield "publisher", container.publisher
    numbers = (*(container.identifiers if container else ()), *record.identifiers)
    for scheme in ("issn", "eissn", "isbn"):
        yield scheme, ", ".join(each.value for each in numbers if each.scheme == scheme)
    yield from _date(record)
    yield "volume", record.volume
    yield "number" if container and container.kind == "journal" else "issue", record.issue
    yield from (("pages", record.pages), ("eid", record.article_number))
    yield "abstract", join_abstract(record)
    headings = tuple("/".join((each.label, *each.qualifiers)) for each in record.headings)
    if _is_own(record) and headings:  # Scopus' entries, which have both
        yield from (("author_keywords", join_keywords(record.keywords)), ("keywords", join_keywords(headings)))
    else:
        yield "keywords", join_keywords((*record.keywords, *headings))
    yield "funding-acknowledgement", "; ".join(_fund(record))
    if not _is_own(record):
        yield from _unusual(record)
    yield from (("language", record.language), ("license", record.licence))
    yield "type", further_type(record, own=_is_own(record))
    yield "times-cited", record.metric("wos-citations")


def _fund(record: Record) -> Iterator[str]:
    """Give "Agency [number, number]" for each agency."""
    for agency in dict.fromkeys(each.agency for each in record.grants if each.agency):
        numbers = [each.number for each in record.grants if each.agency == agency and each.number]
        yield f"{agency} [{', '.join(numbers)}]" if numbers else agency


def _cite(each: Reference) -> str:
    dois = (
        f"DOI {number.value}" for number in each.identifiers if number.scheme == "doi" and number.value not in each.text
    )
    return ", ".join(filter(None, (each.text, *dois)))


def _locate(record: Record) -> Iterator[str]:
    """Give "Marlowe, Jane; Berg, Anna, Univ Newcastle, …" for each address, as the Web of Science does."""
    located: dict[str, list[Contributor]] = {}
    for each in record.contributors:
        for address in dict.fromkeys(place.text for place in each.affiliations):
            located.setdefault(address, []).append(each)
    for address, people in located.items():
        names = "; ".join(f"{each.family}, {each.given or each.initials}" for each in people if each.family)
        yield _escape(", ".join(filter(None, (names, address.replace(";", ",")))))  # semicolons part names


def _unusual(record: Record) -> Iterator[Line]:
    """Give what entries of BibTeX seldom have; those that had it have it as it was."""
    people = record.contributors
    orcids = ((each, number.value) for each in people for number in each.identifiers if number.scheme == "orcid")
    yield "orcid-numbers", "; ".join(f"{each.family or each.name}, {each.given}/{number}" for each, number in orcids)
    yield (
        "note",
        ". ".join(
            (
                *(f"Registered: {each.value}" for each in record.registrations),
                *(f"Grant: {each.number}" for each in record.grants if each.number and not each.agency),
                *(f"{each.kind.replace('-', ' ').capitalize()}: {each.target}" for each in record.relations),
            )
        ),
    )


def _date(record: Record) -> Iterator[Line]:
    """Give the date as it was printed; year, month and day by themselves, for styles that know no `date`."""
    found = next((each for each in record.dates if each.kind == "published"), None)
    if found is None:
        return
    if not _is_own(record) and (day := _ISO.fullmatch(found.value)):
        yield from (("year", day[1]), ("month", day[2]), ("day", day[3] or ""))
    else:
        yield "year" if (found.printed or found.value).isdecimal() else "date", found.printed or found.value


def _name(each: Contributor) -> str:
    """Give "Family, Suffix, Given", and what is no person's name wholly in braces."""
    if each.collective or not each.family:
        return f"{{{_escape(each.name)}}}"
    return ", ".join(_escape(part) for part in (each.family, each.suffix, each.given or each.initials) if part)


def _escape(text: str) -> str:
    r"""Escape what means something to LaTeX.

    >>> _escape("50 % of R&D, p_1 {x}")
    '50 \\% of R\\&D, p\\_1 $\\lbrace$x$\\rbrace$'
    """
    escaped = _SPECIAL.sub(lambda sign: _SIGNS.get(sign[0], f"\\{sign[0]}"), fold_space(text))
    return _LIGATURE.sub(r"\1{}", escaped)


def _is_balanced(raw: str) -> bool:
    depth = 0
    for sign in raw:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    return depth == 0


def _is_own(record: Record) -> bool:
    return record.source.format == "bibtex"
