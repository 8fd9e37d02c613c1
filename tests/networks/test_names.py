"""Names for teams."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.entity import Entities, Institution, Person
from kg.networks import build_network
from kg.networks.names import Team, name_fields, name_teams
from kg.networks.wording import LONGEST


def named(sizes, affiliated=None, members=("ann", "bob")):
    entities = Entities(
        people=tuple(Person(key, f"{key} Full", key.title()) for key in members),
        institutions=tuple(Institution(key, f"{key} University", short=key) for key in sizes),
    )
    return name_teams([Team(members, sizes, affiliated or sum(sizes.values()))], [()], entities)[0]


@pytest.mark.parametrize(
    ("sizes", "name"),
    [
        ({"Newcastle": 9, "Durham": 2, "Northumbria": 1, "Sheffield": 1}, "Newcastle / Durham"),
        ({"Oxford": 5}, "Oxford"),
        ({"Oxford": 9, "Leeds": 1}, "Oxford"),
        ({"Oxford": 1, "Leeds": 1}, "Oxford / Leeds"),
        ({}, "Ann & Bob"),
        ({"Queen Margaret": 1, "London School of Hygiene & Tropical Medicine": 1}, "Queen Margaret / London School…"),
        ({"University of Copenhagen": 2, "NASA Ames Research Center": 1}, "Univ. of Copenhagen / NASA Ames Res. Ctr"),
        ({"Lawrence Berkeley National Laboratory": 2, "Paul Scherrer": 1}, "Lawrence Berkeley National Laboratory"),
    ],
)
def test_a_team_is_named_after_its_largest_institution_and_the_next_if_it_has_a_fair_share(sizes, name):
    assert named(sizes) == name


def test_institutions_of_one_short_name_are_told_apart_by_their_full_names():
    entities = Entities(
        people=(Person("ann", "Ann"),),
        institutions=(
            Institution("au", "University of Newcastle", short="Newcastle"),
            Institution("uk", "Newcastle University", short="Newcastle"),
        ),
    )
    team = Team(("ann",), {"uk": 2, "au": 1}, 3)
    assert name_teams([team], [()], entities) == ["Newcastle Univ. / Univ. of Newcastle"]


def test_an_institution_without_a_short_name_lends_its_name():
    entities = Entities(people=(Person("ann", "Ann"),), institutions=(Institution("mrc", "Medical Research Council"),))
    assert name_teams([Team(("ann",), {"mrc": 1}, 1)], [()], entities) == ["Medical Research Council"]


def test_teams_that_would_share_a_name_say_who_leads_as_far_as_it_takes(world):
    bylines = [["tierney", "turk"], ["li", "wang"], ["li2", "wu"], ["kim", "park"]]
    works = {who: ["Oxford"] for who in ("tierney", "turk", "li", "wang", "li2", "wu")}
    entities = world(bylines, works | {"kim": ["Seoul"]})
    names = [cluster.name for cluster in build_network(entities).clusters]
    assert names == ["Oxford (Tierney)", "Oxford (Li)", "Oxford (Li2)", "Seoul"]


def test_teams_of_one_institution_say_at_which_unit_half_of_them_are_then_what_they_study_then_who_leads():
    units = [
        ("onc", "Department of Oncology"),
        ("sur", "Surgery"),
        ("phc", "Nuffield Department of Primary Care Health Sciences"),
    ]
    entities = Entities(
        people=tuple(Person(key, f"{key} Full", key.title()) for key in ("ann", "bob", "cy", "dee", "eva")),
        institutions=(
            Institution("ox", "University of Oxford", short="Oxford"),
            *(Institution(key, name, unit=True, parent="ox") for key, name in units),
        ),
    )
    teams = [
        Team(("ann",), {"ox": 2}, 2, {"onc": 1}),
        Team(("bob",), {"ox": 1}, 1, {"sur": 1}),
        Team(("cy",), {"ox": 1}, 1, {"sur": 1}),
        Team(("dee",), {"ox": 1}, 1, {"sur": 1}),
        Team(("eva",), {"ox": 1}, 1, {"phc": 1}),
    ]
    topics = [["walking"], ["walking"], ["sleep"], ["sleep"], []]
    assert name_teams(teams, topics, entities) == [
        "Oxford (Oncology)", "Oxford (walking)", "Oxford (Surgery; Cy)", "Oxford (Surgery; Dee)",
        "Oxford (Nuffield Primary Care Health…)",
    ]  # fmt: skip


def test_fields_are_named_after_concepts_and_told_apart_by_where_their_people_work_and_who_leads():
    entities = Entities(
        people=tuple(Person(key, f"{key} Full", key.title()) for key in ("ann", "bob", "cy")),
        institutions=tuple(Institution(key, key, short=key) for key in ("Leeds", "York")),
    )
    york, nowhere = Team(("bob",), {"York": 2}, 2), Team(("bob", "cy"), {}, 0)
    fields = [Team(("ann",), {"Leeds": 3}, 3), york, york, york._replace(members=("cy",)), nowhere]
    topics = [["walking", "sleep", "diet"], ["walking", "sleep"], [], [], []]
    assert name_fields(fields, topics, entities) == [
        "walking, sleep (Leeds)", "walking, sleep (York)", "York and partners (Bob)", "York and partners (Cy)",
        "Bob, Cy and partners",
    ]  # fmt: skip


def test_a_field_is_not_named_after_what_most_of_the_others_are_about_too():
    topics = [["review", "walking"], ["review", "sleep"], ["review"], *([["diet"]] * 6)]
    fields = [Team((str(number),), {}, 0) for number in range(len(topics))]
    entities = Entities(
        people=tuple(Person(str(number), f"Ann A{number}", f"A{number}") for number in range(len(topics)))
    )
    shown = [name.split(" (")[0] for name in name_fields(fields, topics, entities)]
    assert shown[:3] == ["walking", "sleep", "A2 and partners"]
    assert shown[3:] == [f"A{number} and partners" for number in range(3, 9)]


SURNAMES = st.sampled_from(["Li", "Wu", "Featherstonehaugh-Cholmondeley van der Marjoribanks"])
TOPICS = st.sampled_from(["", "walking", "severe acute respiratory syndrome coronavirus 2"])


@given(st.lists(st.tuples(SURNAMES, st.sampled_from(["X", "Y"]), st.booleans(), TOPICS), max_size=30))
def test_no_two_names_are_alike_and_none_is_long(leaders):
    entities = Entities(
        people=tuple(Person(str(i), f"{given} {family}", family) for i, (family, given, *_) in enumerate(leaders)),
        institutions=(Institution("ox", "University of Oxford", short="Oxford"),),
    )
    teams = [Team((str(i),), {"ox": 1} if known else {}, int(known)) for i, (_, _, known, _) in enumerate(leaders)]
    topics = [[topic] if topic else [] for *_, topic in leaders]
    for names in (name_teams(teams, topics, entities), name_fields(teams, topics, entities)):
        assert len(set(names)) == len(names)
        assert max(map(len, names), default=0) <= LONGEST


def test_other_institutions_in_the_same_places_give_the_same_names_with_those_swapped(world):
    bylines = [["a", "b", "c", "d"], ["a", "b"], ["x", "y"]]
    works = {"a": ["Leeds"], "b": ["York"], "c": ["Hull"], "d": ["Leeds"], "x": ["Kent"], "y": ["Bath"]}
    swapped = {"Leeds": "Zagreb", "York": "Aarhus", "Hull": "Zwolle", "Kent": "Lund", "Bath": "Umeå"}
    names = [cluster.name for cluster in build_network(world(bylines, works)).clusters]
    others = {who: [swapped[place] for place in places] for who, places in works.items()}
    renamed = [cluster.name for cluster in build_network(world(bylines, others)).clusters]
    assert names == ["Leeds / York", "Kent / Bath"]
    assert renamed == [" / ".join(swapped[place] for place in name.split(" / ")) for name in names]
