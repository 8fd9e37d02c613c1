"""Planted teams: how well and how fast clusters are found, beside networkx's and networkit's in the same run.

Run `python -m tests.bench.networks [--seeds 101 102 …] [--authors 1000 10000 100000]`. Teams have 2-40 people (power law,
exponent 2) and write 3-30 papers of 2-8 authors; of 15 % of the papers a third of the authors come from other teams, and
10 % of the people are in two teams. Peers get the same network with fractional weights; networkit (extra `test`) runs in
one thread with a fixed seed.

The adjusted Rand index compares with the teams that were planted: 1 is perfect, 0 is chance. `one team` scores those who
are in one team; a partition cannot be right about the others. `everybody` scores all by their first team; `known` is what
`everybody` would be if it were known which team each paper is of, and everybody were given the team of most of their papers.
"""

from __future__ import annotations

import argparse
import random
import resource
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from math import comb
from statistics import mean
from time import process_time
from typing import Any, NamedTuple

import networkx as nx

from kg.entity import Authorship, Entities, Person, Study
from kg.networks import build_network
from kg.networks.coauthorship import Edges, project, read_bylines
from kg.networks.communities import find_communities
from kg.networks.twins import find_twins

try:
    import networkit
except ImportError:  # the extra `test` is not installed
    networkit = None


class Planted(NamedTuple):
    """Papers (lists of people, in byline order), the team of each, and everybody's first and, if any, second team."""

    papers: list[list[int]]
    teams: list[int]
    first: list[int]
    second: dict[int, int]


class Score(NamedTuple):
    """Adjusted Rand indices over the people of one team and over everybody, and CPU seconds."""

    one: float
    everybody: float
    seconds: float = 0.0


def plant(number: int, seed: int = 1) -> Planted:
    """Make the papers of `number` people."""
    chance = random.Random(seed)
    sizes = range(2, 41)
    first: list[int] = []
    members: list[list[int]] = []
    while len(first) < number:
        size = chance.choices(sizes, [size**-2 for size in sizes])[0]
        members.append(list(range(len(first), min(number, len(first) + size))))
        first += [len(members) - 1] * len(members[-1])
    second = {}
    for person in range(number):
        other = chance.randrange(len(members))
        if chance.random() < 0.1 and other != first[person]:
            members[other].append(person)
            second[person] = other
    papers, teams = [], []
    for team, people in enumerate(members):
        for _ in range(chance.randint(3, 30)):
            byline = chance.sample(people, min(len(people), chance.randint(2, 8)))
            if chance.random() < 0.15:
                guests = max(1, round(len(byline) / 3))
                others = [p for p in chance.sample(range(number), guests + len(people)) if p not in people]
                byline[-guests:] = others[:guests]
            papers.append(byline)
            teams.append(team)
    return Planted(papers, teams, first, second)


def entities_of(papers: Sequence[Sequence[int]]) -> Entities:
    """Make people and studies of the papers."""
    rows = tuple(
        Authorship(study=f"s{number:07}", rank=rank, person=f"p{person:07}", printed="", mentions=())
        for number, byline in enumerate(papers)
        for rank, person in enumerate(byline, 1)
    )
    return Entities(
        studies=tuple(Study(key, (), "", "") for key in sorted({row.study for row in rows})),
        people=tuple(Person(key, key) for key in sorted({row.person for row in rows})),
        authorships=rows,
    )


def adjusted_rand(a: Sequence[Hashable], b: Sequence[Hashable]) -> float:
    """Compare two labellings of the same things (Hubert & Arabie 1985, J. Classif. 2, 193-218)."""
    both, left, right = (sum(comb(n, 2) for n in Counter(x).values()) for x in (zip(a, b, strict=True), a, b))
    chance = left * right / comb(len(a), 2)
    return (both - chance) / ((left + right) / 2 - chance)


