r"""Rows as columns: what pyvis carries as one dictionary a node goes into the page as one list a property.

A column is a list; where only a run of the rows has the property, `{"from": first row, "is": [...]}`; texts that all
begin alike, `{"start": "...", "is": [...]}` (or both); where values repeat, `{"runs": [[value, times], ...]}`. A missing value is null. `script/model.js` reads it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby, takewhile
from typing import Any

_WORTH = 6  # characters of a common start that are worth saying once


def to_columns(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Turn rows into columns; what is a mapping in a row becomes columns inside a column.

    >>> to_columns([{"n": 1}, {"n": 2, "facts": {"Year": 2020}}])
    {'n': [1, 2], 'facts': {'Year': {'from': 1, 'is': [2020]}}}
    """
    columns: dict[str, Any] = {}
    for name in dict.fromkeys(name for row in rows for name, value in row.items() if value not in (None, {})):
        values = [row.get(name) for row in rows]
        if isinstance(next(value for value in values if value not in (None, {})), Mapping):
            columns[name] = to_columns([value or {} for value in values])
        else:
            columns[name] = _column(values)
    return columns


def _column(values: list[Any]) -> object:
    known = [index for index, value in enumerate(values) if value is not None]
    kept = values[known[0] : known[-1] + 1]
    column: dict[str, object] = {"from": known[0]} if len(kept) < len(values) else {}
    runs = [[value, len(list(same))] for value, same in groupby(kept)]
    if 3 * len(runs) < len(kept):
        return column | {"runs": runs}
    start = _common(kept) if isinstance(values[known[0]], str) and len(known) > 1 else ""
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
        kinds.setdefault(edge["kind"], []).append({name: value for name, value in edge.items() if name != "kind"})
    return {kind: to_columns(rows) for kind, rows in kinds.items()}
