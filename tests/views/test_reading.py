"""What the page says, and where a reader begins."""

import pytest
from playwright.sync_api import expect

import kg
from kg.views import draw
from tests.views.conftest import await_painted

pytestmark = pytest.mark.browser


def options(page):
    return page.locator("#colour option").evaluate_all("all => all.filter((o) => !o.hidden).map((o) => o.textContent)")


@pytest.mark.parametrize(
    ("view", "groups"),
    [
        *(("coauthors", "cluster"), ("clusters", "cluster"), ("timeline", "cluster")),
        *(("institutions", "country"), ("concepts", "kind"), ("everything", "type and cluster")),
    ],
)
def test_what_colours_tell_at_first_is_called_by_its_name_and_offered_once(visit, view, groups):
    with visit(address=f"#view={view}") as page:
        offered = options(page)
        assert offered[0] == groups
        assert len(offered) == len(set(offered))
        assert {"cluster", "country", "year"} <= set(offered)


def test_an_address_that_asks_for_colours_by_cluster_names_them_where_that_is_what_they_tell_at_first(visit):
    with visit(address="#view=coauthors&colour=cluster") as page:
        assert page.locator("#colour option:checked").inner_text() == "cluster"


def test_what_is_told_of_a_node_is_read_from_its_beginning_wherever_it_was_chosen(visit):
    with visit(height=400) as page:
        for row in page.locator("#clusters button.row").all()[:2]:
            row.click()
            expect(page.locator("#panel h3")).to_have_text(row.locator("[dir=auto]").inner_text())
            assert page.locator("#panel").evaluate("panel => panel.scrollTop") == 0
            page.locator("#panel").evaluate("panel => { panel.scrollTop = 1e6; }")
        at = page.locator("#panel").evaluate("panel => panel.scrollTop")
        page.locator("#size").select_option("citations")
        assert page.locator("#panel").evaluate("panel => panel.scrollTop") == at > 0


def test_lists_of_the_panel_and_of_the_overview_put_the_same_first(visit):
    with visit("large", "#view=clusters") as page:
        told = page.locator("#panel h2", has_text="Clusters with most")
        first = page.locator("#panel ul button").first.inner_text()
        page.goto(page.url.replace("view=clusters", "view=overview"))
        card = page.locator(".tops .card", has_text="Clusters with most")
        expect(card.locator("h2")).to_have_text("Clusters with most authors")
        assert card.locator("button").first.inner_text() == first
        page.goto(page.url.replace("view=overview", "view=clusters"))
        expect(told).to_have_text("Clusters with most authors")


def test_undo_says_whether_there_is_something_to_undo_and_can_be_reached_all_the_same(visit):
    with visit() as page:
        undo = page.get_by_role("button", name="Undo")
        expect(undo).to_have_attribute("aria-disabled", "true")
        undo.focus()
        page.keyboard.press("Enter")
        expect(page.locator("#spoken")).to_have_text("Nothing to undo.")
        page.locator("#size").select_option("citations")
        expect(undo).to_have_attribute("aria-disabled", "false")


def test_a_listing_without_authors_opens_on_the_overview_and_an_empty_picture_counts_no_links(visit):
    with visit("empty") as page:
        expect(page.locator("[aria-current=true]")).to_have_text("Overview")
    with visit("empty", "#view=coauthors") as page:
        expect(page.locator("#status")).to_have_text("nothing shown")


def test_studies_of_too_many_authors_to_join_anybody_are_told_of(visit, tmp_path):
    def listing(*bylines):
        authors = ("".join(f"AU  - {name}, A\n" for name in names) for names in bylines)
        records = (f"TY  - JOUR\nTI  - Walking {n}\n{signed}PY  - 2020\nER  - \n" for n, signed in enumerate(authors))
        return "\n".join(records)

    crowd = [f"Crowd{chr(97 + each % 26)}{chr(97 + each // 26)}" for each in range(101)]
    (tmp_path / "crowd.ris").write_text(listing(["Aster", "Bell"], crowd))
    kg.build(tmp_path / "crowd.ris", tmp_path / "build").close()
    with visit(tmp_path / "build" / "index.html") as page:
        expect(page.locator("#panel")).to_contain_text("1 study of very many authors joins nobody")
    with visit() as page:
        expect(page.locator("#panel")).not_to_contain_text("joins nobody")


def test_on_a_phone_the_list_of_what_was_found_makes_room_for_what_is_chosen(visit):
    with visit(width=390, height=844, has_touch=True) as page:
        page.locator("#search").fill("harrow")
        page.locator("#results li").first.click()
        expect(page.locator("#results")).to_be_hidden()
        expect(page.locator("#panel h2").first).to_have_text("author")
        page.locator("#search").fill("harro")
        expect(page.locator("#results")).to_be_visible()
    with visit() as page:
        page.locator("#search").fill("harrow")
        page.locator("#results li").first.click()
        expect(page.locator("#results")).to_be_visible()


@pytest.mark.parametrize("most", [20_000, 300], ids=["whole", "cut"])
def test_the_numbers_beside_clusters_are_what_these_are_ordered_by(visit, large, tmp_path, monkeypatch, most):
    monkeypatch.setattr("kg.views.gather.build_model.__defaults__", (most,))
    draw(large, "Large").write(tmp_path / "large.html")
    with visit(tmp_path / "large.html") as page:
        beside = page.locator("#clusters small").all_inner_texts()
        numbers = [int(each.replace(",", "")) for each in beside]
        assert len(numbers) > 20
        assert numbers == sorted(numbers, reverse=True)


def test_filters_stand_only_beside_what_they_filter(visit):
    with visit(address="#view=overview") as page:
        expect(page.locator("#clusters")).to_be_hidden()
        expect(page.locator("#clusters-heading")).to_be_hidden()
        page.locator("#views button", has_text="Table").click()
        expect(page.locator("#clusters")).to_be_visible()


def test_the_colours_of_numbers_are_one_band(visit):
    with visit(address="#colour=year") as page:
        await_painted(page)
        edges = page.locator(".ramp .swatch").evaluate_all(
            "all => all.map((each) => each.getBoundingClientRect()).flatMap((box) => [box.left, box.right])"
        )
        gaps = [after - before for before, after in zip(edges[1:-1:2], edges[2::2], strict=True)]
        assert max(gaps) < 1


def test_no_word_of_a_table_runs_into_the_next_column(visit):
    with visit("hostile", "#view=table") as page:
        for rows in ("Authors", "Studies"):
            page.locator("#sheet .tabs button", has_text=rows).click()
            over = (
                "all => all.filter((cell) => cell.scrollWidth > cell.clientWidth + 1).map((cell) => cell.textContent)"
            )
            assert page.locator("#sheet td").evaluate_all(over) == []


def test_on_a_phone_a_row_of_a_table_is_as_high_as_a_finger_and_no_higher(visit):
    with visit(address="#view=table", width=390, height=844, has_touch=True) as page:
        rows = page.locator("#sheet tbody tr").evaluate_all("all => all.map((row) => row.offsetHeight)")
        assert 34 <= min(rows) <= 44
