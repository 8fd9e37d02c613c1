"""Specification of what speaks for and against two people being one."""

import pytest
from typer.testing import CliRunner

from kg import example
from kg.cli import app
from kg.entities import Identities, describe
from kg.entities.comparison import compare_people
from kg.entity import Mention


def compare(records, one: int = 0, other: int = 1):
    signatures = describe(records, Identities()).signatures
    return compare_people(signatures, [Mention(records[one].key, 1)], [Mention(records[other].key, 1)])


def test_shared_coauthors_speak_for_one_person(record):
    team = ("Abel A", "Boone B", "Cole C", "Dunn D")
    found = compare([record("First", team, doi="10.1/a"), record("Second", team, doi="10.1/b")])
    assert found.score > 0.9
    assert "co-authors in common: boone b, cole c, dunn d" in [each.note for each in found.links[0].reasons]


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ("Abel A | Arthur", "given names that contradict each other: anna, arthur"),
        ("Boone B | Bea", "different names: Abel A, Boone B"),
    ],
)
def test_what_makes_it_impossible_is_said(record, other, why):
    found = compare([record("A", ("Abel A | Anna",), doi="10.1/a"), record("B", (other,), doi="10.1/b")])
    assert (found.score, found.obstacles) == (0.0, (why,))


def test_the_command_line_tells_why_two_authors_of_a_study_are_two_people(tmp_path):
    folder = tmp_path / "demo"
    runner = CliRunner()
    assert runner.invoke(app, ["build", str(example()), "-o", str(folder), "--quiet"]).exit_code == 0
    keys = [each.key for each in Identities.read(folder / "identities.jsonl").people if each.key.startswith("wildman")]
    assert len(keys) == 2
    told = runner.invoke(app, ["explain", "--why", *(f"person/{key}" for key in keys), str(folder)])
    assert "impossible: Wildman J and Wildman JM both signed" in " ".join(told.output.split())
    unknown = runner.invoke(app, ["explain", "--why", "person/nobody", f"person/{keys[0]}", str(folder)])
    assert unknown.exit_code != 0
