"""Specification of resolution as a whole, on the real records."""

import gc
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.clean import clean
from kg.entities import Identities, resolve, tell_gists, tell_outlines, write_identities
from kg.entities.gists import put_together
from kg.entity import Entities
from kg.processes.collector import without_collector
from kg.readers import read
from kg.record import Record


@pytest.fixture(scope="module")
def records(shared: Path) -> list[Record]:
    """Read and clean the seed."""
    pieces = [each for each in read(shared / "seeds/social-prescribing.rca.txt") if isinstance(each, Record)]
    return [each for piece in pieces for each in clean(piece) if isinstance(each, Record)]


@pytest.fixture(scope="module")
def entities(records: list[Record]) -> Entities:
    """Resolve the seed."""
    return resolve(records)


def test_outlines_told_lot_by_lot_are_those_told_at_once_and_what_is_equal_is_held_once(records: list[Record]):
    together = put_together(tell_outlines([each]) for each in records)
    assert together == tell_outlines(records)
    containers = [each.container for each in together.outlines if each.container]
    assert len({*map(id, containers)}) == len({*containers})
    keys = [mention.record for each in together.named for mention in each.mentions]
    assert len({*map(id, keys)}) == len({*keys})


@pytest.mark.parametrize("tell", [tell_outlines, tell_gists, resolve])
def test_nothing_that_is_told_of_records_leaves_cycles_which_a_build_does_not_collect(
    records: list[Record], tell: Callable[[list[Record]], object]
):
    tell(records)  # what is made once may stay
    gc.collect()
    with without_collector():
        tell(records)
        assert gc.collect() == 0


def test_the_seed_has_eight_studies_and_thirty_two_people(entities: Entities):
    assert (len(entities.studies), len(entities.people), len(entities.authorships)) == (8, 32, 39)


def test_wildman_j_and_wildman_jm_are_two_people(entities: Entities):
    wildmans = {each.name: (each.given, len(each.mentions)) for each in entities.people if each.family == "Wildman"}
    assert wildmans == {"Wildman J": ("John", 1), "Wildman JM": ("Josephine M", 2)}


def test_the_six_of_record_five_are_six_of_record_four(entities: Entities):
    studies = Counter(each.person for each in entities.authorships)
    twice = {each.name for each in entities.people if studies[each.key] == 2}
    assert twice == {"Pollard TM", "Gibson K", "Wildman JM", "Griffith B", "Morris SL", "Moffatt S", "Tierney S"}


def test_identities_written_one_by_one_are_those_written_at_once(entities: Entities, tmp_path: Path):
    write_identities(entities, tmp_path / "one by one")
    Identities.of(entities).write(tmp_path / "at once")
    assert (tmp_path / "one by one").read_bytes() == (tmp_path / "at once").read_bytes()


def test_every_merge_has_a_score_and_reasons_in_words(entities: Entities):
    links = [link for person in entities.people for link in person.links]
    assert len(links) == 7
    for link in links:
        assert 0.5 < link.score <= 1
        assert all(reason.note for reason in link.reasons)
        assert sum(reason.weight for reason in link.reasons) > 0


def test_everything_refers_to_what_there_is(entities: Entities):
    studies, people = {each.key for each in entities.studies}, {each.key for each in entities.people}
    institutions, journals = {each.key for each in entities.institutions}, {each.key for each in entities.journals}
    assert {each.study for each in entities.authorships} <= studies
    assert {each.person for each in entities.authorships} == people
    assert {key for each in entities.affiliations for key in each.institutions} <= institutions
    assert {each.journal for each in entities.studies} == journals
    ranks = {(each.study, each.rank) for each in entities.authorships}
    assert {(each.study, each.rank) for each in entities.affiliations} <= ranks


def test_resolving_again_with_the_identities_changes_nothing(records: list[Record], entities: Entities):
    assert resolve(records[::-1], Identities.of(entities)) == entities
