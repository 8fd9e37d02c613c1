"""The layout of planted networks: time, overlaps and how well the picture keeps who wrote with whom, beside peers in the same run.

Run `python -m tests.bench.layout [--authors 1000 10000 100000]`. The largest connected piece is laid out. Peers are networkx's spring layout (up to 1,000 authors)
and networkit's pivot MDS, each stretched to the size of our picture. Figures: CPU seconds; pairs of discs of
20 pixels that overlap; `kept`, the share of co-authors among as many nearest in the picture as an author has co-authors
(up to ten; of 2,000 authors); and the mean length of a link in hundredths of the picture's diagonal.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from time import process_time

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from kg.networks.coauthorship import Edges, project, read_bylines
from kg.networks.communities import find_communities
from kg.networks.twins import find_twins
from kg.views.layout import place
from kg.views.overlaps import _find_near
from tests.bench.networks import entities_of, networkit, plant

Points = NDArray[np.float64]
ACROSS = 20.0
SAMPLE = 2_000


def compare(number: int) -> dict[str, tuple[float, int, float, float]]:
    """Lay out a planted network in our way and in those of the peers; gives the figures of each."""
    bylines = read_bylines(entities_of(plant(number).papers).authorships)
    everybody = project(bylines)
    graph = nx.Graph(zip(everybody.a.tolist(), everybody.b.tolist(), strict=True))
    people = np.array(sorted(max(nx.connected_components(graph), key=len)))
    inside = np.isin(everybody.a, people)
    edges = Edges(
        *(np.searchsorted(people, each[inside]) for each in everybody[:2]), *(each[inside] for each in everybody[2:])
    )
    count = len(people)
    number_of = dict(zip(people.tolist(), range(count), strict=True))
    teams = [[number_of[each] for each in team if each in number_of] for team in find_communities(find_twins(bylines))]
    block = {person: team for team, members in enumerate(teams) for person in members}
    block |= {person: len(teams) + person for person in range(count) if person not in block}
    links = list(zip(edges.a.tolist(), edges.b.tolist(), strict=True))
    figures = {}
    extent: list[Points] = []

    def run(name: str, lay_out: Callable[[], Points]) -> None:
        start = process_time()
        at = lay_out()
        seconds = process_time() - start
        extent.append(np.ptp(at, axis=0))
        at = at * np.sqrt(extent[0].prod() / extent[-1].prod())
        figures[name] = (seconds, overlaps(at), kept(at, edges), length(at, edges))

    titles = dict.fromkeys(range(len(teams)), 1.0)
    run("kg", lambda: place([(ACROSS + 10, ACROSS + 10)] * count, links, block, titles))
    if number <= 1_000:
        linked = nx.Graph(links)
        run("networkx spring", lambda: np.array([at for _, at in sorted(nx.spring_layout(linked, seed=1).items())]))
    if networkit:
        run("networkit pivots", lambda: by_networkit(edges, count))
    return figures


def by_networkit(edges: Edges, count: int) -> Points:
    """Lay out by the distances to pivots, in one thread."""
    networkit.setNumberOfThreads(1)
    networkit.setSeed(1, False)
    graph = networkit.GraphFromCoo((edges.a, edges.b), n=count)
    return np.array(networkit.viz.PivotMDS(graph, 2, 50).run().getCoordinates())


def overlaps(at: Points) -> int:
    """Count the pairs of discs that overlap."""
    a, b = _find_near(at, np.full(at.shape, ACROSS))
    return int((np.hypot(*(at[a] - at[b]).T) < ACROSS - 0.01).sum())


def kept(at: Points, edges: Edges) -> float:
    """Measure how many of those who stand nearest are co-authors."""
    ends = np.concatenate((edges.a, edges.b))
    others = np.concatenate((edges.b, edges.a))
    degree = np.bincount(ends, minlength=len(at))
    asked = np.flatnonzero(degree)[:: max(1, len(at) // SAMPLE)]
    shares = []
    for person in asked.tolist():
        near = np.hypot(*(at - at[person]).T)
        near[person] = np.inf
        nearest = np.argpartition(near, count := min(10, int(degree[person])))[:count]
        shares.append(np.isin(nearest, others[ends == person]).mean())
    return float(np.mean(shares))


def length(at: Points, edges: Edges) -> float:
    """Measure the mean length of a link in hundredths of the picture's diagonal."""
    return float(np.hypot(*(at[edges.a] - at[edges.b]).T).mean() / np.hypot(*np.ptp(at, axis=0)) * 100)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--authors", type=int, nargs="+", default=[1_000, 10_000])
    print(f"{'authors':>8} {'method':<17} {'seconds':>8} {'overlaps':>9} {'kept':>6} {'length':>7}")
    for number in parser.parse_args().authors:
        for name, (seconds, hits, share, long) in compare(number).items():
            print(f"{number:>8} {name:<17} {seconds:>8.1f} {hits:>9} {share:>6.2f} {long:>7.2f}")


if __name__ == "__main__":
    main()
