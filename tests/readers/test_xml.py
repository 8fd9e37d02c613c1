"""The laws and the safety of everything that is read from XML, format by format and at its seams."""

import io
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.readers import _xml as xml
from kg.readers import _xml_cutting as cutting
from kg.readers import pubmed
from kg.record import Fault, Record
from tests.readers.items import records_of
from tests.readers.xml_pages import FIXTURES, SMALLEST, each_format, read_bytes, read_text, reasons_of, survive


def kept_of(items: list[Record | Fault]) -> str:
    return "\n".join(item.source.raw if isinstance(item, Record) else item.raw for item in items)


@each_format
def test_the_fixture_is_read_without_a_fault(reader: ModuleType):
    items = read_bytes(reader, FIXTURES[reader])
    assert records_of(items)
    assert set(reasons_of(items)) <= {"deleted by its source"}


@each_format
def test_wherever_a_file_is_cut_the_records_before_are_unchanged_and_nothing_is_invented(reader: ModuleType):
    content = FIXTURES[reader]
    whole = records_of(read_bytes(reader, content))
    ends = [content.index(record.source.raw.encode()) + len(record.source.raw.encode()) for record in whole]
    lines = [n for n, byte in enumerate(content) if byte == ord("\n")]
    for cut in sorted({*range(0, len(content), 41), *lines, *(end - 1 for end in ends), *ends}):
        items = read_bytes(reader, content[:cut])
        complete = sum(end <= cut for end in ends)
        assert records_of(items) == whole[:complete], cut
        if any(
            content.index(record.source.raw.encode()) + 20 < cut < end for record, end in zip(whole, ends, strict=True)
        ):
            assert reasons_of(items)[-1] == "breaks off"


@each_format
def test_whatever_is_cut_off_is_in_a_record_or_a_fault(reader: ModuleType):
    content = FIXTURES[reader]
    start = content.index(records_of(read_bytes(reader, content))[0].source.raw.encode())
    for cut in range(start, len(content), 997):
        kept = kept_of(read_bytes(reader, content[start:cut])).split()
        words = content[start:cut].decode("utf-8", "ignore").split()
        # all but the tags around the records, and the end, where a character may be cut in two
        assert (
            not {w for w in words[:-1] if "Set>" not in w and "records>" not in w and "PMID" not in w}
            - set(kept)
            - {"<DeleteCitation>", "</DeleteCitation>", "</records></xml>"}
        )


@each_format
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_shuffled_lines_never_crash(reader: ModuleType, data: st.DataObject):
    lines = data.draw(st.permutations(FIXTURES[reader].split(b"\n")))
    survive(read_bytes(reader, b"\n".join(lines)))


@each_format
@given(data=st.data())
@settings(max_examples=100, deadline=None)
def test_flipped_bytes_harm_the_record_they_are_in_and_no_other(reader: ModuleType, data: st.DataObject):
    record = SMALLEST[reader].format("Before").encode()
    content = bytearray(record + SMALLEST[reader].format("Here").encode() + record)
    for place in data.draw(st.lists(st.integers(len(record), len(content) - len(record) - 1), min_size=1, max_size=3)):
        content[place] = data.draw(st.integers(0, 255))
    items = read_bytes(reader, bytes(content))
    survive(items)
    titles = [each.title for each in records_of(items)]
    # what makes an unclosed comment or section of the rest hides it; nothing else may
    assert titles[0] == "Before"
    assert titles[-1] == "Before"


@each_format
def test_records_read_one_byte_at_a_time_are_the_same(reader: ModuleType, monkeypatch: pytest.MonkeyPatch):
    expected = read_bytes(reader, FIXTURES[reader])
    monkeypatch.setattr(cutting, "_CHUNK", 7)
    assert read_bytes(reader, FIXTURES[reader]) == expected


@each_format
def test_a_declared_encoding_is_believed_and_a_wrong_one_seen(reader: ModuleType):
    record = SMALLEST[reader].format("Łódź")
    declared = f'<?xml version="1.0" encoding="ISO-8859-2"?>{record}'.encode("iso8859-2")
    assert records_of(read_bytes(reader, declared))[0].title == "Łódź"
    lying = f'<?xml version="1.0" encoding="utf-16"?>{record}'.encode()
    assert records_of(read_bytes(reader, lying))[0].title == "Łódź"


@each_format
def test_bytes_that_are_not_utf8_are_read_as_windows_1252_and_reported(reader: ModuleType):
    record = SMALLEST[reader].format("Łódź, José").encode().replace("é".encode(), b"\xe9")
    fault, read = read_bytes(reader, record)
    assert isinstance(fault, Fault)
    assert isinstance(read, Record)
    assert read.title == "Łódź, José"
    assert (fault.reason, fault.record) == ("not UTF-8: read as Windows-1252", read.key)


