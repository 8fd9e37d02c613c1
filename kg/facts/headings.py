"""Subject headings: MeSH descriptors and those of other vocabularies, with their qualifiers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kg.facts.citations import Works
from kg.facts.identifiers import mesh_iri
from kg.facts.literals import boolean, clean, text
from kg.facts.nodes import Nodes
from kg.facts.quads import Node, Quad
from kg.facts.vocabulary import DCTERMS, KG, MESHV, OA, RDF, RDFS, SKOS
from kg.record import Heading
from kg.terms import PREFIXES
from kg.values.keys import fold, key

_MESH = f"<{PREFIXES['mesh']}"
_SUPPLEMENTARY = f"{_MESH}C"


class Headings:
    """States the headings of studies, and collects these to describe each once."""

    def __init__(self) -> None:
        self._labels: dict[Node, Counter[str]] = {}

    def of_study(self, study: str, headings: tuple[Heading, ...], works: Works, nodes: Nodes) -> Iterator[Quad]:
        """State what a study is about; qualifiers and major topics in an annotation, for those that have any."""
        document = nodes["study", study]
        seen: set[Node] = set()
        for number, heading in enumerate(headings, start=1):
            label = clean(heading.label.strip())
            if not label:
                continue
            known = mesh_iri(heading.identifier) or works.find_subject(label)
            subject = known or nodes["subject", key(label, fold(label) or label)]
            self._labels.setdefault(subject, Counter())[label] += 1
            if subject not in seen:
                seen.add(subject)
                yield document, DCTERMS.subject, subject
            if heading.qualifiers or heading.major:
                node = nodes.below("study", study, "heading", number)
                yield node, RDF.type, OA.Annotation
                yield node, OA.motivatedBy, OA.classifying
                yield node, OA.hasTarget, document
                yield node, OA.hasBody, subject
                for qualifier in dict.fromkeys(map(text, heading.qualifiers)):
                    yield node, KG.qualifier, qualifier
                if heading.major:
                    yield node, KG.majorTopic, boolean(True)

    def absorb(self, other: Headings) -> None:
        """Take over what another collected from other studies."""
        for subject, labels in other._labels.items():
            self._labels.setdefault(subject, Counter()).update(labels)

    def facts(self) -> Iterator[Quad]:
        """Describe the headings stated so far; of several forms of a label the most frequent counts, then the first."""
        for subject, labels in sorted(self._labels.items(), key=lambda item: item[0]):
            yield subject, RDF.type, _kind(subject)
            yield subject, RDFS.label, text(min(labels, key=lambda label: (-labels[label], label)))


def _kind(subject: Node) -> Node:
    if not subject.startswith(_MESH):
        return SKOS.Concept
    return MESHV.SupplementaryConceptRecord if subject.startswith(_SUPPLEMENTARY) else MESHV.Descriptor
