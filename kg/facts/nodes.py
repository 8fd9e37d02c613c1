"""Nodes by kind and key, each made once however often it is named."""

from __future__ import annotations

from pyoxigraph import NamedNode

from kg.iri import Minter


class Nodes(dict[tuple[str | int, ...], NamedNode]):
    """The nodes of one base: `nodes["person", key]` mints at first and remembers.

    For what many facts name (people, institutions, journals, places, days). What few facts name, such as all that
    stands below one study, is minted by `below` and not kept.

    >>> nodes = Nodes(Minter())
    >>> nodes["journal", "bmc-medicine"] is nodes["journal", "bmc-medicine"]
    True
    """

    def __init__(self, minter: Minter) -> None:
        super().__init__()
        self._mint = minter.node

    def __missing__(self, path: tuple[str, str | int]) -> NamedNode:
        made = self[path] = NamedNode(self._mint(*path))
        return made

    def below(self, kind: str, *parts: str | int) -> NamedNode:
        """Mint a node without keeping it."""
        return NamedNode(self._mint(kind, *parts))
