"""Specification of what speaks for and against two people being one."""

import pytest
from msgspec.structs import replace
from typer.testing import CliRunner

from kg import example
from kg.cli import app
from kg.entities import Identities, describe, tell_gists, tell_outlines
from kg.entities.people.comparison import compare_people
from kg.entities.people.corpus import Tabulation
from kg.entities.people.evidence import Evidence
from kg.entity import Mention
from kg.errors import InputError
from kg.record import Contributor, Identifier


def tabulate(records) -> Evidence:
    signatures = describe([tell_outlines(records)], [tell_gists(records)], Identities()).signatures
    return Evidence.of(Tabulation(sorted(signatures, key=lambda each: each.order)))


def compare(records, one: int = 0, other: int = 1):
    return compare_people(tabulate(records), [Mention(records[one].key, 1)], [Mention(records[other].key, 1)])


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


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ([{"identifiers": (Identifier("orcid", each),)} for each in ("1", "2")], "different ORCIDs: 1, 2"),
        ([{"suffix": "Jr"}, {"suffix": "Sr"}], "different suffixes: jr, sr"),
    ],
)
def test_of_one_name_what_tells_two_people_apart_is_said(record, more, why):
    named = Contributor("Abel A", family="Abel", given="Anna", initials="A")
    records = [record(str(n), (replace(named, **each),), doi=f"10.1/{n}") for n, each in enumerate(more)]
    assert compare(records).obstacles == (why,)


def test_names_of_initials_that_may_be_swapped_are_not_called_different(record):
    found = compare([record("A", ("Li W",), doi="10.1/a"), record("B", ("Wei L",), doi="10.1/b")])
    why = "surname and initial may be swapped, but no given name in full shows it: Li W, Wei L"
    assert (found.score, found.obstacles) == (0.0, (why,))


def test_swapped_names_are_said_to_be_the_same_words(record):
    team = ("Abel A", "Boone B", "Cole C")
    one, other = ((author, *team) for author in ("Zhao L | Lin", "Lin Z | Zhao"))
    found = compare([record("First", one, doi="10.1/a"), record("Second", other, doi="10.1/b")])
    assert found.obstacles == ()
    assert "Zhao L, Lin Z: the same words in another order" in [each.note for each in found.links[0].reasons]


def test_an_obstacle_is_told_once_whichever_study_is_older(record):
    records = [
        record(title, (name,), year, doi=f"10.1/{title}")
        for title, name, year in (
            ("A", "Abel A", 2001),
            ("B", "Boone B", 2002),
            ("C", "Abel A", 2003),
            ("D", "Boone B", 2004),
        )
    ]
    one, other = ([Mention(records[each].key, 1) for each in places] for places in ((0, 2), (1, 3)))
    assert compare_people(tabulate(records), one, other).obstacles == ("different names: Abel A, Boone B",)


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


def test_evidence_is_read_as_it_was_written(record, tmp_path):
    team = ("Abel A | Anna", "Boone B")
    records = [record("First goats", team, doi="10.1/a"), record("Second goats", team, year=None, doi="10.1/b")]
    before = tabulate(records)
    before.write(tmp_path / "evidence")
    after = Evidence.read(tmp_path / "evidence")
    assert (after.wording, after.mentions, after.studies) == (before.wording, before.mentions, before.studies)
    assert list(after.anchors()) == list(before.anchors())
    assert {each.year for each in after.anchors()} == {2020, None}
    asked = [Mention(each.key, 1) for each in records]
    assert compare_people(after, asked[:1], asked[1:]) == compare_people(before, asked[:1], asked[1:])


@pytest.mark.parametrize("content", [None, b"", b"no evidence", b"\\x1f\\x8b\\x08\\x00"])
def test_a_folder_without_evidence_that_this_version_understands_has_to_be_built_again(tmp_path, content):
    if content is not None:
        (tmp_path / "evidence").write_bytes(content)
    with pytest.raises(InputError, match="build again"):
        Evidence.read(tmp_path / "evidence")
