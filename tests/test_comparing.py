"""Why two people, or two authorships, of a build are one or two."""

import shutil

import pytest

import kg
from kg.comparing import compare
from kg.entities.identities import Identities, KnownReplacement
from kg.errors import UnknownNodeError
from kg.files import write_jsonl
from kg.folder import BuildFolder
from kg.iri import Minter


@pytest.fixture(scope="module")
def build(tmp_path_factory) -> BuildFolder:
    path = tmp_path_factory.mktemp("comparing") / "out"
    kg.build([kg.example()], path, jobs=1).close()
    return BuildFolder(path)


def node(mention) -> str:
    return f"record/{mention.record}/author/{mention.position}"


def test_two_authorships_are_compared_and_told_to_be_of_one_person_or_two(build):
    people = Identities.read(build.identities).people
    often = next(each for each in people if len(each.mentions) > 1)
    other = next(each for each in people if each.key != often.key)
    one = compare(build, Minter(), node(often.mentions[0]), node(often.mentions[1]))
    assert one.one
    assert [(link.a, link.b) for link in one.links] == [tuple(often.mentions[:2])]
    two = compare(build, Minter(), Minter().node("person", often.key), node(other.mentions[0]))
    assert not two.one


def test_a_person_who_became_one_with_another_is_the_other(build, tmp_path):
    folder = BuildFolder(shutil.copytree(build.path, tmp_path / "out"))
    known = Identities.read(folder.identities)
    person = next(each for each in known.people if len(each.mentions) > 1)
    write_jsonl(folder.identities, [KnownReplacement("person", "gone", person.key)], add=True)
    assert compare(folder, Minter(), "person/gone", node(person.mentions[0])).one


@pytest.mark.parametrize("unknown", ["person/nobody", "record/none/author/1", "record/{record}/author/99", "study/x"])
def test_what_is_nobody_of_the_build_is_refused_by_name(build, unknown):
    person = Identities.read(build.identities).people[0]
    asked = unknown.format(record=person.mentions[0].record)
    with pytest.raises(UnknownNodeError, match=f"{asked}: neither a person of this build nor an author"):
        compare(build, Minter(), f"person/{person.key}", asked)
