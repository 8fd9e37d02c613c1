"""Affiliations that name the same institution are told together, others apart."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.entities.institutions import Affiliated, make_institutions
from kg.entities.institutions.organisations import read_organisations
from kg.entity import AffiliationMention
from kg.record import Affiliation, Contributor, Record, Source
from kg.values.affiliations import parse_affiliations
from kg.values.gazetteer import load_gazetteer

TABRIZ = "Social Determinants of Health Research Center, Tabriz University of Medical Sciences, Tabriz, Iran"
BIRJAND = "Social Determinants of Health Research Center, Birjand University of Medical Sciences, Birjand, Iran"


def record(key, *affiliations):
    """Make a record with one author for each affiliation."""
    authors = tuple(
        Contributor(f"Author {n}", affiliations=(Affiliation(text),)) for n, text in enumerate(affiliations)
    )
    return Record(key, Source("test", "test", 1, key), contributors=authors)


def find_institutions(records: list[Record]) -> Affiliated:
    return make_institutions(read_organisations(records, load_gazetteer()))


def find(*affiliations):
    return find_institutions([record("a", *affiliations)])


def organisations(*affiliations):
    return [each for each in find(*affiliations).institutions if not each.unit]


def test_case_articles_abbreviations_and_diacritics_do_not_split_an_organisation():
    (found,) = organisations(
        "University of Newcastle upon Tyne, UK",
        "The University of Newcastle Upon Tyne, UK",
        "UNIVERSITY OF NEWCASTLE UPON TYNE, UK",
        "Univ. of Newcastle-upon-Tyne, U.K.",
    )
    assert len(found.mentions) == 4
    assert len(found.names) == 4


def test_the_name_is_the_form_most_often_printed_and_never_in_capitals_only():
    texts = ("UNIVERSITY OF LEEDS, UK", "UNIVERSITY OF LEEDS, UK", "University of Leeds, UK")
    assert [each.name for each in organisations(*texts)] == ["University of Leeds"]
    assert [each.name for each in organisations(texts[0])] == ["University of Leeds"]


def test_word_order_does_not_split_a_university_in_the_city_it_is_named_after():
    (found,) = organisations(
        "Sheffield University, Sheffield, UK", "University of Sheffield, Western Bank, Sheffield, UK"
    )
    assert found.short == "Sheffield"


def test_word_order_tells_universities_apart_that_stand_elsewhere():
    assert len(organisations("Miami University, Oxford, OH, USA", "University of Miami, Coral Gables, FL, USA")) == 2
    assert len(organisations("Miami University, Oxford, OH, USA", "University of Miami, Miami, FL, USA")) == 2


def test_the_same_name_in_two_countries_is_two_organisations():
    found = organisations(
        "Newcastle University, Newcastle upon Tyne, UK", "University of Newcastle, Newcastle, NSW, Australia"
    )
    assert len(found) == 2
    assert {each.short for each in found} == {"Newcastle University", "University of Newcastle"}


def test_a_name_without_a_country_joins_the_only_one_that_has_it():
    assert len(organisations("University of York, York, UK", "University of York")) == 1
    assert (
        len(organisations("York University, Toronto, Canada", "University of York, York, UK", "York University")) == 2
    )
    assert (
        len(organisations("Trinity College, Dublin, Ireland", "Trinity College, Hartford, CT, USA", "Trinity College"))
        == 3
    )


def test_hospitals_of_one_name_in_two_cities_are_two():
    found = organisations(
        "St Mary’s Hospital, London, UK", "St. Mary's Hospital, Manchester, UK", "St Mary’s Hospital, London, UK"
    )
    assert sorted(len(each.mentions) for each in found) == [1, 2]
    assert {each.short for each in found} == {"St Mary’s Hospital, London", "St. Mary's Hospital, Manchester"}


def test_the_campuses_of_a_state_university_are_told_apart_by_their_city():
    found = organisations(
        "University of California, San Francisco, CA, USA",
        "University of California San Francisco, San Francisco, CA, USA",
        "University of California, Berkeley, CA, USA",
    )
    assert sorted(len(each.mentions) for each in found) == [1, 2]


def test_units_are_one_within_their_organisation_only():
    found = find(TABRIZ, BIRJAND, TABRIZ)
    units = [each for each in found.institutions if each.unit]
    assert sorted(len(each.mentions) for each in units) == [1, 2]
    assert len({each.parent for each in units}) == 2


def test_a_unit_that_is_printed_under_two_larger_ones_is_one_and_nothing_printed_is_lost():
    found = find(
        "Sleep Unit, Department of Medicine, University of Leeds, Leeds, UK",
        "Sleep Unit, School of Nursing, University of Leeds, Leeds, UK",
    )
    by_key = {each.key: each for each in found.institutions}
    (unit,) = (each for each in found.institutions if each.name == "Sleep Unit")
    assert by_key[unit.parent].name == "University of Leeds"
    named = {by_key[key].name for key in found.of[AffiliationMention("a", 1, 1)]}
    assert named == {"Sleep Unit", "Department of Medicine"}


def test_units_printed_in_a_circle_belong_to_the_organisation():
    found = find(
        "Department of Medicine, School of Nursing, University of Leeds, Leeds, UK",
        "School of Nursing, Department of Medicine, University of Leeds, Leeds, UK",
    )
    (top,) = (each for each in found.institutions if not each.unit)
    assert {each.parent for each in found.institutions if each.unit} == {top.key}


def test_an_affiliation_maps_to_the_most_specific_institutions_that_it_names():
    found = find("School of Law, University of Leeds, Leeds, UK; University of York, York, UK")
    by_key = {each.key: each.name for each in found.institutions}
    assert {by_key[key] for key in found.of[AffiliationMention("a", 1, 1)]} == {"School of Law", "University of York"}


def test_what_an_affiliation_names_comes_sorted():
    towns = ("Leeds", "York", "Durham", "Warwick", "Bath", "Exeter", "Essex", "Kent")
    found = find("; ".join(f"University of {town}, {town}, UK" for town in towns))
    (named,) = found.of.values()
    assert len(named) == len(towns)
    assert list(named) == sorted(named)


def test_an_affiliation_whose_organisation_cannot_be_told_names_none():
    for text in ("Department of Surgery, Leeds, UK", "Leeds, UK", "University Hospital", "", "Professor of Law"):
        found = find(text)
        assert (found.institutions, found.of) == ((), {})


def test_a_generic_name_is_told_by_its_city():
    found = organisations("University Hospital, Zurich, Switzerland", "University Hospital, Basel, Switzerland")
    assert len(found) == 2


def test_a_place_that_only_its_size_or_the_postcode_tells_is_marked_as_inferred():
    (guessed,) = organisations("University of Toronto, Toronto")
    assert guessed.place
    assert guessed.inferred
    (told,) = organisations("University of Toronto, Toronto", "University of Toronto, Toronto, Canada")
    assert told.place == guessed.place
    assert not told.inferred


def test_no_name_holds_a_mail_address():
    found = find(
        "University of Leeds a@b.org, Leeds, UK", "School of Law (x.y@z.ac.uk), University of Leeds, Leeds, UK"
    )
    assert found.institutions
    assert "@" not in str(found.institutions)


POOL = [
    TABRIZ,
    BIRJAND,
    "Sheffield University, Sheffield, UK",
    "University of Sheffield, UK",
    "Sheffield University",
    "Miami University, Oxford, OH, USA",
    "University of Miami, Miami, FL, USA",
    "St Mary's Hospital, London, UK",
    "St Mary's Hospital, Manchester, UK",
    "St Mary's Hospital",
    "Ward B, Unit A, University of Leeds, Leeds, UK",
    "Unit A, Ward B, University of Leeds, Leeds, UK",
    "Department of Surgery, Leeds, UK",
    "KU Leuven, Leuven, Belgium; University of Leeds, Leeds, UK",
]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_the_order_of_records_and_repeated_records_change_nothing(data):
    chosen = data.draw(st.lists(st.lists(st.sampled_from(POOL), max_size=4), max_size=8))
    records = [record(f"r{n}", *texts) for n, texts in enumerate(chosen)]
    shuffled = data.draw(st.permutations(records))
    again = shuffled + data.draw(st.lists(st.sampled_from(records), max_size=3)) if records else []
    assert find_institutions(again) == find_institutions(records)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(POOL), max_size=8))
def test_results_are_consistent(chosen):
    found = find(*chosen)
    keys = [each.key for each in found.institutions]
    assert keys == sorted(set(keys))
    by_key = {each.key: each for each in found.institutions}
    places = {place.key for place in found.places}
    for each in found.institutions:
        assert each.name in each.names
        assert each.short
        assert each.mentions == tuple(sorted(set(each.mentions)))
        assert bool(each.parent) == each.unit
        assert not each.parent or each.parent in by_key
        assert not each.place or each.place in places
    assert all(key in by_key for keys in found.of.values() for key in keys)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(POOL[:2] + POOL[5:9]), min_size=1, max_size=5))
def test_further_records_that_print_country_and_city_change_no_key(chosen):
    before = {each.key for each in find(*chosen).institutions}
    after = {each.key for each in find(*chosen, *POOL[:2], *POOL[5:9], "University of Leeds, Leeds, UK").institutions}
    assert before <= after


def test_other_cities_and_universities_swapped_in_give_the_same_structure():
    swaps = {"Newcastle": "Leicester", "Durham": "Nottingham", "Sheffield": "Bradford", "Tabriz": "Shiraz"}
    texts = [
        "Population Institute, Faculty of Medicine, Ridley 1, Newcastle University, Newcastle, NE1 7RU, UK",
        "Population Institute, Newcastle University, Newcastle, UK",
        "Department of Anthropology, Durham University, Dawson Building, South Road, Durham, DH1 3LE, UK.",
        "Sheffield University, Sheffield, UK",
        "University of Sheffield, UK",
        TABRIZ,
    ]
    renamed = list(texts)
    for old, new in swaps.items():
        renamed = [text.replace(old, new) for text in renamed]

    def shape(found):
        parents = {each.key: each.parent for each in found.institutions}
        depth = {key: 1 + bool(above) + bool(above and parents[above]) for key, above in parents.items()}
        return sorted((each.mentions, depth[each.key], bool(each.place)) for each in found.institutions)

    assert shape(find(*texts)) == shape(find(*renamed))
    shorts = {each.short for each in find(*renamed).institutions if not each.unit}
    assert shorts == set(swaps.values())


def test_affiliations_that_are_read_again_are_not_parsed_again_and_name_the_same(monkeypatch):
    parsed = []
    monkeypatch.setattr(
        "kg.entities.institutions.organisations.parse_affiliations",
        lambda texts, gazetteer: parsed.extend(texts) or parse_affiliations(texts, gazetteer),
    )
    text = "Department of Rereading, Rereading University of Bath, Bath, UK"
    first = find(text)
    assert find(text) == first
    assert parsed.count(text) == 1
    monkeypatch.setattr("kg.entities.institutions.organisations._KEPT", 0)
    assert find(text) == first
    assert parsed.count(text) == 2
