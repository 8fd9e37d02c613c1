"""The page in a browser, opened from disk."""

import re

import pytest
from playwright.sync_api import expect

from kg.views import draw
from kg.views.gather import build_model
from tests.views.conftest import await_painted
from tests.views.tables import BASE

pytestmark = pytest.mark.browser

LARGE = pytest.mark.xdist_group("large")  # which takes seconds to draw, so that one process does it
EVERY_VIEW = ["overview", "coauthors", "everything", "institutions", "concepts", "clusters", "timeline", "table"]


def find(page, text):
    page.locator("#search").fill(text)
    return page.locator("#results li")


@pytest.mark.parametrize("name", ["small", pytest.param("large", marks=LARGE), "hostile", "retracted", "empty"])
def test_every_view_opens_from_disk_without_error_dialog_or_request(visit, name):
    with visit(name) as page:
        for view in EVERY_VIEW:
            page.locator(f"[data-view={view}]").click()
            expect(page.locator(f"[data-view={view}]")).to_have_attribute("aria-current", "true")
            expect(page.locator("#status")).not_to_be_empty()


def test_hostile_records_stay_text_wherever_they_are_shown(visit, hostile):
    nodes = build_model(hostile).nodes
    with visit("hostile") as page:
        for node in nodes:
            page.evaluate(
                "key => new Promise((done) => { addEventListener('hashchange', done, { once: true });"
                " location.hash = new URLSearchParams({ chosen: key }); })",
                node.iri.removeprefix(BASE),
            )
            shown = page.locator("#panel h3")
            expect(shown).to_have_count(1)
            assert shown.evaluate("element => element.textContent") == node.name
        assert page.locator("#panel img, #panel svg, #panel script, #results img").count() == 0
        assert all(url.startswith("https://") for url in page.locator("a").evaluate_all("all => all.map(a => a.href)"))


SEARCHES = {
    "obrien": "O’Brien N",
    "O'BRIEN": "O’Brien N",
    "asl ebrahimi": "Ebrahimi-Asl R",
    "10.1000/abc6": "Rother 2022",
    "91000007": "Rhoden 2021",
    "pandemic": "Harrow 2022",
    "hygiene tropical": "Jarrow School of Hygiene & Tropical Medicine",
    "diabetes": "type 2 diabetes",
    "Link workers": "link workers",
}


def test_search_finds_folded_names_titles_identifiers_institutions_and_concepts(visit):
    with visit() as page:
        for asked, found in SEARCHES.items():
            expect(find(page, asked).first).to_contain_text(found)


def test_search_says_when_nothing_is_found(visit):
    with visit() as page:
        expect(find(page, "zzz")).to_have_count(0)
        expect(page.locator("#found")).to_have_text("0 found")


def test_the_panel_of_a_study_shows_facts_links_byline_and_evidence(visit):
    with visit() as page:
        find(page, "10.1000/abc(1)").first.click()
        panel = page.locator("#panel")
        expect(panel.locator("h3")).to_have_text(
            "Link workers and the long road: an ethnography of a community referral scheme"
        )
        expect(panel).to_contain_text("Citations")
        links = panel.locator("a").evaluate_all("all => all.map(a => a.href)")
        assert links == ["https://doi.org/10.1000/abc(1)", "https://pubmed.ncbi.nlm.nih.gov/91000001"]
        assert panel.locator("li button").first.text_content() == "Harrow S"
        expect(panel.locator("blockquote mark").first).to_have_text("social prescribing")


def test_the_panel_of_an_author_says_when_they_worked_where_and_wrote(visit):
    with visit(address="#chosen=person/Harrow-S") as page:
        expect(page.locator("#panel li", has_text="Aldmoor University")).to_contain_text("2022–2023")
        expect(page.locator("#panel .spark")).to_have_attribute("aria-label", "2022: 1, 2023: 1")


def test_a_neighbour_in_the_panel_leads_to_its_own_facts(visit):
    with visit() as page:
        find(page, "obrien").first.click()
        page.locator("#panel button", has_text="Harrow S").click()
        expect(page.locator("#panel h3")).to_have_text("Harrow S")
        expect(page.locator("#panel button", has_text="Garside K")).to_contain_text("×2")


def test_a_cluster_in_the_legend_shows_its_members(visit):
    with visit() as page:
        page.locator("#clusters button", has_text="Aldmoor / Bexhaven").click()
        expect(page.locator("#panel")).to_contain_text("Authors (12)")


def test_filters_by_year_cluster_and_type_leave_what_fits(visit):
    with visit(address="#view=everything") as page:
        page.locator("#from").fill("2023")
        page.locator("#from").press("Tab")
        expect(page.locator("#status")).to_contain_text("4 of 8 studies")
        page.get_by_label("Show Estwick / Farrow").uncheck()
        expect(page.locator("#status")).to_contain_text("18 of 32 authors, 2 of 8 studies")
        page.get_by_role("checkbox", name="Concepts").uncheck()
        expect(page.locator("#status")).not_to_contain_text("concepts")


