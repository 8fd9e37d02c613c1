"""Specification of how the records of a study become one."""

from hypothesis import given
from hypothesis import strategies as st

from kg.record import Container, Contributor, Date, Field, Heading, Identifier, Record, Source
from kg.union import combine, find_conflicts, in_order


def make(key: str, form: str = "ris", **fields: object) -> Record:
    return Record(key, Source(form, "", 1, ""), **fields)  # type: ignore[arg-type]


def test_the_first_record_tells_what_has_one_value_and_the_others_fill_what_it_leaves_empty():
    rich = make("b", title="Link workers", volume="3")
    poor = make("a", title="LINK WORKERS", volume="4", pages="1-2", open_access=False)
    one = combine(in_order("b", [poor, rich]))
    assert (one.key, one.title, one.volume, one.pages, one.open_access) == ("b", "Link workers", "3", "1-2", False)


def test_a_field_of_many_values_has_those_of_all_records_each_once():
    a = make("a", keywords=("Loneliness",), identifiers=(Identifier("doi", "10.1/a"),))
    b = make("b", keywords=("loneliness", "Ageing"), identifiers=(Identifier("doi", "10.1/a"), Identifier("pmid", "7")))
    one = combine([a, b])
    assert one.keywords == ("Loneliness", "Ageing")
    assert [each.scheme for each in one.identifiers] == ["doi", "pmid"]


def test_a_byline_is_taken_whole_and_never_mixed():
    a, b = make("a"), make("b", contributors=(Contributor("Ames A"),))
    c = make("c", contributors=(Contributor("Bo B"), Contributor("Cole C")))
    assert combine([a, b, c]).contributors == b.contributors


def test_fields_as_read_are_joined_only_within_their_own_format():
    a, b, c = (
        make(key, form, extra=(Field("N1", key),)) for key, form in (("a", "ris"), ("b", "ris"), ("c", "medline"))
    )
    assert [each.value for each in combine([a, b, c]).extra] == ["a", "b"]


def test_a_journals_numbers_are_joined_and_its_publisher_and_short_title_filled_in():
    a = make("a", container=Container("BMC Med", identifiers=(Identifier("issn", "1741-7015"),)))
    b = make(
        "b",
        container=Container(
            "BMC Medicine",
            identifiers=(Identifier("eissn", "1741-7016"),),
            abbreviation="BMC Med",
            publisher="BMC",
            country="England",
        ),
    )
    book = make("c", container=Container("A book", "book", (Identifier("isbn", "9780306406157"),), country="Chad"))
    container = combine([a, book, b]).container
    assert container is not None
    assert (container.title, container.abbreviation, container.publisher) == ("BMC Med", "BMC Med", "BMC")
    assert ([each.scheme for each in container.identifiers], container.country) == (["issn", "eissn"], "England")


def test_that_another_record_breaks_off_says_nothing_of_the_one_that_is_shown():
    assert not combine([make("a"), make("b", truncated=True)]).truncated


def test_a_heading_with_other_qualifiers_is_another_heading():
    headings = [Heading("Walking"), Heading("WALKING"), Heading("Walking", ("psychology",))]
    one = combine([make(str(n), headings=(each,)) for n, each in enumerate(headings)])
    assert one.headings == (headings[0], headings[2])


def test_a_conflict_shows_every_value_with_the_records_that_say_it_the_one_shown_first():
    a, b, c = make("a", volume="4"), make("b", volume="3"), make("c", volume="3")
    (conflict,) = find_conflicts([c, a, b])
    assert conflict.field == "volume"
    assert [(each.value, each.records, each.chosen) for each in conflict.variants] == [
        ("3", ("b", "c"), True),
        ("4", ("a",), False),
    ]


def test_case_and_a_more_exact_date_are_no_conflict_but_two_dois_are():
    a = make(
        "a",
        title="Link workers",
        dates=(Date("published", "2020", "2020"),),
        identifiers=(Identifier("doi", "10.1/a"),),
    )
    b = make(
        "b",
        title="LINK WORKERS.",
        dates=(Date("published", "May 2020", "2020-05"),),
        identifiers=(Identifier("doi", "10.1/b"),),
    )
    assert [each.field for each in find_conflicts([a, b])] == ["doi"]


values = st.sampled_from(["", "1", "2"])
some = st.lists(
    st.tuples(values, values, st.lists(values.filter(bool), max_size=2, unique=True)), min_size=1, max_size=4
).map(lambda rows: [make(str(n), volume=v, issue=i, keywords=tuple(k)) for n, (v, i, k) in enumerate(rows)])


@given(some)
def test_nothing_that_any_record_says_is_lost(records: list[Record]):
    one = combine(records)
    told = {(each.field, variant.value) for each in find_conflicts(records) for variant in each.variants}
    for record in records:
        assert set(record.keywords) <= set(one.keywords)
        for field in ("volume", "issue"):
            value = getattr(record, field)
            assert value in {"", getattr(one, field)} or (field, value) in told


@given(some)
def test_a_union_united_again_with_its_records_stays_as_it_is(records: list[Record]):
    one = combine(records)
    assert combine([one, *records]) == one


def test_a_second_number_of_a_record_and_who_edited_it_contradict_nothing():
    doi, other = Identifier("doi", "10.1/a"), Identifier("doi", "10.1/b")
    author, editor = Contributor("Ames A", family="Ames"), Contributor("Bo B", family="Bo", role="editor")
    a = make("a", identifiers=(doi, other), contributors=(author, editor))
    b = make("b", identifiers=(doi,), contributors=(author,))
    assert find_conflicts([a, b]) == ()


def test_different_forms_of_one_value_are_no_conflict():
    a = make("a", container=Container("BMC Med"), pages="543-52")
    b = make("b", container=Container("BMC medicine : the official journal"), pages="543-552")
    assert find_conflicts([a, b]) == ()
    c = make("c", container=Container("BMC Neurology"), pages="543-53")
    assert [each.field for each in find_conflicts([a, c])] == ["container", "pages"]
