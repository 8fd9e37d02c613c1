"""Nodes by kind and key, each made once however often it is named."""

from __future__ import annotations

from kg.facts.quads import Node, named
from kg.iri import Minter, encode


class Nodes(dict[tuple[str, str], Node]):
    """The nodes of one base: `nodes["person", key]` mints at first and remembers.

    For what many facts name (people, institutions, journals, places, days). What few facts name, such as all that
    stands below one study, is made by `below` or `step` and not kept.

    >>> nodes = Nodes(Minter())
    >>> nodes["journal", "bmc-medicine"] is nodes["journal", "bmc-medicine"]
    True
    """

    def __init__(self, minter: Minter) -> None:
        super().__init__()
        self._start = named(minter.base)[:-1]  # which raises if nothing below it can be an IRI

    def __missing__(self, path: tuple[str, str]) -> Node:
        kind, key = path
        made = self[path] = self.below(kind, key)
        return made

    def above(self, kind: str) -> Node:
        """Name what all nodes of a kind stand below."""
        return Node(f"{self._start}{kind}>")

    def below(self, kind: str, key: str, *path: str | int) -> Node:
        """Make a node without keeping it, only the one that it stands below."""
        if path:
            return step(self[kind, key], encode("/".join(map(str, path))))
        return Node(f"{self._start}{kind}/{encode(key)}>")


def step(node: Node, path: str) -> Node:
    """Name the node that a path (words and numbers of ours: nothing to encode) leads to from a node of ours.

    >>> step(Nodes(Minter())["study", "doi/10.1000/x"], "author/1")
    '<https://example.org/kg/study/doi/10.1000/x/author/1>'
    """
    return Node(f"{node[:-1]}/{path}>")
