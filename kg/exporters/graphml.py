"""The co-authorship network as GraphML (http://graphml.graphdrawing.org/specification.html).

Written here, line by line: networkx holds each of half a million edges as a dictionary and an element, which takes four
times as long and half a gigabyte. The bytes are those that it writes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

from kg.exporters.files import replace_file
from kg.exporters.network import NETWORK, label_people, list_edges
from kg.queries import Ask

TITLE = "GraphML: the co-authorship network (Gephi, Cytoscape, yEd, igraph)"
FILE = "coauthors.graphml"
TABLES = NETWORK

_HEAD = (
    "<?xml version='1.0' encoding='utf-8'?>\n"
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">'
)
_TYPES = {str: "string", int: "long", float: "double"}
_TEXT = {"\r": "&#13;"}
_ATTRIBUTE = {'"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}


def tabulate(ask: Ask, path: Path) -> None:
    """Write the network of `coauthor_network`, nodes and edges sorted; `name` is also the nodes' `label`."""
    keys = _Keys()
    nodes = [
        f'<node id="{escape(person, _ATTRIBUTE)}"{keys.describe("node", known)}</node>\n'
        for person, known in label_people(ask).items()
    ]
    edges = (
        f'<edge source="{escape(a, _ATTRIBUTE)}" target="{escape(b, _ATTRIBUTE)}"{keys.describe("edge", known)}</edge>\n'
        for a, b, known in list_edges(ask)
    )
    first = next(edges, "")  # by which the keys of all are known
    with replace_file(path) as file:
        file.write(f'{_HEAD}{keys.declare()}<graph edgedefault="undirected">'.encode())
        for texts in (nodes, [first], edges):
            file.writelines(map(str.encode, texts))
        file.write(b"</graph></graphml>")


class _Keys:
    """The numbers of properties of nodes and edges, in the order in which they are first met."""

    def __init__(self) -> None:
        self._types: dict[tuple[str, str], type] = {}
        self._starts: dict[tuple[str, str], str] = {}

    def describe(self, kind: str, known: Mapping[str, str | int | float]) -> str:
        """Write what is known of a node or an edge, from the end of its start tag."""
        return "".join([">\n", *self._data(kind, known)])

    def declare(self) -> str:
        """Write the keys met so far, the last first."""
        return "".join(
            f'<key id="d{number}" for="{kind}" attr.name="{name}" attr.type="{_TYPES[held]}"/>\n'
            for number, ((kind, name), held) in reversed([*enumerate(self._types.items())])
        )

    def _data(self, kind: str, known: Mapping[str, str | int | float]) -> Iterator[str]:
        for name, value in known.items():
            start = self._starts.get((kind, name))
            if start is None:
                start = self._starts[kind, name] = f'  <data key="d{len(self._types)}">'
                self._types[kind, name] = type(value)
            text = escape(value, _TEXT) if isinstance(value, str) else value
            yield f"{start}{text}</data>\n"
