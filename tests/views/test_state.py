"""What is shown follows the address, what is undone is undone whole, and a hand that does something else chooses nothing."""

import re
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import expect

from kg.views import draw
from tests.views.conftest import await_painted
from tests.views.studies import Paper
from tests.views.tables import Rows, tables
from tests.views.test_takeaway import take

pytestmark = pytest.mark.browser
SVG = "{http://www.w3.org/2000/svg}"


def spots(page):
    """Give where the circles of the picture are, as it is saved."""
    circles = ET.fromstring(take(page, "SVG")).find(f"{SVG}g").iter(f"{SVG}circle")
    return [(each.get("cx"), each.get("cy")) for each in circles]


def test_an_address_of_the_same_view_shows_the_place_that_it_names(visit):
    with visit() as page:
        whole = spots(page)
        page.evaluate("location.hash = 'view=coauthors&at=0,0,2000'")
        expect(page).to_have_url(re.compile("at="))
        await_painted(page)
        assert spots(page) != whole
        page.evaluate("location.hash = 'view=coauthors'")
        await_painted(page)
        assert spots(page) == whole


def test_undo_takes_back_where_a_change_had_led(visit):
    with visit() as page:
        whole = spots(page)
        page.locator("#search").fill("tyndall")
        page.locator("#results li").first.click()
        page.get_by_role("button", name="Only its neighbours").click()
        expect(page.locator("#status")).to_contain_text("10 of 32 authors")
        await_painted(page)
        page.keyboard.press("u")
        expect(page.locator("#status")).to_contain_text("32 authors")
        await_painted(page)
        assert spots(page) == whole


def test_the_page_goes_on_where_a_browser_refuses_to_keep_the_address(visit):
    with visit() as page:
        page.evaluate("() => { history.replaceState = history.pushState = () => { throw new Error('too often'); }; }")
        page.locator("#papers").fill("2")
        page.locator("#papers").press("Tab")
        expect(page.locator("#status")).to_contain_text("7 of 32 authors")
        page.get_by_role("button", name="Undo").click()
        expect(page.locator("#status")).to_contain_text("32 authors and 108")


def test_a_year_leads_to_its_studies_where_nobody_signed_any(visit, tmp_path):
    draw(tables([Paper("Walking", 2021, ()), Paper("Running", 2022, ())]), "Unsigned").write(tmp_path / "unsigned.html")
    with visit(tmp_path / "unsigned.html", "#view=overview") as page:
        page.get_by_role("button", name="2021: 1 study").click()
        expect(page.locator("#status")).to_contain_text("1 of 2 studies")


def test_a_long_name_is_not_cut_inside_a_letter(visit, tmp_path):
    draw(tables([Paper("𝒜" * 60, 2021, ())]), "Script").write(tmp_path / "script.html")
    with visit(tmp_path / "script.html", "#view=table&rows=study") as page:
        page.locator("#search").fill("𝒜")
        assert page.locator("#results li").evaluate("element => element.textContent.isWellFormed()")


def test_a_path_goes_with_the_nodes_that_are_hidden(visit):
    with visit(address="#chosen=person/Mahler-KR&chosen=person/Gavin-L") as page:
        page.keyboard.press("t")
        expect(page.locator("#panel h2").first).to_have_text("A path of 2 steps")
        page.keyboard.press("h")
        expect(page.locator("#status")).to_contain_text("30 of 32 authors")
        expect(page.locator("#panel h2").first).to_have_text("How to read this")


def test_the_right_button_chooses_nothing_and_lets_go_of_nothing(visit):
    with visit(address="#chosen=person/Harrow-S") as page:
        await_painted(page)
        page.locator("#canvas").click(button="right", position={"x": 4, "y": 4})
        expect(page.locator("#panel h3")).to_have_text("Harrow S")
        page.locator("#canvas").click(position={"x": 4, "y": 4})
        expect(page.locator("#panel h3")).to_have_count(0)


def test_enter_that_ends_a_word_of_an_input_method_opens_nothing(visit):
    with visit() as page:
        page.locator("#search").fill("harrow")
        page.locator("#search").dispatch_event("keydown", {"key": "Enter", "isComposing": True})
        expect(page.locator("#panel h3")).to_have_count(0)
        page.locator("#search").press("Enter")
        expect(page.locator("#panel h3")).to_have_text("Harrow S")


def test_escape_closes_the_menu_before_it_lets_go_of_what_is_chosen(visit):
    with visit(address="#chosen=person/Harrow-S") as page:
        page.locator(".menu summary").click()
        page.keyboard.press("Escape")
        expect(page.locator(".menu > div")).to_be_hidden()
        expect(page.locator(".menu summary")).to_be_focused()
        expect(page.locator("#panel h3")).to_have_text("Harrow S")


def test_what_is_switched_by_the_keyboard_keeps_the_focus(visit):
    with visit(address="#chosen=person/Harrow-S") as page:
        box = page.get_by_label("Show Estwick / Farrow")
        box.focus()
        page.keyboard.press("Space")
        expect(box).not_to_be_checked()
        expect(box).to_be_focused()
        page.get_by_role("button", name="Pin", exact=True).focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="Let go")).to_be_focused()
        page.get_by_role("button", name="Hide").focus()
        page.keyboard.press("Enter")
        expect(page.locator("#panel")).to_be_focused()


def test_letters_can_be_put_into_the_middle_of_what_rows_are_sought_by(visit):
    with visit(address="#view=table&match=hrrow") as page:
        page.locator("#match").focus()
        page.keyboard.press("Home")
        page.keyboard.press("ArrowRight")
        page.keyboard.type("ax")
        expect(page.locator("#match")).to_have_value("haxrrow")


def test_nine_kinds_of_concepts_have_nine_colours(visit, example):
    with visit(example / "index.html", "#view=concepts") as page:
        swatches = page.locator("#scale .swatch")
        expect(swatches).to_have_count(9)
        assert len(set(swatches.evaluate_all("all => all.map((each) => each.style.getPropertyValue('--swatch'))"))) == 9


def test_countries_beyond_the_colours_are_grey_and_so_is_what_the_legend_calls_others(visit):
    with visit("abroad", "#view=institutions") as page:
        colour = "all => all.map((each) => each.style.getPropertyValue('--swatch'))"
        told = page.locator("#scale .swatch").evaluate_all(colour)
        expect(page.locator("#scale .entry").last).to_have_text("others")
        assert len(set(told)) == 11
        listed = page.locator("#panel .swatch").evaluate_all(colour)
        assert sorted(listed.count(each) for each in set(listed)) == [1] * 10 + [2]
        assert listed.count(told[-1]) == 2


def test_on_a_phone_the_buttons_that_zoom_cover_nothing_of_the_picture(visit):
    with visit(width=390, height=844) as page:
        picture, buttons = (page.locator(each).bounding_box() for each in ("#canvas", "#zoom"))
        assert buttons["y"] >= picture["y"] + picture["height"]
        assert buttons["y"] + buttons["height"] <= page.locator("#panel").bounding_box()["y"]


def test_what_is_next_to_nothing_is_not_called_nothing(visit, small, tmp_path):
    def asked(name):
        rows = small(name).to_dicts()
        return Rows([row | {"betweenness": 0.00002} for row in rows] if name == "people" else rows)

    draw(asked, "Between").write(tmp_path / "between.html")
    with visit(tmp_path / "between.html", "#view=coauthors&chosen=person/Harrow-S") as page:
        expect(page.locator("#panel dl")).to_contain_text("< 0.001")
