"""E-mail addresses never stay in text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.values.emails import take_emails


@pytest.mark.parametrize(
    ("text", "rest", "found"),
    [
        ("Oita, Japan. Electronic address: a.b@oita-med.ac.jp.", "Oita, Japan.", ("a.b@oita-med.ac.jp",)),
        ("Sweden. weider@IARC.FR", "Sweden.", ("weider@IARC.FR",)),
        ("Leeds, UK (e-mail: <x@y.org>)", "Leeds, UK", ("x@y.org",)),
        ("Leeds, UK; x@y.org; z@q.ac.uk.", "Leeds, UK.", ("x@y.org", "z@q.ac.uk")),
        ("x@y.org", "", ("x@y.org",)),
        ("Leeds. x@a.b.leeds.ac.example.uk", "Leeds.", ("x@a.b.leeds.ac.example.uk",)),
        ("made of Fe3O4@SiO2(F)@meso-SiO2@COD. The", "made of Fe3O4@SiO2(F)@meso-SiO2@COD. The", ()),
    ],
)
def test_addresses_leave_with_the_words_that_announce_them(text: str, rest: str, found: tuple[str, ...]):
    assert take_emails(text) == (rest, found)


@given(
    st.text(max_size=30),
    st.from_regex(r"[a-z][a-z0-9._-]{0,10}@[a-z0-9]{1,8}(\.[a-z0-9]{1,8})?\.[a-z]{2,4}", fullmatch=True),
    st.text(max_size=30),
)
def test_an_address_between_words_never_stays(before: str, address: str, after: str):
    rest, found = take_emails(f"{before} {address} {after}")
    assert address in found or any(address in each for each in found)
    assert not re.search(rf"(?<!\S){re.escape(address)}(?!\S)", rest)
