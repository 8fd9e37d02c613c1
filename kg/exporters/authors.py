"""The authors as CSV."""

from __future__ import annotations

from pathlib import Path

from kg.exporters.tables import add_columns, join_names, write_table
from kg.queries import Ask

TITLE = "CSV: one row for each author, with numbers, cluster and network measures"
FILE = "authors.csv"
TABLES = ("people", "affiliations")


def tabulate(ask: Ask, path: Path) -> None:
    """Write the columns of the query `people`, then `institutions` (the names of all, by "; ")."""
    institutions = join_names(ask, "affiliations", "person", "organisation_name")
    write_table(add_columns(ask("people"), "person", {"institutions": institutions}), path)
