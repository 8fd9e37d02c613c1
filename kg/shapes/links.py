"""What constraints ask of other nodes than the one they are about, while the nodes of a graph come one after the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from rdflib.namespace import RDF

from kg.shapes.values import print_term

TYPE = print_term(RDF.type)


class Node(NamedTuple):
    """What a graph says of a node; the graph is empty for the default graph, else a space and its name."""

    name: bytes
    graph: bytes
    properties: dict[bytes, list[bytes]]

    @property
    def key(self) -> bytes:
        """What no other node has, nor the same one in another graph."""
        return self.name + self.graph


class Links:
    """Who points to whom, as far as it is needed later.

    Whoever points to a node waits till that comes; sorted by IRI, parts come before their whole, so few wait long.
    """

    def __init__(self) -> None:
        self.classes = defaultdict[bytes, set[bytes]](set)
        """By class, those it belongs to that values must be of."""
        self._known = defaultdict[bytes, set[bytes]](set)  # the nodes of such a class
        # By such a class and what may still turn out to be of it: who points to that.
        self._waiting = defaultdict[bytes, dict[bytes, set[bytes]]](dict)
        # For each path ^p/q: p, q, and the values by node.
        self._reached: list[tuple[bytes, bytes, defaultdict[bytes, set[bytes]]]] = []
        self._above: dict[bytes, dict[bytes, list[bytes]]] = {}  # for each path p+: the values of p by node
        self._climbing: list[tuple[bytes, bytes, bytes]] = []  # a node, p, and the class that p+ must lead to

    @property
    def properties(self) -> set[bytes]:
        """Those that matter whatever class a node is of."""
        return {each for first, second, _ in self._reached for each in (first, second)}.union(self._above)

    def note(self, node: Node) -> None:
        """Note what others may ask of a node."""
        for kind in node.properties.get(TYPE, ()):
            for wanted in self.classes.get(kind, ()):
                self._known[wanted].add(node.key)
                self._waiting[wanted].pop(node.key, None)
        for first, second, reached in self._reached:
            if first in node.properties and second in node.properties:
                for value in node.properties[first]:
                    reached[value + node.graph].update(node.properties[second])
        for path, above in self._above.items():
            if path in node.properties:
                above[node.key] = [value + node.graph for value in node.properties[path]]

    def want(self, wanted: bytes, classes: Iterable[bytes]) -> Callable[[Node, Collection[bytes]], bool]:
        """Give what has a node wait for values that are not of one of the classes yet."""
        for each in classes:
            self.classes[each].add(wanted)
        known, waiting = self._known[wanted], self._waiting[wanted]

        def wait(node: Node, values: Collection[bytes]) -> bool:
            for value in values:
                if (key := value + node.graph) not in known:
                    waiting.setdefault(key, set()).add(node.key)
            return False

        return wait

    def follow(self, first: bytes, second: bytes) -> Callable[[Node], Collection[bytes]]:
        """Give what gives a node's values of the path ^first/second, which it may be asked once."""
        reached = defaultdict[bytes, set[bytes]](set)
        self._reached.append((first, second, reached))
        return lambda node: reached.pop(node.key, ())

    def climb(self, path: bytes, wanted: bytes, classes: Iterable[bytes]) -> Callable[[Node], bool]:
        """Give what has a node wait for the end, when path+ must lead to one of the classes."""
        self.want(wanted, classes)
        self._above[path] = {}

        def wait(node: Node) -> bool:
            self._climbing.append((node.key, path, wanted))
            return False

        return wait

    def end(self) -> set[bytes]:
        """Give the nodes (their keys) that wait in vain, or were asked for their values too early."""
        left = {each for waiting in self._waiting.values() for nodes in waiting.values() for each in nodes}
        left.update(*(reached for *_, reached in self._reached))
        return left.union(node for node, path, wanted in self._climbing if not self._leads(node, path, wanted))

    def _leads(self, node: bytes, path: bytes, wanted: bytes) -> bool:
        seen, left = set[bytes](), [node]
        while left:
            above = set(self._above[path].get(left.pop(), ())) - seen
            if not above.isdisjoint(self._known[wanted]):
                return True
            seen |= above
            left += above
        return False
