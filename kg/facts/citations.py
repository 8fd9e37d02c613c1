"""Works that a record cites or is related to, under CiTO's, FRBR's and Dublin Core's terms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from kg.entity import Study
from kg.facts.identifiers import mesh_iri, work_iri
from kg.facts.literals import clean
from kg.facts.nodes import Nodes
from kg.facts.quads import Node, Term, literal
from kg.facts.vocabulary import CITO, DCTERMS, FRBR, KG, RDF
from kg.record import Identifier, Record
from kg.values.keys import fold

Find = Callable[[Iterable[Identifier]], Node | None]
Statement = tuple[Node, Node, Term]

# What a record is to its target, in the words of readers. A partial retraction corrects: the rest still holds.
_TERMS = {
    kind: term
    for term, kinds in (
        (CITO.cites, "references"),
        (CITO.isCitedBy, "is-referenced-by"),
        (CITO.retracts, "retracts retracts-and-republishes"),
        (CITO.isRetractedBy, "retracted-by retracted-and-republished-in"),
        (CITO.corrects, "corrects partially-retracts"),
        (CITO.isCorrectedBy, "corrected-by partially-retracted-by"),
        (CITO.updates, "updates replaces"),
        (CITO.isUpdatedBy, "updated-by is-replaced-by"),
        (CITO.discusses, "comments-on is-comment-on"),
        (CITO.isDiscussedBy, "commented-by has-comment"),
        (CITO.repliesTo, "replies-to is-reply-to"),
        (CITO.hasReplyFrom, "replied-to-by has-reply"),
        (CITO.reviews, "reviews is-review-of"),
        (CITO.isReviewedBy, "reviewed-by has-review"),
        (CITO.qualifies, "expresses-concern-about"),
        (CITO.isQualifiedBy, "concern-expressed-in"),
        (FRBR.revision, "preprint-of is-preprint-of"),
        (FRBR.revisionOf, "has-preprint"),
        (FRBR.summarizationOf, "summarises"),
        (FRBR.summarization, "summarised-in"),
        (FRBR.supplementOf, "adds-to is-supplement-to"),
        (FRBR.supplement, "added-to-by is-supplemented-by"),
        (FRBR.translationOf, "is-translation-of"),
        (FRBR.translation, "has-translation"),
        (DCTERMS.isVersionOf, "republishes republishes-corrected reprints is-version-of"),
        (DCTERMS.hasVersion, "republished-in republished-corrected-in reprinted-in has-version"),
    )
    for kind in kinds.split()
}


class Works:
    """Finds what is named by identifiers, a study of this graph if one has them, else what their authority calls it; and by labels of subjects."""

    def __init__(self, studies: Iterable[Study], subjects: Iterable[tuple[str, str]] = ()) -> None:
        self._mesh = dict(subjects)
        self._key: dict[tuple[str, str], str] = {}
        for study in studies:
            for identifier in study.identifiers:
                self._key.setdefault(identifier, study.key)

    def key(self, identifiers: Iterable[Identifier]) -> str:
        """Give the key of the study that one of these identifiers names, empty if none does."""
        named = ((each.scheme, each.value.lower()) for each in identifiers)
        return next((self._key[each] for each in named if each in self._key), "")

    def find(self, identifiers: Iterable[Identifier], nodes: Nodes) -> Node | None:
        """Give the node of what these identifiers name, None if nobody resolves them."""
        key = self.key(identifiers)
        return nodes["study", key] if key else work_iri(identifiers)

    def find_subject(self, label: str) -> Node | None:
        """Give the MeSH descriptor that a label means, None if no record says."""
        return mesh_iri(Identifier("mesh", self._mesh.get(fold(label), "")))


def citations(node: Node, record: Record, find: Find, below: Callable[[str, int], Node]) -> Iterator[Statement]:
    """State the works that `node` (the record, or its study) cites and is related to, each once.

    A work without an identifier that `find` knows becomes a node of its own, with the text of the reference; `below`
    makes it from "reference" or "relation" and the number there. Whatever `node` says about itself is left out.
    """
    seen: set[tuple[Node, Term]] = set()
    for term, name, number, printed, identifiers in _listed(record):
        target = find(identifiers)
        words = clean(printed.strip())
        told: Term = target or literal(words)
        if target == node or (term, told) in seen or not (target or words):
            continue
        seen.add((term, told))
        if target is None:
            target = below(name, number)
            yield target, RDF.type, KG.Reference
            yield target, DCTERMS.bibliographicCitation, told
        yield node, term, target


def _listed(record: Record) -> Iterator[tuple[Node, str, int, str, tuple[Identifier, ...]]]:
    for number, reference in enumerate(record.references, start=1):
        yield CITO.cites, "reference", number, reference.text, reference.identifiers
    for number, relation in enumerate(record.relations, start=1):
        term = _TERMS.get(relation.kind, DCTERMS.relation)
        yield term, "relation", number, relation.target, relation.identifiers
