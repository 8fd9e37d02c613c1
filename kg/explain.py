"""Why the graph says what it says: from a node to the records it rests on, with file, line and raw text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import cast

from msgspec import Struct
from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions

from kg.entities.identities import Identities
from kg.entity import Link
from kg.iri import Minter
from kg.spool import Spool
from kg.stores import Store
from kg.terms import KG, PREFIXES, PROV, RDFS

Term = NamedNode | Literal | BlankNode


class Fact(Struct, frozen=True):
    """A statement about the node or a part of it, in short forms.

    `records` are the records whose own claims say just this; none means that it was concluded from all of them.
    """

    subject: str
    property: str
    value: str
    records: tuple[str, ...] = ()


class Evidence(Struct, frozen=True):
    """A record that the node rests on: its IRI, every place where it stands ("file#line"), and its text as read."""

    record: str
    places: tuple[str, ...]
    raw: str


class Explanation(Struct, frozen=True):
    """All that is known of a node and where it comes from; `links` say why authorships are held to be one person."""

    iri: str
    facts: tuple[Fact, ...]
    evidence: tuple[Evidence, ...]
    links: tuple[Link, ...] = ()


class UnknownNodeError(LookupError):
    """The graph says nothing about this IRI."""


def explain(store: Store, spool: Spool, identities: Path, minter: Minter, node: str) -> Explanation:
    """Explain a node, given by its IRI or by what follows the base ("person/moffatt-s-…").

    Raises `UnknownNodeError` if the merged graph has no such node.
    """
    try:
        iri = NamedNode(node if "://" in node else minter.base + node)
    except ValueError as error:
        raise UnknownNodeError(f"{node}: not an IRI ({error})") from error
    told = list(_statements(store, iri))
    if not told:
        raise UnknownNodeError(f"{iri.value}: the graph says nothing about it")
    records = _records(store, iri, minter)
    said = _claims(store, records)
    kind, key = minter.key(iri.value)
    return Explanation(
        iri=iri.value,
        facts=tuple(
            Fact(
                _short(subject, minter), _short(name, minter), _short(value, minter), tuple(said.get((name, value), ()))
            )
            for subject, name, value in told
            if name != PROV.wasDerivedFrom
        ),
        evidence=tuple(_evidence(store, spool, records, minter)),
        links=Identities.read(identities).links(key) if kind == "person" else (),
    )


def _statements(store: Store, iri: NamedNode) -> Iterator[tuple[NamedNode, NamedNode, Term]]:
    """What the merged graph says of a node, then of the nodes that are part of it (their IRIs go on from its own)."""
    parts = [iri]
    for part in parts:
        rows = _select(store, f"SELECT ?p ?o WHERE {{ {part} ?p ?o }}")
        for name, value in sorted(rows, key=lambda row: (row[0] != RDFS.label, str(row[0]), str(row[1]))):
            yield part, cast("NamedNode", name), value
            if isinstance(value, NamedNode) and value.value.startswith(iri.value + "/") and value not in parts:
                parts.append(value)


def _records(store: Store, iri: NamedNode, minter: Minter) -> list[NamedNode]:
    """The records that a node rests on: its own derivation, else its owner's, else that of what points to it."""
    owner = iri.value
    while owner.startswith(minter.base) and owner != minter.base:
        found = _derived(store, f"<{owner}> {PROV.wasDerivedFrom}+ ?from", minter)
        if found:
            return found
        owner = owner.rpartition("/")[0]
    # A city rests on the institutions in it, a country on those in its cities.
    near = _derived(store, f"?what ?how {iri} . ?what {PROV.wasDerivedFrom}+ ?from", minter)
    return near or _derived(store, f"?part ?in {iri} . ?what ?how ?part . ?what {PROV.wasDerivedFrom}+ ?from", minter)


def _derived(store: Store, pattern: str, minter: Minter) -> list[NamedNode]:
    keys = set()
    for (node,) in _select(store, f"SELECT DISTINCT ?from WHERE {{ {pattern} }}"):
        kind, rest = minter.key(node.value)
        if kind == "record":
            keys.add(rest.partition("/")[0])
    return [NamedNode(minter.node("record", key)) for key in sorted(keys)]


def _claims(store: Store, records: list[NamedNode]) -> dict[tuple[NamedNode, Term], list[str]]:
    """Which of the records state a property and value, of themselves or of their authors and affiliations."""
    said: dict[tuple[NamedNode, Term], set[str]] = {}
    for record in records:
        graph = NamedNode(f"{record.value}/claims")
        for name, value in _select(store, f"SELECT ?p ?o WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}"):
            said.setdefault((cast("NamedNode", name), value), set()).add(record.value)
    return {statement: sorted(where) for statement, where in said.items()}


def _evidence(store: Store, spool: Spool, records: list[NamedNode], minter: Minter) -> Iterator[Evidence]:
    places: dict[str, set[tuple[str, int]]] = {}
    for record, file, line in _select(
        store,
        f"SELECT ?record ?file ?line WHERE {{ {_values('record', records)} "
        f"GRAPH ?build {{ ?occurrence {KG.ofRecord} ?record ; {KG.file} ?file ; {KG.line} ?line }} }}",
    ):
        places.setdefault(record.value, set()).add((file.value, int(line.value)))
    texts = spool.find(minter.key(record.value)[1] for record in records)
    for record in records:
        key = minter.key(record.value)[1]
        yield Evidence(
            record.value,
            tuple(f"{file}#{line}" for file, line in sorted(places.get(record.value, ()))),
            texts[key].source.raw if key in texts else "",
        )


def _values(variable: str, terms: Iterable[NamedNode]) -> str:
    return f"VALUES ?{variable} {{ {' '.join(map(str, terms))} }}"


def _select(store: Store, sparql: str) -> Iterator[tuple[Term, ...]]:
    return (tuple(solution) for solution in cast("QuerySolutions", store.query(sparql)))


def _short(term: Term, minter: Minter) -> str:
    """A term as people read it: below our base without the base, in a known namespace with its prefix."""
    if not isinstance(term, NamedNode):
        return str(term.value)
    for prefix, namespace in PREFIXES.items():
        if term.value.startswith(namespace):
            return f"{prefix}:{term.value.removeprefix(namespace)}"
    return term.value.removeprefix(minter.base)
