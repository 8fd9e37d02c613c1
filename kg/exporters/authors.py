"""The authors as CSV."""

from __future__ import annotations

from pathlib import Path

from kg.exporters.tables import add_columns, join_names, write_table
from kg.queries import run
from kg.stores import Store

TITLE = "CSV: one row for each author, with numbers, cluster and network measures"
FILE = "authors.csv"


def export(store: Store, path: Path) -> None:
    """Write the columns of the query `people`, then `organisations` (the names of all, by "; ")."""
    organisations = join_names(store, "affiliations", "person", "organisation_name")
    write_table(add_columns(run(store, "people"), "person", {"organisations": organisations}), path)
