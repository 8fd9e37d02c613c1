"""What people decided holds in every build, against all evidence."""

from itertools import combinations

import msgspec
import pytest
from typer.testing import CliRunner

import kg
from kg.cli import app
from kg.decision import Verdict
from kg.entities.studies import outline
from kg.entities.studies.decided import Decided, join
from kg.record import Fault, Record, Source


def correct(tmp_path, text, out="out", source=None):
    path = tmp_path / "decided.toml"
    path.write_text(text, "utf-8")
    return kg.build(source or kg.example(), tmp_path / out, corrections=path)


def people(graph, name):
    """The people of that name: for each the IRI and how many studies."""
    return {row["person"]: row["studies"] for row in graph.query("people").to_dicts() if row["name"] == name}


def places(graph, person):
    """The authorships of a person, as corrections name them."""
    rows = graph.query("authorships").to_dicts()
    return sorted(f"{each['study']}/author/{each['rank']}" for each in rows if each["person"] == person)


def faults(graph):
    path = graph._folder.path / "faults.jsonl"
    return [msgspec.json.decode(line, type=Fault) for line in path.read_bytes().splitlines()]


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    with kg.build(kg.example(), tmp_path_factory.mktemp("plain") / "out") as graph:
        yield graph


def strangers(graph):
    """The first two people who share no study."""
    studies = {}
    for each in graph.query("authorships").to_dicts():
        studies.setdefault(each["person"], set()).add(each["study"])
    return next((a, b) for a, b in combinations(sorted(studies), 2) if not studies[a] & studies[b])


def test_two_people_who_are_one_become_one_for_a_reason_that_says_who_decided(plain, tmp_path):
    one, other = strangers(plain)
    with correct(tmp_path, f'[[same]]\nof = ["{one}", "{other}"]\nwhy = "she told us"\n') as graph:
        (both,) = {each["person"] for each in graph.query("people").to_dicts()} & {one, other}
        assert places(graph, both) == sorted(places(plain, one) + places(plain, other))
        notes = [reason.note for link in graph.explain(both).links for reason in link.reasons]
        assert "corrections.toml, line 1: they are the same, she told us" in notes
        assert faults(graph) == []


def test_one_person_who_is_two_becomes_two(plain, tmp_path):
    name = "Moffatt, Suzanne"
    (one,) = people(plain, name)
    first, second, *_ = places(plain, one)
    with correct(tmp_path, f'[[different]]\nof = ["{first}", "{second}"]\n') as graph:
        homes = {each: person for person in people(graph, name) for each in places(graph, person)}
        assert homes[first] != homes[second]


def test_a_name_reads_as_people_say_and_stays_printed_as_it_was(tmp_path):
    with correct(tmp_path, '[[name]]\nprinted = "Moffatt S"\nfamily = "Moffatt"\ngiven = "Sue"\n') as graph:
        (row,) = (each for each in graph.query("people").to_dicts() if each["name"] == "Moffatt, Sue")
        assert (row["family"], row["given"]) == ("Moffatt", "Sue")
        printed = {each["name"] for each in graph.query("authorships").to_dicts() if each["person"] == row["person"]}
        assert printed == {"Moffatt S"}


def test_an_institution_is_the_organisation_that_people_say(plain, tmp_path):
    name = "Northumbria University"
    text = f'[[institution]]\nprinted = "{name}"\nror = "https://ror.org/049e6bc10"\n'
    with correct(tmp_path, text) as graph:
        rows = [each for each in graph.query("institutions").to_dicts() if each["name"] == name]
        assert [each["ror"] for each in rows] == ["https://ror.org/049e6bc10"]
        assert graph.report.counts["institutions"] == plain.report.counts["institutions"]


def test_corrections_are_kept_beside_the_build_and_applied_by_the_next(plain, tmp_path):
    one, other = strangers(plain)
    correct(tmp_path, f'[[same]]\nof = ["{one}", "{other}"]\n').close()
    for _ in range(2):
        with kg.build(kg.example(), tmp_path / "out") as graph:
            assert len({each["person"] for each in graph.query("people").to_dicts()} & {one, other}) == 1
            assert faults(graph) == []


def test_records_decided_to_be_of_one_study_are_and_those_decided_not_to_are_not(tmp_path):
    text = kg.example().read_text("utf-8")
    with kg.build(kg.example(), tmp_path / "first") as graph:
        rows = graph.query("studies").to_dicts()
    one, other = sorted(each["study"] for each in rows)[:2]
    with correct(tmp_path, f'[[same]]\nof = ["{one}", "{other}"]\n') as graph:
        assert graph.report.counts["studies"] == 7
    twice = tmp_path / "twice.txt"
    twice.write_text(text.replace("[Citation(s) in RCA: ", "[Citation(s) in RCA: 1"), "utf-8")
    with kg.build([kg.example(), twice], tmp_path / "doubled") as graph:
        assert (graph.report.counts["studies"], graph.report.counts["records"]) == (8, 16)
        study = graph.query("studies").to_dicts()[0]["study"]
        first, second = (each.record for each in graph.explain(study).evidence)
    with correct(
        tmp_path, f'[[different]]\nof = ["{first}", "{second}"]\n', source=[kg.example(), twice], out="apart"
    ) as graph:
        assert graph.report.counts["studies"] == 9


