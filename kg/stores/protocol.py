"""What can be asked of every store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, Self, TypeAlias, cast

from pyoxigraph import DefaultGraph, NamedNode, Quad, QueryBoolean, QuerySolution, QuerySolutions, QueryTriples, Triple

from kg.errors import InputError

Answer: TypeAlias = QuerySolutions | QueryBoolean | QueryTriples | Iterator[Triple]


class StoreError(InputError):
    """A store that could not be opened, reached or written, and why."""


class Store(Protocol):
    """A set of quads to read.

    A context manager: leaving it closes the store. `len` counts the quads of all graphs.
    """

    def query(self, sparql: str) -> Answer:
        """Run a SPARQL 1.1 query; its default graph is the store's default graph.

        Solutions for SELECT, a boolean for ASK, triples for CONSTRUCT and DESCRIBE. Raises SyntaxError for text that
        is not a query, StoreError if the store fails.
        """

    def quads(
        self, graph: NamedNode | DefaultGraph | None = None, predicate: NamedNode | None = None
    ) -> Iterator[Quad]:
        """Iterate over the quads of one graph, or of all of them (None), and of one predicate or all, in no particular order."""

    def __len__(self) -> int: ...

    def close(self) -> None:
        """Let go of the store; closing twice is no error."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


def bind(variable: str, nodes: Iterable[NamedNode]) -> str:
    """Write the part of a query that gives a variable these nodes as its values.

    >>> bind("?node", [NamedNode("http://example.com/a")])
    'VALUES ?node { <http://example.com/a> }'
    """
    return f"VALUES {variable} {{ {' '.join(map(str, nodes))} }}"


def select(store: Store, sparql: str) -> Iterator[QuerySolution]:
    """Give the solutions of a SELECT query."""
    return iter(cast("QuerySolutions", store.query(sparql)))
