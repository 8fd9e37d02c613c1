"""What the reader of OpenAlex makes of works of today and of 2023."""

import gzip
import io
import json
from pathlib import Path

import pytest

from kg.readers import openalex
from kg.readers import read as read_file
from kg.record import Affiliation, Contributor, Date, Fault, Grant, Heading, Identifier, Record, Section

FILE = Path(__file__).parents[1] / "data/openalex/works.json"


def read_work(**members: object) -> Record:
    work = json.dumps({"id": "https://openalex.org/W1", **members})
    (record,) = openalex.read(io.BytesIO(work.encode()), "works.json")
    assert isinstance(record, Record)
    return record


@pytest.fixture(scope="module")
def works() -> list[Record]:
    return [item for item in read_file(FILE) if isinstance(item, Record)]


def test_identifiers_are_without_their_addresses(works: list[Record]):
    assert {each.scheme: each.value for each in works[0].identifiers} == {
        "openalex": "W4200000001",
        "doi": "https://doi.org/10.5555/Walk.1",
        "pmid": "40000001",
        "pmcid": "9000001",
        "mag": "4200000001",
    }


@pytest.mark.parametrize(
    ("day", "known"),
    [("2021-03-17", "2021-03-17"), ("2021-03-01", "2021-03"), ("2021-01-01", "2021"), ("2021-01-17", "2021-01-17")],
)
def test_a_day_that_only_fills_up_a_date_is_not_claimed(day: str, known: str):
    assert read_work(publication_date=day, publication_year=2021).dates == (Date("published", known),)


def test_an_abstract_is_put_back_into_its_order(works: list[Record]):
    assert works[0].abstract == (Section("", "We asked walkers. We went."),)


def test_affiliations_have_the_institutions_found_in_them_and_the_others_stand_alone(works: list[Record]):
    texts = [(each.text, [one.value for one in each.identifiers]) for each in works[0].contributors[0].affiliations]
    assert texts == [
        ("Dept of Walking, University of Oldtown, Oldtown", ["00000xx40", "I1"]),
        ("No Such Place", []),
        ("Oldtown Hospital", ["00000yx41", "I2"]),
    ]
    assert works[1].contributors[0].affiliations == (
        Affiliation("University of Oldtown, Oldtown", (Identifier("openalex", "I1"),)),
    )


def test_institutions_are_not_guessed_for_several_affiliations():
    author = {
        "author": {"display_name": "Bo Li"},
        "institutions": [{"id": "https://openalex.org/I1", "display_name": "X", "ror": "https://ror.org/1"}],
        "raw_affiliation_strings": ["Here", "There"],
    }
    (contributor,) = read_work(authorships=[author]).contributors
    assert contributor.affiliations == (Affiliation("Here"), Affiliation("There"))


@pytest.mark.parametrize(
    ("raw", "shown", "family", "given"),
    [
        (None, "Bo Li", "Li", "Bo"),
        ("Bo Li", "Bo Li", "Li", "Bo"),
        ("Øster, Ada M.", "Ada Øster", "Øster", "Ada M."),
        ("Dow CJ", "Cy J. Dow", "", ""),
        ("Jan van der Berg", "J. Berg", "van der Berg", "Jan"),
    ],
)
def test_names_are_given_names_first_unless_they_are_printed_otherwise(raw, shown: str, family: str, given: str):
    (author,) = read_work(authorships=[{"author": {"display_name": shown}, "raw_author_name": raw}]).contributors
    assert (author.name, author.family, author.given.replace(",", "")) == (raw or shown, family, given)


def test_headings_stand_once_with_all_their_qualifiers(works: list[Record]):
    assert works[0].headings == (
        Heading("Walking", ("psychology",), True, Identifier("mesh", "D016138"), ("psychology",)),
    )


def test_the_rest_of_the_model_is_filled(works: list[Record]):
    work = works[0]
    assert (work.volume, work.issue, work.pages, work.language) == ("7", "", "e12", "en")
    assert (work.licence, work.open_access, work.flags) == ("cc-by", True, ("retracted",))
    assert (work.keywords, work.grants) == (("Path",), (Grant("PC-1", "Path Council"),))
    assert [each.identifiers[0].value for each in work.references] == ["W1", "W2"]
    assert work.container is not None
    assert work.container.publisher == "Path Press"
    assert [(each.scheme, each.value) for each in work.container.identifiers] == [
        ("issn", "1234-5679"), ("issn", "2049-3630"), ("issnl", "1234-5679"), ("openalex", "S1"),
    ]  # fmt: skip
    assert [each.name for each in work.extra] == ["oa_status", "funder", "concepts"]
    assert works[1].container is not None
    assert (works[1].title, works[1].container.title) == ("Tensions on the path", "Path Letters")


def test_every_work_of_the_sample_is_read_as_json_reads_it(shared: Path):
    sample = shared / "samples/openalex/synergy-first-half.jsonl.gz"
    works = list(map(json.loads, gzip.decompress(sample.read_bytes()).splitlines()))
    items = list(read_file(sample))
    records = [item for item in items if isinstance(item, Record)]
    faults = [item for item in items if isinstance(item, Fault)]
    assert {fault.reason for fault in faults} == {"control or half characters were taken out"}
    stripped = {fault.record for fault in faults}
    assert len(records) == len(works)
    for work, record in zip(works, records, strict=True):
        assert record.identifier("openalex") == work["id"].removeprefix("https://openalex.org/")
        assert record.identifier("pmid") == work["ids"].get("pmid", "").rpartition("/")[2]
        assert [each.full_name or each.name for each in record.contributors] == [
            " ".join(each["author"]["display_name"].split()) for each in work["authorships"]
        ]
        assert len(record.references) == len(work["referenced_works"])
        assert {each.label for each in record.headings} == {each["descriptor_name"] for each in work["mesh"]}
        words = sum(map(len, (work["abstract_inverted_index"] or {}).values()))
        assert words == sum(len(each.text.split(" ")) for each in record.abstract) or record.key in stripped


def test_a_contributor_without_anything_is_still_a_position():
    assert read_work(authorships=[{}]).contributors == (Contributor(""),)
