"""Titles as they are shown."""

import pytest

from kg.values.titles import clean_title


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("A  title\twith space.", "A title with space"),
        ("What works?", "What works?"),
        ("Wait ...", "Wait ..."),
        ("Health &amp; care", "Health & care"),
        ("H<sub>2</sub>O in <i>Bufo</i>", "H2O in Bufo"),
        ("p < 0.05 and x > 3", "p < 0.05 and x > 3"),
        ("''Quoted'': a study (2020)", "''Quoted'': a study (2020)"),
    ],
)
def test_a_title_is_one_line_without_mark_up_or_final_stop(printed: str, shown: str):
    assert clean_title(printed) == shown
