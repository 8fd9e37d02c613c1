"""Works that are cited or related, and the studies that identifiers mean."""

from kg.entity import Study
from kg.facts import Works
from kg.facts.identifiers import work_iri
from kg.record import Identifier

DOI, PMID = Identifier("doi", "10.1/A"), Identifier("pmid", "7")


def test_an_identifier_that_two_studies_bear_means_the_first_of_them_whatever_its_case():
    works = Works(Study(key, (), "", "", identifiers=(("doi", "10.1/a"),)) for key in "st")
    assert works.key([PMID, DOI]) == "s"
    assert works.key([PMID]) == ""


def test_a_work_of_two_numbers_of_one_register_is_the_first():
    assert work_iri([Identifier("doi", "10.1/a"), Identifier("doi", "10.1/b")]) == "<https://doi.org/10.1/a>"