def test_records_decided_to_be_one_study_and_two_are_a_fault_and_change_nothing(plain, tmp_path):
    one, other = sorted(each["study"] for each in plain.query("studies").to_dicts())[:2]
    of = f'of = ["{one}", "{other}"]'
    with correct(tmp_path, f"[[same]]\n{of}\n[[different]]\n{of}\n") as graph:
        assert [fault.reason for fault in faults(graph)] == ["another correction says that they are different"]
        assert graph.report.counts["studies"] == plain.report.counts["studies"]


def test_records_that_one_decision_has_joined_already_are_not_joined_by_the_next():
    outlines = {each: outline(Record(each, Source("rca", "f", 1, ""))) for each in "abc"}
    decided = Decided(
        outlines, [("a", "b", Verdict(("record/a", "record/b"))), ("a", "c", Verdict(("record/a", "record/c")))]
    )
    links, _ = join(decided, [["a"], ["b", "c"]])
    assert [(link.a, link.b) for link in links] == [("a", "b")]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('[[same]]\nof = ["person/nobody", "{one}"]', "names nobody in these records"),
        ('[[same]]\nof = ["{one}", "{coauthor}"]', "both are authors of study/"),
        (
            '[[same]]\nof = ["{one}", "{other}"]\n[[different]]\nof = ["{one}", "{other}"]',
            "another correction says that they are different",
        ),
        ('[[name]]\nprinted = "Nobody X"\nfamily = "N"', "no author's name is printed so"),
        ('[[institution]]\nprinted = "Nowhere"\nror = "049e6bc10"', "no institution is printed so"),
        ('[[same]]\nof = ["study/none", "study/neither"]', "names no study or record of these"),
    ],
)
def test_a_correction_that_cannot_be_carried_out_is_a_fault_and_changes_nothing(plain, tmp_path, text, reason):
    one, other = strangers(plain)
    study = places(plain, one)[0].rpartition("/author/")[0]
    coauthor = next(
        each["person"]
        for each in plain.query("authorships").to_dicts()
        if each["study"] == study and each["person"] != one
    )
    with correct(tmp_path, text.format(one=one, other=other, coauthor=coauthor)) as graph:
        assert {fault.reason[: len(reason)] for fault in faults(graph)} == {reason}
        assert {(fault.file, fault.line) for fault in faults(graph)} == {(str(tmp_path / "decided.toml"), 1)}
        assert graph.report.counts["people"] == plain.report.counts["people"]


def test_the_command_line_reviews_and_takes_corrections(tmp_path):
    run = CliRunner().invoke
    built = run(app, ["build", str(kg.example()), "-o", str(tmp_path / "out"), "-q"])
    assert built.exit_code == 0
    shown = run(app, ["review", str(tmp_path / "out")])
    assert "no affiliation in 1 study" in shown.output
    assert run(app, ["review", str(tmp_path / "out"), "--format", "csv"]).output.startswith("kind,what,nodes,score")
    assert run(app, ["review", str(tmp_path / "out"), "--kind", "split", "--format", "json"]).output.strip() == "[]"
    missing = run(app, ["build", str(kg.example()), "-o", str(tmp_path / "b"), "--corrections", str(tmp_path / "no")])
    assert missing.exit_code != 0
    assert "no such file of corrections" in str(missing.exception)


def test_comparing_two_people_tells_what_was_decided_of_them_whatever_the_evidence(plain, tmp_path):
    one, other = strangers(plain)
    evidence = plain.compare(one, other)
    assert (evidence.one, evidence.remarks) == (False, ())
    kg.build(kg.example(), tmp_path / "out").close()
    with correct(tmp_path, f'\n[[same]]\nof = ["{one}", "{other}"]\nwhy = "she told us"\n') as graph:
        same = graph.compare(one, other)
    assert (same.one, same.remarks) == (True, ("corrections.toml, line 2: they are the same, she told us",))
    with correct(tmp_path, f'[[different]]\nof = ["{one}", "{other}"]\n', out="apart") as graph:
        different = graph.compare(one, other)
    assert (different.one, different.remarks) == (False, ("corrections.toml, line 1: they are different",))
    assert evidence.score == different.score


def test_comparing_two_people_reads_names_as_they_were_corrected(plain, tmp_path):
    (name,) = (each for each in people(plain, "Wildman, Josephine M"))
    (other,) = (each for each in people(plain, "Moffatt, Suzanne"))
    with correct(tmp_path, '[[name]]\nprinted = "Moffatt S"\nfamily = "Wildman"\ngiven = "Suzanne"\n') as graph:
        (renamed,) = (each["person"] for each in graph.query("people").to_dicts() if each["given"] == "Suzanne")
        assert any("given names that contradict" in each for each in graph.compare(name, renamed).obstacles)
    assert any("different names" in each for each in plain.compare(name, other).obstacles)
