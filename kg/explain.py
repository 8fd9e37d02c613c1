"""Why the graph says what it says: from a node to the records it rests on, with file, line and raw text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from textwrap import shorten
from typing import cast

from msgspec import Struct
from pyoxigraph import BlankNode, Literal, NamedNode

from kg.entities.identities import Identities
from kg.entity import AuthorityLink, Link, RecordLink
from kg.errors import UnknownNodeError
from kg.iri import Minter
from kg.occurrences import find_places, print_places
from kg.processes.collector import without_collector
from kg.reading.spool import Spool
from kg.record import Record
from kg.stores import Store, select
from kg.terms import BIDO, C4O, DCTERMS, FABIO, FOAF, KG, PREFIXES, PROV, RDFS
from kg.union import Conflict, find_conflicts, in_order

_SUGGESTED = 5  # nodes, for one that is not known
_GLANCE = 60  # characters of their names

Term = NamedNode | Literal | BlankNode
Statement = tuple[NamedNode, NamedNode, Term]

_NAMES = (RDFS.label, DCTERMS.title, FOAF.name)  # come first
# What claims call the properties that have a pattern of their own, or another name, in the merged graph.
_CLAIMED = {
    FABIO.hasDateReceived: (KG.received,),
    DCTERMS.dateAccepted: (KG.accepted,),
    DCTERMS.title: (KG.journalTitle,),
    C4O.hasGlobalCountValue: (KG.citationCount,),
    BIDO.hasNumericValue: (KG.impactIndex,),
    FOAF.name: (KG.printedName, KG.printedFullName),
}


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
    """All that is known of a node and where it comes from.

    `links` say why authorships are held to be one person, records one study or an institution the entry of an
    authority, `conflicts` in what records of a study differ, the value shown first.
    """

    iri: str
    facts: tuple[Fact, ...]
    evidence: tuple[Evidence, ...]
    links: tuple[Link, ...] | tuple[RecordLink, ...] | tuple[AuthorityLink, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


@without_collector()
def explain(store: Store, spool: Spool, identities: Path, minter: Minter, node: str) -> Explanation:
    """Explain a node, given by its IRI or by what follows the base ("person/moffatt-s-…").

    Raises `UnknownNodeError` if the graph has no such node; it tells those whose name or IRI has what was asked for in it.
    """
    iri = _find_iri(node, minter)
    told = list(_statements(store, iri)) if iri else []
    if not iri or not told:
        meant = _named(store, node, minter)
        hint = (
            "\n  ".join(["did you mean", *meant]) if meant else "kg query people, studies and institutions list nodes"
        )
        raise UnknownNodeError(f"{node}: the graph says nothing about it; {hint}")
    records = _records(store, iri, minter)
    said = _claims(store, records)
    sources = _sources(told, records, minter)
    kind, key = minter.key(iri.value)
    texts = spool.find(minter.key(record.value)[1] for record in records)
    known = Identities.read(identities)
    return Explanation(
        iri=iri.value,
        facts=tuple(
            Fact(
                _short(subject, minter),
                _short(name, minter),
                _short(value, minter),
                _said_by(said, sources.get(subject) or sources[iri], name, value, minter),
            )
            for subject, name, value in told
            if name != PROV.wasDerivedFrom
        ),
        evidence=tuple(_evidence(store, texts, records, minter)),
        links=known.links(kind, key),
        conflicts=_conflicts(known, key, texts) if kind == "study" else (),
    )


def _find_iri(node: str, minter: Minter) -> NamedNode | None:
    """Make a node of what was asked for, None if it cannot be one's IRI: "moffatt, s" is part of a name."""
    try:
        return NamedNode(node if "://" in node else minter.base + node)
    except ValueError:
        return None


def _named(store: Store, text: str, minter: Minter) -> list[str]:
    """A few of the nodes whose name, or what follows the base in whose IRI, has each word of that text in it."""
    words = text.removeprefix(minter.base).encode(errors="ignore").decode().lower().replace(",", " ").split()
    if not words:
        return []
    asked = " && ".join(f"CONTAINS(?told, {Literal(word)})" for word in words)
    rows = _select(
        store,
        f"""SELECT ?node (MIN(STR(?name)) AS ?named) {{
            VALUES ?names {{ {RDFS.label} {DCTERMS.title} }} ?node ?names ?name
            FILTER(STRSTARTS(STR(?node), {Literal(minter.base)}))
            BIND(LCASE(CONCAT(STR(?name), " ", SUBSTR(STR(?node), {len(minter.base) + 1}))) AS ?told) FILTER({asked})
        }} GROUP BY ?node ORDER BY ?named ?node LIMIT {_SUGGESTED}""",
    )
    return [f"{_short(node, minter)}  {shorten(name.value, _GLANCE, placeholder=' …')}" for node, name in rows]


