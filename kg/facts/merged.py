"""The pieces of the merged graph: what is concluded from all records, in the default graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import Any, TypeAlias

from msgspec import Struct

from kg.cluster import Network
from kg.entity import AffiliationOf, Authorship, ConceptMention, Entities, Study, affiliate, find_tops
from kg.facts.authorships import byline_facts
from kg.facts.citations import Works, citations
from kg.facts.clusters import cluster_facts, coauthorship_facts, field_facts
from kg.facts.concepts import concept_facts, mention_facts
from kg.facts.contributions import contribution_facts
from kg.facts.institutions import institution_facts
from kg.facts.nodes import Nodes
from kg.facts.people import person_facts
from kg.facts.places import place_facts
from kg.facts.quads import Quad
from kg.facts.shared import Shared
from kg.facts.studies import study_facts
from kg.facts.vocabulary import DCTERMS
from kg.record import Record
from kg.rows.ordered import beside
from kg.union import combine


class Neighbourhood(Struct, frozen=True):
    """A study and what was concluded about it: with its records, all that its facts follow from."""

    study: Study
    authorships: tuple[Authorship, ...] = ()
    affiliations: tuple[AffiliationOf, ...] = ()
    mentions: tuple[ConceptMention, ...] = ()


Describe: TypeAlias = Callable[..., Iterator[Quad]]
"""A function of this folder that gives the facts of one person, institution or place, or of all edges from one person; nodes are its last argument."""
Agent: TypeAlias = tuple[Describe, tuple[Any, ...]]
"""Such a function and its arguments but for the nodes."""


def neighbourhoods(entities: Entities) -> Iterator[Neighbourhood]:
    """Give each study, by key, with what was concluded about it."""
    keys = [each.key for each in entities.studies]
    parts: Iterable[Iterable[Any]] = entities.authorships, entities.affiliations, entities.mentions
    return map(Neighbourhood, entities.studies, *(beside(keys, each, attrgetter("study")) for each in parts))


def study_conclusions(
    around: Neighbourhood, described: Sequence[Record], works: Works, shared: Shared, nodes: Nodes
) -> Iterator[Quad]:
    """Give what is concluded about a study that is `described` by these records, the chosen one first.

    What it has in common with others is stated, and collected in `shared` to be described once.
    """
    study = around.study
    record = combine(described)
    yield from study_facts(study, record, nodes)
    yield from shared.of_study(study, record, described, works, nodes)
    if record.references or record.relations:
        find, below = partial(works.find, nodes=nodes), partial(nodes.below, "study", study.key)
        yield from citations(nodes["study", study.key], record, find, below)
    yield from byline_facts(study.key, around.authorships, around.affiliations, nodes)
    yield from contribution_facts(study.key, described, nodes)
    yield from mention_facts(study.key, _shown(around.mentions, described), nodes)


def agents(entities: Entities, network: Network) -> Iterator[Agent]:
    """Give what describes each person, institution, place, cluster and person with co-authors, kind by kind and by key."""
    organisations = _find_organisations(entities)
    for person in entities.people:
        where = sorted(organisations.pop(person.key, ()))
        yield person_facts, (person, where, network.measures.get(person.key))
    places = {each.key: each for each in entities.places}
    for institution in entities.institutions:
        yield institution_facts, (institution, places.get(institution.place))
    for place in entities.places:
        yield place_facts, (place,)
    fields = {key: field.key for field in network.fields for key in field.clusters}
    for rank, cluster in sorted(enumerate(network.clusters, start=1), key=lambda each: each[1].key):
        yield cluster_facts, (cluster, rank, fields.get(cluster.key, ""))
    for rank, field in sorted(enumerate(network.fields, start=1), key=lambda each: each[1].key):
        yield field_facts, (field, rank)
    studies_of: defaultdict[str, list[str]] = defaultdict(list)
    for each in entities.authorships:  # by study
        if each.study not in studies_of[each.person][-1:]:
            studies_of[each.person].append(each.study)
    # An edge apiece would take longer to send than to describe.
    for key, edges in groupby(network.coauthorships, key=attrgetter("a")):
        own = studies_of[key]
        yield coauthorship_facts, (key, [
            (e.b, e.papers, e.weight, own if e.papers == len(own) else sorted({*own}.intersection(studies_of[e.b]))) for e in edges
        ])  # fmt: skip


def shared_conclusions(shared: Shared, entities: Entities, network: Network, nodes: Nodes) -> Iterator[Quad]:
    """Give what several studies share, the concepts in use, and what became of the keys of earlier builds."""
    yield from shared.facts(entities, nodes)
    used = {*map(attrgetter("concept"), entities.mentions)}
    used.update(concept for cluster in network.clusters for concept in cluster.concepts)
    used.update(concept for field in network.fields for concept in field.concepts)
    yield from concept_facts(sorted(used))
    for kind, old, new in entities.replaced:
        yield nodes.below(kind, old), DCTERMS.isReplacedBy, nodes[kind, new]


def _find_organisations(entities: Entities) -> dict[str, frozenset[str]]:
    """Find the largest organisations that each person was of; those of many people are held once."""
    tops = find_tops(entities.institutions)
    organisations: dict[str, frozenset[str]] = {}
    held: dict[frozenset[str], frozenset[str]] = {}
    for authorship, affiliations in affiliate(entities.authorships, entities.affiliations):
        if found := {tops[key] for each in affiliations for key in each.institutions}:
            theirs = organisations.get(authorship.person, frozenset()).union(found)
            organisations[authorship.person] = held.setdefault(theirs, theirs)
    return organisations


def _shown(mentions: Sequence[ConceptMention], records: Sequence[Record]) -> list[ConceptMention]:
    """Keep the mentions that count characters in the texts that the study shows."""
    title = next((each.key for each in records if each.title), "")
    abstract = next((each.key for each in records if each.abstract), "")
    return [each for each in mentions if each.record == (title if each.part == "title" else abstract)]
