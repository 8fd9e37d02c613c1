"""The merged graph as RDF/XML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from kg.errors import InputError
from kg.exporters.markup import check_text
from kg.exporters.quads import parse_triples
from kg.files import replace_file
from kg.terms import PREFIXES, RDF

TITLE = "RDF/XML: the merged graph"
FILE = "graph.rdf"

# A predicate becomes an element, so its IRI must end in an XML name (https://www.w3.org/TR/xml-names/#NT-NCName).
_START = (
    "A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME = re.compile(rf"[{_START}][{_START}\-.0-9\xb7\u0300-\u036f\u203f-\u2040]*\Z")
_ROOT = re.compile(rb"<rdf:RDF( [^>]*)>")


def write(lines: Iterable[bytes], path: Path) -> None:
    """Write the merged graph, sorted by subject.

    Raises ValueError if a property or a class cannot be an XML element's name, or a literal has a character that XML cannot hold.
    """
    text = serialize(_check(parse_triples(lines)), format=RdfFormat.RDF_XML, prefixes=PREFIXES) or b""
    # A bare carriage return would be read as a line feed (https://www.w3.org/TR/xml/#sec-line-ends).
    text = text.replace(b"\r", b"&#13;")
    with replace_file(path) as file:
        file.write(_ROOT.sub(_sort_prefixes, text, count=1))


def _check(triples: Iterator[Triple]) -> Iterator[Triple]:
    for triple in triples:
        if isinstance(triple.object, Literal):
            check_text(triple.object.value, f"{triple.predicate} of {triple.subject}")
        _check_name("property", triple.predicate)
        if triple.predicate == RDF.type and isinstance(triple.object, NamedNode):
            _check_name("class", triple.object)  # the serialiser makes elements of classes, too
        yield triple


def _check_name(kind: str, node: NamedNode) -> None:
    if not _NAME.search(node.value):
        raise InputError(f"RDF/XML cannot express the {kind} {node}: it does not end in a name")


def _sort_prefixes(root: re.Match[bytes]) -> bytes:
    return b"<rdf:RDF " + b" ".join(sorted(root[1].split())) + b">"
