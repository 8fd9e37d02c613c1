"""The house rules that a program can check."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
KG = ROOT / "kg"
FILES = sorted(KG.rglob("*.py"))

# What each part may import besides itself; parts that are not listed may be imported by nobody but those listed.
BOTTOM = {"record", "entity", "decision", "errors"}
ALLOWED = {
    "components": set(),
    "sharing": set(),
    "neighbours": set(),
    "record": set(),
    "decision": set(),
    "entity": {"decision"},
    "corrections": {"iri", "values"} | BOTTOM,
    "review": {"iri", "queries"} | BOTTOM,
    "clock": set(),
    "iri": {"errors"},
    "terms": set(),
    "examples": set(),
    "values": BOTTOM,
    "authorities": {"values"} | BOTTOM,
    "readers": {"values"} | BOTTOM,
    "clean": {"values"} | BOTTOM,
    "reading": {"__version__", "clean", "clock", "facts", "folder", "readers", "spool", "workers"} | BOTTOM,
    "spool": {"reading"} | BOTTOM,
    "entities": {"components", "authorities", "sharing", "values", "terms"} | BOTTOM,
    "networks": {"components", "neighbours", "values"} | BOTTOM,
    "union": {"values"} | BOTTOM,
    "writers": {"values"} | BOTTOM,
    "prisma": BOTTOM,
    "facts": {"iri", "terms", "union", "values"} | BOTTOM,
    "stores": {"errors", "terms"},
    "queries": {"errors", "stores", "terms"},
    "shapes": {"stores", "terms", "workers"},
    "views": {"components", "neighbours", "queries", "values"},
    "origins": {"entities", "folder", "iri", "review", "views"} | BOTTOM,
    "exporters": {"errors", "queries", "stores", "terms"},
    "folder": {"clock", "errors"},
    "comparing": {"authorities", "corrections", "entities", "folder", "iri", "spool", "workers"} | BOTTOM,
    "explain": {"entities", "iri", "spool", "stores", "terms", "union"} | BOTTOM,
}


def part_of(module: str) -> str:
    return module.removeprefix("kg.").partition(".")[0]


def imports(path: Path) -> set[str]:
    """The parts of kg that a file imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "kg":
                found |= {alias.name for alias in node.names}
            elif node.module.startswith("kg."):
                found.add(part_of(node.module))
        elif isinstance(node, ast.Import):
            found |= {part_of(alias.name) for alias in node.names if alias.name.startswith("kg.")}
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_one_way(path):
    part = path.relative_to(KG).parts[0].removesuffix(".py")
    if part in ALLOWED:
        assert imports(path) - {part} <= ALLOWED[part]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_has_one_subject_that_fits_on_a_few_screens(path):
    assert len(path.read_text("utf-8").splitlines()) <= 300


def test_there_is_no_drawer_for_odds_and_ends():
    assert not [path for path in FILES if path.stem in {"utils", "util", "helpers", "common", "misc"}]


def test_the_top_level_holds_what_it_should():
    tracked = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")}
    assert {"kg", "ontology", "tests"} <= tracked
