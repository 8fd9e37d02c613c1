"""The page as a file."""

import json
import re
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.views import draw
from kg.views.gather import build_model
from kg.views.page import embed


@pytest.fixture(scope="module")
def page(small, tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "index.html"
    draw(small, "Eight <studies>").write(path)
    return path.read_text(encoding="utf-8")


@given(
    st.recursive(st.text() | st.integers() | st.none(), lambda each: st.lists(each) | st.dictionaries(st.text(), each))
)
def test_embedded_data_is_read_back_equal_and_cannot_end_its_element(value):
    text = str(embed(value))
    assert json.loads(text) == value
    assert not set(text) & set("<>&\u2028\u2029")


def test_equal_rows_give_equal_bytes(small, page, tmp_path):
    draw(small, "Eight <studies>").write(tmp_path / "again.html")
    assert (tmp_path / "again.html").read_text(encoding="utf-8") == page


def test_the_page_names_no_source_but_itself(page):
    bare = re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL)
    assert not re.search(r"<(?:link|img|iframe|object|embed|base)\b|\bsrc=|@import|url\(", bare)
    assert "sourceMappingURL" not in page


def test_the_policy_allows_nothing_but_hashed_script_and_style(page):
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    assert not re.search(r"<[a-z][^>]*\s(?:on[a-z]+|style)=", re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL))


def test_hostile_text_stands_nowhere_outside_the_data(hostile, tmp_path):
    draw(hostile, "</title><script>alert(1)</script>").write(tmp_path / "page.html")
    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert text.count("<script") - text.count("<script>") == 3  # the blocks of data
    assert "<script>alert" not in text
    assert "onerror=alert" in text
    assert "<img" not in text


def test_the_title_is_escaped(page):
    assert "<h1>Eight &lt;studies&gt;</h1>" in page


@pytest.mark.xdist_group("large")
def test_a_small_page_stays_below_a_fifth_of_a_megabyte_and_a_large_one_below_half_a_kilobyte_a_node(
    page, large, drawn
):
    assert len(page.encode()) < 200_000
    assert drawn("large").stat().st_size < 200_000 + 500 * len(build_model(large).nodes)


def test_every_script_is_part_of_the_page(page):
    for script in files("kg.views").joinpath("script").iterdir():
        assert script.read_text(encoding="utf-8") in page


def test_an_empty_graph_has_a_page(empty):
    assert "<h1>Nothing yet</h1>" in draw(empty, "Nothing yet").html
