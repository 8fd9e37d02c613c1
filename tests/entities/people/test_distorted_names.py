"""Specification of who is still found, and who still told apart, however databases print their names."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kg.entities import resolve
from kg.entity import Person
from kg.record import Affiliation, Contributor, Record
from kg.values.names import parse_name
from tests.entities.conftest import make_record

Make = Callable[..., Record]

TEAM = ("Ohta C", "Oyama K", "Ohkawa T")
HOME = "School of Medicine, University of Leeds, Leeds, UK"


def signed(family: str, given: str = "", suffix: str = "") -> Contributor:
    initials = "".join(word[0] for word in given.replace("-", " ").split())
    name = f"{family}, {given}"
    return Contributor(
        name, family=family, given=given, initials=initials, suffix=suffix, affiliations=(Affiliation(HOME),)
    )


def found(*authors: Contributor) -> list[Person]:
    """The people these are, each of whom signs a study of one team."""
    records = [make_record(f"On social links {n}", (each, *TEAM), doi=f"10.1/{n}") for n, each in enumerate(authors)]
    return [each for each in resolve(records).people if each.name not in TEAM]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Müller", "Jörg"), ("Mueller", "Joerg")),
        (("Müller", "Jörg"), ("Muller", "Jorg")),
        (("Ørsted", "Søren"), ("Orsted", "Soren")),
        (("Łukasiewicz", "Paweł"), ("LUKASIEWICZ", "PAWEL")),
        (("Достоевский", "Фёдор"), ("Dostoevsky", "Fedor")),
        (("Иванов", "Андрей"), ("Ivanov", "Andrey")),
        (("Wang", "Xiao-Ming"), ("Wang", "Xiaoming")),
        (("Wang", "Xiaoming"), ("Xiaoming", "Wang")),
        (("Kim", "Jae Hyun"), ("Kim", "Jae-hyun")),
        (("García López", "José"), ("García", "José")),
        (("García López", "José"), ("García-López", "José")),
        (("López", "José García"), ("García López", "José")),
        (("de la Cruz", "María"), ("Cruz", "María de la")),
        (("O'Brien", "Niamh"), ("OBrien", "Niamh")),
        (("O’Brien", "Niamh"), ("O`Brien", "Niamh")),
        (("van den Berg", "Jan"), ("Vandenberg", "Jan")),
        (("Deniziak", "Roman Stanislaw"), ("Deniziak", "Stanislaw")),
        (("Smith", "Robert"), ("Smith", "Rob")),
        (("Petrov", "Aleksandr"), ("Petrov", "Alexander")),
    ],
)
def test_a_name_printed_in_another_way_is_the_same_person_s_in_one_team(one: tuple[str, str], other: tuple[str, str]):
    assert len(found(signed(*one), signed(*other))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (signed("Smith", "John", "Jr"), signed("Smith", "John", "Sr")),
        (signed("Smith", "John", "III"), signed("Smith", "John", "Jr.")),
        (signed("Wang", "Li"), signed("Wang", "Lei")),
        (signed("Kim", "Jae Hyun"), signed("Kim", "Jae Won")),
        (signed("Wang", "Xiaoming"), signed("Ming", "Xiaowang")),
        (signed("García López", "José"), signed("García Pérez", "José")),
    ],
)
def test_names_that_differ_are_two_people_s_even_in_one_team(one: Contributor, other: Contributor):
    assert len(found(one, other)) == 2


@pytest.mark.parametrize("name", ["Smith, John, Jr.", "SMITH, JOHN JR.", "Smith, John Jr", "Smith, John, JR"])
def test_a_suffix_is_one_however_it_is_printed(name: str):
    read = parse_name(name)
    assert (read.family.title(), read.given.title(), read.suffix.upper()) == ("Smith", "John", "JR")


def test_the_third_is_the_third_in_words_and_in_figures():
    assert len(found(signed("Smith", "John", "III"), signed("Smith", "John", "3rd"))) == 1


NAME = st.text("abdeghiklmnorstuvz", min_size=4, max_size=9).map(str.title)


@settings(max_examples=15, deadline=None)
@given(families=st.lists(NAME, min_size=40, max_size=60, unique=True), letters=st.data())
def test_a_collaboration_of_many_is_as_many_people_in_each_of_its_studies(families: list[str], letters: st.DataObject):
    initials = letters.draw(st.lists(st.sampled_from("ABCDE"), min_size=len(families), max_size=len(families)))
    authors = tuple(f"{family} {letter}" for family, letter in zip(families, initials, strict=True))
    records = [make_record(f"Collisions at {n} TeV", authors, doi=f"10.1/{n}") for n in range(3)]
    people = resolve(records).people
    assert [len(each.mentions) for each in people] == [3] * len(authors)


def test_a_byline_of_hundreds_is_no_bridge_between_namesakes(record: Make):
    crowd = tuple(f"{a}{b}o {c}" for a, b, c in zip("BCDFGHJKLM" * 30, "aeiou" * 60, "ABCDEF" * 50, strict=True))
    names = tuple(dict.fromkeys(crowd))
    both = record("Collisions", ("Li W | Wei", "Li W | Wen", *names), doi="10.1/a")
    others = [record(f"Study {given}", (f"Li W | {given}", "Ohta C"), doi=f"10.1/{given}") for given in ("Wei", "Wen")]
    people = [each for each in resolve([both, *others]).people if each.name.startswith("Li ")]
    assert all(len({mention.record for mention in each.mentions}) == len(each.mentions) for each in people)
    assert len(people) >= 2


@settings(max_examples=15, deadline=None)
@given(families=st.lists(NAME, min_size=3, max_size=6, unique=True))
def test_capitals_change_nobody(families: list[str]):
    authors = [signed(family, "Anna Maria") for family in families]
    loud = [
        replace(each, name=each.name.upper(), family=each.family.upper(), given=each.given.upper()) for each in authors
    ]
    records = [make_record(f"Study {n}", tuple(each), doi=f"10.1/{n}") for n, each in enumerate((authors, loud))]
    people = resolve(records).people
    assert [len(each.mentions) for each in people] == [2] * len(families)
    assert all(a.key != b.key for a, b in pairwise(people))
