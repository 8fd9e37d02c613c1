"""A small world of records, who wrote them, and their network; and records with anything in them."""

import string
from collections.abc import Callable
from typing import NamedTuple

import pytest
from hypothesis import strategies as st

from kg.cluster import Cluster, Coauthorship, Measures, Network
from kg.entity import (
    AffiliationMention,
    AffiliationOf,
    Authorship,
    ConceptMention,
    Entities,
    Institution,
    Journal,
    Mention,
    Person,
    Place,
    Study,
)
from kg.record import (
    Affiliation,
    Container,
    Contributor,
    Date,
    Grant,
    Heading,
    Identifier,
    Metric,
    Record,
    Reference,
    Relation,
    Section,
    Source,
    record_key,
)
from kg.terms import PREFIXES

CONCEPT = PREFIXES["kgc"] + "link-worker"


class World(NamedTuple):
    records: list[Record]
    entities: Entities
    network: Network


def make_record(raw: str, **fields) -> Record:
    return Record(record_key(raw), Source("rca", "page.txt", 7, raw, "3"), **fields)


def make_world() -> World:
    """Two records of one study and one record of another; two authors wrote both, one wrote one."""
    work = Affiliation("Department of Health, Newcastle University, Newcastle upon Tyne, UK")
    full = make_record(
        "full",
        title="Link workers: a review",
        identifiers=(Identifier("doi", "10.1000/<x>"), Identifier("pmid", "12")),
        dates=(
            Date("published", "2023", "2023"),
            Date("received", "01/02/2022", "2022-01-02"),
            Date("revised", "02/02/2022", "2022-02-02"),
            Date("accepted", "03/03/2022", "2022-03-03"),
            Date("indexed", "02/02/2022", "2022-02-02"),
        ),
        container=Container("J Tests", "journal", (Identifier("issn", "1234-5679"), Identifier("eissn", "2234-5678"))),
        volume="11",
        pages="305-12",
        contributors=(
            Contributor("Wildman JM", "Josephine M Wildman", family="Wildman", given="Josephine M", initials="JM",
                        affiliations=(work,)),
            Contributor("Moffatt S", family="Moffatt", given="S", initials="S"),
        ),
        abstract=(Section("AIMS", "To see link workers."), Section("METHODS AND RESULTS", "We saw.")),
        keywords=("social prescribing", "social prescribing"),
        registrations=(Identifier("isrctn", "ISRCTN13880272"),),
        open_access=True,
        metrics=(Metric("rca-citations", "12"), Metric("rca-impact-index", "4.0")),
        flags=("Abstract",),
    )  # fmt: skip
    terse = make_record("terse", title="Link workers: a review", volume="99", issue="4", language="en")
    other = make_record(
        "other",
        title="Another",
        container=Container("Journal of Tests"),
        dates=(Date("published", "2024", "2024"), Date("revised", "02/02/2022", "2022-02-02")),
        contributors=(
            Contributor("Wildman J"),
            Contributor("Moffatt S"),
            Contributor("RAMESES team", collective=True),
        ),
        registrations=(Identifier("isrctn", "ISRCTN13880272"),),
        truncated=True,
    )
    first, second, third = full.key, terse.key, other.key
    entities = Entities(
        studies=(
            Study("another", (third,), third, "Another", 2024, "tests"),
            Study("doi/10.1000/<x>", tuple(sorted((first, second))), first, "Link workers: a review", 2023, "tests"),
        ),
        people=(
            Person("moffatt", "Suzanne Moffatt", "Moffatt", "Suzanne", label="Moffatt, Suzanne", mentions=(Mention(first, 2), Mention(third, 2))),
            Person("team", "RAMESES team", label="RAMESES team", collective=True, mentions=(Mention(third, 3),)),
            Person("wildman", "Josephine M Wildman", "Wildman", "Josephine M", label="Wildman, Josephine M", orcid="0000-0001-2345-6789",
                   mentions=(Mention(first, 1), Mention(third, 1))),
        ),
        authorships=(
            Authorship("another", 1, "wildman", "Wildman J", (Mention(third, 1),), 0.9731),
            Authorship("another", 2, "moffatt", "Moffatt S", (Mention(third, 2),)),
            Authorship("another", 3, "team", "RAMESES team", (Mention(third, 3),)),
            Authorship("doi/10.1000/<x>", 1, "wildman", "Wildman JM", (Mention(first, 1),)),
            Authorship("doi/10.1000/<x>", 2, "moffatt", "Moffatt S", (Mention(first, 2),)),
        ),
        institutions=(
            Institution("department", "Department of Health", unit=True, parent="university", place="2641673",
                        names=("Department of Health",), mentions=(AffiliationMention(first, 1, 1),)),
            Institution("university", "Newcastle University", "Newcastle", place="2641673", postcode="NE1 7RU",
                        ror="01kj2bm70", names=("Newcastle University", "Univ Newcastle"),
                        mentions=(AffiliationMention(first, 1, 1),)),
        ),
        affiliations=(
            AffiliationOf("doi/10.1000/<x>", 1, 1, work.text, ("department",), (AffiliationMention(first, 1, 1),)),
        ),
        places=(
            Place("2635167", "United Kingdom", "country", "2635167", country_code="GB"),
            Place("2641673", "Newcastle upon Tyne", "city", "2641673", "2635167", "GB", "54.97328", "-1.61396"),
        ),
        journals=(Journal("tests", "J Tests", ("1234-5679", "2234-5678"), ("J Tests", "Journal of Tests")),),
        mentions=(
            ConceptMention("doi/10.1000/<x>", CONCEPT, first, "abstract/1", 7, 19, "link workers", "To see link workers."),
            ConceptMention("doi/10.1000/<x>", CONCEPT, first, "title", 0, 12, "Link workers", "Link workers: a review"),
            ConceptMention("doi/10.1000/<x>", CONCEPT, second, "title", 0, 12, "Link workers", "Link workers: a review"),
        ),
    )  # fmt: skip
    network = Network(
        coauthorships=(
            Coauthorship("moffatt", "team", 1, 0.5),
            Coauthorship("moffatt", "wildman", 2, 1.5),
            Coauthorship("team", "wildman", 1, 0.5),
        ),
        measures={"moffatt": Measures(2, 2.0, 0.0, 2, 1.0), "wildman": Measures(2, 2.0, 0.333333, 2, 1.0)},
        clusters=(
            Cluster("c1", "Newcastle", ("moffatt", "wildman", "team"), ("another", "doi/10.1000/<x>"), ("university",),
                    (CONCEPT,), ("moffatt",), ("wildman",), 2023, 2024),
        ),
    )  # fmt: skip
    return World([full, terse, other], entities, network)


