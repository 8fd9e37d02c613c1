"""Specification of which authorships are one person's."""

import random
from collections.abc import Callable, Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kg.entities import Identities, resolve
from kg.entity import Entities, Person
from kg.record import Contributor, Identifier, Record

Make = Callable[..., Record]

LEEDS, OSLO = "School of Medicine, University of Leeds, Leeds, UK", "University of Oslo, Oslo, Norway"


def people_named(name: str, records: Iterable[Record]) -> list[Person]:
    return [each for each in resolve(list(records)).people if each.name.startswith(name)]


def with_orcid(name: str, orcid: str) -> Contributor:
    family, _, initials = name.rpartition(" ")
    return Contributor(name, family=family, initials=initials, identifiers=(Identifier("orcid", orcid),))


def test_shared_coauthors_make_a_rare_name_one_person_with_score_and_reasons(record: Make):
    team = ("Abel A", "Boone B", "Cole C", "Dunn D")
    (person,) = people_named("Abel", [record("First", team, doi="10.1/a"), record("Second", team, doi="10.1/b")])
    (link,) = person.links
    assert link.score > 0.9
    assert [reason.note for reason in link.reasons if reason.feature == "co-authors"] == [
        "co-authors in common: boone b, cole c, dunn d"
    ]
    assert len(person.mentions) == 2


def test_a_rare_name_by_itself_is_not_enough(record: Make):
    records = [record("Goats", ("Abel A",), doi="10.1/a", journal="X"), record("Tides", ("Abel A",), doi="10.1/b")]
    assert len(people_named("Abel", records)) == 2


def test_names_in_one_byline_are_two_people_even_if_they_look_alike(record: Make):
    records = [
        record("A", ("Abel A", "Abel A", "Boone B"), doi="10.1/a"),
        record("B", ("Abel A", "Boone B"), doi="10.1/b"),
    ]
    assert len(people_named("Abel", records)) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [("Abel A | Anna", "Abel A | Arthur"), ("Abel AB", "Abel AC"), ("Abel M | Maria Luisa", "Abel M | Maria Elena")],
)
def test_given_names_that_contradict_each_other_are_never_merged(record: Make, one: str, other: str):
    team = ("Boone B", "Cole C", "Dunn D")
    assert (
        len(people_named("Abel", [record("A", (one, *team), doi="10.1/a"), record("B", (other, *team), doi="10.1/b")]))
        == 2
    )


def test_different_suffixes_are_never_merged(record: Make):
    junior, senior = (replace(record("", ("Abel A",)).contributors[0], suffix=each) for each in ("Jr", "Sr"))
    team = ("Boone B", "Cole C", "Dunn D")
    assert (
        len(
            people_named(
                "Abel", [record("A", (junior, *team), doi="10.1/a"), record("B", (senior, *team), doi="10.1/b")]
            )
        )
        == 2
    )


def test_one_organisation_speaks_for_and_another_country_against_a_merge(record: Make):
    first = record("Goats", (f"Abel A || {LEEDS}",), doi="10.1/a", journal="X")
    same, other = (record("Tides", (f"Abel A || {at}",), doi="10.1/b", journal="Y") for at in (LEEDS, OSLO))
    assert len(people_named("Abel", [first, same])) == 1
    assert len(people_named("Abel", [first, other])) == 2


def test_an_equal_orcid_outweighs_another_surname_but_a_different_one_forbids(record: Make):
    one, married, other = with_orcid("Abel A", "1"), with_orcid("Boone A", "1"), with_orcid("Abel A", "2")
    entities = resolve([record(str(n), (each,), doi=f"10.1/{n}") for n, each in enumerate((one, married, other))])
    assert sorted((each.key, len(each.mentions)) for each in entities.people) == [("orcid/1", 2), ("orcid/2", 1)]


def test_an_orcid_printed_beside_two_coauthors_belongs_to_one_of_them(record: Make):
    entities = resolve([record("A", (with_orcid("Abel A", "1"), with_orcid("Boone B", "1")), doi="10.1/a")])
    assert sorted(each.orcid for each in entities.people) == ["", "1"]


def test_the_records_of_a_study_share_its_authorships(record: Make):
    entities = resolve(
        [
            record("A", ("Abel A | Anna", "Boone B"), doi="10.1/a", pmid="1"),
            record("A.", ("Abel A", "Boone BC", "Cole C"), doi="10.1/a"),
        ]
    )
    assert [(each.rank, each.printed, len(each.mentions)) for each in entities.authorships] == [
        (1, "Abel A", 2),
        (2, "Boone BC", 2),
        (3, "Cole C", 1),
    ]
    assert all(len(each.links) == len(each.mentions) - 1 for each in entities.people)


