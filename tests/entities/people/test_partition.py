"""Specification of how authorships are compared and resolved, block by block."""

import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kg.entities.identities import Identities
from kg.entities.people import find_people
from kg.entities.people.across import find_across
from kg.entities.people.authorships import Signature, Work
from kg.entities.people.blocks import pair, plan
from kg.entities.people.corpus import Tabulation
from kg.entities.people.decided import Anchor
from kg.entities.people.features import FEATURES, compare_names, measure
from kg.entities.people.forms import Form
from kg.entities.people.jobs import join_parts, settle
from kg.entities.people.partition import weigh
from kg.entities.people.reasons import explain_pairs
from kg.entities.people.weights import read_weights
from kg.entities.sets import RaggedSets
from kg.entity import Mention
from kg.record import Contributor

rows = st.lists(st.sets(st.integers(0, 9)), min_size=1, max_size=6)


def sign(study: int, rank: int, family: str, *given: str, **more: object) -> Signature:
    work = Work(f"study/{study}", 2000 + study % 20, f"journal/{study % 3}", frozenset((f"word{study % 4}",)))
    return Signature(
        work=more.pop("work", work),  # type: ignore[arg-type]
        rank=rank,
        mentions=(Mention(f"record{study}", rank),),
        author=Contributor(f"{family} {''.join(each[0] for each in given)}", family=family),
        form=Form(family.lower(), given),
        **more,  # type: ignore[arg-type]
    )


names = st.sampled_from(
    [("Abel", "anna"), ("Abel", "a"), ("Abel", "a", "b"), ("Boone", "bea"), ("Bea", "boone"), ("Wang", "y")]
)
teams = st.lists(st.lists(names, min_size=1, max_size=4), min_size=1, max_size=8)


def sign_all(teams: list[list[tuple[str, ...]]]) -> list[Signature]:
    found = []
    for study, team in enumerate(teams):
        work = Work(f"study/{study}", 2000 + study, "journal", frozenset((f"word{study % 3}", "goats")))
        found += [sign(study, rank, *each, work=work) for rank, each in enumerate(team, 1)]
    return found


@given(rows, rows, st.data())
def test_what_rows_share_is_what_their_sets_have_in_common(one, other, data):
    sets = one + other
    weights = np.array(data.draw(st.lists(st.integers(1, 8), min_size=10, max_size=10)), float)
    a, b = np.array([(i, j) for i in range(len(sets)) for j in range(len(sets))]).T
    shared = RaggedSets.of(sets).share(a, b, weights)
    both = [sets[i] & sets[j] for i, j in zip(a, b, strict=True)]
    assert shared.number.tolist() == [len(each) for each in both]
    assert shared.total.tolist() == [sum(weights[list(each)]) for each in both]


@given(teams)
def test_the_reasons_of_a_pair_add_up_to_its_score(teams):
    tabulation = Tabulation(sign_all(teams))
    a, b = np.triu_indices(len(tabulation.signatures), 1)
    pairs = weigh(tabulation.corpus, a, b, read_weights())
    told = explain_pairs(tabulation.corpus, tabulation.wording, pairs.a, pairs.b, read_weights())
    for score, reasons in zip(pairs.score, told, strict=True):
        assert sum(each.weight for each in reasons) == pytest.approx(score / 1000, abs=0.5)


@given(teams)
def test_a_measure_does_not_depend_on_which_of_two_comes_first(teams):
    corpus = Tabulation(sign_all(teams)).corpus
    a, b = np.triu_indices(len(corpus), 1)
    assert np.array_equal(
        measure(corpus, a, b, compare_names(corpus, a, b)), measure(corpus, b, a, compare_names(corpus, b, a))
    )


@given(teams)
def test_a_job_that_was_sent_elsewhere_is_resolved_as_here(teams):
    tabulation = Tabulation(sign_all(teams))

    def elsewhere(function, jobs):
        sent = [pickle.loads(pickle.dumps(each)) for each in jobs]
        assert not any(job.given.value[0].forms or job.given.value[1].printed for job in sent)  # each has its own
        return [pickle.loads(pickle.dumps(function(each))) for each in sent]

    here, there = (
        join_parts(settle(tabulation.corpus, read_weights(), run, wording=tabulation.wording), len(tabulation.corpus))
        for run in (map, elsewhere)
    )
    assert np.array_equal(here.partition.home, there.partition.home)
    assert np.array_equal(here.partition.merges, there.partition.merges)
    assert here.reasons == there.reasons


def test_what_is_forgotten_once_authorships_are_tabulated_is_nothing_that_says_whose_they_are():
    signatures = sign_all([[("Abel", "anna"), ("Boone", "bea")], [("Abel", "anna")]])
    tabulation = Tabulation(signatures)
    tabulation.forget()
    assert [each.order for each in tabulation.signatures] == [each.order for each in signatures]
    assert list(map(Anchor.of, tabulation.signatures)) == list(map(Anchor.of, signatures))
    assert not any(each.work.topic for each in tabulation.signatures)
    assert len({each.work for each in tabulation.signatures}) == 2


def test_small_tasks_give_the_same_people_as_one_large_one(monkeypatch):
    signatures = sign_all([[("Abel", "anna"), ("Boone", "bea"), (f"Cole{n % 5}", "c")] for n in range(30)])
    whole = find_people(signatures, Identities())
    monkeypatch.setattr("kg.entities.people.blocks._TASK", 1)
    assert len(list(plan(Tabulation(signatures).corpus))) > 5
    assert find_people(signatures, Identities()) == whole


