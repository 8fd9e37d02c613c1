"""The canned queries of this folder."""

from __future__ import annotations

from functools import cache
from importlib import resources

from kg.queries.query import Query, parse_query
from kg.queries.rows import Rows

_SUFFIX = ".rq"


def catalogue() -> dict[str, Query]:
    """Give every canned query by its name, in the order of names.

    >>> catalogue()["top-authors"].title
    'Authors with the most studies'
    """
    return dict(_read())


def list_queries() -> Rows:
    """Give a row for each canned query: its name, what it answers, its parameters with what they are by default.

    >>> list_queries().to_dicts()[-2]
    {'query': 'two-concepts', 'answers': 'The studies of two concepts together', 'parameters': 'a="social prescribing", b="loneliness"'}
    """
    return Rows(
        ("query", "answers", "parameters"),
        (
            (
                name,
                canned.title,
                ", ".join(p.name if p.optional else f"{p.name}={p.default}" for p in canned.parameters),
            )
            for name, canned in catalogue().items()
        ),
    )


@cache
def _read() -> dict[str, Query]:
    files = sorted(resources.files(__package__).iterdir(), key=lambda file: file.name)
    names = {file.name.removesuffix(_SUFFIX): file for file in files if file.name.endswith(_SUFFIX)}
    return {name: parse_query(file.read_text(encoding="utf-8"), name) for name, file in names.items()}
