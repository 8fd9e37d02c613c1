"""What records say about their authors."""

from kg.entities.people.bylines import read_byline
from kg.entities.people.forms import Form
from kg.record import Affiliation, Container, Contributor, Grant, Heading, Identifier, Record, Source


def read(*contributors: Contributor, **more):
    return read_byline(Record("k", Source("ris", "x", 1, ""), contributors=contributors, **more))


def test_an_author_keeps_their_place_among_all_contributors():
    editor, author = Contributor("Abel A", role="editor"), Contributor("Boone B", family="Boone", initials="B")
    assert [(each.position, each.name) for each in read(editor, author).authors] == [(2, author)]


def test_of_an_author_all_is_read_that_tells_them_from_a_namesake():
    printed = Contributor(
        "van der Berg J",
        family="van der Berg",
        given="Jan Ole",
        suffix="Jr",
        email="Jan@Example.org",
        identifiers=(Identifier("isni", "7"), Identifier("orcid", "0000-0001")),
        affiliations=(Affiliation("Oxford"), Affiliation("Bath")),
    )
    (author,) = read(printed).authors
    assert author.form == Form("van der berg", ("jan", "ole"), "jr", "0000-0001")
    assert (author.email, author.addresses) == ("jan@example.org", ("Oxford", "Bath"))


def test_the_name_carries_nothing_else_of_the_contributor():
    name = Contributor("Li A", family="Li", given="An", initials="A", suffix="III", collective=True)
    (author,) = read(
        Contributor(
            "Li A",
            full_name="An Li",
            family="Li",
            given="An",
            initials="A",
            suffix="III",
            collective=True,
            email="a@b.c",
        )
    ).authors
    assert author.name == name


def test_grants_headings_and_the_country_of_the_journal_stand_for_every_author():
    background = read(
        grants=(Grant("R01 CA-1", "NIH"), Grant("", "NIH")),
        headings=(Heading("Walking", ("physiology",)),),
        container=Container("Gut", country="England"),
    ).background
    assert background.funding == ("nih", "r01ca1")
    assert (background.headings, background.country) == (("Walking",), "England")