@each_format
@pytest.mark.parametrize(
    "unfit",
    [
        "\x00",
        "\x1b",
        "\x7f",
        "\x85",
        "\u202e",
        "\u2066",
        "\ufeff",
        "\uffff",
        "&#0;",
        "&#x202E;",
        "&#xD800;",
        "&#1114112;",
    ],
)
def test_characters_that_no_text_may_have_are_left_out_and_reported(reader: ModuleType, unfit: str):
    fault, first, whole = read_text(reader, f"a{unfit}b")
    assert isinstance(fault, Fault)
    assert isinstance(first, Record)
    assert fault.reason == "control characters were left out"
    assert fault.record == first.key
    assert first.title.replace(" ", "") == "ab"
    assert unfit not in first.source.raw
    assert isinstance(whole, Record)


@each_format
def test_lone_surrogates_do_not_pass(reader: ModuleType):
    record = SMALLEST[reader].format("a@b").encode().replace(b"@", b"\xed\xa0\x80")
    items = read_bytes(reader, record)
    survive(items)
    assert "\ud800" not in kept_of(items)
    assert reasons_of(items)


@each_format
def test_references_by_name_and_lone_ampersands_are_read(reader: ModuleType):
    fault, first, _ = read_text(reader, "caf&eacute; &amp; R&D &ndash; bar")
    assert isinstance(fault, Fault)
    assert isinstance(first, Record)
    assert first.title == "café & R&D – bar"
    assert fault.reason == "an ampersand that begins no reference"


@each_format
def test_entities_are_never_expanded_and_nothing_is_fetched(reader: ModuleType, tmp_path: Path):
    secret = tmp_path / "secret"
    secret.write_text("SECRET")
    bomb = (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file://{secret}">]>'
    )
    whole = SMALLEST[reader].format("Whole")
    for name in "abc":
        items = read_bytes(reader, (bomb + SMALLEST[reader].format(f"x &{name}; y") + whole).encode())
        assert reasons_of(items) == [
            "entities of a document type are not read",
            f"not well-formed XML: Entity '{name}' not defined",
        ]
        assert [record.title for record in records_of(items)] == ["Whole"]
        assert "SECRET" not in kept_of(items)


def test_what_comments_and_sections_hide_is_no_tag():
    record = "<PubmedArticle><!-- </PubmedArticle><PubmedArticle> --><MedlineCitation><PMID>1</PMID><Article><ArticleTitle><![CDATA[<PubmedArticle> & </PubmedArticle>]]></ArticleTitle></Article></MedlineCitation></PubmedArticle>"
    (read,) = read_bytes(pubmed, f"<!-- {SMALLEST[pubmed]} -->{record}".encode())
    assert isinstance(read, Record)
    assert read.title == "<PubmedArticle> & </PubmedArticle>"


def test_a_comment_that_never_ends_hides_nothing():
    record = SMALLEST[pubmed].format("Whole")
    items = read_bytes(pubmed, f"<PubmedArticleSet><!-- {record}{record}".encode())
    assert len(records_of(items)) == 2
    assert reasons_of(items) == [xml.OUTSIDE]


def test_a_record_that_lost_its_end_does_not_take_the_next_one_with_it():
    record = SMALLEST[pubmed].format("Whole")
    items = read_bytes(pubmed, (record.replace("</PubmedArticle>", "") + record).encode())
    assert reasons_of(items) == ["breaks off: the next entry begins before it ends"]
    assert len(records_of(items)) == 1


def test_a_record_that_lost_its_start_is_a_fault_at_its_line():
    record = SMALLEST[pubmed].format("Whole")
    items = read_bytes(pubmed, f"<PubmedArticleSet>\n{record}\n\n{record[1:]}\n{record}</PubmedArticleSet>".encode())
    (fault,) = (item for item in items if isinstance(item, Fault))
    assert (fault.line, fault.reason, fault.raw) == (4, xml.OUTSIDE, record[1:])
    assert [each.source.line for each in records_of(items)] == [2, 5]


def test_prefixes_that_an_element_around_declares_are_known():
    items = read_text(pubmed, "<mml:math><mml:mi>x</mml:mi></mml:math>")
    assert [each.title for each in records_of(items)] == ["x", "Whole"]
    assert not reasons_of(items)


def test_the_key_does_not_depend_on_where_a_record_stands():
    record = SMALLEST[pubmed].format("Whole")
    spaced = record.replace("><", ">\r\n  <")
    first, second = records_of(read_bytes(pubmed, f"{record}\n\n{record}".encode()))
    assert first.key == second.key
    assert records_of(read_bytes(pubmed, spaced.encode()))[0].title == "Whole"


def pieces_of(text: bytes) -> Iterator[tuple[str, int, bytes]]:
    return ((each.name, each.line, each.text) for each in cutting.cut(io.BytesIO(text), ["one", "other"]))


@given(
    st.lists(
        st.sampled_from(
            [
                b"<one>",
                b"</one>",
                b"<other a='1'>",
                b"</other >",
                b"<!--",
                b"-->",
                b"<![CDATA[",
                b"]]>",
                b"x\n",
                b"<one/>",
                b"!",
            ]
        )
    )
)
def test_pieces_put_together_are_the_text(tokens: list[bytes]):
    text = b"".join(tokens)
    pieces = list(pieces_of(text))
    assert b"".join(piece for _, _, piece in pieces) == text
    line = 1
    for _, at, piece in pieces:
        assert at == line
        line += piece.count(b"\n")
