"""The studies as CSV."""

from __future__ import annotations

from pathlib import Path

from kg.exporters.tables import add_columns, join_names, write_table
from kg.queries import Ask

TITLE = "CSV: one row for each study, with identifiers, authors and concepts"
FILE = "studies.csv"
TABLES = ("authorships", "studies", "study-concepts")


def tabulate(ask: Ask, path: Path) -> None:
    """Write the columns of the query `studies`, then `authors` (as printed, in order) and `concepts`, by "; "."""
    added = {
        "authors": join_names(ask, "authorships", "study", "name"),
        "concepts": join_names(ask, "study-concepts", "study", "label"),
    }
    write_table(add_columns(ask("studies"), "study", added), path)
