"""The laws of the whole: what holds whatever the records are, on the example and on real records."""

import gzip
import os
import random
import re
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, RdfFormat, parse

import kg
from kg import facts, pipeline, readers
from kg.clean import clean
from kg.clock import Clock
from kg.entities import resolve
from kg.folder import BuildFolder, NotABuildError
from kg.iri import Minter
from kg.making import make_graph
from kg.networks import build_network
from kg.processes.workers import Workers
from kg.record import Fault, Record
from kg.stores import EmbeddedStore
from kg.terms import PROV
from tests.files import assert_same
from tests.parsing import parse_quads

ORDINAL = re.compile(r"^\d+$", re.MULTILINE)


def read(path: Path) -> list[Record]:
    raw = (item for item in readers.read(path) if isinstance(item, Record))
    return [item for record in raw for item in clean(record) if isinstance(item, Record)]


def describe(records: list[Record], folder: Path) -> list[bytes]:
    """The lines of graph.nq.gz that the records give, printed in this order, but for those of the build's own graph."""
    beside = BuildFolder(folder / secrets.token_hex(8))
    beside.path.mkdir()
    beside.parts.mkdir()
    make_graph([write(records, beside.path / "listing.txt")], beside, Minter(), Workers(1), Clock())
    return [line for line in gzip.open(beside.graph) if b"/kg/build/" not in line]


def dataset(folder: Path) -> list[str]:
    """All quads of a build except those of its build graph, sorted."""
    with kg.open(folder) as graph:
        builds = f"{graph.report.base}build/"
        return sorted(str(q) for q in graph.store.quads() if builds not in str(q.graph_name))


def write(records: list[Record], path: Path) -> Path:
    """A listing of the records as they were printed, with ordinals of its own."""
    texts = (ORDINAL.sub(str(number), record.source.raw, count=1) for number, record in enumerate(records, 1))
    path.write_text("\n".join(texts), "utf-8")
    return path


@pytest.fixture(scope="module")
def few() -> list[Record]:
    return read(kg.example())


@pytest.fixture(scope="module")
def many(few, shared) -> list[Record]:
    """The example and sixty real records, whose people and institutions overlap."""
    return few + read(shared / "samples/rca/gs_dev.rca.txt.gz")[1000:1060]


