"""Planted teams: how well and how fast clusters are found, beside networkx's Louvain in the same run.

Run `python tests/bench/networks.py [--seeds N]`. Teams have 2-40 people (power law, exponent 2) and write 3-30 papers of
2-8 authors; of 15 % of the papers a third of the authors come from other teams, and 10 % of the people are in two teams.
The adjusted Rand index compares with everybody's first team: 1 is perfect, 0 is chance.
"""

from __future__ import annotations

import argparse
import random
import resource
from collections import Counter
from collections.abc import Hashable, Sequence
from math import comb
from statistics import mean
from time import process_time

import networkx as nx

from kg.entity import Authorship, Entities, Person, Study
from kg.networks import build_network
from kg.networks.coauthorship import project, read_bylines
from kg.networks.communities import find_communities
from kg.networks.measures import measure
from kg.networks.twins import find_twins


def plant(number: int, seed: int = 1) -> tuple[list[list[int]], list[int]]:
    """Make papers (lists of people, in byline order) and the first team of each of `number` people."""
    chance = random.Random(seed)
    sizes = range(2, 41)
    team: list[int] = []
    teams: list[list[int]] = []
    while len(team) < number:
        size = chance.choices(sizes, [size**-2 for size in sizes])[0]
        teams.append(list(range(len(team), min(number, len(team) + size))))
        team += [len(teams) - 1] * len(teams[-1])
    for person in range(number):
        second = chance.randrange(len(teams))
        if chance.random() < 0.1 and second != team[person]:
            teams[second].append(person)
    papers = []
    for members in teams:
        for _ in range(chance.randint(3, 30)):
            byline = chance.sample(members, min(len(members), chance.randint(2, 8)))
            if chance.random() < 0.15:
                guests = max(1, round(len(byline) / 3))
                others = [p for p in chance.sample(range(number), guests + len(members)) if p not in members]
                byline[-guests:] = others[:guests]
            papers.append(byline)
    return papers, team


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


def compare(number: int, seed: int) -> dict[str, float]:
    """Find planted teams in our way and by Louvain (resolutions 1 and 5, fractional weights); CPU seconds of each."""
    papers, team = plant(number, seed)
    rows = entities_of(papers).authorships
    figures: dict[str, float] = {"papers": len(papers)}

    def timed(label: str, start: float) -> None:
        figures[label] = process_time() - start

    start = process_time()
    bylines = read_bylines(rows)
    timed("rows s", start)
    start = process_time()
    edges = project(bylines)
    timed("edges s", start)
    start = process_time()
    twins = find_twins(bylines)
    found = find_communities(twins)
    timed("ours s", start)
    start = process_time()
    measure(bylines, edges, twins)
    timed("measures s", start)
    figures["edges"] = edges.a.size
    truth = [team[int(person[1:])] for person in bylines.people]
    figures["ours ARI"] = adjusted_rand(truth, labels(found, len(truth)))
    graph = nx.Graph()
    graph.add_nodes_from(range(len(truth)))
    graph.add_weighted_edges_from(zip(edges.a.tolist(), edges.b.tolist(), edges.weight.tolist(), strict=True))
    for resolution in (1, 5):
        start = process_time()
        louvain = nx.community.louvain_communities(graph, resolution=resolution, seed=1)
        timed(f"Louvain {resolution} s", start)
        figures[f"Louvain {resolution} ARI"] = adjusted_rand(truth, labels(louvain, len(truth)))
    return figures


def labels(communities: Sequence[Sequence[int]], number: int) -> list[int]:
    """Label everybody with the number of their community; whoever is in none has a label of their own."""
    home = {person: label for label, members in enumerate(communities) for person in members}
    return [home.get(person, -1 - person) for person in range(number)]


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=3)
    seeds = range(1, parser.parse_args().seeds + 1)
    print(f"mean of {len(seeds)} planted networks; CPU seconds")
    columns: list[str] = []
    for number in (100, 1_000, 10_000):
        runs = [compare(number, seed) for seed in seeds]
        if not columns:
            columns = list(runs[0])
            print(f"{'authors':>8}", *(f"{column:>13}" for column in columns))
        means = [mean(run[column] for run in runs) for column in columns]
        print(f"{number:>8}", *(f"{value:>13.3f}" if value < 1000 else f"{value:>13.0f}" for value in means))
    papers, _ = plant(35_000)
    papers = papers[:100_000]
    everything = entities_of(papers)
    start = process_time()
    bylines = read_bylines(everything.authorships)
    read = process_time() - start
    start = process_time()
    edges = project(bylines)
    projected = process_time() - start
    start = process_time()
    network = build_network(everything)
    built = process_time() - start
    print(
        f"{len(papers)} papers, {len(bylines.people)} authors, {edges.a.size} edges: rows to arrays {read:.2f} s, "
        f"projection {projected:.2f} s, whole network {built:.1f} s ({len(network.clusters)} clusters), "
        f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"
    )


if __name__ == "__main__":
    main()
