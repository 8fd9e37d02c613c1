"""Authorships: who held which rank in a study's byline, and where they worked then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.entity import AffiliationOf, Authorship
from kg.facts.literals import decimal, integer, text
from kg.facts.nodes import Nodes, step
from kg.facts.quads import Quad
from kg.facts.vocabulary import DCTERMS, KG, PRO, PROV, RDF, SCORO, VIVO


def byline_facts(
    study: str, authorships: Sequence[Authorship], affiliations: Sequence[AffiliationOf], nodes: Nodes
) -> Iterator[Quad]:
    """Describe the authorships of the study of that key and their affiliations, and name each author once."""
    document = nodes["study", study]
    people = {each.rank: nodes["person", each.person] for each in authorships}
    for person in dict.fromkeys(people.values()):
        yield document, DCTERMS.creator, person
    authors = {}
    for authorship in authorships:
        node = authors[authorship.rank] = step(document, f"author/{authorship.rank}")
        yield node, RDF.type, PRO.RoleInTime
        yield node, PRO.isHeldBy, people[authorship.rank]
        yield node, PRO.withRole, PRO.author
        yield node, PRO.relatesToDocument, document
        yield node, VIVO.rank, integer(authorship.rank)
        yield node, KG.printedName, text(authorship.printed)
        yield node, KG.matchScore, decimal(authorship.score)
        for record, position in authorship.mentions:
            yield node, PROV.wasDerivedFrom, step(nodes["record", record], f"author/{position}")
    for affiliation in affiliations:
        author = authors[affiliation.rank]
        node = step(author, f"affiliation/{affiliation.index}")
        yield node, RDF.type, PRO.RoleInTime
        yield node, PRO.isHeldBy, people[affiliation.rank]
        yield node, PRO.withRole, SCORO.affiliate
        for key in affiliation.institutions:
            yield node, PRO.relatesToOrganization, nodes["institution", key]
        yield node, PRO.relatesToDocument, document
        yield node, KG.ofAuthorship, author
        yield node, VIVO.rank, integer(affiliation.index)
        yield node, KG.printedAffiliation, text(affiliation.printed)
        for record, position, number in affiliation.mentions:
            source = step(nodes["record", record], f"affiliation/{position}/{number}")
            yield node, PROV.wasDerivedFrom, source