@settings(max_examples=5, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_law_2_the_order_of_records_changes_no_quad(many, tmp_path_factory, seed):
    shuffled = random.Random(seed).sample(many, len(many))
    folder = tmp_path_factory.mktemp("orders")
    assert describe(shuffled, folder) == describe(many, folder)


@pytest.mark.parametrize("parts", [1, 2, 5])
def test_law_3_any_split_into_files_gives_the_same_quads(few, tmp_path, parts):
    files = [write(few[start::parts], tmp_path / f"{start}.txt") for start in range(parts)]
    kg.build(files, tmp_path / "split").close()
    kg.build(kg.example(), tmp_path / "whole").close()
    assert dataset(tmp_path / "split") == dataset(tmp_path / "whole")


def test_the_graph_of_all_formats_is_well_formed_to_a_strict_parser_which_loading_is_not(tmp_path):
    beside = BuildFolder(tmp_path / "all")
    beside.path.mkdir()
    beside.parts.mkdir()
    make_graph([Path(__file__).parent / "data"], beside, Minter(), Workers(1), Clock())
    quads = set(parse(gzip.decompress(beside.graph.read_bytes()), RdfFormat.N_QUADS))
    with EmbeddedStore() as store:
        store.load_file(beside.graph)
        assert set(store.quads()) == quads


def test_law_3_any_number_of_processes_gives_the_same_bytes(many, tmp_path, monkeypatch):
    monkeypatch.setattr("kg.making.FEW", 0)
    monkeypatch.setattr("kg.reading.parts._MOST_RECORDS", 20)
    monkeypatch.setattr("kg.reading.spool._WORTH_IT", 20)
    monkeypatch.setattr("kg.describing.describing._SHARD", 7)
    monkeypatch.setattr("kg.describing.describing._AGENTS", 50)
    listing = write(many, tmp_path / "listing.txt")
    written = []
    for jobs in (1, 2):
        pipeline.build([listing], tmp_path / str(jobs), jobs=jobs)
        lines = gzip.decompress((tmp_path / str(jobs) / "graph.nq.gz").read_bytes()).splitlines(keepends=True)
        assert lines == sorted(set(lines))
        written.append([line for line in lines if b"/kg/build/" not in line])
    assert written[0] == written[1]
    assert len(written[0]) > 20_000


def test_a_build_writes_the_graph_that_its_store_holds(tmp_path):
    with kg.build(kg.example(), tmp_path / "out") as graph:
        graph.export("nquads", tmp_path / "graph.nq")
    built = gzip.decompress((tmp_path / "out/graph.nq.gz").read_bytes())
    assert built == (tmp_path / "graph.nq").read_bytes()


def test_law_4_building_twice_or_the_same_file_twice_changes_nothing(tmp_path):
    kg.build(kg.example(), tmp_path / "out").close()
    once = dataset(tmp_path / "out")
    kg.build(kg.example(), tmp_path / "out").close()
    assert dataset(tmp_path / "out") == once
    kg.build([kg.example(), kg.example()], tmp_path / "out").close()
    assert dataset(tmp_path / "out") == once


def test_law_5_another_process_with_other_hash_seeds_writes_the_same_bytes(tmp_path):
    program = "import kg, sys; kg.build(kg.example(), sys.argv[1])"
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", program, str(tmp_path / seed)], env=environment, check=True)
    same = [
        "graph.ttl",
        "graph.jsonld",
        "coauthors.graphml",
        "authors.csv",
        "studies.csv",
        "clusters.csv",
        "index.html",
    ]
    for name in [*same, "identities.jsonl"]:
        assert_same(tmp_path / "1" / name, tmp_path / "2" / name)
    assert dataset(tmp_path / "1") == dataset(tmp_path / "2")


def test_law_7_every_merged_node_leads_to_records_with_file_line_and_raw_text(tmp_path):
    with kg.build(kg.example(), tmp_path / "out") as graph:
        raw = kg.example().read_text("utf-8")
        subjects = {
            q.subject for q in graph.store.quads(DefaultGraph()) if str(q.subject.value).startswith(graph.report.base)
        }
        # The dataset's description rests on all records, a day is a day, and concepts are the scheme's.
        others = tuple(graph.report.base + kind for kind in ("dataset", "day/", "concepts#"))
        nodes = sorted(s.value for s in subjects if not s.value.startswith(others))
        kinds = {"study", "person", "institution", "journal", "cluster", "coauthorship", "place"}
        assert kinds <= {node.removeprefix(graph.report.base).partition("/")[0] for node in nodes}
        for node in nodes:
            explanation = graph.explain(node)
            assert explanation.evidence, node
            for evidence in explanation.evidence:
                assert evidence.places, node
                assert evidence.raw.strip()[:40] in raw


def test_claims_speak_of_their_own_record_only(many):
    for record in many:
        own = Minter().node("record", record.key)
        for quad in parse_quads(facts.claims(record, Minter())):
            assert quad.subject.value == own or quad.subject.value.startswith(own + "/")
            assert quad.predicate != PROV.wasDerivedFrom


# Other universities and their cities, of the same kind and all in the gazetteer.
PLACES = {
    "Newcastle": "Leeds", "Durham": "York", "Northumbria": "Lincoln", "Sheffield": "Bristol", "Oxford": "Cambridge",
    "Plymouth": "Exeter", "Tabriz": "Shiraz", "Ardabil": "Kerman", "Birjand": "Mashhad",
}  # fmt: skip


def swap(text: str, names: dict[str, str]) -> str:
    """Replace whole words, all at once."""
    return re.sub(rf"\b({'|'.join(map(re.escape, names))})\b", lambda match: names[match[1]], text)


def find_clusters(text: str, path: Path) -> list[tuple[str, list[str], int]]:
    """The clusters of a page, in their order: their names, their members' and how many studies they have."""
    path.write_text(text, "utf-8")
    entities = resolve(read(path))
    names = {person.key: person.name for person in entities.people}
    clusters = build_network(entities).clusters
    return [(each.name, sorted(names[who] for who in each.members), len(each.studies)) for each in clusters]


@settings(max_examples=8)
@given(random=st.randoms(use_true_random=False))
def test_law_9_other_surnames_universities_and_cities_give_the_same_clusters_under_the_new_names(
    few, tmp_path_factory, random
):
    path = tmp_path_factory.mktemp("swapped") / "page.txt"
    text = re.sub("Newcastle [Uu]pon Tyne", "Newcastle", kg.example().read_text("utf-8"))
    surnames = sorted({each.family for record in few for each in record.contributors if each.family})
    syllables = ["Bar", "Dol", "Fen", "Gor", "Hul", "Kem", "Lar"], ["bin", "das", "lov", "mey", "tal"]
    others = random.sample([first + last for first in syllables[0] for last in syllables[1]], len(surnames))
    names = dict(zip(surnames, others, strict=True))
    expected = [
        (swap(name, names | PLACES), sorted(swap(each, names) for each in members), studies)
        for name, members, studies in find_clusters(text, path)
    ]
    assert expected[0][0] == "Leeds / York"
    assert find_clusters(swap(text, names | PLACES), path) == expected


def test_a_listing_that_cannot_be_read_leaves_the_old_build_as_it_was(tmp_path):
    kg.build(kg.example(), tmp_path / "out").close()
    before = dataset(tmp_path / "out")
    (tmp_path / "noise.txt").write_text("nothing that anybody would recognise\n")
    with pytest.raises(readers.FormatError):
        kg.build(tmp_path / "noise.txt", tmp_path / "out")
    assert dataset(tmp_path / "out") == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_build_killed_on_the_way_leaves_the_old_one_and_the_next_one_clears_up(tmp_path):
    kg.build(kg.example(), tmp_path / "out").close()
    before = dataset(tmp_path / "out")
    program = (
        "import kg, os, signal, sys\nfrom kg import views\n"
        "views.draw = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\nkg.build(kg.example(), sys.argv[1])"
    )
    ended = subprocess.run([sys.executable, "-c", program, str(tmp_path / "out")], check=False)
    assert ended.returncode == -9
    assert dataset(tmp_path / "out") == before
    assert len([path for path in tmp_path.iterdir() if path.name.startswith(".")]) == 1
    kg.build(kg.example(), tmp_path / "out").close()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_every_fault_names_file_line_raw_text_and_reason(tmp_path):
    path = tmp_path / "broken.txt"
    path.write_text("Welcome to the page\n" + kg.example().read_text("utf-8")[:9000], "utf-8")
    found = [item for item in readers.read(path) if isinstance(item, Fault)]
    assert found
    assert all(fault.file == str(path) and fault.line >= 1 and fault.raw and fault.reason for fault in found)


def test_a_folder_that_holds_something_else_is_refused(tmp_path):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters/dear.txt").write_text("…")
    with pytest.raises(NotABuildError):
        kg.build(kg.example(), tmp_path / "letters")
    assert (tmp_path / "letters/dear.txt").exists()


def test_what_git_keeps_of_a_build_is_no_obstacle_to_building_there(tmp_path):
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo/graph.ttl").write_text("")
    kg.build(kg.example(), tmp_path / "demo").close()
    assert (tmp_path / "demo/graph.ttl").stat().st_size > 0