def _statements(store: Store, iri: NamedNode) -> Iterator[Statement]:
    """What the graph says of a node, then of the nodes that are part of it (their IRIs go on from its own).

    The merged graph is asked, and for what it does not know (a record, a build) the other graphs.
    """
    merged = any(_select(store, f"SELECT ?p {{ {iri} ?p ?o }} LIMIT 1"))
    graph = "" if merged else "GRAPH ?graph"
    inside = f'FILTER(STRSTARTS(STR(?part), "{iri.value}/"))'
    parts = [iri]
    known = {iri}
    for part in parts:
        rows = _select(store, f"SELECT DISTINCT ?p ?o {{ {graph} {{ {part} ?p ?o }} }}")
        for name, value in sorted(rows, key=lambda row: (row[0] not in _NAMES, str(row[0]), str(row[1]))):
            yield part, cast("NamedNode", name), value
        linked = f"{{ {part} ?out ?part }} UNION {{ ?part ?in {part} }} {inside}"
        found = {cast("NamedNode", row[0]) for row in _select(store, f"SELECT ?part {{ {graph} {{ {linked} }} }}")}
        parts += sorted(found - known, key=str)
        known |= found


def _records(store: Store, iri: NamedNode, minter: Minter) -> list[NamedNode]:
    """The records that a node rests on: its own derivation, else its owner's, else that of what points to it."""
    kind, key = minter.key(iri.value)
    if kind == "record":
        return [NamedNode(minter.node("record", key.partition("/")[0]))]
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


def _sources(told: Iterable[Statement], records: Iterable[NamedNode], minter: Minter) -> dict[NamedNode, set[str]]:
    """Which nodes of records each node was derived from; the first node has the records if it names none."""
    sources: dict[NamedNode, set[str]] = {}
    for subject, name, value in told:
        own = sources.setdefault(subject, set())
        if name == PROV.wasDerivedFrom and minter.key(value.value)[0] == "record":
            own.add(value.value)
    first = next(iter(sources))
    sources[first] = sources[first] or {record.value for record in records}
    return sources


def _claims(store: Store, records: Iterable[NamedNode]) -> dict[str, set[tuple[NamedNode, str]]]:
    """What the records say of each of their nodes: properties and the text of their values."""
    said: dict[str, set[tuple[NamedNode, str]]] = {}
    for record in records:
        graph = NamedNode(f"{record.value}/claims")
        for node, name, value in _select(store, f"SELECT ?s ?p ?o {{ GRAPH {graph} {{ ?s ?p ?o }} }}"):
            said.setdefault(node.value, set()).add((cast("NamedNode", name), value.value))
    return said


def _said_by(
    said: Mapping[str, set[tuple[NamedNode, str]]], sources: set[str], name: NamedNode, value: Term, minter: Minter
) -> tuple[str, ...]:
    """The records whose nodes, among `sources`, have just this value, under the property that claims use for it."""
    stated = {(each, value.value) for each in (name, *_CLAIMED.get(name, ()))}
    found = {minter.key(source)[1].partition("/")[0] for source in sources if said.get(source, set()) & stated}
    return tuple(minter.node("record", key) for key in sorted(found))


def _evidence(
    store: Store, texts: Mapping[str, Record], records: list[NamedNode], minter: Minter
) -> Iterator[Evidence]:
    places = find_places(store, records)
    for record in records:
        key = minter.key(record.value)[1]
        raw = texts[key].source.raw if key in texts else ""
        yield Evidence(record.value, print_places(places[record.value]), raw)


def _conflicts(known: Identities, study: str, texts: Mapping[str, Record]) -> tuple[Conflict, ...]:
    chosen = next((each.chosen for each in known.studies if each.key == study), "")
    return find_conflicts(in_order(chosen, texts.values()))


def _select(store: Store, sparql: str) -> Iterator[tuple[Term, ...]]:
    return map(tuple, select(store, sparql))


def _short(term: Term, minter: Minter) -> str:
    """A term as people read it: below our base without the base, in a known namespace with its prefix."""
    if not isinstance(term, NamedNode):
        return str(term.value)
    for prefix, namespace in PREFIXES.items():
        if term.value.startswith(namespace):
            return f"{prefix}:{term.value.removeprefix(namespace)}"
    return term.value.removeprefix(minter.base)
