"""Which organisations words may name."""

import json

import pytest

from kg.authorities.candidates import find_candidates
from kg.authorities.opening import open_authority
from kg.authorities.reading import read_affiliations

OSAKA = {"id": "osaka", "name": "The University of Osaka", "aliases": ["Osaka University"]}
NEW_YORK = {"id": "new", "name": "New York University", "locations": [{"city": "New York City", "country_code": "US"}]}
YORK = {"id": "york", "name": "York University", "locations": [{"city": "Toronto", "country_code": "CA"}]}


@pytest.fixture(scope="module")
def find(tmp_path_factory):
    path = tmp_path_factory.mktemp("authority") / "few.json"
    path.write_text(json.dumps([OSAKA, NEW_YORK, YORK]), "utf-8")
    index = open_authority(path)

    def found(text):
        each = find_candidates(read_affiliations([text], index), index)
        iris = [index.entry(number).organisation.iri for number in each.organisation.tolist()]
        return list(zip(iris, each.literal.tolist(), each.spelt.tolist(), strict=True))

    return found


def test_another_name_of_the_same_words_tells_that_it_is_printed_so(find):
    assert find("The University of Osaka") == [("osaka", True, False)]
    assert find("Osaka University, Japan") == [("osaka", False, True)]
    assert find("University Osaka") == [("osaka", True, False)]  # articles and prepositions do not count
    assert find("Osaka, the University") == []


def test_a_city_whose_name_is_part_of_another_s_is_not_mentioned(find):
    assert find("York University") == [("york", True, False)]
    assert set(find("New York University")) == {("york", True, False), ("new", True, False)}
