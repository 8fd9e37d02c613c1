"""Every field of the eight real records with which the project starts."""

import json
from pathlib import Path

import pytest

from kg.clean import clean
from kg.readers import read
from kg.record import Fault, Record

SEED = "seeds/social-prescribing.rca.txt"
EXPECTED = json.loads((Path(__file__).parents[1] / "data/rca/seed-expected.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def records(shared: Path) -> list[Record]:
    read_items = list(read(shared / SEED))
    assert not [item for item in read_items if isinstance(item, Fault)]
    cleaned = [list(clean(record)) for record in read_items]
    assert all(len(items) == 1 for items in cleaned)
    return [items[0] for items in cleaned]


def test_there_are_eight_records_and_no_faults(records: list[Record]):
    assert len(records) == len(EXPECTED) == 8


@pytest.mark.parametrize("number", range(8))
def test_every_field_of_a_seed_record_is_read_as_printed(records: list[Record], number: int):
    record, expected = records[number], EXPECTED[number]
    assert record.container is not None
    assert {
        "ordinal": record.source.ordinal,
        "line": record.source.line,
        "title": record.title,
        "journal": record.container.title,
        "year": record.year,
        "volume": record.volume,
        "pages": record.pages,
        "article_number": record.article_number,
        "identifiers": {each.scheme: each.value for each in record.identifiers},
        "dates": {date.kind: date.value for date in record.dates},
        "metrics": {metric.kind: metric.value for metric in record.metrics},
        "flags": list(record.flags),
        "open_access": record.open_access,
        "contributors": [[each.name, each.family, each.given, each.initials] for each in record.contributors],
        "affiliations": {
            str(position): [each.full_name, *(affiliation.text for affiliation in each.affiliations)]
            for position, each in enumerate(record.contributors, 1)
            if each.full_name
        },
        "labels": [section.label for section in record.abstract],
        "registrations": [each.value for each in record.registrations],
    } == expected
    assert not record.truncated


def test_the_sections_hold_the_whole_abstract(shared: Path, records: list[Record]):
    page = (shared / SEED).read_text("utf-8")
    for record in records:
        assert record.abstract
        for section in record.abstract:
            assert section.text
            assert section.text in page
        printed = "".join(line for line in record.source.raw.split("\nAbstract\n")[1].split("\nCollapse")[0])
        kept = "".join(section.label + section.text for section in record.abstract)
        assert "".join(kept.split()) == "".join(printed.split())