@LARGE
def test_concepts_of_few_studies_are_drawn_when_asked_for(visit, large):
    with visit("large", "#view=everything&team=1") as page:
        every = build_model(large).totals["concept"]
        assert re.search(rf"\d+ of {every} concepts", page.locator("#status").text_content())
        page.locator("#least").fill("1")
        page.locator("#least").press("Tab")
        expect(page.locator("#status")).to_contain_text(f", {every} concepts")


def test_the_keyboard_alone_finds_reads_and_clears(visit):
    with visit() as page:
        page.keyboard.press("/")
        page.keyboard.type("wint")
        expect(page.locator("#results [aria-selected=true]")).to_contain_text("Winter JM")
        page.keyboard.press("ArrowDown")
        expect(page.locator("#results [aria-selected=true]")).to_have_text(re.compile("^Winter J(?!M)"))
        page.keyboard.press("Enter")
        expect(page.locator("#panel h3")).to_have_text("Winter J")
        for _ in range(4):  # over what can be done with the node, to its cluster
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator("#panel h3")).to_have_text("Aldmoor / Bexhaven")
        page.keyboard.press("Escape")
        expect(page.locator("#panel h3")).to_have_count(0)
        expect(page.locator("#search")).to_be_focused()


def test_the_address_gives_back_what_was_seen(visit):
    with visit() as page:
        page.locator("[data-view=everything]").click()
        find(page, "obrien").first.click()
        page.locator("#to").fill("2023")
        page.locator("#to").press("Tab")
        page.locator("#theme").click()
        page.get_by_label("Show Estwick / Farrow").uncheck()
        address, status = page.evaluate("location.hash"), page.locator("#status").text_content()
    with visit(address=address) as page:
        expect(page.locator("#status")).to_have_text(status)
        expect(page.locator("#panel h3")).to_have_text("O’Brien N")
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")
        assert page.evaluate("location.hash") == address


def test_going_back_returns_to_the_node_before(visit):
    with visit() as page:
        find(page, "obrien").first.click()
        find(page, "Tyndall S").first.click()
        page.go_back()
        expect(page.locator("#panel h3")).to_have_text("O’Brien N")


def test_an_address_that_makes_no_sense_opens_the_first_view(visit):
    with visit(
        address="#view=nothing&chosen=javascript:alert(1)&from=abc&types=__proto__&pinned=1,2,x&without=9-3&theme=x"
    ) as page:
        expect(page.locator("[data-view=coauthors]")).to_have_attribute("aria-current", "true")


def test_the_panel_says_at_first_how_the_view_is_read(visit):
    with visit() as page:
        for view in EVERY_VIEW[1:-1]:
            page.locator(f"[data-view={view}]").click()
            expect(page.locator("#panel h2").first).to_have_text("How to read this")
            expect(page.locator("#panel p").first).not_to_be_empty()


def test_an_empty_picture_says_why_and_how_to_fill_it(visit):
    with visit(address="#papers=99") as page:
        expect(page.locator("#nothing")).to_contain_text("The filters leave nothing")
        page.locator("#nothing button").click()
        expect(page.locator("#nothing")).to_be_empty()
        expect(page.locator("#status")).to_contain_text("32 authors")
    with visit("empty", "#view=concepts") as page:
        expect(page.locator("#nothing")).to_have_text("No concepts to draw: the records tell of none.")


def test_the_overview_leads_to_every_other_view(visit):
    with visit(address="#view=overview") as page:
        for at, view in enumerate(EVERY_VIEW[1:]):
            page.locator(".doors button").nth(at).click()
            expect(page.locator(f"[data-view={view}]")).to_have_attribute("aria-current", "true")
            page.locator("[data-view=overview]").click()


def test_a_click_on_a_node_selects_it_and_a_click_beside_it_clears(visit):
    inside = """() => {
        const canvas = document.querySelector("canvas"), wide = canvas.width;
        const pixels = new Uint32Array(canvas.getContext("2d").getImageData(0, 0, wide, canvas.height).data.buffer);
        const blue = 0xffaa7744, here = (spot) => [-3, 0, 3].every((x) => [-3, 0, 3].every((y) => pixels[spot + x + y * wide] === blue));
        const spot = pixels.findIndex((_, spot) => here(spot)), box = canvas.getBoundingClientRect();
        return [box.x + spot % wide, box.y + Math.floor(spot / wide), box.x, box.y];
    }"""  # a place amid the first cluster's colour
    with visit() as page:
        x, y, left, top = page.evaluate(inside)
        page.mouse.click(x, y)
        expect(page.locator("#panel h2").first).to_have_text("author")
        page.mouse.click(left + 3, top + 3)
        expect(page.locator("#panel h3")).to_have_count(0)


