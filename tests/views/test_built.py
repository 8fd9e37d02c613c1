"""The page of a real build: from files to what the browser shows."""

import re

import pyoxigraph
import pytest
from playwright.sync_api import expect

import kg
from tests.views.studies import NASTY
from tests.views.test_browser import EVERY_VIEW

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("built")]  # by one process, which builds once


@pytest.fixture(scope="session")
def hostile_build(tmp_path_factory):
    """Give the folder of a build of RIS records whose every field is hostile, and of lines that are none."""
    folder = tmp_path_factory.mktemp("built")
    records = [
        f"TY  - JOUR\nTI  - {text}\nAU  - {text}, {NASTY[(at + 1) % len(NASTY)]}\nAU  - {NASTY[0]}, A\nAU  - Plain, B\n"
        f"AD  - {text}, University of {text}\nPY  - 20{10 + at}\nDO  - 10.1000/{text}\nKW  - {text}\nUR  - javascript:alert(9)\n"
        f"AB  - We asked about loneliness and {text}\nJO  - {text}\nXX  - {text}\nER  - \n"
        for at, text in enumerate(NASTY)
    ]
    name = folder / "a<img src=x onerror=alert(8)>.ris"
    name.write_text("\n".join([*records, "TY  - JOUR\nTI  - cut </script><script>alert(7)</script>"]), encoding="utf-8")
    kg.build([name], folder / "build", title=NASTY[0]).close()
    return folder / "build"


def test_a_build_of_hostile_records_opens_every_view_and_node_without_dialog_error_or_request(visit, hostile_build):
    with visit(hostile_build / "index.html") as page:
        assert page.title() == NASTY[0]
        for view in EVERY_VIEW:
            page.locator(f"[data-view={view}]").click()
            expect(page.locator("#status")).not_to_be_empty()
        for rows in ("author", "study", "institution", "concept", "cluster"):
            page.evaluate("rows => { location.hash = `view=table&rows=${rows}`; }", rows)
            for each in page.locator("#sheet td button").all():
                each.click()
                page.evaluate("rows => { location.hash = `view=table&rows=${rows}`; }", rows)
        assert page.locator("body img, body svg, body iframe, main script").count() == 0


def test_the_overview_says_what_was_read_and_what_could_not_be(visit, hostile_build):
    with visit(hostile_build / "index.html", "#view=overview") as page:
        expect(page.locator("#sheet")).to_contain_text("onerror=alert(8)>.ris")
        expect(page.locator("#sheet")).to_contain_text("What could not be read")
        faults = (hostile_build / "faults.jsonl").read_text("utf-8").count("\n")
        expect(page.locator("#sheet caption")).to_have_text(f"{faults} fault{'s' if faults > 1 else ''}")


def test_the_panel_of_a_person_says_why_authorships_were_put_together(visit, example):
    with visit(example / "index.html") as page:
        page.locator("#search").fill("moffatt")
        page.locator("#results li").first.click()
        expect(page.locator("#panel")).to_contain_text("Why this is one")
        expect(page.locator("#panel .reasons")).to_contain_text("in common")
        expect(page.locator("#panel")).to_contain_text(re.compile(r"2 names in bylines were put together"))


def test_a_concept_leads_to_its_heading_in_mesh(visit, example):
    with visit(example / "index.html", "#view=concepts") as page:
        page.locator("#search").fill("primary care")
        page.locator("#results li", has_text="concept").first.click()
        assert (
            page.locator("#panel a", has_text="MeSH").get_attribute("href").startswith("http://id.nlm.nih.gov/mesh/D")
        )


@pytest.mark.parametrize(
    "found", ["moffatt", "link workers, activities", "durham university", "primary care", "newcastle / durham"]
)
def test_the_turtle_of_a_node_says_nothing_that_the_graph_does_not(visit, example, found):
    with visit(example / "index.html") as page:
        page.locator("#search").fill(found)
        page.locator("#results li").first.click()
        page.get_by_text("As Turtle").click()
        with page.expect_download() as download:
            page.get_by_role("button", name="Save as a file").click()
        told = {
            quad.triple
            for quad in pyoxigraph.parse(path=str(download.value.path()), format=pyoxigraph.RdfFormat.TURTLE)
        }
    graph = {
        quad.triple for quad in pyoxigraph.parse(path=str(example / "graph.ttl"), format=pyoxigraph.RdfFormat.TURTLE)
    }
    assert len(told) >= 2
    assert told <= graph
