"""The canned queries of this folder."""

from __future__ import annotations

from functools import cache
from importlib import resources

from kg.queries.query import Query, parse_query

_SUFFIX = ".rq"


def catalogue() -> dict[str, Query]:
    """Give every canned query by its name, in the order of names.

    >>> catalogue()["top-authors"].title
    'Authors with the most studies'
    """
    return dict(_read())


@cache
def _read() -> dict[str, Query]:
    files = sorted(resources.files(__package__).iterdir(), key=lambda file: file.name)
    names = {file.name.removesuffix(_SUFFIX): file for file in files if file.name.endswith(_SUFFIX)}
    return {name: parse_query(file.read_text(encoding="utf-8"), name) for name, file in names.items()}
