"""Who wrote with whom."""

import random
from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.cluster import Coauthorship
from kg.entity import Authorship
from kg.networks.coauthorship import Coauthorships, project, read_bylines
from kg.networks.twins import find_twins

BYLINES = st.lists(st.lists(st.sampled_from("abcdefghij"), min_size=1, max_size=6, unique=True), max_size=12)


def rows(bylines):
    return [
        Authorship(f"s{number:03}", rank, who, who, ())
        for number, byline in enumerate(bylines)
        for rank, who in enumerate(byline, 1)
    ]


def pairs(bylines, **options):
    read = read_bylines(rows(bylines), **options)
    return Coauthorships(read, project(read))


@given(BYLINES)
def test_pairs_and_weights_are_those_counted_one_by_one(bylines):
    papers, weights = Counter(), Counter()
    for byline in bylines:
        for pair in combinations(sorted(byline), 2):
            papers[pair] += 1
            weights[pair] += 1 / (len(byline) - 1)
    found = pairs(bylines)
    assert [(each.a, each.b, each.papers) for each in found] == [(*pair, papers[pair]) for pair in sorted(papers)]
    assert [each.weight for each in found] == pytest.approx([weights[pair] for pair in sorted(weights)], abs=1e-6)


@given(BYLINES)
def test_pairs_that_are_made_when_looked_at_are_a_sequence_like_any_other(bylines):
    made = pairs(bylines)
    each = [made[place] for place in range(len(made))]
    assert (list(made), list(made[::-1]), made) == (each, each[::-1], each)


@given(BYLINES, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(bylines, chance: random.Random):
    shuffled = rows(bylines)
    chance.shuffle(shuffled)
    one, other = read_bylines(rows(bylines)), read_bylines(shuffled)
    assert one.people == other.people
    assert Coauthorships(one, project(one)) == Coauthorships(other, project(other))


@given(BYLINES)
def test_people_are_numbered_by_first_authorship_so_that_names_do_not_matter(bylines):
    renamed = [[chr(ord("z") - ord(who) + ord("a")) for who in byline] for byline in bylines]
    one, other = read_bylines(rows(bylines)), read_bylines(rows(renamed))
    assert [chr(ord("z") - ord(who) + ord("a")) for who in one.people] == list(other.people)
    assert project(one).weight.tolist() == project(other).weight.tolist()


def test_each_study_adds_one_to_the_weighted_degree_of_each_of_its_authors():
    found = pairs(["abcd", "ab", "abcdefg"])
    assert sum(each.weight for each in found if "a" in (each.a, each.b)) == pytest.approx(3, abs=1e-5)


def test_a_person_listed_twice_in_one_byline_counts_once():
    assert pairs([["a", "b", "a"]]) == [Coauthorship("a", "b", 1, 1.0)]


def test_a_collective_author_makes_no_pairs_and_counts_for_no_share():
    assert pairs([["a", "team", "b"]], collectives={"team"}) == [Coauthorship("a", "b", 1, 1.0)]


def test_a_study_over_the_limit_makes_no_pairs_but_is_named_and_its_people_stay():
    read = read_bylines(rows(["abcde", "ab"]), most_authors=4)
    assert read.oversized == ("s000",)
    assert read.people == tuple("abcde")
    assert Coauthorships(read, project(read)) == [Coauthorship("a", "b", 1, 1.0)]
    assert read_bylines(rows(["abcde"]), most_authors=5).oversized == ()
    assert read_bylines(rows(["abcde"]), most_authors=5).person.size == 5


@given(BYLINES)
def test_twins_are_exactly_the_people_of_equal_studies(bylines):
    read = read_bylines(rows(bylines))
    twins = find_twins(read)
    signed = [frozenset(i for i, byline in enumerate(bylines) if who in byline) for who in read.people]
    for i, j in combinations(range(len(signed)), 2):
        assert (twins.group[i] == twins.group[j]) == (signed[i] == signed[j])
    assert twins.sizes.sum() == len(read.people)
