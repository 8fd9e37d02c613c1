"""What filters leave, how things are coloured and sized, and that any of it can be undone and shared."""

import re

import pytest
from playwright.sync_api import expect

from tests.views.conftest import await_painted

pytestmark = pytest.mark.browser

PERSON, PLACE, TOPIC = "person/", "institution/", "concept/"


def shown(page):
    return page.locator("#status").text_content().partition(" shown")[0]


@pytest.mark.parametrize(
    ("address", "left"),
    {
        "#from=2023&to=2023": "18 of 32 authors and 81 links",
        "#papers=2": "7 of 32 authors and 15 links",
        "#weight=2": "32 authors and 15 links",
        "#core=6": "12 of 32 authors and 66 links",
        "#ego=person/Tyndall-S": "10 of 32 authors and 25 links",
        "#ego=person/Mahler-KR&hops=2": "10 of 32 authors and 25 links",
        "#concept=concept/COVID-19": "6 of 32 authors and 15 links",
        "#institution=institution/University-of-Estwick": "8 of 32 authors and 16 links",
        "#country=Iran": "6 of 32 authors and 15 links",
        "#team=2": "22 of 32 authors and 91 links",
        "#view=clusters&team=2": "2 of 5 clusters and 0 links",
        "#hidden=person/Tyndall-S": "31 of 32 authors and 99 links",
        "#without=1-3": "4 of 32 authors and 2 links",
        "#view=institutions&from=2024": "2 of 11 institutions and 1 link",
        "#view=institutions&country=Iran": "3 of 11 institutions and 3 links",
        "#view=concepts&weight=2": "11 concepts and 4 links",
        "#view=clusters&from=2024": "1 of 5 clusters and 0 links",
        "#view=timeline&country=United+Kingdom": "5 of 8 studies",
    }.items(),
)
def test_a_filter_leaves_what_it_says(visit, address, left):
    with visit(address=address) as page:
        assert shown(page) == left


def test_a_link_of_some_years_counts_the_studies_of_these_years_only(visit):
    with visit(address="#from=2023&to=2023&weight=2") as page:
        assert shown(page) == "18 of 32 authors and 0 links"


def test_filters_that_have_no_field_are_listed_and_can_be_removed_one_by_one_or_all(visit):
    with visit(address="#ego=person/Tyndall-S&hidden=person/Huskin-K&concept=concept/NHS&papers=1") as page:
        chips = page.locator("#narrowing button")
        expect(chips).to_have_count(4)
        page.get_by_role("button", name="Remove the filter: NHS").click()
        expect(chips).to_have_count(3)
        page.get_by_role("button", name="Clear all filters").click()
        expect(chips).to_have_count(0)
        assert shown(page) == "32 authors and 108 links"


def test_undo_takes_back_change_by_change(visit):
    with visit() as page:
        page.locator("#papers").fill("2")
        page.locator("#papers").press("Tab")
        page.locator("#size").select_option("citations")
        assert shown(page) == "7 of 32 authors and 15 links"
        page.get_by_role("button", name="Undo").click()
        expect(page.locator("#size")).to_have_value("papers")
        page.keyboard.press("Control+z")
        assert shown(page) == "32 authors and 108 links"


@pytest.mark.parametrize(
    ("colour", "size"),
    [("cluster", "citations"), ("country", "centrality"), ("year", "citations"), ("citations", "centrality")],
)
def test_colours_and_sizes_change_the_picture_and_say_what_they_mean(visit, colour, size):
    image = "canvas => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(canvas.toDataURL()))))"
    with visit(address="#view=everything") as page:
        await_painted(page)
        before = page.locator("#canvas").evaluate(image)
        page.locator("#colour").select_option(colour)
        page.locator("#size").select_option(size)
        await_painted(page)
        assert page.locator("#canvas").evaluate(image) != before
        assert f"colour={colour}" in page.evaluate("location.hash")
        if colour != "cluster":
            expect(page.locator("#scale")).to_contain_text(re.compile("2021|citations|Iran"))


