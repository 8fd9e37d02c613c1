"""What careless or hostile use must not bring about."""

import gc
import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

import kg
from kg.clean import clean
from kg.cli import app
from kg.processes.collector import without_collector
from kg.record import Fault, Metric, Record, Source
from kg.values.emails import take_emails
from kg.values.titles import clean_title

PAGE = kg.example().read_text("utf-8")


@pytest.mark.parametrize(
    ("kind", "value"),
    [("rca-citations", "-3"), ("rca-citations", "12.5"), ("rca-citations", "0.0000001"), ("rca-impact-index", "-1")],
)
def test_a_figure_that_cannot_be_one_is_a_fault_of_its_record(kind, value):
    record = Record("k", Source("rca", "page.txt", 7, "…"), title="T", metrics=(Metric(kind, value),))
    fault, kept = clean(record)
    assert isinstance(fault, Fault)
    assert (fault.line, fault.field, fault.raw, fault.record) == (7, "metrics", value, "k")
    assert isinstance(kept, Record)
    assert kept.metrics == ()


def test_one_odd_figure_costs_a_build_nothing_but_that_figure(tmp_path):
    (tmp_path / "page.txt").write_text(PAGE.replace("[Citation(s) in RCA: 12]", "[Citation(s) in RCA: -3]"), "utf-8")
    with kg.build(tmp_path / "page.txt", tmp_path / "out") as graph:
        assert (graph.report.counts["records"], graph.report.counts["faults"]) == (8, 1)


def test_a_folder_built_into_itself_is_read_without_its_builds(tmp_path):
    (tmp_path / "page.txt").write_text(PAGE, "utf-8")
    for _ in range(2):
        with kg.build(tmp_path, tmp_path / "outputs/mine") as graph:
            assert (graph.report.counts["records"], graph.report.counts["faults"]) == (8, 0)


def test_builds_that_compete_for_a_folder_all_end_well_and_leave_one(tmp_path):
    program = "import kg, sys; kg.build(kg.example(), sys.argv[1]).close()"
    command = [sys.executable, "-c", program, tmp_path / "out"]
    running = [subprocess.Popen(command) for _ in range(3)]
    assert [each.wait() for each in running] == [0, 0, 0]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert json.loads((tmp_path / "out/build.json").read_text("utf-8"))["counts"]["studies"] == 8


@pytest.mark.parametrize("switch", [gc.enable, gc.disable])
def test_a_build_leaves_the_collector_of_cycles_as_it_was(switch):
    switch()
    try:
        with without_collector():
            assert not gc.isenabled()
        assert gc.isenabled() == (switch is gc.enable)
    finally:
        gc.enable()


def test_identities_that_are_not_there_are_missed(tmp_path):
    with pytest.raises(FileNotFoundError, match="no such file of identities"):
        kg.build(kg.example(), tmp_path / "out", identities=tmp_path / "none.jsonl")


@pytest.mark.parametrize("base", ["https://x.org/noslash", "https://x.org/a b/", "nowhere/", "urn:x:", "", "https://<x>/", "https://[x/", "https://x.org/%zz/", "https:///x/"])  # fmt: skip
def test_a_base_that_no_iri_can_begin_with_is_an_error_of_the_command_line(tmp_path, base):
    ran = CliRunner().invoke(app, ["build", str(kg.example()), "-o", str(tmp_path / "out"), "--base", base])
    assert ran.exit_code == 2
    assert not (tmp_path / "out").exists()


def test_an_address_with_a_space_beside_its_at_sign_is_taken_out():
    assert take_emails("Radboud, NL. a.bc@ mpi.nl") == ("Radboud, NL.", ("a.bc@mpi.nl",))
    assert take_emails("twice 5 mg @ 3.5 h") == ("twice 5 mg @ 3.5 h", ())


def test_a_character_reference_brings_back_nothing_invisible():
    assert clean_title("A&#x202e;B &#1;C &amp; D.") == "AB C & D"
