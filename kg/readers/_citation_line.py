"""A citation as PubMed prints it: names, title, journal, date, volume(issue):pages, and notes that end in the PMID."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from kg.record import Date, Identifier, Relation
from kg.values.names import find_stops, is_personal, split_byline
from kg.values.relations import BY_WORDS

# Lengths are bounded, which keeps the search linear.
# What follows the imprint: languages, notes, relations, or the book that the work is in.
_NOTES_BEGIN = r"(?=(?:(?:[A-Z][a-z]+, )*[A-Z][a-z]+\. )?(?:doi:|pii:|\[?Epub|Online ahead|eCollection|PMID:|[A-Z][a-z]+(?: [a-z]+){1,5}: |In: ))"
_IMPRINT = re.compile(
    r"(?P<date>(?:1[5-9]|20)\d\d(?: [^:;.]{1,40})?)(?:;(?P<volume>(?:Vol\. )?[^:;().]{0,200})(?:\((?P<issue>[^:]{0,200}?)\)(?=[:.]))?)?"
    rf"(?::(?P<pages>[^.]{{0,500}}+(?:\.\S[^.]{{0,500}}+){{0,20}}?))?\. {_NOTES_BEGIN}"
)
_SENTENCE_END = re.compile(r"[.?!][\"'”’)\]]*\s+(?=\S)")
_LAST = re.compile(r"PMID: ?(?P<pmid>\d{1,8})(?:; PMCID: ?(?P<pmcid>PMC\d+))?\.\s*$")
_LANGUAGE = re.compile(r"((?:[A-Z][a-z]+, )*[A-Z][a-z]+)\. ?")
_NOTE = re.compile(
    r"(?<!\S)doi: ?(?P<doi>\S{1,500}?(?:-\s\S{1,500}?){0,9})\. |(?<!\S)pii: ?(?P<pii>\S{1,500})\. "
    r"|\[?(?P<ahead>Epub ahead of print|Online ahead of print)\]?\.? |Epub (?P<epublish>[^.]{0,100})\. "
    r"|eCollection (?P<ecollection>[^.]{0,100})\. "
)
_RELATED = re.compile(rf"\b({'|'.join(BY_WORDS)}): ")
_LINKS = re.compile(r"(?:and|or|to|und|et|y|e)\b")
_CITED = re.compile(r"\bPMID: ?(\d{1,8})|\bdoi: ?(10\.\S+?)(?=\.?(?:\s|$))")
_LONGEST_JOURNAL = 300


class Citation(Struct, frozen=True):
    """The parts of a citation as printed; `unread` is what its notes say beyond, `whole` that it ends in its PMID."""

    byline: tuple[str, ...] = ()
    title: str = ""
    journal: str = ""
    book: str = ""
    date: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    languages: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    dates: tuple[Date, ...] = ()
    relations: tuple[Relation, ...] = ()
    flags: tuple[str, ...] = ()
    unread: str = ""
    whole: bool = False


def join_wrapped(lines: Iterable[str]) -> str:
    """Join wrapped lines; words are wrapped at their hyphens, too, unless a space stands behind.

    >>> join_wrapped(["A meta-", "analysis of pre- ", "clinical and short-", "or long-term walks"])
    'A meta-analysis of pre- clinical and short- or long-term walks'
    """
    text, wrapped = "", ""
    for line in lines:
        piece = line.strip()
        hyphened = wrapped.endswith("-") and text[-2:-1].isalnum() and not _LINKS.match(piece)
        text += piece if hyphened or not text else f" {piece}"
        wrapped = line
    return text


def is_complete(line: str) -> bool:
    """Tell whether a line ends as a citation does."""
    return _LAST.search(line[-60:]) is not None


def parse_citation(line: str) -> Citation | None:
    """Take apart a citation, or give None if no title, journal and date can be told apart.

    >>> parse_citation("Bell S, Dow C. A title? J Foo. 2021 May;2(3):4-5. doi: 10.1000/x. PMID: 12.").journal
    'J Foo'
    """
    last = _LAST.search(line, max(0, len(line) - 60))
    body = line[: last.start()] if last else line
    for end in _SENTENCE_END.finditer(body):
        if imprint := _IMPRINT.match(line, end.end()):
            return _assemble(body[: end.end()].rstrip(), imprint, body[imprint.end() :], last)
    return None


def parse_source(text: str) -> Citation | None:
    """Take apart what follows a title: journal, date and place, notes; None if they cannot be told apart.

    >>> found = parse_source("J Foo (Oxf). 2021 May;2(3):4-5. doi: 10.1000/x. Online ahead of print.")
    >>> found.journal, found.volume, found.flags
    ('J Foo (Oxf)', '2', ('Online ahead of print',))
    """
    found = parse_citation(f"Title. {text} PMID: 0.")
    return replace(found, title="", identifiers=found.identifiers[1:]) if found else None


def _assemble(head: str, imprint: re.Match[str], notes: str, last: re.Match[str] | None) -> Citation | None:
    """Read what stands before the imprint (byline, title, journal) and after it (notes)."""
    languages: tuple[str, ...] = ()
    if named := _LANGUAGE.match(notes):
        languages, notes = tuple(named[1].split(", ")), notes[named.end() :]
    book, notes = (notes.removeprefix("In: ").strip(), "") if notes.startswith("In: ") else ("", notes)
    start = _find_journal(head)
    if not book and not start:
        return None
    byline, title = split_authors(head[: start or len(head)].strip() if not book else head)
    own, *related = _RELATED.split(notes)
    identifiers = [Identifier(scheme, last[scheme]) for scheme in ("pmid", "pmcid") if last and last[scheme]]
    found = list(_NOTE.finditer(own if own.endswith(" ") else f"{own} " if last else own))
    identifiers += [
        Identifier(scheme, note[scheme].replace("- ", "-"))
        for note in found
        for scheme in ("doi", "pii")
        if note[scheme]
    ]
    return Citation(
        byline=byline,
        title=title.removesuffix("."),
        journal="" if book else head[start:].removesuffix("."),
        book=book if last else "",
        date=imprint["date"],
        volume=(imprint["volume"] or "").strip(),
        issue=imprint["issue"] or "",
        pages=(imprint["pages"] or "").strip(),
        languages=languages,
        identifiers=tuple(identifiers),
        dates=tuple(Date(kind, note[kind]) for note in found for kind in ("epublish", "ecollection") if note[kind]),
        relations=tuple(_read_relations(related, whole=last is not None)),
        flags=tuple(note["ahead"] for note in found if note["ahead"]),
        unread=_NOTE.sub("", own if own.endswith(" ") else f"{own} ").strip() if last else "",
        whole=last is not None,
    )


def _find_journal(head: str) -> int:
    """Find where, after the last sentence of the title, the journal begins."""
    ends = list(_SENTENCE_END.finditer(head, max(0, len(head) - _LONGEST_JOURNAL)))
    return ends[-1].end() if ends else 0


def split_authors(text: str) -> tuple[tuple[str, ...], str]:
    """Split "Byline. Title" into the names and the title; groups stand behind a semicolon, or before one.

    >>> split_authors("Bell S, Dow C; Walking Study Group. Link workers: a review.")
    (('Bell S', 'Dow C', 'Walking Study Group'), 'Link workers: a review.')
    """
    for boundary, abbreviated in find_stops(text):
        parts = text[: boundary.start()].split("; ")
        if abbreviated and not is_personal(parts[-1].split(", ")[-1]):
            continue
        if len(parts) == 1 or not any(all(map(is_personal, part.split(", "))) for part in parts):
            break
        names = [name for part in parts for name in split_byline(f"{part}. T")[0] or (part,)]
        return tuple(names), text[boundary.end() :]
    return split_byline(text)


def _read_relations(related: list[str], *, whole: bool) -> Iterator[Relation]:
    """Read "Erratum in", "J Foo. 2020;1:2." and so on; of a citation that breaks off not the last."""
    pairs = list(zip(related[::2], related[1::2], strict=True))
    for kind, text in pairs if whole else pairs[:-1]:
        yield Relation(BY_WORDS[kind], text.strip(), find_cited(text))


def find_cited(text: str) -> tuple[Identifier, ...]:
    """Find the numbers of the works that a relation's text cites.

    >>> find_cited("J Foo. 2020;1:2. doi: 10.1000/x.")
    (Identifier(scheme='doi', value='10.1000/x'),)
    """
    return tuple(Identifier("pmid", pmid) if pmid else Identifier("doi", doi) for pmid, doi in _CITED.findall(text))
