"""Building and loading quads, beside rdflib, in CPU seconds.

Ours are the facts of every record, its claims and conclusions, written to sorted N-Quads (`graph.nq.gz`, which the peer does not
have to give) and bulk-loaded from there, as in a build.
The peer is given the finished values as plain strings, so that it only makes rdflib terms and calls `Dataset.add`:
the comparison leans towards the peer. Medians of three rounds, the order alternating.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import chain
from pathlib import Path

import rdflib
from pyoxigraph import DefaultGraph, Literal, Quad
from rich.console import Console
from rich.table import Table

from kg import example, facts, readers
from kg.clean import clean
from kg.describing.runs import join_runs
from kg.entities import resolve
from kg.iri import Minter
from kg.networks import build_network
from kg.record import Record
from kg.stores.embedded import EmbeddedStore
from tests.concluding import conclusions
from tests.parsing import parse_quads

ROUNDS = 3
SAMPLE = Path(__file__).resolve().parents[3] / "shared/samples/rca/gs_dev.rca.txt.gz"


def cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def main(listing: Path) -> None:
    records = [
        r for raw in readers.read(listing) if isinstance(raw, Record) for r in clean(raw) if isinstance(r, Record)
    ]
    entities = resolve(records)
    network = build_network(entities)

    def quads() -> chain[facts.Quad]:
        claims = (facts.claims(record, Minter()) for record in records)
        return chain(chain.from_iterable(claims), conclusions(records, entities, network, Minter()))

    told = parse_quads(quads())
    plain = [strings(quad) for quad in told]

    def load(store: EmbeddedStore, folder: str) -> None:
        path = Path(folder, "graph.nq.gz")
        with path.open("wb") as out:
            join_runs([], facts.print_quads(quads()), out)
        store.load_file(path)

    def into_memory() -> None:
        with tempfile.TemporaryDirectory() as folder, EmbeddedStore() as store:
            load(store, folder)

    def onto_disk() -> None:
        with tempfile.TemporaryDirectory() as folder, EmbeddedStore(Path(folder) / "store") as store:
            load(store, folder)

    def with_rdflib() -> None:
        dataset = rdflib.Dataset()
        for s, p, o, literal, datatype, language, g in plain:
            value = rdflib.Literal(o, lang=language, datatype=datatype) if literal else rdflib.URIRef(o)
            graph = rdflib.URIRef(g) if g else dataset.default_graph
            dataset.add((rdflib.URIRef(s), rdflib.URIRef(p), value, graph))

    ways: dict[str, Callable[[], object]] = {
        "kg, facts only": lambda: sum(1 for _ in quads()),
        "kg, into memory": into_memory,
        "kg, onto disk": onto_disk,
        "rdflib, into memory": with_rdflib,
    }
    spent: dict[str, list[float]] = {name: [] for name in ways}
    for round_ in range(ROUNDS):
        for name in sorted(ways, reverse=bool(round_ % 2)):
            spent[name].append(cpu(ways[name]))
    peer = statistics.median(spent["rdflib, into memory"])
    table = Table("way", "CPU s", "quads/s", "times rdflib", title=f"{len(told):,} quads of {len(records):,} records")
    for name in ways:
        median = statistics.median(spent[name])
        table.add_row(name, f"{median:.2f}", f"{len(told) / median:,.0f}", f"{peer / median:.1f}")
    Console().print(table)


def strings(quad: Quad) -> tuple[str, str, str, bool, rdflib.URIRef | None, str | None, str]:
    """A quad's parts as plain strings: subject, predicate, object, whether that is a literal, its type, its language, graph."""
    graph = "" if isinstance(quad.graph_name, DefaultGraph) else quad.graph_name.value
    value = quad.object
    if not isinstance(value, Literal):
        return quad.subject.value, quad.predicate.value, value.value, False, None, None, graph
    datatype = None if value.language else rdflib.URIRef(value.datatype.value)
    return quad.subject.value, quad.predicate.value, value.value, True, datatype, value.language, graph


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE if SAMPLE.exists() else example())
