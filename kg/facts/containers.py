"""What is no journal, and studies appear in: books, proceedings, collections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kg.facts.literals import clean, text
from kg.facts.nodes import Nodes
from kg.facts.quads import Quad
from kg.facts.vocabulary import DC, DCTERMS, FABIO, FRBR, PRISM, PROV, RDF
from kg.record import Container, Record
from kg.values.keys import fold, key

_CLASSES = {"book": FABIO.Book, "conference": FABIO.ConferenceProceedings}


class Containers:
    """States what studies appeared in, and collects these to describe each once.

    An ISBN tells a book; without one its title and year do.
    """

    def __init__(self) -> None:
        self._found: dict[str, tuple[Counter[Container], list[str]]] = {}

    def of_study(self, study: str, record: Record, nodes: Nodes) -> Iterator[Quad]:
        """State what the study of a (combined) record is part of, unless that is a journal."""
        container = record.container
        if not container or container.kind == "journal" or not clean(container.title):
            return
        name = _name(container, record.year)
        containers, studies = self._found.setdefault(name, (Counter(), []))
        containers[container] += 1
        studies.append(study)
        yield nodes["study", study], FRBR.partOf, nodes["container", name]

    def absorb(self, other: Containers) -> None:
        """Take over what another collected from other studies."""
        for name, (containers, studies) in other._found.items():
            mine = self._found.setdefault(name, (Counter(), []))
            mine[0].update(containers)
            mine[1].extend(studies)

    def facts(self, nodes: Nodes) -> Iterator[Quad]:
        """Describe what was found; of several descriptions the most frequent counts, then the first by its words."""
        for name, (containers, studies) in sorted(self._found.items()):
            node = nodes["container", name]
            shown = min(
                containers,
                key=lambda each: (-containers[each], each.title, each.kind, each.identifiers, each.publisher),
            )
            yield node, RDF.type, _CLASSES.get(shown.kind, FABIO.ExpressionCollection)
            yield node, DCTERMS.title, text(shown.title)
            numbers = {each for container in containers for each in container.identifiers}
            for scheme, term in (("isbn", PRISM.isbn), ("issn", PRISM.issn), ("eissn", PRISM.eIssn)):
                for value in sorted({each.value for each in numbers if each.scheme == scheme}):
                    yield node, term, text(value)
            if shown.publisher:
                yield node, DC.publisher, text(shown.publisher)
            for study in sorted(studies):
                yield node, PROV.wasDerivedFrom, nodes["study", study]


def _name(container: Container, year: int | None) -> str:
    isbns = sorted({each.value for each in container.identifiers if each.scheme == "isbn"})
    return (
        f"isbn/{isbns[0]}"
        if isbns
        else key(container.title, container.kind, fold(container.title) or container.title, year)
    )
