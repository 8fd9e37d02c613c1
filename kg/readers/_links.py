"""Identifiers that the addresses of databases and publishers bear."""

from __future__ import annotations

import re

from kg.record import Identifier

_LINKS = (
    ("ieee", re.compile(r"//ieeexplore\.ieee\.org/[^\s?]{0,80}(?:\?\S*?\barnumber=|document/)(\d{4,9})\b")),
    ("doi", re.compile(r"https?://(?:dx\.)?doi\.org/(10\.[^\s;]+)")),
    ("scopus", re.compile(r"\beid=(2-s2\.0-\d+)")),
    (
        "pmid",
        re.compile(r"//(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/(?:\?term=)?(\d{1,8})\b"),
    ),
    ("pmid", re.compile(r"//(?:www\.)?europepmc\.org/(?:abstract|article)/MED/(\d{1,8})\b", re.IGNORECASE)),
    (
        "pmcid",
        re.compile(
            r"//(?:www\.ncbi\.nlm\.nih\.gov/pmc|pmc\.ncbi\.nlm\.nih\.gov|(?:www\.)?europepmc\.org)/articles?/(?:PMC/)?(PMC\d+)"
        ),
    ),
    ("corpusid", re.compile(r"//api\.semanticscholar\.org/CorpusID:(\d+)")),
)


def find_in_link(address: str) -> list[Identifier]:
    """Give the identifiers in an address.

    >>> find_in_link("https://www.scopus.com/inward/record.uri?eid=2-s2.0-85012345678&partnerID=40")
    [Identifier(scheme='scopus', value='2-s2.0-85012345678')]
    """
    return [Identifier(scheme, found[1]) for scheme, form in _LINKS if (found := form.search(address))]
