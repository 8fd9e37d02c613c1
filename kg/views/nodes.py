"""Rows of the canned queries as nodes of the page: what each is called, its facts and its links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from kg.views.model import AUTHOR, CLUSTER, CONCEPT, FIELD, INSTITUTION, STUDY, Fact, Node

Row = dict[str, Any]

_INITIAL = re.compile(r"(?<![\w'’])[^\W\d_]")
_MOST_INITIALS = 3  # of a word in capitals; a longer one is a name
_AUTHORITIES = (
    ("https://ror.org/", "ROR"),
    ("http://id.nlm.nih.gov/mesh/", "MeSH"),
    ("https://openalex.org/", "OpenAlex"),
    ("http://www.wikidata.org/entity/", "Wikidata"),
)


def author(row: Row, rank: dict[str, int], marks: Iterable[str] = ()) -> Node:
    """Make the node of a row of `people`; `rank` is the position of each cluster, `marks` the person's part in it."""
    orcid = (row["orcid"] or "").rpartition("/")[2]
    return Node(
        iri=row["person"],
        type=AUTHOR,
        name=row["name"],
        short=abbreviate_name(row["name"], row["family"] or ""),
        cluster=rank.get(row["cluster"]),
        facts=facts(
            ("Signs as", "a group" if row["collective"] else None),
            ("Studies", row["studies"]),
            ("Citations", row["citations"]),
            ("Years", span(row["first_year"], row["last_year"])),
            ("Co-authors", row["degree"]),
            ("Part in the cluster", ", ".join(marks)),
            ("Stays with the cluster", _rounded(row["stability"])),
            ("Betweenness", _rounded(row["betweenness"] or None)),
        ),
        links=links(("ORCID", "https://orcid.org/", orcid)),
    )


def abbreviate_name(name: str, family: str) -> str:
    """A name that is printed family name first, with initials; empty if it is not.

    >>> abbreviate_name("Wildman, Josephine M.", "Wildman"), abbreviate_name("Abel, AB, Jr", "Abel")
    ('Wildman JM', 'Abel AB Jr')
    >>> abbreviate_name("ABEL, A", "ABEL"), abbreviate_name("Abel A", "Abel"), abbreviate_name("RAMESES II team", "")
    ('ABEL A', '', '')
    """
    rest = name.removeprefix(f"{family}, ")
    if not family or rest == name:
        return ""
    given, _, suffix = rest.partition(", ")
    letters = given.isalpha() and given.isupper() and len(given) <= _MOST_INITIALS
    initials = given if letters else "".join(_INITIAL.findall(given)).upper()
    return " ".join(filter(None, (family, initials, suffix)))


def studies(rows: list[Row], authorships: list[Row], people: dict[str, Row]) -> Iterator[Node]:
    """Make the nodes of rows of `studies`, called after their first authors, or by their titles where nobody signed."""
    first: dict[str, Row] = {}
    for row in sorted(authorships, key=lambda row: (row["study"], row["rank"])):
        first.setdefault(row["study"], row)
    for row in rows:
        by = first.get(row["study"])
        family = by and (people.get(by["person"], {}).get("family") or by["name"])
        called = family or _cut(row["title"] or "Untitled", 20)
        yield Node(
            iri=row["study"],
            type=STUDY,
            name=row["title"] or "Untitled",
            short=" ".join(str(part) for part in (row["retracted"] and "RETRACTED", called, row["year"]) if part),
            facts=facts(
                ("Retracted", "yes" if row["retracted"] else None),
                ("Year", row["year"]),
                ("Journal", row["journal"]),
                ("Volume", row["volume"]),
                ("Pages", row["pages"]),
                ("DOI", row["doi"]),
                ("PMID", row["pmid"]),
                ("PMCID", row["pmcid"]),
                ("Citations", row["citations"]),
                ("Access", {True: "open", False: "closed"}.get(row["open"])),
            ),
            links=links(
                ("DOI", "https://doi.org/", row["doi"]),
                ("PubMed", "https://pubmed.ncbi.nlm.nih.gov/", row["pmid"]),
                ("PubMed Central", "https://www.ncbi.nlm.nih.gov/pmc/articles/", row["pmcid"]),
            ),
        )


def institution(row: Row, units: Iterable[str], authorities: list[str]) -> Node:
    """Make the node of a row of `institutions`, the names of its units and what it is elsewhere."""
    return Node(
        iri=row["institution"],
        type=INSTITUTION,
        name=row["name"],
        short=row["short_name"] or "",
        facts=facts(
            ("City", row["city"]),
            ("Country", row["country"]),
            ("Authors", row["people"]),
            ("Studies", row["studies"]),
            ("Units", "; ".join(sorted({*units}))),
        ),
        links=_authority_links(authorities),
    )


def concept(row: Row, authorities: list[str]) -> Node:
    """Make the node of a row of `concepts` and what it is elsewhere."""
    return Node(
        iri=row["concept"],
        type=CONCEPT,
        name=row["label"],
        facts=facts(("Kind", row["top_label"]), ("Studies", row["studies"])),
        links=_authority_links(authorities),
    )


def cluster(row: Row, index: int, field: int | None, institutions: list[str], concepts: list[str]) -> Node:
    """Make the node of a row of `clusters`, at its position, with its field, main institutions and concepts."""
    return Node(
        iri=row["cluster"],
        type=CLUSTER,
        name=row["name"],
        cluster=index,
        field=field,
        facts=facts(
            ("Authors", row["authors"]),
            ("Studies", row["studies"]),
            ("Years", span(row["first_year"], row["last_year"])),
            ("Institutions", "; ".join(institutions)),
            ("Concepts", "; ".join(concepts)),
            ("Stability", _rounded(row["stability"])),
        ),
    )


def field(row: Row, index: int) -> Node:
    """Make the node of a row of `fields`, at its position."""
    return Node(
        iri=row["field"],
        type=FIELD,
        name=row["name"],
        field=index,
        facts=facts(
            ("Clusters", row["clusters"]),
            ("Authors", row["authors"]),
            ("Studies", row["studies"]),
            ("Years", span(row["first_year"], row["last_year"])),
        ),
    )


def facts(*known: tuple[str, str | int | float | None]) -> tuple[Fact, ...]:
    """Keep the facts that are known."""
    return tuple([(name, value) for name, value in known if value is not None and value != ""])


def links(*known: tuple[str, str, str | None]) -> tuple[tuple[str, str], ...]:
    """Keep the links that are known: a start of our own, and an identifier with everything unsafe encoded."""
    return tuple((name, start + quote(end, safe="/:()._-;")) for name, start, end in known if end)


def _authority_links(authorities: list[str]) -> tuple[tuple[str, str], ...]:
    """Name the authorities' own pages; what is of none of them is left out."""
    return links(
        *(
            (name, start, url.removeprefix(start))
            for url in authorities
            for start, name in _AUTHORITIES
            if url.startswith(start)
        )
    )


def span(first: int | None, last: int | None) -> str | None:
    """Write the years from first to last, as far as they are known.

    >>> span(2021, 2024), span(2021, 2021), span(None, None)
    ('2021–2024', '2021', None)
    """
    return str(first) if first == last and first else f"{first}\N{EN DASH}{last}" if first and last else None


def _rounded(value: object) -> float | None:
    return None if value is None else float(f"{float(str(value)):.3g}")


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
