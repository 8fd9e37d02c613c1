"""Authorships: who held which rank in a study's byline, and where they worked then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.entity import AffiliationOf, Authorship
from kg.facts.literals import decimal, integer, text
from kg.facts.nodes import Nodes, step
from kg.facts.quads import Node, Quad
from kg.facts.vocabulary import DCTERMS, KG, PRO, PROV, RDF, SCORO, VIVO


def byline_facts(
    study: str, authorships: Sequence[Authorship], affiliations: Sequence[AffiliationOf], nodes: Nodes
) -> Iterator[Quad]:
    """Describe the authorships of the study of that key and their affiliations, and name each author once."""
    document = nodes["study", study]
    for key in dict.fromkeys(each.person for each in authorships):
        yield document, DCTERMS.creator, nodes["person", key]
    authors = {}
    for authorship in authorships:
        node = authors[authorship.rank] = step(document, f"author/{authorship.rank}")
        yield node, RDF.type, PRO.RoleInTime
        yield node, PRO.isHeldBy, nodes["person", authorship.person]
        yield node, PRO.withRole, PRO.author
        yield node, PRO.relatesToDocument, document
        yield node, VIVO.rank, integer(authorship.rank)
        yield node, KG.printedName, text(authorship.printed)
        yield node, KG.matchScore, decimal(authorship.score)
        for mention in authorship.mentions:
            yield node, PROV.wasDerivedFrom, step(nodes["record", mention.record], f"author/{mention.position}")
    people = {each.rank: each.person for each in authorships}
    for affiliation in affiliations:
        yield from _affiliation(affiliation, authors[affiliation.rank], people, nodes)


def _affiliation(affiliation: AffiliationOf, author: Node, people: Mapping[int, str], nodes: Nodes) -> Iterator[Quad]:
    node = step(author, f"affiliation/{affiliation.index}")
    yield node, RDF.type, PRO.RoleInTime
    yield node, PRO.isHeldBy, nodes["person", people[affiliation.rank]]
    yield node, PRO.withRole, SCORO.affiliate
    for key in affiliation.institutions:
        yield node, PRO.relatesToOrganization, nodes["institution", key]
    yield node, PRO.relatesToDocument, nodes["study", affiliation.study]
    yield node, KG.ofAuthorship, author
    yield node, VIVO.rank, integer(affiliation.index)
    yield node, KG.printedAffiliation, text(affiliation.printed)
    for each in affiliation.mentions:
        source = step(nodes["record", each.record], f"affiliation/{each.position}/{each.number}")
        yield node, PROV.wasDerivedFrom, source
