"""UTF-8 that was read as another encoding."""

import gzip
import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.readers import read
from kg.record import Record
from kg.values.misread import is_suspicious, keep_bytes, read_all_anew, read_anew

SHARED = Path(__file__).resolve().parents[3] / "shared"
SAMPLES = SHARED / "samples"

WORDS = tuple(
    word
    for line in (
        "naïve café résumé Müller Söderström Ångström Århus Østergaard Łukasz Gdańsk Wrocław Żółć Dvořák Černý Nováková Őri Győr Erdős Çelik",
        "İstanbul Yıldız Öztürk Mărgineanu Ștefan São João Conceição España Muñoz Núñez García Íñigo Álvarez Đorđević Živković Šimić Nguyễn Trần Đặng",
        "β-cells α-synuclein μm κB TNF-α 30°C ±5 ≥65 “quoted” L’Hôpital d’Orléans meta‐analysis – … ™ © Αθήνα Москва Київ Straße ß-blocker Æro cœur",
        "Þór Ísland Rīga Šiauliai Jüri ½ ¿Qué? «foo» „Spaß“ (CAFÉ») été…” health trial of the patients 2019 J.",
    )
    for word in line.split()
)
OTHER_SCRIPTS = re.compile("[\u0300-\u036f\u0400-\u04ff\u0218-\u021b\u1ea0-\u1eff]")
words = st.sampled_from(WORDS)
texts = st.builds(
    lambda parts, joint, case: case(joint.join(parts)),
    st.lists(words, min_size=1, max_size=12),
    st.sampled_from([" ", ", ", "; ", ": "]),
    st.sampled_from([str, str.upper, str.lower]),
)


def misread_in_windows(text: str) -> str:
    """Read UTF-8 as browsers read Windows-1252, which leave the bytes that it does not assign as control characters."""
    return "".join(bytes((byte,)).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())


def misread_in_latin(text: str) -> str:
    return text.encode().decode("latin-1")


def misread_on_a_mac(text: str) -> str:
    return text.encode().decode("mac_roman")


@given(texts)
def test_text_that_is_right_stays_as_it_is(text: str):
    assert read_anew(text) == keep_bytes(text) == text
    assert read_all_anew((text,), misread := {}) == (text,)
    assert not misread


@given(texts)
def test_what_was_misread_in_windows_is_read_anew_or_left(text: str):
    for misread in (misread_in_latin, misread_in_windows):
        assert read_anew(keep_bytes(misread(text))) in {text, misread(text)}


@given(texts)
def test_what_was_misread_in_windows_is_read_anew_beside_a_letter_that_proves_it(text: str):
    """Of a word by itself "Ã—" may be meant; beside "Ã©" it is not."""
    text = f"Études de {text} et “santé”"
    for misread in (misread_in_latin, misread_in_windows):
        assert read_anew(keep_bytes(misread(text))) == text
        assert read_anew(keep_bytes(misread(misread(text)))) == text


@given(texts.filter(lambda text: not OTHER_SCRIPTS.search(text)))
def test_what_was_misread_on_a_mac_is_read_anew_beside_a_letter_that_proves_it(text: str):
    """Cyrillic, Vietnamese and combined letters are left: a Mac shows them with the dashes and stops of right text."""
    text = f"Études de {text} et “santé”"
    assert read_anew(misread_on_a_mac(text)) == text


@given(st.text())
def test_what_was_read_anew_is_not_read_anew_again(text: str):
    assert read_anew(read_anew(text)) == read_anew(text)


@pytest.mark.parametrize(
    ("misread", "right"),
    [
        ("Ã…berg", "Åberg"),
        ("soins Ã la maison", "soins à la maison"),
        ("pain â€“ a â€œreviewâ€, 2", "pain – a “review”, 2"),
        ("a metaâ€analysis", "a meta‐analysis"),
        ("Copyright Â© 2011 Å. Østergård", "Copyright © 2011 Å. Østergård"),
        ("M√ºller ‚Äì Garc√≠a", "Müller – García"),
        ("ä¸­å›½åŒ»å­¦", "中国医学"),
        ("Nguyá»…n VÄƒn A", "Nguyễn Văn A"),
        ("ÃƒÂ©tude", "étude"),
        ("5Â mg ofÂ\xa0it", "5 mg of\xa0it"),
        ("p â‰¥ 5 Âµg", "p ≥ 5 µg"),
    ],
)
def test_misread_letters_are_known_by_what_stands_around_them(misread: str, right: str):
    assert read_anew(misread) == right


@pytest.mark.parametrize("hostile", ["Ãƒ", "ÃƒÂ", "â€œ", "Ã ", "Ã\x83", "Ã" + "ƒ" * 8, "√É", "ðŸ"])
def test_hostile_text_takes_no_time(hostile: str):
    started = time.process_time()
    for text in (hostile * (100_000 // len(hostile)), hostile[:1] + hostile[1:] * 100_000):
        read_anew(keep_bytes(text))
    assert time.process_time() - started < 5


def texts_of(record: Record) -> tuple[object, ...]:
    return tuple(getattr(record, name) for name in record.__struct_fields__ if name != "source")


def names(path: Path) -> set[str]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        entries = map(json.loads, lines)
        return {
            name
            for each in entries
            for name in (each["name"], *each["aliases"], *(one["value"] for one in each["labels"]))
        }


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="no shared samples")
def test_of_real_exports_only_misread_signs_are_changed():
    """In PubMed's records of two teams ten notes of copyright are misread, and nothing else is."""
    found: list[str] = []
    for each in (each for path in sorted(SAMPLES.glob("pubmed/*_dev_articles.xml.gz")) for each in read(path)):
        read_all_anew(texts_of(each) if isinstance(each, Record) else (), misread := {})
        found += misread
    assert len(found) == 10
    assert all("Copyright Â© 20" in text for text in found)


@pytest.mark.skipif(not SHARED.is_dir(), reason="no shared references")
def test_no_name_of_an_institution_in_any_language_is_changed():
    found = {name for name in names(SHARED / "reference/ror.jsonl.gz") if is_suspicious(name)}
    assert found
    assert {name for name in found if read_anew(name) != name} == set()
