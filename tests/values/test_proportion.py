"""Values are read in a time in proportion to their texts, whatever stands in these again and again."""

import time

import pytest

from kg.values.affiliation_segments import cut_segments
from kg.values.affiliations import parse_affiliations
from kg.values.gazetteer import bare_city, load_gazetteer
from kg.values.journal_titles import is_same_title, read_title
from kg.values.organisations import name_kind
from tests.speed import is_within_a_second

LENGTH = 30_000  # characters
READ = {
    "segments of an affiliation": lambda text: list(cut_segments(text, load_gazetteer())),
    "paths of an affiliation": lambda text: parse_affiliations([text[: LENGTH // 3]], load_gazetteer()),
    "a city": bare_city,
    "a kind of organisation": name_kind,
    "a journal": read_title,
    "two journals": lambda text: is_same_title(text, "Walks"),
}


@pytest.mark.parametrize("piece", [" ", "1", "a", "() ", "University and University ", "Aa and Aa ", "Conference:"])
@pytest.mark.parametrize("name", READ)
def test_a_long_text_of_anything_takes_no_time(name: str, piece: str):
    READ[name]("Walks")  # what is loaded once
    started = time.process_time()
    READ[name](f"mail {piece * (LENGTH // len(piece))}b")
    assert is_within_a_second(time.process_time() - started)
