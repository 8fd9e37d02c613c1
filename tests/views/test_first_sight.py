"""What is left out of a picture of very many clusters at first, and how it is found all the same."""

from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import expect

from kg.views.gather import build_model
from kg.views.model import CLUSTER, Model, Node
from kg.views.scene import VIEWS, least_of_clusters, locate
from tests.views.test_filters import shown
from tests.views.test_sight import SVG
from tests.views.test_takeaway import take

browser = pytest.mark.browser
FIRST = "40 of 180 authors and 20 links"


def clusters(*studies: int) -> Model:
    """Give a model of clusters of so many studies each."""
    nodes = [Node(f"cluster/{at}", CLUSTER, "Team", facts=(("Studies", many),)) for at, many in enumerate(studies)]
    return Model(tuple(nodes), (), (), {})


@pytest.mark.parametrize(
    ("studies", "least"),
    {
        (1,) * 20: 1,
        (9,) * 80 + (1,) * 500: 2,
        (9,) * 20 + (2,) * 500: 3,
        (9,) * 9 + (2,) * 500: 2,
        (3,) * 500: 3,
        (0,) * 500: 1,
    }.items(),
)
def test_at_first_eighty_clusters_stand_in_a_picture_or_as_many_as_are_alike(studies, least):
    assert least_of_clusters(clusters(*studies)) == least


def test_what_stands_in_a_picture_at_first_stands_above_the_rest(weak):
    model = build_model(weak)
    for view in VIEWS[:2]:
        places = locate(model, view)
        strong = {at for at in places if "Strong" in model.nodes[at].name}
        assert max(places[at][1] for at in strong) < min(places[at][1] for at in {*places} - strong)


@browser
@pytest.mark.parametrize(
    ("view", "first", "all_of_it"),
    [
        ("coauthors", FIRST, "180 authors and 92 links"),
        ("clusters", "20 of 90 clusters and 0 links", "90 clusters and 2 links"),
        ("everything", "40 of 180 authors, 102 of 310 studies, 20 of 90 concepts", "180 authors, 310 studies"),
    ],
)
def test_clusters_of_few_studies_are_left_out_at_first_which_is_said_and_undone_by_a_button(
    visit, view, first, all_of_it
):
    with visit("weak", f"#view={view}") as page:
        assert shown(page).startswith(first)
        expect(page.locator("#panel")).to_contain_text("clusters of fewer than 4 studies are left out: 70 of 90.")
        page.get_by_role("button", name="Show all clusters").click()
        assert shown(page).startswith(all_of_it)
        expect(page.get_by_role("button", name="Show all clusters")).to_have_count(0)


@browser
@pytest.mark.parametrize("view", ["coauthors", "everything"])
@pytest.mark.parametrize("sought", ["Weak5 A", "Weak5 A & Weak5 B"])
def test_what_is_left_out_at_first_is_drawn_when_it_is_looked_for(visit, view, sought):
    with visit("weak", f"#view={view}") as page:
        page.locator("#search").fill(sought)
        page.locator("#results li").first.click()
        page.locator("[data-view=coauthors]").click()
        expect(page.locator("#panel")).not_to_contain_text("Not in this picture")
        assert not shown(page).startswith("40 of")


@browser
def test_a_cluster_of_few_studies_opens_on_its_people(visit):
    with visit("weak", "#view=table&rows=cluster") as page:
        page.locator("td button", has_text="Weak5 A").click()
        page.get_by_role("button", name="Its people").click()
        assert shown(page) == "2 of 180 authors and 1 link"


@browser
@pytest.mark.parametrize(("asked", "left"), [("ego=person/Strong0-A", 3), ("concept=concept/Weak5", 2)])
def test_nothing_is_left_out_of_what_is_asked_for_by_name(visit, asked, left):
    with visit("weak", f"#view=coauthors&{asked}") as page:
        assert shown(page).startswith(f"{left} of 180 authors")


@browser
def test_what_is_drawn_because_it_was_looked_for_filters_nothing_elsewhere(visit):
    with visit("weak", "#view=coauthors") as page:
        page.locator("#search").fill("Weak5 A")
        page.locator("#results li").first.click()
        expect(page.locator("#narrowing")).to_be_empty()
        page.locator("[data-view=table]").click()
        expect(page.locator("#sheet caption")).to_have_text("180 authors")


@browser
def test_what_is_asked_for_by_name_stands_together_wherever_it_stood(visit):
    """Strong0 is of the first clusters, Weak0 far below all of them."""
    with visit("weak", "#view=coauthors&ego=person/Strong0-A") as page:
        circles = ET.fromstring(take(page, "SVG")).find(f"{SVG}g").iter(f"{SVG}circle")
        assert min(float(each.get("r")) for each in circles) > 15


@browser
def test_a_phone_shows_the_picture_of_whose_neighbours_were_asked_for(visit):
    with visit("weak", "#view=coauthors&chosen=person/Strong0-A", width=390, height=844) as page:
        page.get_by_role("button", name="Only its neighbours").click()
        assert page.locator("#picture").bounding_box()["y"] >= -1


@browser
def test_a_path_may_lead_over_people_who_are_left_out_at_first(visit):
    with visit("weak", "#view=coauthors&chosen=person/Strong0-A&chosen=person/Strong1-A") as page:
        page.keyboard.press("t")
        expect(page.locator("#spoken")).to_have_text("2 steps: Strong0 A, Weak0 A, Strong1 A")
        assert not shown(page).startswith("40 of")
    with visit("weak", "#view=coauthors&team=4&chosen=person/Strong0-A&chosen=person/Strong1-A") as page:
        page.keyboard.press("t")
        expect(page.locator("#spoken")).to_have_text("No path between Strong0 A and Strong1 A.")
