"""The sections of an abstract and what each is for."""

import pytest

from kg.facts import Nodes
from kg.facts.abstracts import discourse_elements, section_facts
from kg.facts.vocabulary import DEO
from kg.iri import Minter
from kg.record import Section
from kg.terms import VIVO
from tests.parsing import parse_quads


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("BACKGROUND", {DEO.Background}),
        ("Background & aims", {DEO.Background, DEO.Introduction}),
        ("Objectives", {DEO.Introduction}),
        ("DESIGN, SETTING, AND PARTICIPANTS", {DEO.Methods}),
        ("Materials and methods", {DEO.Materials, DEO.Methods}),
        ("METHODS AND FINDINGS", {DEO.Methods, DEO.Results}),
        ("Main results", {DEO.Results}),
        ("Limitations", {DEO.Discussion}),
        ("CONCLUSIONS AND RELEVANCE", {DEO.Conclusion, DEO.Evaluation}),
        ("Trial registration", {DEO.ExternalResourceDescription}),
        ("FUNDING", {DEO.Acknowledgements}),
        ("Unlabelled", set()),
        ("", set()),
    ],
)
def test_a_label_tells_what_a_section_is_for(label, expected):
    assert set(discourse_elements(label)) == expected


def test_a_stem_counts_only_where_a_word_begins():
    assert discourse_elements("Research") == ()


def test_sections_are_numbered_from_one_in_their_nodes_and_ranks():
    nodes = Nodes(Minter())
    told = parse_quads(section_facts(nodes["study", "s"], (Section("AIMS", "A."), Section("", "B."))))
    ranks = [(q.subject.value.partition("/study/")[2], q.object.value) for q in told if q.predicate == VIVO.rank]
    assert ranks == [("s/section/1", "1"), ("s/section/2", "2")]


def test_an_abstract_in_one_piece_without_a_label_has_no_section_that_repeats_it():
    nodes = Nodes(Minter())
    assert not list(section_facts(nodes["study", "s"], (Section("", "We walked."),)))
    assert list(section_facts(nodes["study", "s"], (Section("AIMS", "We walked."),)))