def compare(number: int, seed: int, *, peers: bool = True) -> dict[str, Score]:
    """Find planted teams in our way and, if asked, by Louvain (resolutions 1 and 5) and networkit's methods."""
    planted = plant(number, seed)
    bylines = read_bylines(entities_of(planted.papers).authorships)
    edges = project(bylines)
    people = [int(person[1:]) for person in bylines.people]
    scores = {}

    def run(name: str, find: Callable[[], Sequence[Sequence[int]]]) -> None:
        start = process_time()
        found = find()
        seconds = process_time() - start
        scores[name] = rate(planted, people, labels(found, len(people)))._replace(seconds=seconds)

    run("kg", lambda: find_communities(find_twins(bylines)))
    scores["known"] = rate(planted, people, known(planted, people))
    if peers:
        graph = nx.Graph()
        graph.add_nodes_from(range(len(people)))
        graph.add_weighted_edges_from(zip(edges.a.tolist(), edges.b.tolist(), edges.weight.tolist(), strict=True))
        for resolution in (1, 5) if number < 100_000 else (1,):
            run(
                f"Louvain {resolution}",
                lambda resolution=resolution: nx.community.louvain_communities(graph, resolution=resolution, seed=1),
            )
        if networkit:
            run("networkit PLM", lambda: by_networkit(edges, len(people), "PLM"))
            run("networkit Leiden", lambda: by_networkit(edges, len(people), "ParallelLeiden"))
            run("networkit PLP", lambda: by_networkit(edges, len(people), "PLP"))
    return scores


def by_networkit(edges: Edges, number: int, method: str) -> list[list[int]]:
    """Find communities by a method of networkit's module `community`."""
    networkit.setNumberOfThreads(1)
    networkit.setSeed(1, False)
    graph: Any = networkit.GraphFromCoo((edges.weight, (edges.a, edges.b)), n=number, weighted=True)
    found = getattr(networkit.community, method)(graph).run().getPartition()
    members = defaultdict(list)
    for person, community in enumerate(found.getVector()):
        members[community].append(person)
    return list(members.values())


def rate(planted: Planted, people: Sequence[int], found: Sequence[int]) -> Score:
    """Score labels of these people."""
    of_one = [i for i, person in enumerate(people) if person not in planted.second]
    first = [planted.first[person] for person in people]
    return Score(
        adjusted_rand([first[i] for i in of_one], [found[i] for i in of_one]), adjusted_rand(first, list(found))
    )


def known(planted: Planted, people: Sequence[int]) -> list[int]:
    """Give everybody the team of most of their papers."""
    papers = defaultdict(Counter)
    for team, byline in zip(planted.teams, planted.papers, strict=True):
        for person in byline:
            papers[person][team] += 1
    return [papers[person].most_common(1)[0][0] for person in people]


def labels(communities: Sequence[Sequence[int]], number: int) -> list[int]:
    """Label everybody with the number of their community; whoever is in none has a label of their own."""
    home = {person: label for label, members in enumerate(communities) for person in members}
    return [home.get(person, -1 - person) for person in range(number)]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--authors", type=int, nargs="+", default=[1_000, 10_000])
    options = parser.parse_args()
    print(f"planted networks of seeds {options.seeds}: mean (worst) adjusted Rand index, CPU seconds")
    print(f"{'authors':>8} {'method':<17} {'one team':>14} {'everybody':>14} {'seconds':>8}")
    for number in options.authors:
        runs = [compare(number, seed) for seed in options.seeds]
        for name in runs[0]:
            one, everybody, seconds = zip(*(run[name] for run in runs), strict=True)
            print(
                f"{number:>8} {name:<17} {mean(one):>6.3f} ({min(one):.3f}) {mean(everybody):>6.3f} ({min(everybody):.3f})"
                f" {mean(seconds):>8.2f}"
            )
    everything = entities_of(plant(35_000).papers[:100_000])
    start = process_time()
    network = build_network(everything)
    print(
        f"{len(everything.studies)} papers, {len(network.measures)} authors, {len(network.coauthorships)} edges: "
        f"whole network {process_time() - start:.1f} s, {len(network.clusters)} clusters, {len(network.fields)} fields, "
        f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"
    )


if __name__ == "__main__":
    main()
