"""The house rules that a program can check."""

import ast
from collections.abc import Sequence
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
KG = ROOT / "kg"
FILES = sorted(KG.rglob("*.py"))

# Rooms of tools, which know nothing of the literature: each file in them is a part by itself.
TOOLS = {"processes", "rows"}

# What each part may import besides itself.
BOTTOM = {"cluster", "decision", "entity", "errors", "record"}
ALLOWED = {
    "record": set(),
    "aside": set(),
    "cache": {"files"},
    "cluster": set(),
    "decision": set(),
    "entity": {"decision", "ordered"},
    "errors": set(),
    "clock": set(),
    "components": set(),
    "examples": set(),
    "files": {"aside", "errors"},
    "plugins": {"errors"},
    "ragged": set(),
    "collector": set(),
    "memory": set(),
    "ordered": set(),
    "pipes": set(),
    "sharing": set(),
    "terms": set(),
    "process": {"clock", "pipes"},
    "workers": {"process"},
    "iri": {"errors"},
    "folder": {"clock", "errors"},
    "swapping": {"errors", "files", "folder"},
    "values": {"cache", "collector", "ragged"} | BOTTOM,
    "authorities": {"cache", "files", "ragged", "values"} | BOTTOM,
    "clean": {"values"} | BOTTOM,
    "corrections": {"iri", "values"} | BOTTOM,
    "readers": {"plugins", "values"} | BOTTOM,
    "union": {"values"} | BOTTOM,
    "writers": {"plugins", "values"} | BOTTOM,
    "entities": {"aside", "authorities", "components", "files", "memory", "ragged", "sharing", "terms", "values"} | BOTTOM,
    "networks": {"components", "ordered", "ragged", "sharing", "values"} | BOTTOM,
    "facts": {"iri", "ordered", "terms", "union", "values"} | BOTTOM,
    "reading": {"__version__", "clean", "clock", "facts", "files", "folder", "process", "readers", "workers"} | BOTTOM,
    "describing": {"facts", "iri", "reading", "sharing", "union", "workers"} | BOTTOM,
    "stores": {"errors"},
    "queries": {"errors", "stores", "terms"},
    "occurrences": {"stores", "terms"},
    "shapes": {"occurrences", "stores", "terms", "workers"},
    "exporters": {"errors", "files", "plugins", "queries", "stores", "terms"},
    "views": {"components", "files", "queries", "ragged"},
    "review": {"iri", "queries"} | BOTTOM,
    "origins": {"entities", "files", "folder", "iri", "review", "views"} | BOTTOM,
    "comparing": {"collector", "corrections", "entities", "folder", "iri"} | BOTTOM,
    "explain": {"collector", "entities", "iri", "occurrences", "reading", "stores", "terms", "union"} | BOTTOM,
    "dedupe": {"clock", "corrections", "entities", "files", "folder", "iri", "reading", "union", "workers", "writers"} | BOTTOM,
    "making": {"__version__", "authorities", "clock", "describing", "entities", "facts", "files", "folder", "iri", "networks",
               "memory", "reading", "review", "sharing", "workers"} | BOTTOM,
    "publishing": {"clock", "exporters", "files", "folder", "iri", "origins", "process", "queries", "shapes", "stores", "views", "workers"},
    "pipeline": {"__version__", "authorities", "clock", "collector", "corrections", "entities", "exporters", "folder", "iri",
                 "making", "publishing", "swapping", "workers"} | BOTTOM,
    "graph": {"comparing", "entities", "explain", "exporters", "files", "folder", "iri", "origins", "pipeline", "queries",
              "reading", "review", "shapes", "stores", "swapping", "terms", "views"},
    "cli": {"__version__", "authorities", "clock", "dedupe", "entities", "example", "explain", "exporters", "files", "folder",
            "graph", "iri", "pipeline", "queries", "readers", "review", "shapes", "stores", "swapping", "writers"} | BOTTOM,
    "__main__": set(),
    "__init__": {"examples", "graph"},
}  # fmt: skip


def part_of(names: Sequence[str]) -> str:
    """The part that a module is of: its names below kg."""
    return names[-1] if names[0] in TOOLS else names[0]


def imports(path: Path) -> set[str]:
    """The parts of kg that a file imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "kg":
                found |= {alias.name for alias in node.names}
            elif node.module.startswith("kg."):
                found.add(part_of(node.module.split(".")[1:]))
        elif isinstance(node, ast.Import):
            found |= {part_of(alias.name.split(".")[1:]) for alias in node.names if alias.name.startswith("kg.")}
    return found


def home_of(path: Path) -> str:
    return part_of(path.relative_to(KG).with_suffix("").parts)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_imports_only_what_its_part_may(path):
    part = home_of(path)
    assert imports(path) - {part} <= ALLOWED[part]


def test_each_part_is_listed_with_no_more_than_it_needs():
    used: dict[str, set[str]] = {}
    for path in FILES:
        used.setdefault(home_of(path), set()).update(imports(path))
    assert used.keys() == ALLOWED.keys()
    assert {part: unused for part, told in ALLOWED.items() if (unused := told - used[part] - BOTTOM)} == {}


def test_imports_point_one_way():
    """No way leads from a part back to it."""
    assert list(TopologicalSorter(ALLOWED).static_order())


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_has_one_subject_that_fits_on_a_few_screens(path):
    assert len(path.read_text("utf-8").splitlines()) <= 300


def test_there_is_no_drawer_for_odds_and_ends():
    assert not [path for path in FILES if path.stem in {"utils", "util", "helpers", "common", "misc"}]


def test_the_top_level_holds_what_it_should():
    tracked = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")}
    assert {"kg", "ontology", "tests"} <= tracked
