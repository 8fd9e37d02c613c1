"""The merged graph as JSON-LD, in the short terms of ontology/context.jsonld.

A compaction of our own, one node at a time, since rdflib takes several times the time and the memory. It follows JSON-LD 1.1
(https://www.w3.org/TR/json-ld11-api/#compaction) for what the context uses: prefixes, terms with a type or a language, and
aliases of keywords. Canonical N-Triples escape in strings what JSON must, in the same way: they are copied as they stand.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import msgspec

from kg.errors import InputError
from kg.exporters.quads import read_paragraphs
from kg.files import replace_file
from kg.terms import RDF, XSD, ontology_file

TITLE = "JSON-LD: the merged graph in the terms of our context, which the file contains"
FILE = "graph.jsonld"

Json: TypeAlias = Any
_TYPE, _BOOLEAN, _INTEGER = RDF.type.value, XSD.boolean.value, XSD.integer.value
_EXACT = 2**53  # JSON numbers up to here mean the same everywhere
_NUMBER = re.compile(r"0|-?[1-9]\d{0,15}")


def write(lines: Iterable[bytes], path: Path) -> None:
    """Write the context and one node a line, sorted.

    Raises ValueError if an IRI of the graph would be read as a shortened one ("doi:10.1/x" where doi is a prefix).
    """
    context = json.loads(ontology_file("context.jsonld").read_text("utf-8"))["@context"]
    names = Names(context)
    with replace_file(path) as file:
        file.write(b'{"@context": ' + msgspec.json.format(msgspec.json.encode(context), indent=2) + b',\n"@graph": [')
        start = "\n"
        for subject, paragraph in read_paragraphs(lines):
            file.write((start + names.compact(subject.decode(), map(bytes.decode, paragraph))).encode())
            start = ",\n"
        file.write(b"\n]}\n")


class Names:
    """The short names that a context defines for properties, classes and IRIs. Terms are given as in N-Triples."""

    def __init__(self, context: dict[str, Json]) -> None:
        simple = {term: value for term, value in context.items() if isinstance(value, str) and term[0] != "@"}
        self._prefixes = {term: value for term, value in simple.items() if value[-1] in ":/?#[]@"}
        self._starts: dict[str, tuple[str, ...]] = dict.fromkeys(self._prefixes, ("",))
        for namespace in self._prefixes.values():
            scheme = namespace.partition(":")[0]
            self._starts[scheme] = (*self._starts.get(scheme, ()), namespace)
        self._keywords = {value: term for term, value in simple.items() if value[0] == "@"}
        self._classes = {self._expand(value): term for term, value in simple.items() if term not in self._prefixes}
        self._terms = {(name, ""): term for name, term in self._classes.items()}
        for term, value in context.items():
            if isinstance(value, dict):
                coercion = self._expand(value["@type"]) if "@type" in value else f"@{value['@language']}"
                self._terms[self._expand(value["@id"]), coercion] = term

    def compact(self, subject: str, lines: Iterable[str]) -> str:
        """Make the object of one node, as JSON, from its lines in their order."""
        members = {self._keywords["@id"]: [self._reference(subject)]}
        start = len(subject) + 1
        for line in lines:
            predicate, value = line[start:-3].split(" ", 1)
            key, entry = self._entry(predicate[1:-1], value)
            members.setdefault(key, []).append(entry)
        told = ",".join(f'"{key}":{_join(values)}' for key, values in members.items())
        return f"{{{told}}}"

    def _entry(self, name: str, value: str) -> tuple[str, str]:
        if value[0] == '"':
            end = value.rindex('"') + 1
            text, coercion = value[:end], value[end:]
            if coercion.startswith("^^"):
                coercion = coercion[3:-1]
            if term := self._terms.get((name, coercion)):
                return term, _native(text, coercion)
            return self._shorten(name), self._value(text, coercion)
        if name == _TYPE:
            return self._keywords["@type"], self._reference(value, self._classes)
        if term := self._terms.get((name, "@id")):
            return term, self._reference(value)
        return self._shorten(name), f'{{"{self._keywords["@id"]}":{self._reference(value)}}}'

    def _value(self, text: str, coercion: str) -> str:
        if not coercion:
            return text
        if coercion[0] == "@":
            return f'{{"@value":{text},"@language":"{coercion[1:]}"}}'
        return f'{{"@value":{text},"{self._keywords["@type"]}":"{self._shorten(coercion)}"}}'

    def _reference(self, node: str, known: Mapping[str, str] = {}) -> str:
        if node.startswith("<<"):
            raise TypeError(f"JSON-LD cannot express the triple term {node}")
        iri = node[1:-1]
        return f'"{known.get(iri) or self._shorten(iri)}"' if node[0] == "<" else f'"{node}"'

    def _shorten(self, iri: str) -> str:
        scheme = iri.partition(":")[0]
        if not iri.startswith(self._starts.get(scheme, ())):  # as most
            return iri
        for prefix, start in self._prefixes.items():
            rest = iri.removeprefix(start)
            if rest and rest != iri and not rest.startswith("//"):
                return f"{prefix}:{rest}"
        if scheme in self._prefixes and not iri.startswith("//", len(scheme) + 1):
            raise InputError(f"JSON-LD would read the IRI {iri} as one that the prefix {scheme} shortens")
        return iri

    def _expand(self, name: str) -> str:
        prefix, _, rest = name.partition(":")
        return self._prefixes[prefix] + rest if prefix in self._prefixes else name


def _native(text: str, datatype: str) -> str:
    """Give a JSON boolean or number where it means just this literal, else the text, quoted."""
    if datatype == _BOOLEAN and text in {'"true"', '"false"'}:
        return text[1:-1]
    if datatype == _INTEGER and _NUMBER.fullmatch(text, 1, len(text) - 1) and abs(int(text[1:-1])) <= _EXACT:
        return text[1:-1]
    return text


def _join(values: list[str]) -> str:
    return values[0] if len(values) == 1 else f"[{','.join(values)}]"
