"""What of a graph may be given to everybody: all but publishers' text, and where on somebody's disk the inputs lay."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kg.stores import Answer, Store
from kg.terms import C4O, DCTERMS, KG, OA, RDF, VOID

# Abstracts, the text of their sections, the sentences that name a concept, and the words in these; and how many
# statements of each kind there are, which would count them.
_WITHHELD = frozenset(
    (
        *(DCTERMS.abstract, C4O.hasContent, KG.sentence, OA.exact),
        *(VOID.triples, VOID.entities, VOID.classes, VOID.properties),
        *(VOID.classPartition, VOID.class_, VOID.propertyPartition, VOID.property),
    )
)


class PublicStore(Store):
    """A store as exporters see it that are to leave out abstracts, sections' text and quotations; inputs have names, no paths.

    Queries see all of the store below: no table of ours asks for what is left out.

    >>> from kg.stores import EmbeddedStore
    >>> node = NamedNode("http://example.com/a")
    >>> with EmbeddedStore() as store:
    ...     store.load([Quad(node, DCTERMS.abstract, Literal("Long.")), Quad(node, KG.file, Literal("/home/me/a.zip!b/c.ris"))])
    ...     [quad.object.value for quad in PublicStore(store).quads()]
    ['a.zip!b/c.ris']
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def quads(
        self, graph: NamedNode | DefaultGraph | None = None, predicate: NamedNode | None = None
    ) -> Iterator[Quad]:
        """Iterate over the quads that may be published; see `Store.quads`."""
        for quad in self._store.quads(graph, predicate):
            if quad.predicate == KG.file and isinstance(quad.object, Literal):
                yield Quad(quad.subject, quad.predicate, Literal(_drop_folders(quad.object.value)), quad.graph_name)
            elif quad.predicate not in _WITHHELD and not _is_of_quotation(quad):
                yield quad

    def query(self, sparql: str) -> Answer:
        """Run a SPARQL query over everything; see `Store.query`."""
        return self._store.query(sparql)

    def __len__(self) -> int:
        return sum(1 for _ in self.quads())

    def close(self) -> None:
        """Leave the store below open: it is its owner's."""


def _is_of_quotation(quad: Quad) -> bool:
    """Tell the statements that would be left of a quotation's own node: its type, and that a passage is selected by it."""
    if quad.predicate == RDF.type:
        return quad.object == OA.TextQuoteSelector
    if (
        quad.predicate != OA.hasSelector
        or not isinstance(quad.object, NamedNode)
        or not isinstance(quad.subject, NamedNode)
    ):
        return False
    return quad.object.value == quad.subject.value.removesuffix("target") + "quote"


def _drop_folders(name: str) -> str:
    r"""Give a file's name without its folders, of a member of an archive the archive's so; "stdin" stays.

    >>> _drop_folders("outputs/x/a.ris"), _drop_folders("C:\\me\\b.ris"), _drop_folders("stdin")
    ('a.ris', 'b.ris', 'stdin')
    """
    file, mark, member = name.partition("!")
    return file.replace("\\", "/").rpartition("/")[2] + mark + member
