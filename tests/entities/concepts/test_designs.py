"""Study designs: what a record says it is, and what it only speaks of."""

from pathlib import Path

import pytest

import kg
from kg.clean import clean
from kg.entities.concepts import find_mentions
from kg.entities.concepts.designs import find_designs
from kg.readers import read
from kg.record import Record, Section, Source

KGC = "https://example.org/kg/concepts#"
DEMO = Path(kg.__file__).parent / "examples" / "social-prescribing.rca.txt"


def designs(title, *sections):
    record = Record("k", Source("rca", "f", 1, ""), title=title, abstract=tuple(Section(*each) for each in sections))
    return own(record)


def own(record):
    return [each.removeprefix(KGC) for each in find_designs(record, find_mentions(record, "s"))]


def test_the_designs_of_the_demo_are_right():
    records = [each for found in read(DEMO) for each in clean(found) if isinstance(each, Record)]
    assert [own(each) for each in records] == [
        ["systematic-map"],
        ["meta-ethnography"],
        ["qualitative-evidence-synthesis"],
        ["mixed-methods-study"],
        ["qualitative-study"],
        ["literature-review"],
        ["qualitative-study"],
        ["realist-review"],
    ]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Exercise for pain: a cluster randomised trial", ["cluster-randomised-trial"]),
        ("Exercise: a systematic review and meta-analysis of cohort studies", ["meta-analysis"]),
        ("A process evaluation of a randomised controlled trial", ["process-evaluation"]),
        ("A systematic review of qualitative studies", ["qualitative-evidence-synthesis"]),
        ("Why randomised controlled trials fail", []),
    ],
)
def test_the_title_names_the_design_but_not_in_the_plural_or_as_the_object_of_another(title, expected):
    assert designs(title) == expected


@pytest.mark.parametrize(
    ("label", "text", "expected"),
    [
        ("Methods", "Cross-sectional study of 40 clinics. We asked staff.", ["cross-sectional-study"]),
        ("Design", "A longitudinal qualitative study.", ["qualitative-study"]),
        ("METHODS", "Pain was measured. We conducted a cohort study.", ["cohort-study"]),
        ("", "Little is known. We carried out a scoping review of trials.", ["scoping-review"]),
        ("", "A randomised controlled trial was conducted in Kenya.", ["randomised-controlled-trial"]),
        ("Aims", "This qualitative study explores pain.", ["qualitative-study"]),
    ],
)
def test_an_abstract_says_what_was_done(label, text, expected):
    assert designs("Exercise and pain", (label, text)) == expected


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("Conclusions", "A randomised controlled trial is needed."),
        ("Methods", "We reviewed cohort studies and a randomised controlled trial."),
        ("Methods", "We searched for any randomised controlled trial."),
        ("", "Further work should include a randomised controlled trial."),
        ("", "Data of a cohort study were used."),
        ("Background", "The randomised controlled trial is the best design."),
    ],
)
def test_an_abstract_that_only_speaks_of_a_design_does_not_have_it(label, text):
    assert designs("Exercise and pain", (label, text)) == []


def test_what_a_study_says_in_its_results_or_conclusions_is_not_its_design():
    said = "We conducted a cohort study."
    assert designs("T", ("Methods", said)) == ["cohort-study"]
    assert designs("T", ("Results", said)) == designs("T", ("Conclusions", said)) == []
