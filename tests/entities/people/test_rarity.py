"""How rare names are, by the table that comes with kg and by the corpus."""

from math import exp

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.entities.people.forms import Form
from kg.entities.people.rarity import NameCounts, measure_names, name_counts


def tell(*names: Form, signed: tuple[int, ...] = ()) -> list[dict[str, float]]:
    """What is measured of each name, or of the names at these places."""
    columns = measure_names(names, np.array(signed or range(len(names)), np.int64))
    return [
        dict(zip(columns, row, strict=True)) for row in zip(*(each.tolist() for each in columns.values()), strict=True)
    ]


def test_shares_of_surnames_and_of_initials_add_up_to_one():
    table = NameCounts(["family\t\t10", "family\twang\t7", "family\tblau\t3", "given\tann\t4", "given\tjo\t6"])
    assert table.family("wang") + table.family("blau") == pytest.approx(
        1, abs=0.11
    )  # half a person each for the unseen
    assert table.initial("a") / table.initial("j") == pytest.approx(4.5 / 6.5)
    assert 0 < table.family("nobody") < table.family("blau")


def test_a_given_name_is_measured_among_those_of_its_letter_with_those_of_the_corpus():
    table = NameCounts(["family\t\t10", "given\tann\t4", "given\tada\t1", "given\tjo\t9"])
    assert table.given("ann") > table.given("ada") > table.given("amy")
    assert table.given("amy", 5, 5) > table.given("amy")


def test_the_table_knows_that_wang_is_frequent_and_quackenbush_is_not():
    assert name_counts().family("wang") > 50 * name_counts().family("quackenbush")


def test_a_surname_and_initial_are_rarer_than_the_surname_alone():
    one, alone = tell(Form("wang", ("x",)), Form("wang"))
    assert one["rarity"] > alone["rarity"] > 0


def test_a_name_in_full_is_as_rare_by_surname_and_initial_as_its_initials():
    full, short = tell(Form("wang", ("xiu",)), Form("wang", ("x",)))
    assert full["rarity"] == short["rarity"]
    assert full["given_rarity"] > short["given_rarity"] == 0


def test_a_surname_is_less_rare_where_others_here_have_it():
    one = Form("zyzzy", ("a",))
    (alone,), (among, *_) = tell(one), tell(one, *(Form("zyzzy", (letter,)) for letter in "bcdefg"))
    assert among["rarity"] < alone["rarity"]


def test_what_an_author_signs_again_and_again_does_not_make_the_name_less_rare():
    names = Form("zyzzy", ("anna", "b")), Form("zyzzy", ("a",))
    once, often = tell(*names), tell(*names, signed=(0, 0, 0, 1, 1))
    assert often == [once[each] for each in (0, 0, 0, 1, 1)]


def test_other_given_names_and_initials_of_a_surname_and_letter_are_namesakes_but_not_the_names_own():
    one = Form("zyzzy", ("anna",))
    others = [Form("zyzzy", given) for given in (("a",), ("ada",), ("amos", "b"))]
    assert exp(tell(one)[0]["namesakes"]) == 1
    assert exp(tell(one, *others)[0]["namesakes"]) == pytest.approx(1 + 3)  # ada, amos, A B
    assert exp(tell(one, Form("other", ("ada",)))[0]["namesakes"]) == 1


forms = st.builds(
    Form, st.sampled_from(["wang", "zyzzy", "blau"]), st.sampled_from([(), ("a",), ("anna",), ("a", "b")])
)


@given(st.lists(forms, min_size=1, unique=True), st.randoms(use_true_random=False))
def test_the_order_of_names_does_not_matter(names, random):
    other = random.sample(range(len(names)), len(names))
    shuffled = tell(*(names[each] for each in other))
    assert shuffled == [tell(*names)[each] for each in other]
    assert all(value >= 0 for each in shuffled for value in each.values())
