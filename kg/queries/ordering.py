"""Sorts the rows of a canned query here instead of in the store.

A store on disk looks up the text of both terms at every comparison, which took four fifths of the time of the longest
tables; and so every store sorts alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from operator import itemgetter
from typing import Any

from kg.queries.rows import Row, Rows, Value

_PLAIN = re.compile(r"^SELECT(?P<columns>(?:\s+\?\w+)+)\s+WHERE\b", re.MULTILINE)
_ORDER = re.compile(r"^ORDER BY(?P<keys>(?: \?\w+| DESC\(\?\w+\))+)\s*\Z", re.MULTILINE)
_KEY = re.compile(r"(DESC\()?\?(\w+)")
_NUMBERS = (int, float, Decimal)

Key = tuple[str, bool]
"""A column, and whether the largest stands first."""


def take_order(text: str) -> tuple[str, tuple[Key, ...]]:
    r"""Take the last line off the text of a query if it orders by columns of the table, and give these.

    >>> take_order("SELECT ?a ?b\nWHERE { ?a ?p ?b }\nORDER BY DESC(?b) ?a\n")
    ('SELECT ?a ?b\nWHERE { ?a ?p ?b }\n', (('b', True), ('a', False)))
    """
    select, order = _PLAIN.search(text), _ORDER.search(text)
    if not select or not order:
        return text, ()
    keys = tuple((name, bool(descending)) for descending, name in _KEY.findall(order["keys"]))
    columns = {column[1:] for column in select["columns"].split()}
    return (text[: order.start()], keys) if columns.issuperset(name for name, _ in keys) else (text, ())


def sort_rows(rows: Rows, keys: tuple[Key, ...]) -> Rows:
    """Sort rows as SPARQL does: what is unbound first, numbers by value, IRIs and strings by their characters.

    >>> list(sort_rows(Rows(("a", "b"), [("y", 1), ("x", None), ("x", 2)]), (("b", True), ("a", False))))
    [('x', 2), ('y', 1), ('x', None)]
    """
    ordered = list(rows)
    for name, descending in reversed(keys):
        ordered.sort(key=_place(rows.columns.index(name), ordered), reverse=descending)
    return Rows(rows.columns, ordered)


def _place(column: int, rows: list[Row]) -> Callable[[Row], Any]:
    types = {type(row[column]) for row in rows}
    if len(types) == 1 and type(None) not in types:
        return itemgetter(column)
    return lambda row: (_kind(row[column]), row[column])


def _kind(value: Value) -> str:
    """Name what values compare with each other; nothing comes before anything."""
    return "" if value is None else "number" if isinstance(value, _NUMBERS) else type(value).__name__