def test_collectives_of_equal_name_are_one(record: Make):
    team, same = Contributor("RAMESES II team", collective=True), Contributor("RAMESES II Team", collective=True)
    entities = resolve([record("A", (team,), doi="10.1/a"), record("B", (same,), doi="10.1/b")])
    assert [(each.collective, len(each.mentions), len(each.links)) for each in entities.people] == [(True, 2, 1)]


def test_a_study_without_authors_is_still_a_study(record: Make):
    entities = resolve([record("Nobody wrote this", (), doi="10.1/a")])
    assert len(entities.studies) == 1
    assert entities.people == ()


SURNAMES, GIVEN = ("Abel", "Boone", "Wang"), ("A", "AB", "A | Anna", "A | Arne", "B", "BA | Bea A")
bylines = st.lists(
    st.tuples(st.sampled_from(SURNAMES), st.sampled_from(GIVEN), st.sampled_from(("", LEEDS, OSLO))), max_size=5
)


corpora = st.lists(st.tuples(st.integers(0, 9), bylines, st.integers(2000, 2020)), max_size=8)
Corpus = list[tuple[int, list[tuple[str, str, str]], int]]


def build(record: Make, corpus: Corpus) -> list[Record]:
    records = []
    for number, authors, year in corpus:
        names = [f"{family} {given} {'' if '|' in given else '|'} | {where}" for family, given, where in authors]
        title = f"Study {number % 4} of goats and tides"
        records.append(record(title, tuple(names), year=year, doi=f"10.1/{number}"))
    return records


@given(corpus=corpora, chance=st.randoms())
def test_the_order_of_records_changes_nothing(record: Make, corpus: Corpus, chance: random.Random):
    records = build(record, corpus)
    shuffled = [*records, *records[:2]]
    chance.shuffle(shuffled)
    assert resolve(shuffled) == resolve(records)


@given(corpus=corpora)
def test_every_authorship_has_one_person_and_every_person_links_that_span_them(record: Make, corpus: Corpus):
    records = build(record, corpus)
    entities = resolve(records)
    mentions = [mention for person in entities.people for mention in person.mentions]
    assert sorted(mentions) == sorted({(each.key, n) for each in records for n in range(1, len(each.contributors) + 1)})
    assert len({person.key for person in entities.people}) == len(entities.people)
    held = [(each.study, each.person) for each in entities.authorships]
    assert len(set(held)) == len(held)
    for person in entities.people:
        assert len(person.links) == len(person.mentions) - 1
        assert all(link.a in person.mentions and link.b in person.mentions for link in person.links)


def authorships_by_person(entities: Entities) -> dict[str, frozenset[object]]:
    return {each.key: frozenset(each.mentions) for each in entities.people}


@given(corpus=corpora, added=corpora)
def test_with_the_earlier_identities_nothing_changes_and_the_unchanged_keep_their_keys(
    record: Make, corpus: Corpus, added: Corpus
):
    records, more = build(record, corpus), build(record, added)
    before = resolve(records)
    assert resolve(records, Identities.of(before)) == before
    after = resolve([*records, *more], Identities.of(before))
    same = {members: key for key, members in authorships_by_person(after).items()}
    for key, members in authorships_by_person(before).items():
        assert same.get(members, key) == key
    assert resolve([*records, *more], Identities.of(after)) == after
    assert all(gone.new in authorships_by_person(after) for gone in after.replaced if gone.kind == "person")


@settings(max_examples=30)
@given(first=corpora, second=corpora, third=corpora)
def test_whatever_is_added_a_key_never_passes_to_others_and_leads_to_somebody(
    record: Make, first: Corpus, second: Corpus, third: Corpus
):
    records: list[Record] = []
    known = Identities()
    held: dict[str, set[object]] = {}
    for corpus in (first, second, third):
        records += build(record, corpus)
        entities = resolve(records, known)
        known = Identities.of(entities)
        now = authorships_by_person(entities)
        assert all(held.get(key, members) & members for key, members in now.items())
        for key, members in now.items():
            held.setdefault(key, set()).update(members)
        replaced = {each.old: each.new for each in entities.replaced if each.kind == "person"}
        for old in held:
            passed = [old]
            while passed[-1] not in now:
                passed.append(replaced[passed[-1]])
                assert len({*passed}) == len(passed)


def test_a_plain_iterator_of_records_serves_as_well(record: Make):
    records = [record("A", ("Abel A",), doi="10.1/a")]
    assert resolve(iter(records)) == resolve(records)


def test_a_large_block_is_resolved_without_comparing_all_its_pairs(record: Make):
    records = [
        record(
            f"Topic{n % 60} goats", ("Wang Y", f"Mate{n % 60} A", f"Peer{n % 60} B"), year=2000 + n % 9, doi=f"10.1/{n}"
        )
        for n in range(600)
    ]
    assert len(people_named("Wang", records)) == 60
