"""Runs a query on a store."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from itertools import accumulate
from typing import TypeAlias

from kg.errors import find_named
from kg.queries.catalogue import catalogue
from kg.queries.ordering import sort_rows, take_order
from kg.queries.query import Query, QueryError, parse_query
from kg.queries.rows import Rows, make_rows
from kg.queries.sparql import calls_service, declare, form, skeleton, undeclared
from kg.stores import Store
from kg.terms import PREFIXES

Ask: TypeAlias = Callable[[str], Rows]
"""Gives the rows of a canned query."""

_NAME = re.compile(r"[^\s{}]+")  # SPARQL has a space or a brace
_MOST_WANTED = 4
_AT_ONCE = 2  # queries of whole tables, each of which holds what it joins in memory
_READING = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


def run(store: Store, query: str, /, *, base: str = "", **parameters: object) -> Rows:
    """Run a canned query by its name, or any SPARQL query, with values for its parameters; IRIs may be what follows `base`.

    The default graph is the merged graph. The standard prefixes (`kg.terms.PREFIXES`) need no declaration. Only reading
    is allowed: updates are refused, and so is SERVICE, which would have the store call other servers (`Store.query`
    does as it is told). Raises QueryError, which says what would do, for an unknown name or parameter, a value of the
    wrong type, and text that is not SPARQL; StoreError if the store fails.

    >>> from kg.stores import EmbeddedStore
    >>> list(run(EmbeddedStore(), "SELECT (2 + 3 AS ?sum) {}"))
    [(5,)]
    """
    found = find_query(query)
    text = found.bind(parameters, base)
    kind = form(text)
    if kind not in _READING:
        raise QueryError(
            f"a query starts with {', '.join(_READING[:-1])} or {_READING[-1]}, not with {kind or 'nothing'}"
        )
    if calls_service(text):
        raise QueryError("SERVICE is refused: a query may not make the store call other servers")
    asked, keys = take_order(text) if found.name else (text, ())
    try:
        rows = make_rows(store.query(declare(asked)))
    except SyntaxError as error:
        raise QueryError(_explain(error, text)) from None
    return sort_rows(rows, keys)


def run_all(store: Store, names: Iterable[str], tell: Callable[[int], None] = lambda _rows: None) -> dict[str, Rows]:
    """Run canned queries, two at the same time, the longest best named first, and give the rows of each.

    After each query `tell` is told how many
    rows there are by now.

    >>> from kg.stores import EmbeddedStore
    >>> len(run_all(EmbeddedStore(), ["people", "studies"])["people"])
    0
    """
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        asked = {name: threads.submit(run, store, name) for name in dict.fromkeys(names)}
        for so_far in accumulate(len(done.result()) for done in as_completed(asked.values())):
            tell(so_far)
        return {name: done.result() for name, done in asked.items()}


def find_query(query: str) -> Query:
    """Find a canned query by its name, or read one from its text; raises QueryError if there is none of that name."""
    if not _NAME.fullmatch(query):
        return parse_query(query)
    return find_named("query", query, catalogue(), QueryError, listed="kg query lists them")


def _explain(error: SyntaxError, text: str) -> str:
    place = _PLACE.fullmatch(str(error))
    if not place:
        return f"this is not SPARQL: {error}"
    line, column, reason = int(place[1]) - 1, int(place[2]), place[3]  # one line was put before the text
    lines = text.splitlines()
    unknown_prefixes = [prefix for prefix in undeclared(text) if prefix not in PREFIXES]
    if "Prefix not found" in reason and unknown_prefixes:
        reason = f"the prefix {unknown_prefixes[0]}: is not declared; known without are {', '.join(PREFIXES)}"
    elif open_braces := skeleton(text).count("{") - skeleton(text).count("}"):
        reason = "a { is not closed" if open_braces > 0 else "there is a } too many"
    elif reason.startswith("expected"):
        # The parser lists the punctuation and the words that fit, and character classes; only the first helps a reader.
        wanted = re.findall(r'"[^"\w]+"', reason)
        few = 0 < len(wanted) <= _MOST_WANTED
        reason = f"expected {' or '.join(wanted)}" if few else "SPARQL cannot go on like this"
    shown = lines[line - 1] if line <= len(lines) else ""
    return f"line {line}, column {column}: {reason}\n  {shown}\n  {' ' * (column - 1)}^"
