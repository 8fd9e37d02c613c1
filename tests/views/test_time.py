"""What stands in time: the timeline, and concepts by year."""

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import expect

from kg.views import draw
from tests.views.conftest import await_painted
from tests.views.studies import Paper, Signed
from tests.views.tables import tables
from tests.views.test_takeaway import take, texts

pytestmark = pytest.mark.browser

ACCENT = """canvas => new Uint32Array(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.buffer)
  .filter(pixel => pixel === 0xffd0570b).length"""
SVG = "{http://www.w3.org/2000/svg}"


def picture(page):
    """Give the picture as it is saved."""
    return ET.fromstring(take(page, "SVG"))


def test_the_timeline_names_its_years_and_lanes_in_the_picture_too(visit):
    with visit(address="#view=timeline") as page:
        said = texts(page)
        assert {"2021", "2022", "2023", "2024", "2025", "Aldmoor / Bexhaven", "Harrow 2022"} <= set(said)


@pytest.mark.parametrize("span", [17, 18, 21, 25])
def test_the_years_that_are_written_are_as_far_from_each_other(visit, tmp_path, span):
    papers = [
        Paper(f"Walking {year}", year, (Signed("Aster B"), Signed("Bell C"))) for year in range(2027 - span, 2027)
    ]
    draw(tables(papers), "Years").write(tmp_path / "years.html")
    with visit(tmp_path / "years.html", "#view=timeline", width=1200) as page:
        years = [int(each) for each in texts(page) if re.fullmatch(r"20\d\d", each)]
        assert len({later - year for year, later in pairwise(years)}) == 1


def test_on_a_phone_five_years_of_the_timeline_are_in_sight(visit):
    with visit(address="#view=timeline", width=390, height=844) as page:
        await_painted(page)
        assert {"2021", "2022", "2023", "2024", "2025"} <= set(texts(page))


def test_on_the_timeline_the_studies_of_an_author_are_joined(visit):
    with visit(address="#view=timeline") as page:
        await_painted(page)
        assert page.locator("#canvas").evaluate(ACCENT) == 0
    with visit(address="#view=timeline") as page:
        page.locator("#search").fill("harrow s")
        page.locator("#results li").first.click()
        expect(page.locator("[data-view=timeline]")).to_have_attribute("aria-current", "true")
        await_painted(page)
        assert page.locator("#canvas").evaluate(ACCENT) > 50


@pytest.mark.xdist_group("large")
def test_careers_that_move_between_clusters_are_offered_and_bring_their_lanes_to_the_top(visit):
    with visit("large", "#view=timeline") as page:
        mover = page.locator("#panel button.row").first
        clusters = int(re.search(r"(\d+) clusters", mover.text_content())[1])
        assert clusters > 1
        before = texts(page)
        mover.click()
        expect(page.locator("#panel h2").first).to_have_text("author")
        assert texts(page) != before


def test_concepts_by_year_stand_in_the_middle_of_their_years_and_are_shared_as_such(visit):
    with visit(address="#view=concepts") as page:
        page.locator("#arrange").select_option("year")
        assert "arrange=year" in page.evaluate("location.hash")
        assert {"2021", "2023", "Interventions", "social prescribing"} <= set(texts(page))
        page.locator("#from").fill("2023")
        page.locator("#from").press("Tab")
        assert "2021" not in texts(page)
        page.locator("#arrange").select_option("links")
        assert "2023" not in texts(page)


def test_what_stands_in_few_years_begins_beside_the_names_of_its_lanes(visit):
    with visit("retracted", "#view=timeline") as page:
        lane = next(each for each in picture(page).iter(f"{SVG}rect") if each.get("x"))
        assert float(lane.get("x")) == pytest.approx(170, abs=1)


@pytest.mark.xdist_group("large")
@pytest.mark.parametrize("wide", [1440, 390])
def test_names_of_concepts_by_year_lie_on_no_line_but_their_own(visit, wide):
    """A line of years is at the height of its concept, and so is the name that lies on it."""
    with visit("large", "#view=concepts&arrange=year", width=wide) as page:
        page.set_content(ET.tostring(picture(page), encoding="unicode").replace("ns0:", "").replace(":ns0", ""))
        boxes = "all => all.map(each => each.getBoundingClientRect()).map(box => [box.left, box.top, box.right, box.bottom])"
        names = page.locator("g g text[stroke]").evaluate_all(boxes)
        lines = page.locator("g g path").evaluate_all(boxes)
    assert len(names) > 4
    assert len(lines) > 10
    for left, top, right, bottom in names:
        for start, height, end, _ in lines:
            on = start < right - 3 and end > left + 3 and top + 3 < height < bottom - 3
            assert not on or abs((top + bottom) / 2 - height) < 2
