"""What a verb loads before it does anything: people wait for it."""

import subprocess
import sys
from pathlib import Path

import pytest

import kg

ENGINES = {
    "IPython",
    "bibtexparser",
    "networkx",
    "numpy",
    "owlrl",
    "pydantic",
    "pylatexenc",
    "pyshacl",
    "pyvis",
    "rdflib",
}
READING = {"charset_normalizer", "kg.entities", "kg.facts", "kg.readers", "kg.reading", "kg.record", "lxml"}
TALKING = {"http.client", "ssl"}
SHOWING = {"kg.graph", "pyoxigraph", "rich.progress"}

LISTS = """
import runpy, sys
try:
    runpy.run_module("kg", run_name="__main__")
except SystemExit as ended:
    assert not ended.code, ended.code
finally:
    print(*sys.modules, file=sys.stderr)
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("start") / "demo"
    kg.build(kg.example(), folder).close()
    return folder


@pytest.mark.parametrize(
    ("arguments", "spared"),
    [
        (["--help"], ENGINES | READING | TALKING | SHOWING | {"importlib.metadata"}),
        (["build", "--help"], ENGINES | READING | TALKING | SHOWING),
        (["query"], ENGINES | READING | TALKING | {"kg.graph", "rich.progress"}),
        (["query", "studies", "{built}"], ENGINES | READING | TALKING | {"kg.exporters", "rich.progress"}),
        (["clusters", "{built}"], ENGINES | READING | TALKING | {"rich.progress"}),
        (["stats", "{built}"], ENGINES | READING | TALKING | SHOWING),
        (["formats"], {"IPython", "networkx", "numpy", "owlrl", "pydantic", "pyshacl", "pyvis", "rdflib"} | TALKING),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_a_verb_does_not_load_what_only_others_need(arguments, spared, built):
    given = [each.format(built=built) for each in arguments]
    ended = subprocess.run([sys.executable, "-c", LISTS, *given], capture_output=True, text=True, check=True)
    loaded = set(ended.stderr.splitlines()[-1].split())
    assert "kg.cli" in loaded
    assert loaded & spared == set()
