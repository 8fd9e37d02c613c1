"""What the fields of a Web of Science record mean, in tagged text and in tab-delimited files alike.

The tags: https://webofscience.zendesk.com/hc/en-us/articles/20016122409105 (Web of Science Core Collection field tags).
Its other databases (MEDLINE, BIOSIS, Zoological Record, …) have some of their own (`kg.readers._wos_databases`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kg.readers._tagged_fields import Table, Tags, find_published, make_exact, try_date
from kg.readers._wos_databases import find_headings, find_identifiers, find_keywords, find_pages, tell_dates
from kg.readers._wos_people import find_contributors
from kg.record import Container, Date, Grant, Identifier, Reference, Section

# Of which each value has a line of its own in tagged text.
_LISTS = frozenset(("AU", "AF", "BA", "BF", "BE", "CA", "GP", "CR"))
_ADDRESSES = re.compile(r";\s*(?=\[)")

_KINDS = {"J": "journal", "B": "book", "S": "book", "C": "conference"}
_NUMBERS = {"SN": "issn", "EI": "eissn", "BN": "isbn", "D2": "doi"}
_CITED_DOI = re.compile(r"\b(10\.\d{4,9}/[^\s,;\]]+)")
_FUNDER = re.compile(r"([^\[;]+)(?:\[([^\[\]]*)\])?")
_TABLE = Table(
    texts={
        "title": ("TI",),
        "volume": ("VL",),
        "issue": ("IS",),
        "language": ("LA",),
    },
    identifiers={"wos": ("UT",), "doi": ("DI",), "pmid": ("PM",)},
    metrics={"wos-citations": ("TC",), "references": ("NR",), "uses in 180 days": ("U1",), "uses since 2013": ("U2",)},
)


def split_cell(tag: str, cell: str) -> list[str]:
    """Split the cell of a table as the lines of tagged text are.

    >>> split_cell("AU", "Bell, S; Dow, C"), split_cell("C1", "[Bell, S; Dow, C] Univ A; [Dow, C] Univ B")
    (['Bell, S', 'Dow, C'], ['[Bell, S; Dow, C] Univ A', '[Dow, C] Univ B'])
    """
    if tag == "C1":
        return _ADDRESSES.split(cell) if cell.startswith("[") else [text.strip() for text in cell.split(";")]
    return [text.strip() for text in cell.split(";")] if tag in _LISTS else [cell]


def assemble(tags: Tags) -> dict[str, Any]:
    """Give the fields of a record."""
    fields = _TABLE.fill(tags)
    fields["identifiers"] += tuple(find_identifiers(tags))
    fields["pages"], fields["article_number"] = find_pages(tags)
    return fields | {
        "types": tuple(_split(tags, "DT")),
        "dates": tuple(_find_dates(tags)),
        "container": _find_container(tags),
        "contributors": find_contributors(tags),
        "abstract": tuple(Section("", text) for text in tags.all("AB")),
        "keywords": tuple(dict.fromkeys((*_split(tags, "DE"), *find_keywords(tags)))),
        "headings": tuple(find_headings(tags)),
        "grants": tuple(grant for text in tags.all("FU") for grant in read_grants(text)),
        "references": tuple(map(read_reference, tags.lines("CR"))),
        "open_access": bool(tags.peek("OA")) or None,
    }


def _split(tags: Tags, tag: str) -> list[str]:
    return [part for text in tags.all(tag) for each in text.split(";") if (part := each.strip())]


def _find_dates(tags: Tags) -> Iterator[Date]:
    """Give the date of the issue, and that of early access."""
    yield from make_exact(next(find_published(tags, "PY", "PD"), None), tell_dates(tags))
    for each in tags.of("EA", "PE"):
        if try_date(each.text):
            yield Date("epublish", tags.use(each).text)


def _find_container(tags: Tags) -> Container | None:
    title = tags.first("SO")
    kind = _KINDS.get(tags.first("PT"), "journal")
    identifiers = tuple(Identifier(scheme, text) for tag, scheme in _NUMBERS.items() for text in _split(tags, tag))
    if not title and not identifiers:
        return None
    abbreviation = tags.first("JI") or tags.first("J9")  # proceedings have the latter only
    return Container(title, kind, identifiers, abbreviation, tags.first("PU"))


def read_grants(text: str) -> Iterator[Grant]:
    """Read "Agency [number, number]; Agency".

    >>> list(read_grants("NIA [R01, R02]; Wellcome"))[1:]
    [Grant(number='R02', agency='NIA'), Grant(number='', agency='Wellcome')]
    """
    for agency, numbers in _FUNDER.findall(text):
        if name := agency.strip():
            yield from (Grant(number.strip(), name) for number in numbers.split(","))


def read_reference(text: str) -> Reference:
    """Read "Law CJ, 2003, PHOTOSYNTH RES, V75, P193, DOI 10.1023/A:1023982327748"."""
    return Reference(text, tuple(Identifier("doi", doi) for doi in dict.fromkeys(_CITED_DOI.findall(text))))
