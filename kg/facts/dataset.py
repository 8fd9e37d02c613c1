"""The dataset's description of itself (VoID, DCAT), with counts of all that is in the merged graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from operator import itemgetter

from kg.facts.literals import integer, text
from kg.facts.quads import Node, Quad, literal, named
from kg.facts.vocabulary import DCAT, DCTERMS, RDF, VOID
from kg.iri import Minter
from kg.terms import PREFIXES

_DESCRIPTION = (
    "Studies, authors, institutions and concepts of a listing of literature, and who wrote with whom. "
    "Bibliographic facts are free; abstracts, where they are included, remain their publishers'."
)
_LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"


class Census:
    """Counts quads: all, by property, by class, and the nodes that have a class.

    >>> census = Census()
    >>> node = named("https://example.org/kg/person/a")
    >>> quads = census.count([(node, RDF.type, VOID.Dataset), (node, RDF.type, DCAT.Dataset)])
    >>> census.triples, census.entities, len(census.classes), len(census.properties)
    (2, 1, 2, 1)
    """

    def __init__(self) -> None:
        self.entities = 0
        self.classes: Counter[Node] = Counter()
        self.properties: Counter[Node] = Counter()

    @property
    def triples(self) -> int:
        """How many triples were counted."""
        return self.properties.total()

    def count(self, quads: Iterable[Quad]) -> list[Quad]:
        """Count quads of one graph, none of which comes twice, and give them back; all types of a node have to be among them."""
        counted, rdf_type = list(quads), RDF.type
        typed = [quad for quad in counted if quad[1] == rdf_type]
        self.properties.update(map(itemgetter(1), counted))
        self.classes.update(map(itemgetter(2), typed))
        self.entities += len(set(map(itemgetter(0), typed)))
        return counted

    def absorb(self, other: Census) -> None:
        """Add what another census counted, of other nodes."""
        self.entities += other.entities
        self.classes.update(other.classes)
        self.properties.update(other.properties)

    def plus(self, quads: Iterable[Quad]) -> Census:
        """Count further quads, in a census of their own."""
        both = Census()
        both.absorb(self)
        both.count(quads)
        return both


def describe_dataset(census: Census, minter: Minter, title: str) -> Iterator[Quad]:
    """Describe the merged graph that `census` counted, this description included."""
    node = named(minter.node("dataset"))
    fixed: list[Quad] = [
        (node, RDF.type, VOID.Dataset),
        (node, RDF.type, DCAT.Dataset),
        (node, DCTERMS.title, text(title)),
        (node, DCTERMS.description, text(_DESCRIPTION)),
        (node, DCTERMS.license, named(_LICENCE)),
        (node, VOID.uriSpace, literal(minter.base)),
    ]
    # The description adds to what it counts: describe, count, and again, until it counts itself as it is.
    quads: list[Quad] = []
    while (larger := fixed + list(_figures(node, census.plus(quads), minter))) != quads:
        quads = larger
    yield from quads


def _figures(node: Node, census: Census, minter: Minter) -> Iterator[Quad]:
    yield node, VOID.triples, integer(census.triples)
    yield node, VOID.entities, integer(census.entities)
    yield node, VOID.classes, integer(len(census.classes))
    yield node, VOID.properties, integer(len(census.properties))
    for vocabulary in sorted({_split(each)[0] for each in (*census.classes, *census.properties)}):
        yield node, VOID.vocabulary, named(vocabulary)
    for counted, kind, link, term, unit in (
        (census.classes, "class", VOID.classPartition, VOID.class_, VOID.entities),
        (census.properties, "property", VOID.propertyPartition, VOID.property, VOID.triples),
    ):
        for each in sorted(counted, key=str):
            partition = named(minter.node("dataset", kind, _curie(each)))
            yield node, link, partition
            yield partition, term, each
            yield partition, unit, integer(counted[each])


def _split(term: Node) -> tuple[str, str]:
    """Split a term's IRI into its namespace and its own name."""
    iri = term[1:-1]
    end = max(iri.rfind("#"), iri.rfind("/")) + 1
    return iri[:end], iri[end:]


def _curie(term: Node) -> str:
    space, name = _split(term)
    return f"{_PREFIX_OF[space]}:{name}" if space in _PREFIX_OF else space + name


_PREFIX_OF = {space: prefix for prefix, space in PREFIXES.items()}
