"""The page for people who do not use a mouse, or do not see it as others do."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.views.test_browser import EVERY_VIEW

pytestmark = pytest.mark.browser


def serious(page, *rules):
    """What axe-core finds that is serious or critical, by all its rules or by some: rule and elements."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(Axe().axe_script)
    only = {"runOnly": list(rules)} if rules else {}
    found = page.evaluate("options => axe.run(document, options)", {"resultTypes": ["violations"], **only})
    return [
        (each["id"], [node["html"][:120] for node in each["nodes"][:3]])
        for each in found["violations"]
        if each["impact"] in {"serious", "critical"}
    ]


@pytest.mark.parametrize(("scheme", "rules"), [("light", ()), ("dark", ("color-contrast",))], ids=["light", "dark"])
def test_axe_finds_nothing_serious_in_any_view(visit, scheme, rules):
    """Dark differs from light in its colours alone."""
    with visit(
        "doubtful", color_scheme=scheme, address="#chosen=person/Harrow-S&from=2022&ego=person/Harrow-S"
    ) as page:
        for view in EVERY_VIEW:
            page.locator(f"[data-view={view}]").click()
            page.evaluate("document.querySelectorAll('#doubts details').forEach((each) => { each.open = true; })")
            assert serious(page, *rules) == []
        page.locator("#search").fill("wint")
        assert serious(page, *rules) == []
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Keys").click()
        assert serious(page, *rules) == []


def test_axe_finds_nothing_serious_on_a_phone(visit):
    with visit(width=390, height=844) as page:
        for view in ("overview", "coauthors", "table"):
            page.locator(f"[data-view={view}]").click()
            assert serious(page) == []


def test_everything_can_be_done_from_the_keyboard(visit):
    """Search, choose two, find their path, hide, undo, walk the picture, pin, change view, filter and sort: no mouse."""
    with visit() as page:
        keys = page.keyboard
        keys.press("/")
        keys.type("mahler")
        keys.press("Enter")
        expect(page.locator("#panel h3")).to_have_text("Mahler KR")
        keys.press("/")
        page.locator("#search").press("ControlOrMeta+a")
        keys.type("gavin")
        keys.press("Control+Enter")
        expect(page.locator("#panel h2").first).to_have_text("2 chosen")
        keys.press("t")
        expect(page.locator("#panel h2").first).to_have_text("A path of 2 steps")
        expect(page.locator("#spoken")).to_have_text("2 steps: Mahler KR, Tyndall S, Gavin L")
        keys.press("h")
        expect(page.locator("#status")).to_contain_text("30 of 32 authors")
        keys.press("u")
        expect(page.locator("#status")).to_contain_text("32 authors")
        page.locator("#canvas").focus()
        keys.press("Escape")
        page.locator("#canvas").focus()
        keys.press("ArrowRight")
        first = page.locator("#panel h3").text_content()
        keys.press("ArrowDown")
        expect(page.locator("#panel h3")).not_to_have_text(first)
        keys.press("p")
        assert "pinned" in page.evaluate("location.hash")
        keys.press("Enter")
        expect(page.locator("#panel")).to_be_focused()
        keys.press("e")
        expect(page.locator("#narrowing")).to_contain_text("Around")
        keys.press("u")
        keys.press("8")
        expect(page.locator("[data-view=table]")).to_have_attribute("aria-current", "true")
        page.locator("th button", has_text="Co-authors").focus()
        keys.press("Enter")
        expect(page.locator("th[aria-sort=descending]")).to_contain_text("Co-authors")
        keys.press("?")
        expect(page.locator("#help")).to_be_visible()
        keys.press("Escape")
        expect(page.locator("#help")).to_be_hidden()


def test_tab_goes_through_the_whole_page_and_what_has_the_focus_is_seen(visit):
    with visit() as page:
        seen = set()
        for _ in range(60):
            page.keyboard.press("Tab")
            at = page.evaluate(
                "() => { const style = getComputedStyle(document.activeElement);"
                " return [document.activeElement.closest('[id]')?.id, style.outlineStyle, parseFloat(style.outlineWidth)]; }"
            )
            seen.add(at[0])
            assert at[1:] == ["solid", 3] or at[0] is None, at
        assert {"views", "actions", "theme", "search", "colour", "size", "from", "to", "papers", "canvas"} <= seen


def test_what_is_chosen_is_said_to_those_who_listen(visit):
    with visit() as page:
        page.locator("#canvas").focus()
        page.keyboard.press("ArrowLeft")
        expect(page.locator("#spoken")).to_have_text(re.compile(r"\w+ \w+, author"))
        expect(page.locator("#canvas")).to_have_attribute("aria-label", re.compile("32 authors and 108 links"))
