"""In which year figures were read is told by the records themselves."""

from kg.shapes import find_reading_years, validate
from kg.stores import EmbeddedStore
from kg.terms import KG
from tests.shapes.graphs import store_of


def figures(*records):
    """Make claims of records: citations, impact index, year."""
    return store_of(
        claims="".join(
            f"<record/{number}> a kg:Record ; prov:hadPrimarySource kg:ReferenceCitationAnalysis ; kg:citationCount {citations} ;"
            f' kg:impactIndex {index} ; fabio:hasPublicationYear "{year}"^^xsd:gYear .\n'
            for number, (citations, index, year) in enumerate(records)
        )
    )


def test_the_reading_year_is_the_one_that_fits_most_figures():
    # As printed: 12 citations since 2022, 17 since 2021, 1 since 2023; zeros say nothing.
    figure = [(12, "4.0", 2022), (17, "4.3", 2021), (1, "0.5", 2023), (0, "0.0", 2010), (5, "9.9", 2001)]
    assert find_reading_years(figures(*figure)) == {KG.ReferenceCitationAnalysis: 2025}
    assert find_reading_years(figures((0, "0.0", 2010))) == {}
    # In the year of publication and the next the age counts as one: both fit, and the earlier is taken.
    assert find_reading_years(figures((7, "7.0", 2024))) == {KG.ReferenceCitationAnalysis: 2024}
    assert find_reading_years(EmbeddedStore()) == {}


def test_an_impact_index_that_does_not_follow_from_citations_and_age_is_a_warning():
    figure = [
        (12, "4.0", 2022),
        (17, "4.3", 2021),
        (7, "7.0", 2025),
        (7, "7.0", 2024),
        (30, "29", 2010),
        (3, "0.0", 2020),
    ]
    found = list(validate(figures(*figure)))
    assert [(violation.focus.rpartition("/")[2], violation.severity) for violation in found] == [
        ("4", "Warning"),
        ("5", "Warning"),
    ]
    assert found[0].path == KG.impactIndex.value