@pytest.fixture(scope="session")
def world() -> World:
    return make_world()


@pytest.fixture(scope="session")
def record() -> Callable[..., Record]:
    """Give the builder of records: a raw text, and any field."""
    return make_record


@pytest.fixture(scope="session")
def hostile_records() -> st.SearchStrategy[Record]:
    """Give records whose texts have anything: quotes, controls, surrogates, addresses, other scripts."""
    mail = st.emails().map(lambda address: f"Write to {address}; ")
    awkward = st.sampled_from(
        ['"', "\\", "\n", "\r", "\x00", "\x85", "\ud800", "\ufffe", "<b>", "{", "é", "😀", "\u202e"]
    )
    texts = st.lists(st.one_of(st.text(max_size=8), awkward, mail), max_size=4).map("".join)
    schemes = ["doi", "pmid", "openalex", "arxiv", "isbn", "wos", "mesh", "orcid"]
    numbers = st.lists(st.builds(Identifier, st.sampled_from(schemes), texts), max_size=2).map(tuple)
    kinds = st.sampled_from(["retracts", "retracted-by", "preprint-of", "odd"])
    keys = st.text(string.ascii_lowercase + "234567", min_size=20, max_size=20)
    days = st.dates().map(str)
    return st.builds(
        Record,
        key=keys,
        source=st.builds(Source, format=st.just("rca"), file=texts, line=st.integers(1), raw=texts, ordinal=texts),
        title=texts,
        identifiers=st.lists(st.builds(Identifier, st.sampled_from(["doi", "pmid", "pmcid", "isbn", "wos"]), texts), max_size=3).map(tuple),
        dates=st.lists(
            st.builds(Date, st.sampled_from(["published", "received", "revised", "accepted", "indexed"]), texts, days),
            max_size=4,
        ).map(tuple),
        container=st.none()
        | st.builds(Container, texts, st.sampled_from(["journal", "book", "other"]), numbers, publisher=texts),
        volume=texts,
        issue=texts,
        pages=texts,
        article_number=texts,
        contributors=st.lists(
            st.builds(
                Contributor, name=texts, full_name=texts, family=texts, given=texts, email=texts,
                role=st.sampled_from(["author", "editor", "odd"]), identifiers=numbers,
                affiliations=st.lists(st.builds(Affiliation, texts, numbers), max_size=2).map(tuple),
            ),
            max_size=3,
        ).map(tuple),
        abstract=st.lists(st.builds(Section, texts, texts), max_size=3).map(tuple),
        keywords=st.lists(texts, max_size=3).map(tuple),
        types=st.lists(texts, max_size=2).map(tuple),
        language=texts,
        headings=st.lists(
            st.builds(Heading, texts, st.lists(texts, max_size=2).map(tuple), st.booleans(), st.none()), max_size=2
        ).map(tuple),
        grants=st.lists(st.builds(Grant, texts, texts), max_size=2).map(tuple),
        references=st.lists(st.builds(Reference, texts, numbers), max_size=2).map(tuple),
        relations=st.lists(st.builds(Relation, kinds, texts, numbers), max_size=2).map(tuple),
        licence=texts | texts.map("https://example.org/".__add__),
        registrations=st.lists(st.builds(Identifier, st.just("isrctn"), texts), max_size=2).map(tuple),
        open_access=st.none() | st.booleans(),
        metrics=st.lists(
            st.builds(Metric, st.just("rca-impact-index"), st.decimals(0, 10**6, places=2).map(str))
            | st.builds(Metric, st.just("wos-citations"), texts),
            max_size=2,
        ).map(tuple),
        flags=st.lists(texts, max_size=3).map(tuple),
        truncated=st.booleans(),
    )  # fmt: skip
