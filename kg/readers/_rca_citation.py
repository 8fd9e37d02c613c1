"""The one line in which an RCA page cites a work: byline, title, journal, and details in brackets."""

from __future__ import annotations

import re

from msgspec import Struct

from kg.record import Date, Field, Identifier, Metric
from kg.values.dates import month_first
from kg.values.names import split_byline

# The first of the brackets that follow one another.
_DETAIL = re.compile(
    r"(?<!\])\s\[(?=(?:PMID|PMCID|DOI|Citation\(s\) in RCA|Impact Index Per Article|Reference Citation Analysis)\b)"
)
_SIGNATURE = re.compile(r"\[(?:Citation\(s\) in RCA|Impact Index Per Article|Reference Citation Analysis)\b")
_IDENTIFIED = re.compile(r"\d\. \[(?:PMID|PMCID|DOI): ")
_SENTENCE_END = re.compile(r"[.?!][\"'”’)\]]*\s+(?=\S)")
_IMPRINT = re.compile(
    r"(?P<journal>\S[^;]*?)\s+(?P<year>(?:1[5-9]|20)\d\d)(?:;\s*(?P<volume>[^:]+?))?(?::\s*(?P<pages>.+?))?\s*\.",
    re.DOTALL,
)
_IDENTIFIER = re.compile(r"(PMID|PMCID|DOI):\s*(\S+)")
_METRICS = {"Citation(s) in RCA": "rca-citations", "Impact Index Per Article": "rca-impact-index"}
_DATES = frozenset({"Received", "Revised", "Accepted", "Indexed"})
_OPEN = frozenset({"Open", "Open Access"})
_LONGEST_IMPRINT = 1_000  # characters
_MOST_STARTS = 10  # of brackets, all but one of them in the title
_ALWAYS_THERE = "Reference Citation Analysis"  # the page's own link, on every record


class Citation(Struct, frozen=True):
    """The parts of a citation as printed; `unread` is text after the brackets that says nothing known."""

    byline: tuple[str, ...]
    title: str
    journal: str
    year: str
    volume: str
    pages: str
    identifiers: tuple[Identifier, ...]
    dates: tuple[Date, ...]
    metrics: tuple[Metric, ...]
    flags: tuple[str, ...]
    extra: tuple[Field, ...]
    open_access: bool
    unread: str
    whole: bool


def is_citation(line: str) -> bool:
    """Tell whether a line is (at least most of) a citation: it has the page's own brackets, or identifiers after a year."""
    return "[" in line and (_SIGNATURE.search(line) is not None or _IDENTIFIED.search(line) is not None)


def parse_citation(line: str) -> Citation | None:
    """Take apart a citation, or give None if no title, journal and year can be told apart.

    >>> parse_citation("Bell S. A title. J Foo 2021; 29:e3-e4. [DOI: 10.1/x] [Citation(s) in RCA: 6]").journal
    'J Foo'
    """
    starts = [match.start() for match in _DETAIL.finditer(line)]
    for start in reversed(starts[-_MOST_STARTS:]):
        imprint, boundary = _find_imprint(line, start)
        if imprint is not None:
            return _assemble(line[:boundary], imprint, line[start:])
    return None


def _find_imprint(line: str, stop: int) -> tuple[re.Match[str] | None, int]:
    """Find the journal, year, volume and pages that end at `stop`, and where the title before them ends."""
    for end in reversed(list(_SENTENCE_END.finditer(line, max(0, stop - _LONGEST_IMPRINT), stop))):
        if imprint := _IMPRINT.fullmatch(line, end.end(), stop):
            return imprint, end.start() if line[end.start()] == "." else end.start() + 1
    return None, 0


def _assemble(head: str, imprint: re.Match[str], details: str) -> Citation:
    """Read what stands before the imprint (byline and title) and after it (the brackets)."""
    byline, title = split_byline(head)
    pieces, after = _split_details(details)
    identifiers: list[Identifier] = []
    dates = [Date("published", imprint["year"])]
    metrics: list[Metric] = []
    flags: list[str] = []
    extra: list[Field] = []
    for piece in pieces:
        label, colon, value = piece.partition(":")
        label, value = label.strip(), value.strip()
        if label in {"PMID", "PMCID", "DOI"}:
            identifiers += [Identifier(found[1].lower(), found[2]) for found in _IDENTIFIER.finditer(piece)]
        elif label in _METRICS:
            metrics.append(Metric(_METRICS[label], value))
        elif label in _DATES:
            dates.append(Date(label.lower(), value, month_first(value)))
        elif colon:
            extra.append(Field(label, value))
        elif label and label != _ALWAYS_THERE:
            flags.append(label)
    return Citation(
        byline=byline,
        title=title,
        journal=imprint["journal"],
        year=imprint["year"],
        volume=imprint["volume"] or "",
        pages=imprint["pages"] or "",
        identifiers=tuple(identifiers),
        dates=tuple(dates),
        metrics=tuple(metrics),
        flags=tuple(flags),
        extra=tuple(extra),
        open_access=after in _OPEN,
        unread="" if after is None or after in _OPEN else after,
        whole=after is not None,
    )


def _split_details(details: str) -> tuple[list[str], str | None]:
    """Give the bracketed pieces, and the text after them: None if the last piece breaks off (it is left out then)."""
    *pieces, last = re.split(r"\]\s*\[", details.strip()[1:])
    inside, closed, after = last.rpartition("]")
    if not closed or last.count("[") >= last.count("]"):  # a DOI may have brackets of its own
        return pieces, None
    return [*pieces, inside], after.strip()
