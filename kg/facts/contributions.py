"""Editors, translators, collaborators: who had a part in a study but did not sign as an author."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.facts.literals import integer, text
from kg.facts.nodes import Nodes
from kg.facts.quads import Node, Quad
from kg.facts.vocabulary import KG, PRO, PROV, RDF, SCORO, VIVO
from kg.record import Record

_ROLES = {
    role: term
    for term, roles in (
        (PRO.editor, "editor edited-by"),
        (PRO.guest_editor, "guest-editor"),
        (PRO.series_editor, "series-editor collection-editor"),
        (PRO.translator, "translator"),
        (PRO.reviewer, "reviewer"),
        (PRO.compiler, "compiler"),
        (PRO.illustrator, "illustrator"),
        (SCORO.collaborator, "investigator collab collaborator"),
    )
    for role in roles.split()
}


def find_role(role: str) -> Node:
    """Find the term for a role that is not an author's; one that is not known is that of a contributor.

    >>> find_role("collection-editor")
    '<http://purl.org/spar/pro/series-editor>'
    """
    return _ROLES.get(role, PRO.contributor)


def contribution_facts(study: str, records: Sequence[Record], nodes: Nodes) -> Iterator[Quad]:
    """Describe the contributors of the first record that names any: only who the authors are is decided."""
    for record in records:
        others = [(position, each) for position, each in enumerate(record.contributors, 1) if each.role != "author"]
        for rank, (position, each) in enumerate(others, start=1):
            node = nodes.below("study", study, "contributor", rank)
            yield node, RDF.type, KG.Contribution
            yield node, PRO.withRole, find_role(each.role)
            yield node, PRO.relatesToDocument, nodes["study", study]
            yield node, VIVO.rank, integer(rank)
            yield node, KG.printedName, text(each.name)
            yield node, PROV.wasDerivedFrom, nodes.below("record", record.key, "author", position)
        if others:
            return
