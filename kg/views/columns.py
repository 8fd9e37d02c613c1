r"""Rows as columns: what pyvis carries as one dictionary a node goes into the page as one list a property.

A column is a list; where only a run of the rows has the property, `{"from": first row, "is": [...]}`; texts that all
begin alike, `{"start": "...", "is": [...]}` (or both); where values repeat, `{"runs": [[value, times], ...]}`. A missing value is null. `script/model.js` reads it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, groupby, takewhile
from operator import ne
from typing import Any

_WORTH = 6  # characters of a common start that are worth saying once


def to_columns(rows: Sequence[Mapping[str, Any]], but: str = "") -> dict[str, Any]:
    """Turn rows into columns, all but one; what is a mapping in a row becomes columns inside a column.

    >>> to_columns([{"n": 1}, {"n": 2, "facts": {"Year": 2020}}])
    {'n': [1, 2], 'facts': {'Year': {'from': 1, 'is': [2020]}}}
    """
    columns: dict[str, Any] = {}
    for name in dict.fromkeys(chain.from_iterable(rows)):
        values = [row.get(name) for row in rows]
        first = next((value for value in values if value is not None and value != {}), None)
        if first is None or name == but:
            continue
        if isinstance(first, Mapping):
            columns[name] = to_columns([value or {} for value in values])
        else:
            columns[name] = _column(values)
    return columns


def _column(values: list[Any]) -> object:
    first = next(index for index, value in enumerate(values) if value is not None)
    last = next(index for index in range(len(values) - 1, -1, -1) if values[index] is not None)
    kept = values[first : last + 1]
    column: dict[str, object] = {"from": first} if len(kept) < len(values) else {}
    if 3 * (1 + sum(map(ne, kept, kept[1:]))) < len(kept):
        return column | {"runs": [[value, len(list(same))] for value, same in groupby(kept)]}
    start = _common(kept) if isinstance(kept[0], str) and last > first else ""
    if len(start) >= _WORTH:
        column["start"] = start
        kept = [None if value is None else value[len(start) :] for value in kept]
    return column | {"is": kept} if column else kept


def _common(values: Iterable[object]) -> str:
    """Give the start that all texts have in common: that of the first and the last in their order."""
    texts = sorted({value for value in values if isinstance(value, str)})
    same = takewhile(lambda pair: pair[0] == pair[1], zip(texts[0], texts[-1], strict=False)) if texts else ()
    return "".join(one for one, _ in same)


def by_kind(edges: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Turn links into columns, kind by kind.

    >>> by_kind([{"kind": "wrote", "from": 0, "to": 1, "rank": 1}])
    {'wrote': {'from': [0], 'to': [1], 'rank': [1]}}
    """
    kinds: dict[str, list[Mapping[str, Any]]] = {}
    for edge in edges:
        kinds.setdefault(edge["kind"], []).append(edge)
    return {kind: to_columns(rows, but="kind") for kind, rows in kinds.items()}
