"""Which authors form a team."""

from itertools import combinations

import networkx as nx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.networks.coauthorship import project
from kg.networks.communities import find_communities
from kg.networks.twins import find_twins
from tests.networks.bylines import read

BYLINES = st.lists(st.lists(st.integers(0, 25), min_size=1, max_size=7, unique=True), max_size=25)


def teams(bylines):
    rows = read(bylines)
    return [{int(rows.people[person][1:]) for person in team} for team in find_communities(find_twins(rows))]


@given(BYLINES)
def test_nobody_is_in_two_teams_and_whoever_wrote_with_others_is_in_one_unless_they_wrote_again(bylines):
    together = {who for byline in bylines if len(byline) > 1 for who in byline}
    placed = [who for team in teams(bylines) for who in team]
    assert len(set(placed)) == len(placed)
    assert set(placed) <= together
    assert all(sum(who in byline for byline in bylines) > 1 for who in together.difference(placed))


def test_whoever_writes_again_and_again_with_one_of_a_team_and_never_with_the_team_is_not_of_it():
    papers = [[(n + k) % 12 for k in range(6)] for n in range(24)]
    assert teams([*papers, *[(0, 20)] * 6]) == [set(range(12))]
    assert teams([*papers, (0, 20)]) == [{*range(12), 20}]


@given(BYLINES)
def test_a_team_is_connected(bylines):
    rows = read(bylines)
    edges = project(rows)
    graph = nx.Graph(list(zip(edges.a.tolist(), edges.b.tolist(), strict=True)))
    assert all(nx.is_connected(graph.subgraph(team)) for team in find_communities(find_twins(rows)))


@given(BYLINES)
def test_authors_of_exactly_the_same_studies_are_never_split(bylines):
    home = {who: number for number, team in enumerate(teams(bylines)) for who in team}
    signed = {who: frozenset(i for i, byline in enumerate(bylines) if who in byline) for who in home}
    for who, other in combinations(home, 2):
        assert signed[who] != signed[other] or home[who] == home[other]


@given(BYLINES, st.permutations(range(26)))
def test_other_names_in_the_same_places_give_the_same_teams(bylines, names):
    renamed = teams([[names[who] for who in byline] for byline in bylines])
    assert renamed == [{names[who] for who in team} for team in teams(bylines)]


def test_authors_of_one_study_stay_with_those_who_wrote_it_with_them_and_wrote_again():
    assert teams([range(12), range(6)]) == [set(range(12))]


def test_two_teams_that_share_one_author_stay_two():
    assert teams([range(6), range(5, 10)]) == [set(range(6)), {6, 7, 8, 9}]


def test_two_groups_that_once_wrote_together_stay_two():
    assert teams([range(5)] * 3 + [range(5, 10)] * 3 + [(0, 1, 5, 6)]) == [set(range(5)), set(range(5, 10))]


def test_a_leader_and_the_students_who_each_wrote_with_nobody_else_are_one_team():
    assert teams([(0, student) for student in range(1, 8)]) == [set(range(8))]


@given(BYLINES, BYLINES)
@example([[0, 1, 5, 6], [0, 3, 4], [1, 2]], [[0, 1], [0, 2]])
def test_what_else_is_in_the_network_changes_no_team(bylines, others):
    apart = [[who + 100 for who in byline] for byline in others]
    assert [team for team in teams(bylines + apart) if min(team) < 100] == teams(bylines)


def test_a_guest_of_one_study_does_not_join_two_teams_that_write_much():
    papers = [tuple(range(start, start + 4)) for start in (0, 10) for _ in range(6)]
    assert teams([*papers, (0, 1, 2, 10)]) == [set(range(4)), set(range(10, 14))]


def test_a_professor_of_two_teams_leaves_them_two():
    papers = [(0, *range(start, start + 5)) for start in (1, 11) for _ in range(6)]
    assert sorted(map(len, teams(papers))) == [5, 6]


def test_whoever_wrote_alone_is_in_no_team():
    assert teams([(0,), (1,)]) == []


@pytest.mark.parametrize("number", [1_000, 10_000])
def test_planted_teams_come_back_as_well_as_they_can_and_better_than_by_modularity(bench, number):
    figures = [bench["compare"](number, seed, peers=number < 10_000) for seed in (11, 12, 13)]
    assert sum(run["kg"].one for run in figures) / 3 > 0.85
    assert all(run["kg"].one > 0.95 * run["known"].one for run in figures)
    assert all(run["kg"].one > run[peer].one for run in figures for peer in run if peer.startswith("Louvain"))
