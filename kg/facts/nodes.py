"""Nodes by kind and key, each made once however often it is named."""

from __future__ import annotations

from kg.facts.quads import Node, named
from kg.iri import Minter, encode_path


class Nodes(dict[tuple[str | int, ...], Node]):
    """The nodes of one base: `nodes["person", key]` mints at first and remembers.

    For what many facts name (people, institutions, journals, places, days). What few facts name, such as all that
    stands below one study, is made by `below` and not kept.

    >>> nodes = Nodes(Minter())
    >>> nodes["journal", "bmc-medicine"] is nodes["journal", "bmc-medicine"]
    True
    """

    def __init__(self, minter: Minter) -> None:
        super().__init__()
        named(minter.base)  # which raises if nothing below it can be an IRI
        self._mint = minter.node

    def __missing__(self, path: tuple[str, str | int]) -> Node:
        made = self[path] = self.below(*path)
        return made

    def below(self, kind: str, key: str | int, *path: str | int) -> Node:
        """Make a node without keeping it, only the one that it stands below."""
        return Node(f"{self[kind, key][:-1]}{encode_path(*path)}>" if path else f"<{self._mint(kind, key)}>")


def step(node: Node, *path: str | int) -> Node:
    """Name the node that this path leads to from a node of ours.

    >>> step(Nodes(Minter())["study", "doi/10.1000/x"], "author", 1)
    '<https://example.org/kg/study/doi/10.1000/x/author/1>'
    """
    return Node(f"{node[:-1]}{encode_path(*path)}>")
