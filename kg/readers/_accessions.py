"""Tells whose number of a record an accession number is, by its form or by the name of the database."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.record import Identifier

_FORMS = (
    ("wos", re.compile(r"\b(WOS:\w{15})\b")),
    ("pmid", re.compile(r"\b(?:(?:PUBMED |PMID: ?|mdl-)(?=\d{1,8}\b)|(?=\d{1,8}\[pmid\]))(\d+)")),
    ("pmcid", re.compile(r"\b(PMC\d+)\[pmcid\]")),
    ("scopus", re.compile(r"(?<!\S)(2-s2\.0-\d+)\b")),
    ("embase", re.compile(r"(?:\bEMBASE |^L)(\d{8,10})\b")),
    ("central", re.compile(r"\b(CN-\d{8})\b")),
    ("psycinfo", re.compile(r"\b((?:18|19|20)\d\d-\d{5}-\d{3})\b")),
    ("lilacs", re.compile(r"\blil-(\d{4,8})\b")),
    ("scielo", re.compile(r"\b(S\d{4}-\d{3}[\dX]\d{13})(?:-[a-z]{3})?\b")),
)
_DATABASES = (  # whose accession number is only digits
    ("pmid", re.compile(r"\b(?:medline|pubmed|nlm)\b", re.IGNORECASE)),
    ("embase", re.compile(r"\bembase\b", re.IGNORECASE)),
)
_NOTED = (("pmid", re.compile(r"\bPMID:?\s*(?:NLM)?(\d{1,8})\b")), ("pmcid", re.compile(r"\bPMCID:?\s*(PMC\d+)\b")))
# Behind these words stand other works, with numbers of their own: "Erratum in: ", "Corrected by: ".
_OTHERS = re.compile(r"\bReferences: |\b[A-Z][a-z]+(?: [a-z]+){0,4} (?:by|for|from|in|of|on|to|with): ")
_DIGITS = re.compile(r"\d{1,10}")


def find_accessions(text: str, database: str = "") -> Iterator[Identifier]:
    """Give the numbers in an accession number, or in a list of such; one of digits alone is that of the database named.

    >>> [*find_accessions("PUBMED 25712345,EMBASE 601234567"), *find_accessions("629991234", "Embase <1974 to 2020>")]
    [Identifier(scheme='pmid', value='25712345'), Identifier(scheme='embase', value='601234567'), Identifier(scheme='embase', value='629991234')]
    """
    if _DIGITS.fullmatch(text):
        yield from [Identifier(scheme, text) for scheme, name in _DATABASES if name.search(database)][:1]
    else:
        yield from (Identifier(scheme, found[1]) for scheme, form in _FORMS if (found := form.search(text)))


def find_noted(text: str) -> Iterator[Identifier]:
    """Give the numbers of PubMed that a note names, of this work alone.

    >>> [*find_noted("PMID: 25712345; Full text free. Erratum in: J Walk. 2021. PMCID: PMC2"), *find_noted("Comment on: PMID: 3")]
    [Identifier(scheme='pmid', value='25712345')]
    """
    own = _OTHERS.split(text, maxsplit=1)[0]
    yield from (Identifier(scheme, found[1]) for scheme, form in _NOTED if (found := form.search(own)))
