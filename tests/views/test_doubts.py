"""What is least certain, on the start page."""

import pytest
from playwright.sync_api import expect

import kg
from kg.views.page import find_nodes
from tests.views.conftest import LINES
from tests.views.studies import NASTY

pytestmark = pytest.mark.browser


def test_what_is_least_certain_stands_by_kind_and_says_how_much_more_there_is(visit):
    with visit("doubtful", "#view=overview") as page:
        section = page.locator("#doubts")
        expect(section.locator("h3")).to_have_text(
            ["Perhaps two people (1)", "Perhaps one person (1)", "Institutions without an entry (1)", "People without an affiliation (31)"]
        )  # fmt: skip
        expect(section).to_contain_text("2 more")
        expect(section).to_contain_text("These are the first 7; kg review lists all.")


def test_a_doubt_opens_on_its_evidence_in_words_and_leads_to_what_it_is_about(visit):
    with visit("doubtful", "#view=overview") as page:
        doubt = page.locator(".doubt", has_text="Harrow S may be two")
        expect(doubt.locator(".reasons")).to_be_hidden()
        doubt.locator("summary").click()
        expect(doubt.locator("summary small")).to_have_text("70 % sure")
        expect(doubt.locator(".reasons li")).to_have_text(["for one person: a rare name", "against: other towns"])
        expect(doubt.locator(".row small")).to_have_text(["author", "study"])
        doubt.locator(".row").first.click()
        expect(page.locator("#panel h3")).to_have_text("Harrow S")


def test_the_lines_that_correct_a_doubt_can_be_copied(visit):
    with visit("doubtful", "#view=overview", permissions=("clipboard-read", "clipboard-write")) as page:
        page.locator(".doubt summary").first.click()
        page.get_by_role("button", name="Copy these lines").click()
        expect(page.locator("#spoken")).to_have_text("Copied.")
        assert page.evaluate("navigator.clipboard.readText()") == LINES


def test_lines_that_may_not_be_copied_are_selected(visit):
    with visit("doubtful", "#view=overview") as page:
        page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
        page.locator(".doubt summary").first.click()
        page.get_by_role("button", name="Copy these lines").click()
        expect(page.get_by_role("button", name="Selected")).to_be_visible()
        assert page.evaluate("getSelection().toString()").strip() == LINES.strip()


def test_a_hostile_doubt_stays_text(visit):
    with visit("doubtful", "#view=overview") as page:
        doubt = page.locator(".doubt").nth(1)
        doubt.locator("summary").click()
        assert doubt.locator("summary span").text_content() == f"Winter J {NASTY[0]}"
        assert page.locator("#sheet img, #sheet script").count() == 0


def test_a_build_without_doubts_has_no_section_of_them(visit):
    with visit(address="#view=overview") as page:
        expect(page.locator("#doubts")).to_have_count(0)


def test_a_part_of_a_node_stands_for_it_and_what_is_not_shown_for_nothing():
    at = {"https://example.org/kg/study/1": 4, "https://example.org/kg/study": 9}
    assert find_nodes(["https://example.org/kg/study/1/author/2", "https://example.org/kg/study/1"], at) == [4]
    assert find_nodes(["https://example.org/kg/person/1"], at) == []


@pytest.mark.xdist_group("built")
def test_the_page_of_a_build_tells_what_kg_review_lists(example):
    with kg.open(example) as graph:
        listed = graph.review()
    html = (example / "index.html").read_text("utf-8")
    assert listed
    for each in listed[:50]:
        assert each.what in html