def test_a_finger_chooses_and_two_zoom(visit):
    with visit(width=390, height=844, has_touch=True, address="#ego=person/Rother-D") as page:
        await_painted(page)
        box = page.locator("#canvas").bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.touchscreen.tap(x - 63, y)  # of two nodes side by side, the left one
        expect(page.locator("#panel h2").first).to_have_text("author")
        session = page.context.new_cdp_session(page)
        for kind, apart in (("touchStart", 20), ("touchMove", 60), ("touchMove", 120)):
            points = [{"x": x - apart, "y": y, "id": 1}, {"x": x + apart, "y": y, "id": 2}]
            session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        expect(page).to_have_url(re.compile("at="))


def test_a_box_drawn_with_shift_chooses_what_is_in_it(visit):
    with visit(address="#without=2-5") as page:
        await_painted(page)
        box = page.locator("#canvas").bounding_box()
        page.keyboard.down("Shift")
        page.mouse.move(box["x"] + 5, box["y"] + 5)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] - 5, box["y"] + box["height"] - 5, steps=3)
        page.mouse.up()
        page.keyboard.up("Shift")
        expect(page.locator("#panel h2").first).to_have_text("12 chosen")


def test_the_table_sorts_by_number_at_first_and_leads_to_the_node(visit):
    with visit(address="#view=table&rows=study") as page:
        expect(page.locator("th[aria-sort=descending]")).to_contain_text("Citations")
        page.locator("th button", has_text="Name").click()
        expect(page.locator("th[aria-sort=ascending]")).to_contain_text("Name")
        page.locator("th button", has_text="Citations").click()
        expect(page.locator("th[aria-sort=descending]")).to_contain_text("Citations")
        first = page.locator("tbody tr").first
        expect(first).to_contain_text("Adapting a referral scheme")
        first.locator("button").click()
        expect(page.locator("#panel h3")).to_contain_text("Adapting a referral scheme")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_follows_the_systems_scheme_until_told_otherwise(visit, scheme):
    with visit(color_scheme=scheme) as page:
        expect(page.locator("html")).to_have_attribute("data-theme", scheme)
        page.locator("#theme").click()
        expect(page.locator("html")).not_to_have_attribute("data-theme", scheme)


def test_a_phone_scrolls_in_one_direction_only(visit):
    with visit(width=390, height=844) as page:
        for view in EVERY_VIEW:
            page.locator(f"[data-view={view}]").click()
            assert page.evaluate("document.documentElement.scrollWidth") <= 390
            expect(page.locator("#picture")).to_be_in_viewport()
            assert page.locator("#picture").bounding_box()["height"] > 400


def test_on_a_phone_what_is_chosen_far_down_is_read_from_its_beginning(visit):
    with visit(width=390, height=844, address="#view=coauthors") as page:
        page.locator("#panel button.row").last.click()
        expect(page.locator("#panel h2").first).to_have_text("author")
        expect(page.locator("#panel h2").first).to_be_in_viewport()


@LARGE
def test_a_cut_network_says_what_it_shows_and_where_the_whole_is(browser, large, tmp_path, monkeypatch):
    monkeypatch.setattr("kg.views.gather.build_model.__defaults__", (300,))
    draw(large, "Cut").write(tmp_path / "cut.html")
    page = browser.new_page()
    page.goto((tmp_path / "cut.html").as_uri())
    expect(page.locator("#panel")).to_contain_text(re.compile(r"Showing 150 of \d{3} authors .* coauthors\.graphml"))
    page.close()


@LARGE
def test_a_large_network_is_ready_within_three_seconds_and_found_within_a_tenth(visit):
    with visit("large") as page:
        assert page.evaluate("performance.getEntriesByType('navigation')[0].domComplete") < 3000
        took = page.evaluate(
            "() => { const input = document.getElementById('search'), start = performance.now(); input.value = 'arden';"
            " input.dispatchEvent(new Event('input')); return performance.now() - start; }"
        )
        assert took < 100


def test_without_scripts_the_page_says_where_the_facts_are(browser, drawn):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(drawn("small").as_uri())
    expect(page.get_by_text("JavaScript, which is switched off")).to_be_visible()
    context.close()


def test_a_notebook_shows_the_page_in_a_frame_that_works_and_cannot_reach_out(browser, small, tmp_path):
    (tmp_path / "notebook.html").write_text(draw(small, "Inline")._repr_html_())
    page, wrong = browser.new_page(), []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto((tmp_path / "notebook.html").as_uri())
    frame = page.frame_locator("iframe")
    expect(frame.locator("#status")).to_contain_text("32 authors and 108 links")
    frame.locator("[data-view=table]").click()
    expect(frame.locator("#status")).to_contain_text("32 authors")
    page.close()
    assert wrong == []


def test_paper_shows_the_picture_or_the_table_and_what_is_chosen_without_the_controls(visit):
    with visit(address="#chosen=person/Harrow-S") as page:
        page.emulate_media(media="print")
        for hidden in ("#filters", "#actions", "#views", "#panel .tabs"):
            expect(page.locator(hidden)).to_be_hidden()
        expect(page.locator("#canvas")).to_be_visible()
        expect(page.locator("#panel h3")).to_be_visible()
