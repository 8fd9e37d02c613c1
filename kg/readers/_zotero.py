"""What Zotero's exports have in common: kinds of items, and what users note in the field for all else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.record import Identifier

KINDS = {
    "bookSection": "book",
    "conferencePaper": "conference",
    "dictionaryEntry": "book",
    "encyclopediaArticle": "book",
}
"""What items of a type appear in, if not in a journal."""

_NOTED = {
    "doi": re.compile(r"^DOI:\s*(10\.\S+)", re.MULTILINE | re.IGNORECASE),
    "pmid": re.compile(r"^PMID:\s*(\d{1,8})\b", re.MULTILINE),
    "pmcid": re.compile(r"^PMCID:\s*(PMC\d+)", re.MULTILINE),
    "arxiv": re.compile(r"^arXiv:\s*(\S+)", re.MULTILINE | re.IGNORECASE),
}
_BETWEEN = re.compile(r"[,;\s]+(?=\d)")


def find_noted(extra: str) -> Iterator[Identifier]:
    r"""Find the identifiers that Zotero, or a user, notes line by line.

    >>> list(find_noted("PMID: 12345\nread on Monday"))
    [Identifier(scheme='pmid', value='12345')]
    """
    for scheme, form in _NOTED.items():
        if found := form.search(extra):
            yield Identifier(scheme, found[1])


def split_numbers(scheme: str, printed: str) -> tuple[Identifier, ...]:
    """Split ISSNs or ISBNs that stand in one field.

    >>> [each.value for each in split_numbers("issn", "1472-6963, 1475-2875")]
    ['1472-6963', '1475-2875']
    """
    return tuple(Identifier(scheme, each) for each in _BETWEEN.split(printed) if each)
