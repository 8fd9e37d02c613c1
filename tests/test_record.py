"""kg.record: the key of a record."""

import hashlib
import unicodedata
from base64 import b32encode

from hypothesis import given
from hypothesis import strategies as st

from kg.record import record_key

SPACES = st.text(" \t\r\n\x0b\x0c\x1c\x1f\x85\xa0\u2009\u2028\u3000", max_size=4)
LETTERS = st.text(st.sampled_from("aeé<\u0301\u0323\u0338\u20d0\u20d2\u2126ø–β語\ud83d") | st.characters())


def normalised(text):
    folded = " ".join(unicodedata.normalize("NFC", text).split())
    return b32encode(hashlib.sha256(folded.encode("utf-8", "surrogatepass")).digest()).decode().lower()[:20]


@given(st.lists(SPACES | LETTERS))
def test_a_key_is_the_hash_of_the_text_in_nfc_with_white_space_folded(pieces):
    text = "".join(pieces)
    assert record_key(text) == normalised(text)


def test_no_character_escapes_normalisation():
    texts = [f"a{each}e{each} {each}" for each in map(chr, range(0x10000))]
    assert [text for text in texts if record_key(text) != normalised(text)] == []
