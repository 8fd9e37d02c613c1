"""Places are those of the gazetteer, where the affiliation says that they are."""

import pytest

from kg.entities.institutions.places import Where, locate, make_places
from kg.values.affiliations import Path
from kg.values.gazetteer import load_gazetteer

GAZETTEER = load_gazetteer()


def where(city="", region="", country="", postcode=""):
    return locate(Path(city=city, region=region, country=country, postcode=postcode), GAZETTEER)


@pytest.mark.parametrize("name", ["Newcastle upon Tyne", "Newcastle Upon Tyne", "NEWCASTLE-UPON-TYNE", "Newcastle"])
def test_case_and_hyphens_do_not_split_a_city(name):
    assert where(name, country="UK").key == "2641673"


def test_without_a_country_a_city_is_told_only_if_it_dwarfs_all_others_of_its_name():
    assert where("Birmingham").city is None  # in England it is five times as large as in Alabama
    assert where("London").city.country == "GB"


def test_a_city_of_this_very_name_is_meant_rather_than_a_larger_one_that_bears_it_among_others():
    assert where("Victoria", country="Hong Kong").city.name == "Victoria"


def test_a_city_of_the_same_name_elsewhere_is_another():
    assert where("Newcastle", "NSW", "Australia").key == "2155472"
    assert where("London", "Ontario", "Canada").city.country == "CA"
    assert where("Perth", "WA", "Australia").city.country == "AU"
    assert where("Perth", "Scotland", "UK").city.country == "GB"


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("UK", "GB"), ("England", "GB"), ("Scotland", "GB"), ("U.S.A.", "US"), ("P.R. China", "CN"), ("Iran", "IR"),
        ("Islamic Republic of Iran", "IR"), ("Republic of Korea", "KR"), ("The Netherlands", "NL"), ("Türkiye", "TR"),
        ("Deutschland", "DE"), ("Republic of the Congo", "CG"), ("DR Congo", "CD"), ("Czech Republic", "CZ"),
    ],
)  # fmt: skip
def test_countries_are_known_by_the_names_that_affiliations_print(printed, code):
    assert where(country=printed).code == code


def test_cities_are_known_by_their_names_in_other_languages():
    assert where("Wien", country="Austria").city.name == "Vienna"
    assert where("Genève", country="Switzerland").city.name == "Geneva"


def test_a_printed_state_tells_the_country_and_the_city():
    found = where("Rochester", "MN")
    assert (found.code, found.city.region) == ("US", "MN")


@pytest.mark.parametrize(
    ("city", "region", "country", "postcode", "expected"),
    [
        ("Birmingham", "", "UK", "", ("GB", "ENG")),
        ("Birmingham", "AL", "USA", "", ("US", "AL")),
        ("Birmingham", "Alabama", "", "", ("US", "AL")),
        ("Birmingham", "", "", "B15 2TT", ("GB", "ENG")),
        ("Cambridge", "MA", "", "02139", ("US", "MA")),
        ("Cambridge", "Massachusetts", "USA", "", ("US", "MA")),
        ("Cambridge", "", "UK", "", ("GB", "ENG")),
        ("Cambridge", "", "", "CB2 1TN", ("GB", "ENG")),
        ("London", "Ontario", "", "", ("CA", "08")),
        ("London", "ON", "Canada", "", ("CA", "08")),
        ("London", "", "", "N6A 5B7", ("CA", "08")),
        ("Newcastle", "NSW", "", "2308", ("AU", "02")),
        ("Newcastle", "", "", "NE1 7RU", ("GB", "ENG")),
        ("Newcastle-under-Lyme", "Staffordshire", "UK", "", ("GB", "ENG")),
        ("Perth", "WA", "", "6009", ("AU", "08")),
        ("Hyderabad", "Andhra Pradesh", "India", "", ("IN", "40")),
        ("Valencia", "", "Venezuela", "", ("VE", "07")),
    ],
)
def test_region_country_and_the_form_of_the_postcode_tell_namesakes_apart(city, region, country, postcode, expected):
    found = where(city, region, country, postcode).city
    assert (found.country, found.region) == expected


def test_what_neither_country_nor_region_tells_is_marked_as_inferred():
    assert where("Toronto").inferred
    assert where("Cambridge", postcode="CB2 1TN").inferred
    assert not where("Toronto", country="Canada").inferred
    assert not where("Cambridge", "MA").inferred
    assert not where().inferred


def test_a_name_that_many_cities_bear_is_not_guessed():
    assert where("Cambridge") == Where()
    assert where("Toronto").code == "CA"


def test_a_city_that_the_country_does_not_have_is_left_out():
    found = where("Tabriz", country="France")
    assert (found.city, found.code) == (None, "FR")


def test_nothing_printed_is_nowhere():
    assert where() == Where()
    assert where().key == ""


def test_every_city_comes_with_its_country_once_sorted_by_key():
    places = make_places(
        [where("Leeds", country="UK"), where("York", country="UK"), where(country="UK"), Where()], GAZETTEER
    )
    assert [place.key for place in places] == sorted({"2644688", "2633352", "2635167"})
    by_key = {place.key: place for place in places}
    assert by_key["2644688"].country == "2635167"
    assert by_key["2635167"].kind == "country"
    assert {place.country_code for place in places} == {"GB"}


@pytest.mark.parametrize(
    ("city", "region", "country", "name", "geonames"),
    [
        ("Newcastle", "Staffordshire", "UK", "Newcastle under Lyme", 2641674),
        ("Newcastle", "Staffs", "", "Newcastle under Lyme", 2641674),
        ("Newcastle", "Co. Down", "UK", "Newcastle", 6695976),
        ("Newcastle", "Tyne & Wear", "England", "Newcastle upon Tyne", 2641673),
        ("Newport", "Isle of Wight", "UK", "Newport", 2641599),
        ("Newport", "Gwent", "Wales", "Newport", 2641598),
        ("Newport", "Shropshire", "England", "Newport", 2641595),
        ("Ashford", "Middlesex", "UK", "Ashford", 2656954),
        ("Ashford", "Kent", "UK", "Ashford", 2656955),
    ],
)
def test_a_county_tells_towns_of_one_name_apart_under_their_short_names_too(city, region, country, name, geonames):
    found = where(city, region, country)
    assert (found.city.name, found.city.geonames, found.inferred) == (name, geonames, False)


def test_a_town_that_is_not_in_the_printed_county_is_left_out_rather_than_put_elsewhere():
    assert where("Birmingham", "Kent", "UK").city is None
    assert where("Birmingham", "Kent", "USA").city.region == "AL"  # no county of theirs is known
