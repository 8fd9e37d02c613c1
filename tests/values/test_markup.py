"""Mark-up in texts that are shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.values.markup import drop_markup

PIECES = [
    "<i>",
    "</i>",
    "<mml:mi>",
    "<h3>Aims</h3>",
    "<br />",
    "&lt;",
    "&amp;",
    "&amp;lt;",
    "&#60;",
    "&#x202e;",
    "<",
    ">",
    "&",
    ";",
    "b",
    " ",
]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=12).map("".join))
def test_what_was_made_plain_stays_as_it_is(text):
    plain = drop_markup(text)
    assert drop_markup(plain) == plain


@given(st.text(st.characters(exclude_characters="&<")))
def test_a_text_without_mark_up_is_not_changed(text):
    assert drop_markup(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "p < 0.05 and > 0.01",
        "Controlling <ctrl-M>",
        "AT&T",
        "see http://e.x/?a=1&copy=2",
        "<n> = 5",
        "<www.e.x>",
        "R&D; more",
    ],
)
def test_angle_brackets_and_ampersands_that_are_text_stay(text):
    assert drop_markup(text) == text


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("<mml:math><mml:mi>H</mml:mi><mml:mn>2</mml:mn></mml:math>", "H2"),
        ('See <a href="http://e.x/">there</a>', "See there"),
        ("<h3>Importance</h3> Much.", " Importance:  Much."),
        ("Science &amp;amp; Art", "Science & Art"),
        ("Diabetes<SUBTITLE>A Trial</SUBTITLE>", "Diabetes A Trial "),
        ("&lt;i&gt;E. coli&lt;/i&gt;", "E. coli"),
    ],
)
def test_tags_and_references_are_read(printed, plain):
    assert drop_markup(printed) == plain


@pytest.mark.parametrize("number", [0xB, 0x1C, 0x7F, 0x81, 0x202E, 0x2066, 0xFDD0, 0xFEFF, 0xFFFE, 0xFFFF])
def test_a_reference_to_a_character_that_readers_leave_out_is_left_out(number):
    assert drop_markup(f"one&#{number};two&#x{number:x};") == "onetwo"
