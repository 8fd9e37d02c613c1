"""The dataset's description of itself (VoID, DCAT), with counts of all that is in the merged graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from kg.facts.literals import integer, text
from kg.iri import Minter
from kg.terms import DCAT, DCTERMS, PREFIXES, RDF, VOID

TITLE = "Knowledge graph of the literature"
DESCRIPTION = (
    "Studies, authors, institutions and concepts of a listing of literature, and who wrote with whom. "
    "Bibliographic facts are free; abstracts, where they are included, remain their publishers'."
)
LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"


class Census:
    """Counts quads while they pass by: all, by property, by class, and the nodes that have a class.

    The types of a node have to stand together, as `conclusions` gives them.

    >>> census = Census()
    >>> node = NamedNode("https://example.org/kg/person/a")
    >>> quads = list(census.count([Quad(node, RDF.type, VOID.Dataset), Quad(node, RDF.type, DCAT.Dataset)]))
    >>> census.triples, census.entities, len(census.classes), len(census.properties)
    (2, 1, 2, 1)
    """

    def __init__(self) -> None:
        self.entities = 0
        self.classes: Counter[NamedNode] = Counter()
        self.properties: Counter[NamedNode] = Counter()

    @property
    def triples(self) -> int:
        """How many triples passed by."""
        return self.properties.total()

    def count(self, quads: Iterable[Quad]) -> Iterator[Quad]:
        """Count the quads of one graph, none of which comes twice, and pass them on."""
        described = None
        properties, classes, rdf_type = self.properties, self.classes, RDF.type
        for quad in quads:
            term = quad.predicate
            properties[term] += 1
            if term == rdf_type and isinstance(quad.object, NamedNode):
                classes[quad.object] += 1
                if quad.subject != described:
                    described = quad.subject
                    self.entities += 1
            yield quad

    def absorb(self, other: Census) -> None:
        """Add what another census counted, of other nodes."""
        self.entities += other.entities
        self.classes.update(other.classes)
        self.properties.update(other.properties)

    def plus(self, quads: Iterable[Quad]) -> Census:
        """Count further quads, in a census of their own."""
        both = Census()
        both.absorb(self)
        for _ in both.count(quads):
            pass
        return both


def describe_dataset(
    census: Census, minter: Minter, title: str = TITLE, description: str = DESCRIPTION, licence: str = LICENCE
) -> Iterator[Quad]:
    """Describe the merged graph that `census` counted, this description included.

    `licence` is the IRI of a licence, or empty.
    """
    node = NamedNode(minter.node("dataset"))
    fixed = [
        Quad(node, RDF.type, VOID.Dataset),
        Quad(node, RDF.type, DCAT.Dataset),
        Quad(node, DCTERMS.title, text(title)),
        Quad(node, DCTERMS.description, text(description)),
        Quad(node, VOID.uriSpace, Literal(minter.base)),
    ]
    if licence:
        fixed.append(Quad(node, DCTERMS.license, NamedNode(licence)))
    # The description adds to what it counts: describe, count, and again, until it counts itself as it is.
    quads: list[Quad] = []
    while (larger := fixed + list(_figures(node, census.plus(quads), minter))) != quads:
        quads = larger
    yield from quads


def _figures(node: NamedNode, census: Census, minter: Minter) -> Iterator[Quad]:
    yield Quad(node, VOID.triples, integer(census.triples))
    yield Quad(node, VOID.entities, integer(census.entities))
    yield Quad(node, VOID.classes, integer(len(census.classes)))
    yield Quad(node, VOID.properties, integer(len(census.properties)))
    for vocabulary in sorted({_split(each)[0] for each in (*census.classes, *census.properties)}):
        yield Quad(node, VOID.vocabulary, NamedNode(vocabulary))
    for counted, kind, link, term, unit in (
        (census.classes, "class", VOID.classPartition, VOID.class_, VOID.entities),
        (census.properties, "property", VOID.propertyPartition, VOID.property, VOID.triples),
    ):
        for each in sorted(counted, key=str):
            partition = NamedNode(minter.node("dataset", kind, _curie(each)))
            yield Quad(node, link, partition)
            yield Quad(partition, term, each)
            yield Quad(partition, unit, integer(counted[each]))


def _split(term: NamedNode) -> tuple[str, str]:
    """Split a term's IRI into its namespace and its own name."""
    end = max(term.value.rfind("#"), term.value.rfind("/")) + 1
    return term.value[:end], term.value[end:]


def _curie(term: NamedNode) -> str:
    space, name = _split(term)
    return f"{_PREFIX_OF[space]}:{name}" if space in _PREFIX_OF else term.value


_PREFIX_OF = {space: prefix for prefix, space in PREFIXES.items()}