def test_pairs_that_can_neither_join_nor_cast_doubt_put_no_blocks_into_one_task_and_change_nothing(monkeypatch):
    names = [("Abel", "boone"), ("Boone", "abel"), ("Boone", "cole"), ("Cole", "boone")]  # the first two of one town
    towns = [frozenset({f"town{n % 5 if n % 4 < 2 else n % 4}"}) for n in range(80)]
    where = frozenset({"organisation"})
    signatures = [sign(n, 1, *names[n % 4], organisations=where, cities=town) for n, town in enumerate(towns)]
    corpus, weights = Tabulation(signatures).corpus, replace(read_weights(), doubtful=0.5)
    monkeypatch.setattr("kg.entities.people.blocks._TASK", 1)
    found = list(settle(corpus, weights))
    monkeypatch.setattr("kg.entities.people.jobs.find_telling", lambda _corpus, a, b, **_weights: (a, b))
    every = list(settle(corpus, weights))
    assert len(found) > len(every)
    one, other = (join_parts(parts, len(corpus)).partition for parts in (found, every))
    assert np.array_equal(one.home, other.home)
    assert np.array_equal(one.score, other.score)
    assert {*zip(*one.merges, strict=True)} == {*zip(*other.merges, strict=True)}
    assert {*zip(*one.doubts, strict=True)} == {*zip(*other.doubts, strict=True)}


def test_a_large_block_compares_few_pairs_and_all_with_the_same_rare_given_name():
    signatures = [sign(n, 1, "Wang", "yan" if n < 40 else "y") for n in range(2000)]
    corpus = Tabulation(signatures).corpus
    pairs = {
        (int(task.chosen[a]), int(task.chosen[b]))
        for task in plan(corpus)
        for a, b in zip(*pair(corpus, task), strict=True)
    }
    assert {(i, j) for i in range(40) for j in range(i + 1, 40)} <= pairs
    assert len(pairs) < 50 * len(signatures)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Wei", "li"), ("Li", "wei")),
        (("Lopez Ruiz", "jose", "luis"), ("Ruiz", "jose", "l", "lopez")),
        (("Roemer", "kay"), ("Romer", "kay")),
        (("Garcia", "juan"), ("Garcia Lopez", "juan")),
    ],
)
def test_names_in_another_order_are_one_person_where_an_email_agrees_and_two_where_nothing_does(one, other):
    mail = {"email": "someone@cs.example.org", "addresses": ("Faculty of Computing, Graz",)}
    alike = [sign(1, 1, *one, **mail), sign(2, 1, *other, **mail)]
    others = [sign(n, 1, f"Surname{n}", "x") for n in range(3, 9)]
    assert len(find_people([*alike, *others], Identities()).people) == 7
    apart = [sign(1, 1, *one), sign(2, 1, *other)]
    assert len(find_people([*apart, *others], Identities()).people) == 8


def strangers(count: int) -> list[Signature]:
    return [sign(100 + n, 1, f"Surname{n}", "x") for n in range(count)]


def test_who_may_be_one_but_was_not_merged_is_listed_with_reasons_most_valuable_first():
    cole = [sign(n, 1, "Cole", "c", email="c@example.org") for n in (3, 4, 5)]
    few = [sign(1, 1, "Abel", "anna"), sign(2, 1, "Abel", "a")]
    found = find_people([*few, *cole, sign(6, 1, "Cole", "cara"), *strangers(100)], Identities())
    assert len(found.people) == 104
    many, one = found.doubts
    assert ({many.a.record, many.b.record} - {"record3", "record4", "record5"}) == {"record6"}
    assert {one.a.record, one.b.record} == {"record1", "record2"}
    assert (many.value, one.value) == (pytest.approx(3 * many.score, abs=1e-3), pytest.approx(one.score, abs=1e-3))
    for each in found.doubts:
        assert 0 < each.score < 0.5
        assert {reason.feature for reason in each.reasons} >= {"name", "given"}


@pytest.mark.parametrize(
    ("orcid", "study", "doubts"), [("", 2, 1), ("1", 2, 1), ("2", 2, 0), ("", 1, 0)],
    ids=["may be one", "one has an ORCID", "two ORCIDs", "one byline"],
)  # fmt: skip
def test_two_people_who_cannot_be_one_are_no_doubt(orcid, study, doubts):
    one, other = sign(1, 1, "Abel", "a"), sign(study, 2, "Abel", "a")
    if orcid:
        one = replace(one, form=one.form._replace(orcid="1"))
        other = replace(other, form=other.form._replace(orcid=orcid if orcid != "1" else ""))
    assert len(find_people([one, other, *strangers(100)], Identities()).doubts) == doubts


def test_every_feature_has_a_weight_of_its_sign():
    weights = read_weights().features
    assert list(weights) == list(FEATURES)
    assert [name for name, each in FEATURES.items() if weights[name] * each.sign < 0] == []


@given(teams)
def test_pairs_across_names_are_the_same_however_little_is_looked_at_at_once(teams):
    corpus = Tabulation(sign_all([*teams, [("Bea", "boone"), ("Wang", "y")], [("Boone", "bea"), ("Wang", "y")]])).corpus
    whole = np.stack(find_across(corpus))
    assert whole.size
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kg.entities.people.across._AT_ONCE", 1)
        assert np.array_equal(whole, np.stack(find_across(corpus)))
