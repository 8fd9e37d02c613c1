"""Joins the pairs of a canned query here instead of in the store.

Every two of what one node is linked to, each pair once: a store tries all four combinations of two ends and looks up the
text of both at each, which takes twice the time of a list of ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from pyoxigraph import QuerySolutions

from kg.queries.rows import Row, Rows, value_of
from kg.stores import Answer

_PAIR = re.compile(
    r"^SELECT \?(?P<a>\w+) \?(?P<b>\w+)(?P<others>(?: \?\w+)*)\nWHERE \{\n  \?(?P<node>\w+) (?P<about>[^\n]*) "
    r"\?(?P=a), \?(?P=b) \.\n  FILTER\(STR\(\?(?P=a)\) < STR\(\?(?P=b)\)\)\n\}\n",
    re.MULTILINE,
)

Pair = tuple[str, str]
"""The columns of two ends."""


def take_pair(text: str) -> tuple[str, Pair | None]:
    r"""Turn a query of pairs into one of their nodes and single ends, and give the columns of the two; others stay.

    >>> take_pair("SELECT ?a ?b ?n\nWHERE {\n  ?x :n ?n ; :end ?a, ?b .\n  FILTER(STR(?a) < STR(?b))\n}\n")
    ('SELECT ?x ?a ?n\nWHERE {\n  ?x :n ?n ; :end ?a .\n}\n', ('a', 'b'))
    """
    found = _PAIR.search(text)
    if not found:
        return text, None
    node, about, a, b, others = (found[name] for name in ("node", "about", "a", "b", "others"))
    ends = f"SELECT ?{node} ?{a}{others}\nWHERE {{\n  ?{node} {about} ?{a} .\n}}\n"
    return text[: found.start()] + ends + text[found.end() :], (a, b)


def join_pairs(answer: Answer, pair: Pair) -> Rows:
    """Make of solutions for nodes, ends and more the rows of each two ends of one node, the lesser first."""
    solutions = cast("QuerySolutions", answer)
    others = (variable.value for variable in solutions.variables[2:])
    return Rows((*pair, *others), _join(solutions))


def _join(solutions: QuerySolutions) -> Iterator[Row]:
    earlier: dict[Row, list[str]] = {}
    names: dict[str, str] = {}  # an end is one of many nodes
    for node, end, *more in solutions:
        name = names.setdefault(end.value, end.value)
        others = tuple(map(value_of, more))
        ends = earlier.setdefault((node.value, *others), [])
        for other in ends:
            yield (name, other, *others) if name < other else (other, name, *others)
        ends.append(name)
