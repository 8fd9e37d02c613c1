"""The co-authorship network as VOSviewer's JSON (https://app.vosviewer.com/docs/file-types/json-file-type/)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from kg.exporters.network import NETWORK, coauthorships, people
from kg.files import replace_file
from kg.queries import Ask

TITLE = "VOSviewer JSON: the co-authorship network with its clusters"
FILE = "vosviewer.json"
TABLES = (*NETWORK, "clusters")

_MOST_CLUSTERS = 1_000  # that VOSviewer knows; those after them are the smallest
_WEIGHTS = ("studies", "citations", "degree", "weighted_degree", "core")  # by which VOSviewer sizes items …
_SCORES = ("first_year", "last_year", "betweenness", "clustering", "stability")  # … and colours them


def tabulate(ask: Ask, path: Path) -> None:
    """Write the network of `coauthor_network`, an item, link or cluster a line; a link is as strong as the studies it joins are many.

    An item's `id` counts people from 1, its `url` is the person's IRI, its `cluster` the rank of theirs.
    """
    clusters = {row["cluster"]: row for row in ask("clusters").dicts() if row["rank"] <= _MOST_CLUSTERS}
    numbers: dict[str, int] = {}

    def items() -> Iterator[dict[str, Any]]:
        for person, known in people(ask):
            numbers[person] = len(numbers) + 1
            item = {"id": numbers[person], "label": known["name"], "url": person}
            if cluster := clusters.get(known.get("cluster_iri", "")):
                item["cluster"] = cluster["rank"]
            yield item | {"weights": _choose(_WEIGHTS, known), "scores": _choose(_SCORES, known)}

    links = (
        {"source_id": numbers[a], "target_id": numbers[b], "strength": known["papers"]}
        for a, b, known in coauthorships(ask)
    )
    named = ({"cluster": each["rank"], "label": each["name"]} for each in clusters.values())
    with replace_file(path) as file:
        file.write(b'{"network": {\n"items": [')
        file.writelines(_encode(items()))
        file.write(b'],\n"links": [')
        file.writelines(_encode(links))
        file.write(b'],\n"clusters": [')
        file.writelines(_encode(named))
        file.write(b"]\n}}\n")


def _choose(names: Iterable[str], known: dict[str, Any]) -> dict[str, Any]:
    """Give what is known under these names, as people read them."""
    return {name.replace("_", " ").capitalize(): known[name] for name in names if name in known}


def _encode(objects: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    start = b"\n"
    for each in objects:
        yield start + msgspec.json.encode(each)
        start = b",\n"
