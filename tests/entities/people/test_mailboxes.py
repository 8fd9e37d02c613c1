"""Specification of e-mail addresses that are one person's, whatever the name printed beside them."""

from collections.abc import Callable
from itertools import product
from time import process_time

import pytest
from msgspec.structs import replace

from kg.entities import resolve
from kg.entities.people.authorships import Signature, Work
from kg.entities.people.bylines import read_form
from kg.entities.people.mailboxes import find_mailboxes
from kg.record import Contributor, Identifier, Record

Make = Callable[..., Record]

WORK = Work("10.1/a", 2020, "")


def count(make: Make, *authors: Contributor | tuple[Contributor, ...]) -> int:
    """How many people of a study each these are, who all write with the same two others."""
    studies = [each if isinstance(each, tuple) else (each,) for each in authors]
    records = [make(f"Study {n}", (*each, "Ohta C", "Oyama K"), doi=f"10.1/{n}") for n, each in enumerate(studies)]
    return sum(not each.name.startswith(("Ohta", "Oyama")) for each in resolve(records).people)


def signed(family: str, given: str, email: str = "tk@kobe-u.ac.jp", **fields: str) -> Contributor:
    return Contributor(f"{family}, {given}", family=family, given=given, email=email, **fields)


def test_the_address_of_one_person_outweighs_a_misread_given_name_and_brings_its_other_forms_with_it(record: Make):
    printed = signed("Kamada", "Tomio"), signed("Kamada", "Tornio"), signed("Kamada", "Tomio", email="")
    assert count(record, *printed) == 1
    assert count(record, *(replace(each, email="") for each in printed)) == 2


def test_it_outweighs_a_misread_initial(record: Make):
    assert count(record, signed("Kamada", "Tomio"), signed("Kamada", "Iomio")) == 1


@pytest.mark.parametrize("vouching", ["email", "orcid"])
def test_who_changes_their_surname_is_one_person_under_both_names_also_where_nothing_vouches_for_them(
    record: Make, vouching
):
    maiden, married = signed("Abel", "Anna"), signed("Boone", "Anna")
    if vouching == "orcid":
        maiden, married = (
            replace(each, email="", identifiers=(Identifier("orcid", "1"),)) for each in (maiden, married)
        )
    bare = [replace(each, email="", identifiers=()) for each in (maiden, married)]
    assert count(record, maiden, married, *bare) == 1
    assert count(record, *bare) == 2


def test_an_address_that_stands_with_several_surnames_and_given_names_is_an_office(record: Make):
    assert count(record, signed("Kamada", "Tomio"), signed("Kamada", "Jun"), signed("Abe", "Ken")) == 3


def test_an_address_of_many_of_one_surname_is_shared(record: Make):
    assert count(record, *(signed("Kim", given) for given in ("Tomio", "Jun", "Ken", "Sora"))) == 4


def test_who_stand_in_one_byline_are_two_also_where_an_address_is_printed_beside_both(record: Make):
    both = signed("Kamada", "Tomio"), signed("Kamada", "Jun", email="")
    assert count(record, both, signed("Kamada", "Jun")) == 2


def test_an_address_stands_for_nobody_if_two_who_write_from_it_have_written_together():
    authors = signed("Kamada", "Tomio"), signed("Kamada", "Jun"), signed("Kamada", "Jun", email="")
    works = Work("10.1/b", 2021, ""), Work("10.1/c", 2022, ""), Work("10.1/b", 2021, "")
    together = [
        Signature(work, n, (), each, read_form(each, ""), each.email)
        for n, (each, work) in enumerate(zip(authors, works, strict=True))
    ]
    assert not any(each.mailbox for each in find_mailboxes(together))
    assert all(each.mailbox for each in find_mailboxes(together[:2]))


def test_father_and_son_share_an_address(record: Make):
    assert count(record, signed("Abel", "Al", suffix="Sr"), signed("Abel", "Al", suffix="Jr")) == 2


def test_an_address_that_thousands_share_is_seen_through_at_once():
    authors = [signed("Kim", "".join(letters)) for letters in product("abcdefghij", repeat=3)]
    forms = [Signature(WORK, n, (), each, read_form(each, ""), each.email) for n, each in enumerate(authors)]
    start = process_time()
    assert not any(each.mailbox for each in find_mailboxes(forms))
    assert process_time() - start < 1


def test_the_reasons_say_that_the_address_outweighs_the_names(record: Make):
    studies = [
        record(f"Study {n}", (signed("Kamada", given), "Ohta C", "Oyama K"), doi=f"10.1/{n}")
        for n, given in enumerate(("Tomio", "Tornio"))
    ]
    (person,) = [each for each in resolve(studies).people if each.name.startswith("Kamada")]
    notes = [reason.note for link in person.links for reason in link.reasons]
    assert "given names: tomio, tornio; but the e-mail address is one person's" in notes
    assert "the same e-mail address" in notes
