"""What is seen of a picture at once: of many clusters, on a phone, while it moves, on paper."""

import re
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import expect

from kg.views import draw
from kg.views.model import Merge, Origins, Step
from kg.views.page import render
from tests.bench.page import plant
from tests.views.conftest import await_painted
from tests.views.tables import iri
from tests.views.test_takeaway import take

pytestmark = pytest.mark.browser
SVG = "{http://www.w3.org/2000/svg}"
PHONE = {"width": 390, "height": 844, "device_scale_factor": 3}
# Zooms in by an event a frame for two seconds, and tells at which ratios the picture was painted meanwhile.
ZOOM = """async () => {
  const canvas = document.getElementById("canvas"), box = canvas.getBoundingClientRect(), seen = new Set();
  const middle = { clientX: box.left + box.width / 2, clientY: box.top + box.height / 2 }, start = performance.now();
  while (performance.now() - start < 2000) {
    canvas.dispatchEvent(new WheelEvent("wheel", { ...middle, deltaY: -20, bubbles: true, cancelable: true }));
    await new Promise(requestAnimationFrame);
    seen.add(canvas.dataset.ratio);
  }
  return [...seen];
}"""

# Notes what goes to the printer: the colours, whether the screen's dots do, whether text does, and at what width.
WATCH = """() => addEventListener("beforeprint", () => {
  const drawn = document.querySelector("#paper svg"), written = [...drawn.querySelectorAll("text")].map((each) => each.textContent);
  window.printed = [document.documentElement.dataset.theme, getComputedStyle(document.getElementById("canvas")).display,
    written.includes("Tyndall S"), drawn.getBoundingClientRect().width > 600];
})"""

# Notes where letters are painted from now on: the middle of each text, in pixels of the picture, and its width.
NOTE = """() => {
  window.written = [];
  const pen = CanvasRenderingContext2D.prototype, { fillText } = pen;
  pen.fillText = function (text, x, y) {
    window.written.push([x, y, this.measureText(text).width]);
    fillText.call(this, text, x, y);
  };
}"""


@pytest.fixture(scope="session")
def crowd(tmp_path_factory):
    """Give the page of a network that is too much to be painted sharply at once."""
    model, layouts = plant(2500, 10_000)
    path = tmp_path_factory.mktemp("crowd") / "crowd.html"
    path.write_text(render(model, layouts, "Crowd", Origins()))
    return path


def labels(page):
    """Give what is written in the picture, as it is saved."""
    return [each.text for each in ET.fromstring(take(page, "SVG")).find(f"{SVG}g").iter(f"{SVG}text")]


def test_the_largest_of_very_many_clusters_are_named_at_first_sight_and_others_as_one_comes_nearer(visit, crowd):
    with visit(crowd, "#view=coauthors", width=1000) as page:
        await_painted(page)
        first = [text for text in labels(page) if text.startswith("Team ")]
        assert 10 <= len(first) <= 30
        box = page.locator("#canvas").bounding_box()
        page.mouse.move(box["x"] + 0.8 * box["width"], box["y"] + 0.8 * box["height"])
        page.mouse.wheel(0, -900)
        await_painted(page)
        assert {text for text in labels(page) if text.startswith("Team ")} - {*first}


def test_every_type_has_its_strongest_nodes_named_at_first_sight(visit):
    with visit("large", "#view=everything", width=1000) as page:
        await_painted(page)
        assert sum(text.startswith("topic ") for text in labels(page)) > 1


@pytest.mark.parametrize("view", ["coauthors", "everything"])
def test_a_picture_fills_a_phone_held_upright(visit, view):
    with visit("large", f"#view={view}", **PHONE) as page:
        await_painted(page)
        high = page.locator("#canvas").bounding_box()["height"]
        places = [
            float(each.get("cy")) for each in ET.fromstring(take(page, "SVG")).find(f"{SVG}g").iter(f"{SVG}circle")
        ]
        assert max(places) - min(places) > 0.75 * high


def test_no_label_lies_under_the_buttons_that_zoom(visit):
    with visit("large", "#view=everything", **PHONE) as page:
        await_painted(page)
        page.evaluate(NOTE)
        for _ in range(4):
            page.locator("#zoom button").first.click()
            await_painted(page)
        spots = page.evaluate("window.written")
        left, top = page.locator("#zoom").evaluate("each => [each.offsetLeft, each.offsetTop]")
        assert len(spots) > 40
        assert not [(x, y) for x, y, wide in spots if x + wide / 2 > left + 1 and y > top]


def test_a_large_picture_is_painted_coarsely_while_it_moves_and_sharply_once_it_rests(visit, crowd):
    with visit(crowd, **PHONE) as page:
        canvas = page.locator("#canvas")
        await_painted(page)
        expect(canvas).to_have_attribute("data-ratio", "2")
        assert "1" in page.evaluate(ZOOM)
        await_painted(page)
        expect(canvas).to_have_attribute("data-ratio", "2")


def test_the_picture_is_printed_in_lines_and_letters_and_in_light_colours_not_in_dots(visit):
    with visit(address="#view=everything&theme=dark") as page:
        await_painted(page)
        page.emulate_media(media="print")
        page.evaluate(WATCH)
        page.pdf()
        assert page.evaluate("window.printed") == ["light", "none", True, True]
        page.emulate_media(media="screen")
        expect(page.locator("#paper svg")).to_have_count(0)
        assert page.locator("html").get_attribute("data-theme") == "dark"


def test_the_steps_of_a_merge_beyond_the_first_are_shown_when_asked_for(visit, small, tmp_path):
    steps = tuple(Step(0.9 + each / 1000, (), (("a rare name", 2.0),)) for each in range(9))
    origins = Origins(merges={iri("person", "Harrow-S"): Merge(409, steps)})
    draw(small, "Steps", origins).write(tmp_path / "steps.html")
    with visit(tmp_path / "steps.html", "#view=coauthors&chosen=person/Harrow-S") as page:
        told = page.locator("#panel details.doubt", has_text=re.compile("sure"))
        expect(told).to_have_count(5)
        expect(page.locator("#panel")).to_contain_text("Only 9 of them are in this page; kg explain shows all.")
        page.get_by_role("button", name="Show 4 more steps").click()
        expect(told).to_have_count(9)
        expect(told.nth(5).locator("summary")).to_be_focused()
        expect(told.nth(8)).to_contain_text("90.8 % sure")