def test_an_address_with_everything_in_it_comes_back_the_same(visit):
    address = (
        "#view=everything&chosen=person/Tyndall-S&chosen=person/Harrow-S&ego=person/Tyndall-S&hops=2&hidden=person/Huskin-K"
        "&pinned=10,-20,person/Gavin-L&types=concept&without=3.5&from=2022&to=2024&least=2&papers=1&weight=1&core=1"
        "&concept=concept/social-prescribing&country=United+Kingdom&colour=year&size=citations&theme=dark&rows=study&sort=-Year"
    )
    with visit(address=address) as page:
        status = page.locator("#status").text_content()
        page.locator("[data-view=table]").click()
        page.locator("[data-view=everything]").click()
        again = page.evaluate("location.hash")
        expect(page.locator("#status")).to_have_text(status)
    with visit(address=again) as page:
        expect(page.locator("#status")).to_have_text(status)
        page.locator("[data-view=table]").click()
        page.locator("[data-view=everything]").click()
        assert page.evaluate("location.hash") == again
        assert "2+chosen" not in again
        assert all(part.partition("=")[0] in again for part in address[1:].split("&"))


def test_years_are_drawn_over_the_bars_of_all_years(visit):
    with visit() as page:
        box = page.locator("#brush .bar").nth(2).bounding_box()
        page.mouse.move(box["x"] + 5, box["y"] + 20)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] + 5, box["y"] + 20, steps=3)
        page.mouse.up()
        expect(page.locator("#from")).to_have_value("2023")
        expect(page.locator("#to")).to_have_value("2024")
        page.get_by_role("button", name="Remove the filter: 2023–2024").click()
        assert shown(page) == "32 authors and 108 links"


def test_a_button_that_was_pressed_elsewhere_draws_no_years(visit):
    with visit() as page:
        box = page.locator("#brush .bar").nth(2).bounding_box()
        page.locator("h1").hover()
        page.mouse.down()
        page.mouse.move(box["x"] + 5, box["y"] + 20, steps=3)
        page.mouse.up()
        page.mouse.move(box["x"] + 25, box["y"] + 20)
        expect(page.locator("#brush .out")).to_have_count(0)
        assert shown(page) == "32 authors and 108 links"


def test_fields_that_mean_nothing_in_a_view_are_not_offered(visit):
    with visit() as page:
        expect(page.locator("#weight")).to_be_visible()
        expect(page.locator("#least")).to_be_hidden()
        expect(page.locator("#types")).to_be_hidden()
        page.locator("[data-view=everything]").click()
        expect(page.locator("#weight")).to_be_hidden()
        expect(page.locator("#least")).to_be_visible()
        expect(page.locator("#types")).to_be_visible()


def test_a_path_goes_over_everything_where_everything_is_drawn(visit):
    with visit(address="#view=everything&chosen=person/Rhoden-J&chosen=institution/University-of-Estwick") as page:
        page.get_by_role("button", name="Path between the last two").click()
        expect(page.locator("#spoken")).to_have_text(re.compile("^5 steps: Rhoden J, .*University of Estwick$"))
        page.get_by_role("checkbox", name="Concepts").uncheck()
        page.keyboard.press("u")
        page.keyboard.press("Escape")
    with visit(address="#view=everything&types=concept&chosen=person/Rhoden-J&chosen=person/Harrow-S") as page:
        page.keyboard.press("t")
        expect(page.locator("#spoken")).to_have_text("No path between Rhoden J and Harrow S.")


def test_a_cluster_opens_on_its_people_and_undo_goes_back_to_all(visit):
    with visit(address="#view=clusters") as page:
        page.locator("#clusters button", has_text="Estwick").click()
        page.get_by_role("button", name="Its people").click()
        assert shown(page) == "10 of 32 authors and 25 links"
        page.keyboard.press("u")
        expect(page.locator("[data-view=clusters]")).to_have_attribute("aria-current", "true")


def test_a_field_opens_on_its_clusters(visit):
    with visit() as page:
        page.locator("#search").fill("referral")
        page.locator("#results li", has_text="field").click()
        page.get_by_role("button", name="Its clusters").click()
        assert shown(page) == "2 of 5 clusters and 0 links"
        page.get_by_role("button", name="Remove the filter: 2 of 5 clusters").click()
        assert shown(page) == "5 clusters and 0 links"


def test_a_concept_and_an_institution_are_asked_for_by_a_part_of_their_names(visit):
    with visit() as page:
        page.locator("#institution").fill("estwick")
        page.locator("#institution").press("Tab")
        expect(page.locator("#institution")).to_have_value("University of Estwick")
        assert shown(page) == "8 of 32 authors and 16 links"
        page.locator("#institution").fill("")
        page.locator("#institution").press("Tab")
        page.locator("#concept").fill("covid")
        page.locator("#concept").press("Tab")
        assert shown(page) == "6 of 32 authors and 15 links"


