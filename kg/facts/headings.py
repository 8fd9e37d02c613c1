"""Subject headings: MeSH descriptors and those of other vocabularies, with their qualifiers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pyoxigraph import NamedNode, Quad

from kg.facts.citations import Works
from kg.facts.identifiers import mesh_iri
from kg.facts.literals import boolean, text
from kg.facts.nodes import Nodes
from kg.record import Heading
from kg.terms import DCTERMS, KG, MESHV, OA, PREFIXES, RDF, RDFS, SKOS
from kg.values.keys import fold, key

_SUPPLEMENTARY = PREFIXES["mesh"] + "C"


def print_heading(heading: Heading) -> str:
    """Write a heading as MEDLINE does: qualifiers behind slashes, a star before what is a major topic.

    >>> print_heading(Heading("Loneliness", ("psychology",), major=True))
    '*Loneliness/psychology'
    """
    return "*" * heading.major + "/".join((heading.label, *heading.qualifiers))


class Headings:
    """States the headings of studies, and collects these to describe each once."""

    def __init__(self) -> None:
        self._labels: dict[NamedNode, Counter[str]] = {}

    def of_study(self, study: str, headings: tuple[Heading, ...], works: Works, nodes: Nodes) -> Iterator[Quad]:
        """State what a study is about; qualifiers and major topics in an annotation, for those that have any."""
        document = nodes["study", study]
        seen: set[NamedNode] = set()
        for number, heading in enumerate(headings, start=1):
            label = text(heading.label.strip()).value
            if not label:
                continue
            known = mesh_iri(heading.identifier) or works.find_subject(label)
            subject = known or nodes["subject", key(label, fold(label) or label)]
            self._labels.setdefault(subject, Counter())[label] += 1
            if subject not in seen:
                seen.add(subject)
                yield Quad(document, DCTERMS.subject, subject)
            if heading.qualifiers or heading.major:
                node = nodes.below("study", study, "heading", number)
                yield Quad(node, RDF.type, OA.Annotation)
                yield Quad(node, OA.motivatedBy, OA.classifying)
                yield Quad(node, OA.hasTarget, document)
                yield Quad(node, OA.hasBody, subject)
                for qualifier in dict.fromkeys(map(text, heading.qualifiers)):
                    yield Quad(node, KG.qualifier, qualifier)
                if heading.major:
                    yield Quad(node, KG.majorTopic, boolean(True))

    def absorb(self, other: Headings) -> None:
        """Take over what another collected from other studies."""
        for subject, labels in other._labels.items():
            self._labels.setdefault(subject, Counter()).update(labels)

    def facts(self) -> Iterator[Quad]:
        """Describe the headings stated so far; of several forms of a label the most frequent counts, then the first."""
        for subject, labels in sorted(self._labels.items(), key=lambda item: item[0].value):
            yield Quad(subject, RDF.type, _kind(subject))
            yield Quad(subject, RDFS.label, text(min(labels, key=lambda label: (-labels[label], label))))


def _kind(subject: NamedNode) -> NamedNode:
    if not subject.value.startswith(PREFIXES["mesh"]):
        return SKOS.Concept
    return MESHV.SupplementaryConceptRecord if subject.value.startswith(_SUPPLEMENTARY) else MESHV.Descriptor
