"""Where the records of a graph stood, as the graph of its build tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import NamedNode

from kg.stores import Store, bind, select
from kg.terms import KG


def find_places(store: Store, records: Iterable[NamedNode]) -> defaultdict[str, set[tuple[str, int]]]:
    """Give for each of the records, by its IRI, the files and lines where it stood."""
    places: defaultdict[str, set[tuple[str, int]]] = defaultdict(set)
    for record, file, line in select(
        store,
        f"SELECT ?record ?file ?line WHERE {{ {bind('?record', records)} "
        f"GRAPH ?build {{ ?occurrence {KG.ofRecord} ?record ; {KG.file} ?file ; {KG.line} ?line }} }}",
    ):
        places[record.value].add((file.value, int(line.value)))
    return places


def print_places(places: Iterable[tuple[str, int]]) -> tuple[str, ...]:
    """Print places in their order, each as "file#line"."""
    return tuple(f"{file}#{line}" for file, line in sorted(places))