def test_where_the_picture_was_moved_to_is_in_the_address(visit):
    with visit() as page:
        page.locator("#canvas").focus()
        page.keyboard.press("+")
        page.keyboard.press("Shift+ArrowLeft")
        expect(page).to_have_url(re.compile("at="))
        address = page.evaluate("location.hash")
        assert re.search(r"at=-?\d+%2C-?\d+%2C\d+", address)
        picture = page.locator("#canvas").screenshot()
    with visit(address=address) as page:
        await_painted(page)
        page.locator("#canvas").focus()
        assert page.evaluate("location.hash") == address
        assert len(page.locator("#canvas").screenshot()) == pytest.approx(len(picture), rel=0.1)


def test_a_year_of_the_overview_opens_its_network(visit):
    with visit(address="#view=overview") as page:
        page.get_by_role("button", name="2022: 2 studies").click()
        assert shown(page) == "8 of 32 authors and 16 links"


def test_the_overview_begins_with_the_retracted_studies(visit):
    with visit("retracted", "#view=overview") as page:
        page.locator(".card", has_text="Retracted studies (1)").get_by_role("button", name="Walking").click()
        expect(page.locator("#panel .warning")).to_have_text("This study was retracted.")


def test_a_retracted_study_is_flagged_in_the_panel_and_struck_out_in_the_picture(visit):
    with visit("retracted", "#view=everything&chosen=study/1") as page:
        expect(page.locator("#panel .warning")).to_have_text("This study was retracted.")
        await_painted(page)
        red = page.locator("#canvas").evaluate(
            "canvas => new Uint32Array(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.buffer)"
            ".filter(pixel => pixel === 0xff2828c6).length"
        )
        assert red > 20


def test_a_node_that_is_dragged_stays_pinned_where_it_was_let_go(visit):
    with visit(address="#ego=person/Rother-D&chosen=person/Rother-D") as page:
        await_painted(page)
        box = page.locator("#canvas").bounding_box()
        spot = page.locator("#canvas").evaluate(
            """canvas => { const wide = canvas.width, pixels = new Uint32Array(canvas.getContext("2d").getImageData(0, 0, wide, canvas.height).data.buffer);
            const at = pixels.findIndex((pixel, at) => pixel === 0xffeecc66 && pixels[at + 4] === pixel && pixels[at + 4 * wide] === pixel);
            return [at % wide + 2, Math.floor(at / wide) + 3]; }"""
        )
        page.mouse.move(box["x"] + spot[0], box["y"] + spot[1])
        page.mouse.down()
        page.mouse.move(box["x"] + spot[0] + 60, box["y"] + spot[1] + 40, steps=4)
        page.mouse.up()
        expect(page.locator("#narrowing")).to_contain_text("1 pinned")


def test_the_people_of_a_cluster_lead_back_to_all_clusters(visit):
    with visit(address="#view=clusters") as page:
        page.locator("#clusters button", has_text="Estwick").click()
        page.get_by_role("button", name="Its people").click()
        page.get_by_role("button", name="All clusters again").click()
        assert shown(page) == "5 clusters and 0 links"


def test_what_cannot_be_done_is_told_to_all(visit):
    with visit() as page:
        page.keyboard.press("t")
        expect(page.locator("#spoken")).to_be_in_viewport()
        expect(page.locator("#spoken")).to_have_text(re.compile("Choose two first"))


def test_the_address_of_a_view_can_be_copied(visit):
    with visit(address="#view=concepts", permissions=("clipboard-read", "clipboard-write")) as page:
        page.locator(".menu summary").click()
        page.locator(".menu button", has_text="address of this view").click()
        expect(page.locator("#spoken")).to_have_text("Copied.")
        assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_what_no_source_counts_is_of_its_own_colour_and_without_any_count_it_is_not_offered(visit):
    with visit("uncounted", "#colour=citations") as page:
        expect(page.locator("#scale")).to_contain_text("not counted")
    with visit("uncounted", "#colour=citations&view=table&rows=study&sort=-Citations") as page:
        drawn = "all => all.slice(0, 3).map((each) => getComputedStyle(each).backgroundColor)"
        counted, unknown, another = page.locator("#sheet td .swatch").evaluate_all(drawn)
        assert counted != unknown == another
        assert "citations" in page.locator("#colour").inner_text()
    with visit("empty") as page:
        assert "citations" not in page.locator("#colour").inner_text()


def test_many_years_are_all_in_sight_on_the_overview_with_the_decades_named(visit):
    with visit("uncounted", "#view=overview") as page:
        bars = page.locator(".bars.many")
        assert bars.locator("button").count() == 40
        assert bars.locator(".tick").all_inner_texts()[9:20:10] == ["1990", "2000"]
        assert bars.evaluate("each => each.scrollWidth <= each.clientWidth")
