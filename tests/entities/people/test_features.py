"""What two authorships have in common, in numbers."""

import numpy as np
import pytest

from kg.entities.people.authorships import Signature, Work
from kg.entities.people.corpus import Tabulation
from kg.entities.people.features import FEATURES, compare_names, measure
from kg.entities.people.fields import Field
from kg.entities.people.forms import Form
from kg.entity import Mention
from kg.record import Contributor


def sign(study: str, *given: str, rank: int = 1, family: str = "smith", **told) -> Signature:
    work = told.pop("work", None) or Work(study, told.pop("year", 2015), "", **told)
    author = Contributor(f"{family} {given[0][0]}", family=family, given=" ".join(given))
    return Signature(work, rank, (Mention(study, rank),), author, Form(family, given))


def compare(*signatures: Signature) -> dict[str, float]:
    """The features of the first two."""
    corpus = Tabulation(signatures).corpus
    a, b = np.array([0]), np.array([1])
    return dict(zip(FEATURES, measure(corpus, a, b, compare_names(corpus, a, b))[:, 0].tolist(), strict=True))


def test_initials_alone_speak_against_a_name_in_full_the_more_the_rarer_that_years_studies_print_them():
    pair = sign("a", "john"), sign("b", "j")
    full = [sign(f"full {n}", "john") for n in range(8)]
    short = [sign(f"short {n}", "j") for n in range(8)]
    rare, usual = compare(*pair, *full)["given one-sided"], compare(*pair, *short)["given one-sided"]
    assert rare > 1 > usual > 0
    assert compare(sign("a", "j"), sign("b", "j"), *full)["given one-sided"] == 0


def test_journals_of_two_countries_speak_against_one_author_the_more_the_rarer_these_are():
    many = [sign(f"many {n}", "john", country="United States") for n in range(8)]
    usual = sign("a", "john", country="United States")
    one, other = sign("b", "john", country="Norway"), sign("c", "john", country="Chile")
    name = "journal, other country"
    assert compare(one, other, *many)[name] > compare(usual, other, *many)[name] > 0
    assert compare(one, sign("d", "john", country="Norway"), *many)[name] == 0
    assert compare(one, sign("e", "john"), *many)[name] == 0


def test_a_grant_in_common_counts_more_than_one_who_gave_it():
    one, same = (sign(study, "john", funding=frozenset(("r01", "nih"))) for study in "ab")
    other = sign("c", "john", funding=frozenset(("r02", "nih")))
    many = [sign(f"many {n}", "john", funding=frozenset(("nih",))) for n in range(8)]
    assert compare(one, same, *many)["funding"] == pytest.approx(1, abs=0.01)
    assert 0 < compare(one, other, *many)["funding"] < 0.5


def test_a_rare_co_author_in_common_counts_more_than_a_frequent_one():
    def write(study: str, *names: str) -> list[Signature]:
        work = Work(study, 2015, "")
        return [
            sign(study, "john", work=work),
            *(sign(study, "ann", rank=n, family=each, work=work) for n, each in enumerate(names, 2)),
        ]

    def share(*common: str) -> float:
        one, two = write("a", *common, "aarts"), write("b", *common, "zuse")
        return compare(one[0], two[0], *one[1:], *two[1:])["co-authors"]

    assert 0 < share("wang") < share("quackenbush") < share("quackenbush", "wang") < 1


def test_a_name_is_more_likely_one_persons_where_authors_with_rare_names_sign_again():
    pair = sign("a", "john"), sign("b", "john")
    again, never = ([sign(f"{n}", "ann", family=f"name{n % most}") for n in range(300)] for most in (100, 300))
    assert compare(*pair, *again)["recurrence"] > compare(*pair, *never)["recurrence"]


def test_a_name_is_less_likely_one_persons_the_larger_a_corpus_is_whose_authors_do_not_sign_again():
    pair = sign("a", "john"), sign("b", "john")
    small, large = ([sign(f"{n}", "ann", family=f"name{n}") for n in range(size)] for size in (9, 900))
    assert compare(*pair, *large)["recurrence"] < compare(*pair, *small)["recurrence"]


def test_a_rare_name_is_more_likely_one_persons_than_a_common_one():
    rare, common = ([sign(study, "john", family=family) for study in "ab"] for family in ("quackenbush", "wang"))
    assert compare(*rare)["name"] > compare(*common)["name"]


def test_a_given_name_that_many_families_here_have_tells_less():
    pair = sign("a", "jirrelon"), sign("b", "jirrelon")
    families = [sign(f"{n}", "jirrelon", family=f"name{n}") for n in range(20)]
    assert 0 < compare(*pair, *families)["given rarity"] < compare(*pair)["given rarity"]
    assert compare(sign("a", "john"), sign("b", "john"))["given rarity"] == 0


def test_other_forms_of_a_name_speak_against_one_author_only_where_initials_alone_are_printed():
    others = [sign(f"{n}", given) for n, given in enumerate(("james", "jane", "jill"))]
    assert compare(sign("a", "john"), sign("b", "john"), *others)["namesakes"] == 0
    assert compare(sign("a", "john"), sign("b", "j"), *others)["namesakes"] > 0


def test_a_journal_named_after_what_the_other_study_is_about_speaks_for_one_author():
    skin, heart = (Field((word,), (word, title)) for word, title in (("derma", "acne"), ("cardi", "stent")))
    one, other = sign("a", "john", field=skin), sign("b", "john", field=heart)
    about = sign("c", "john", field=Field(("lance",), ("derma", "lance")))
    assert compare(one, about)["field"] == compare(about, one)["field"] > compare(one, other)["field"] == 0
