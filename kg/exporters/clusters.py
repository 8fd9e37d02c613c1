"""The clusters of the co-authorship network as CSV."""

from __future__ import annotations

from pathlib import Path

from kg.exporters.tables import join_names, write_table
from kg.queries import Ask, Rows

TITLE = "CSV: one row for each cluster, with its institutions, concepts, years and members"
FILE = "clusters.csv"
TABLES = ("cluster-members", "clusters", "cluster-concepts", "cluster-institutions")


def tabulate(ask: Ask, path: Path) -> None:
    """Write the rows of `cluster_rows`."""
    write_table(cluster_rows(ask), path)


def cluster_rows(ask: Ask) -> Rows:
    """Give the clusters, largest first.

    `cluster` is its rank (1 is the largest), `authors` and `studies` count, and `institutions`, `concepts` and `members` are
    names, the main ones first, joined by "; "; `iri` is what authors.csv calls `cluster`.
    """
    institutions = join_names(ask, "cluster-institutions", "cluster", "name")
    concepts = join_names(ask, "cluster-concepts", "cluster", "label")
    members = join_names(ask, "cluster-members", "cluster", "name")
    columns = (
        *("cluster", "name", "authors", "studies", "institutions", "concepts"),
        *("first_year", "last_year", "members", "iri"),
    )
    return Rows(
        columns,
        (
            (
                *(row["rank"], row["name"], row["authors"], row["studies"]),
                *(institutions.get(row["cluster"], ""), concepts.get(row["cluster"], "")),
                *(row["first_year"], row["last_year"], members.get(row["cluster"], ""), row["cluster"]),
            )
            for row in ask("clusters").dicts()
        ),
    )
