"""Fields and betweenness of planted networks: how good and how fast, beside networkx's and networkit's in the same run.

Run `python -m tests.bench.measures [--authors 1000 10000]`. Fields are modules of the network of clusters: `modularity` says
how good, of Louvain's five seeds the mean. Betweenness is compared with the exact: its correlation, and how many of the 100
highest are among the 100 highest. networkit (extra `test`) runs in one thread with a fixed seed. Seconds are of CPU.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from time import process_time
from typing import NamedTuple

import networkx as nx
import numpy as np

from kg.networks.betweenness import SAMPLE, betweenness
from kg.networks.coauthorship import Bylines, project, read_bylines
from kg.networks.communities import find_communities
from kg.networks.fields import link_communities
from kg.networks.modules import find_modules
from kg.networks.twins import Twins, find_twins
from tests.bench.networks import entities_of, networkit, plant

HIGHEST = 100


class Figures(NamedTuple):
    """One line of the table."""

    what: str
    method: str
    seconds: float
    quality: str


def timed(run: Callable[[], object]) -> tuple[float, object]:
    """Run, and say how long it took."""
    start = process_time()
    result = run()
    return process_time() - start, result


def compare_fields(bylines: Bylines, twins: Twins) -> Iterator[Figures]:
    """Find the modules of the network of clusters."""
    communities = find_communities(twins)
    a, b, weight = link_communities(project(bylines), communities, len(bylines.people))
    graph = nx.Graph()
    graph.add_nodes_from(range(len(communities)))
    graph.add_weighted_edges_from(zip(a.tolist(), b.tolist(), weight.tolist(), strict=True))

    def rate(modules: np.ndarray) -> float:
        return nx.community.modularity(graph, [set(np.flatnonzero(modules == each)) for each in np.unique(modules)])

    seconds, modules = timed(lambda: find_modules(len(communities), a, b, weight))
    yield Figures("fields", "kg", seconds, f"modularity {rate(modules):.4f}")
    runs = [timed(lambda seed=seed: nx.community.louvain_communities(graph, seed=seed)) for seed in range(5)]
    found = [nx.community.modularity(graph, communities) for _, communities in runs]
    mean = sum(seconds for seconds, _ in runs) / len(runs)
    yield Figures("fields", "networkx Louvain", mean, f"modularity {np.mean(found):.4f}")
    if networkit:
        other = networkit.GraphFromCoo((weight, (a, b)), n=len(communities), weighted=True)
        seconds, partition = timed(lambda: networkit.community.PLM(other).run().getPartition())
        yield Figures("fields", "networkit PLM", seconds, f"modularity {rate(np.array(partition.getVector())):.4f}")


def compare_betweenness(bylines: Bylines, twins: Twins) -> Iterator[Figures]:
    """Estimate betweenness and compare with the exact."""
    seconds, exact = timed(lambda: betweenness(twins, exact=len(bylines.people)))
    highest = set(np.argsort(-exact, kind="stable")[:HIGHEST].tolist())

    def judge(found: np.ndarray) -> str:
        among = len(highest.intersection(np.argsort(-found, kind="stable")[:HIGHEST].tolist()))
        return f"correlation {np.corrcoef(exact, found)[0, 1]:.3f}, {among} of the highest {HIGHEST}"

    yield Figures("betweenness", "kg, exact", seconds, "")
    seconds, found = timed(lambda: betweenness(twins))
    yield Figures("betweenness", "kg", seconds, judge(found))
    if networkit:
        edges = project(bylines)
        graph = networkit.GraphFromCoo((edges.a, edges.b), n=len(bylines.people))
        centrality = networkit.centrality
        seconds, found = timed(lambda: centrality.EstimateBetweenness(graph, SAMPLE, True, False).run().scores())
        yield Figures("betweenness", f"networkit, {SAMPLE}", seconds, judge(np.array(found)))
        seconds, found = timed(lambda: centrality.Betweenness(graph, True).run().scores())
        yield Figures("betweenness", "networkit, exact", seconds, judge(np.array(found)))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--authors", type=int, nargs="+", default=[1_000, 10_000])
    if networkit:
        networkit.setNumberOfThreads(1)
        networkit.setSeed(1, False)
    print(f"{'authors':>8} {'what':<12} {'method':<17} {'seconds':>8}")
    for number in parser.parse_args().authors:
        bylines = read_bylines(entities_of(plant(number).papers).authorships)
        twins = find_twins(bylines)
        for compare in (compare_fields, compare_betweenness):
            for what, method, seconds, quality in compare(bylines, twins):
                print(f"{number:>8} {what:<12} {method:<17} {seconds:>8.2f} {quality}", flush=True)


if __name__ == "__main__":
    main()
