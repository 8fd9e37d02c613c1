"""Facts as the canonical N-Quads that they end as: a term is its printed form, a fact the tuple of its terms.

Making the store's objects of them and having it print these takes twice as long. The library still prints each literal in
which anything may have to be escaped and checks each IRI from elsewhere; what `kg.iri` mints is encoded there.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import islice
from operator import eq
from typing import TYPE_CHECKING, NewType, TypeAlias

import pyoxigraph

from kg.iri import authority_iri

if TYPE_CHECKING:
    Node = NewType("Node", str)
    Literal = NewType("Literal", str)
else:  # a NewType would be called each time
    Node = Literal = str
Term: TypeAlias = Node | Literal
Triple: TypeAlias = tuple[Node, Node, Term]
Quad: TypeAlias = Triple | tuple[Node, Node, Term, Node]
"""Subject, predicate, object, and the graph unless that is the default one."""


@lru_cache(1 << 14)
def named(iri: str) -> Node:
    """Name a node of ours or another's by its IRI; raises ValueError if it is none.

    >>> named("https://orcid.org/0000-0001-2345-6789")
    '<https://orcid.org/0000-0001-2345-6789>'
    """
    return Node(str(pyoxigraph.NamedNode(iri)))


def authority_node(scheme: str, value: str) -> Node:
    """Name what an identifier names by the IRI that its authority gives it: like all that `kg.iri` mints it needs no check.

    >>> authority_node("orcid", "0000-0001-2345-6789")
    '<https://orcid.org/0000-0001-2345-6789>'
    """
    return Node(f"<{authority_iri(scheme, value)}>")


def literal(value: str, datatype: Node | None = None) -> Literal:
    r"""Make a literal, plain unless it has a datatype.

    >>> print(literal('say "when"'), literal("2022", named("http://www.w3.org/2001/XMLSchema#gYear")))
    "say \"when\"" "2022"^^<http://www.w3.org/2001/XMLSchema#gYear>
    """
    simple = '"' not in value and "\\" not in value and (line := value.replace("\n", r"\n")).isprintable()
    plain = f'"{line}"' if simple else str(pyoxigraph.Literal(value))
    return Literal(f"{plain}^^{datatype}" if datatype else plain)


def print_quads(quads: Iterable[Quad]) -> list[str]:
    r"""Print facts as lines of canonical N-Quads but for their end, sorted, each once.

    >>> node = named("http://example.com/a")
    >>> print_quads([(node, node, literal("b"))] * 2)
    ['<http://example.com/a> <http://example.com/a> "b"']
    """
    lines = sorted(map(" ".join, quads))
    return sorted({*lines}) if any(map(eq, lines, islice(lines, 1, None))) else lines
