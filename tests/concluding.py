"""The merged graph of a few records at once, which a build makes piece by piece."""

from collections.abc import Iterable, Iterator

from kg import facts
from kg.cluster import Network
from kg.entities import gather
from kg.entity import Entities
from kg.iri import Minter
from kg.record import Record
from kg.union import in_order


def conclusions(
    records: Iterable[Record], entities: Entities, network: Network, minter: Minter
) -> Iterator[facts.Quad]:
    """Give what is concluded from the records, of which no two have one key."""
    nodes, shared = facts.Nodes(minter), facts.Shared()
    works = facts.Works(entities.studies, entities.subjects)
    around = {each.study.key: each for each in facts.neighbourhoods(entities)}
    for study, described in gather(entities.studies, records):
        ordered = in_order(study.chosen, described.values())
        yield from facts.study_conclusions(around[study.key], ordered, works, shared, nodes)
    for describe, arguments in facts.agents(entities, network):
        yield from describe(*arguments, nodes)
    yield from facts.shared_conclusions(shared, entities, network, nodes)
