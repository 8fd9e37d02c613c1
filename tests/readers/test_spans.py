"""Reading a file in spans gives what reading it as a whole gives."""

import gzip
import io
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.readers import Slice, Span, SpanError, _json_split, _xml_cutting, read, split
from kg.record import Fault, Record

DATA = Path(__file__).parents[1] / "data"
FORMATS = {
    "medline": ["medline/oddities.nbib"],
    "ris": ["ris/oddities.ris", "ris/databases.ris"],
    "wos": ["wos/oddities.txt"],
    "ovid": ["ovid/oddities.cgi"],
    "pubmed": ["pubmed/oddities.xml"],
    "endnote": ["endnote/library.xml"],
    "ictrp": ["ictrp/trials.xml"],
    "openalex": ["openalex/works.json"],
    "crossref": ["crossref/works.json"],
}
# What opens and closes records, comments and brackets, ends lines, and is no character.
HARM = (
    b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<DeleteCitation>", b"</PubmedArticle>\n", b"<PubmedArticle>", b"</record>", b"<record>",
    b"{", b"}", b"[", b"]", b'"', b",", b'{"results": [', b"}\n{", b"\r", b"\n", b"\r\n", b"\n\n", b" ", b"\xe4", b"\xc3", b"\xc3\xa9",
    b"\0", b"\x1a", b"\xef\xbb\xbf", b"PMID- 1\n", b"\n\nPMID- 2\n", b"TY  - JOUR\n", b"\nER  - \n", b"ER\n", b"\nPT J\n", b"EF\n",
    b"\n<7. >\n", b"VN  - Ovid Technologies\n", b"1.\n", b"TI  - ",
)  # fmt: skip


def whole(content: bytes) -> list[Record | Fault]:
    return list(read(io.BytesIO(content), "file"))


def entries(name: str) -> list[bytes]:
    """What a file of the format begins with, its entries, and what it ends with; JSON has one entry a line."""
    text = b"\n".join((DATA / each).read_bytes() for each in FORMATS[name]).replace(b"\r\n", b"\n")
    if name in {"openalex", "crossref"}:
        raws = [item.source.raw.encode() for item in whole(text) if isinstance(item, Record)]
        return [b"", *(b" ".join(raw.split()) + b"\n" for raw in raws), b""]
    return re.split(rb"(?<=</PubmedArticle>)|(?<=</record>)|(?<=</Trial>)|(?<=\n\n)|(?<=\nER\n)", text)


ENTRIES = {name: entries(name) for name in FORMATS}


@pytest.fixture
def small_limits(monkeypatch):
    """Limits of kibibytes, so that files of some pages come to them."""
    for module, limit, value in (
        (_xml_cutting, "_CHUNK", 700),
        (_xml_cutting, "_OUTSIDE", 300),
        (_xml_cutting, "LONGEST", 7000),
        (_json_split, "PIECE", 300),
    ):
        monkeypatch.setattr(module, limit, value)


each_format = pytest.mark.parametrize("name", FORMATS)


def in_spans(path: Path, spans: list[Span]) -> list[Record | Fault]:
    items: list[Record | Fault] = []
    for span in spans:
        with path.open("rb", 0) as file:
            items += read(Slice(file, span), "file")
    return items


@st.composite
def files(draw: st.DrawFn, name: str) -> bytes:
    """A file of several records, whose lines end one way or another, with some damage."""
    head, *middle, tail = ENTRIES[name]
    content = head + b"".join(middle * draw(st.integers(2, 4))) + tail
    content = content.replace(b"\n", draw(st.sampled_from([b"\n"] * 4 + [b"\r\n"] * 2 + [b"\r"])))
    content = draw(st.sampled_from([b"", b"", b"", b"\xef\xbb\xbf"])) + content
    encoding = draw(st.sampled_from(["utf-8"] * 6 + ["cp1252"]))
    content = content.decode().encode(encoding, "replace")
    for harm in draw(st.lists(st.sampled_from(HARM), max_size=4)):
        place = draw(st.integers(0, len(content)))
        content = content[:place] + harm + content[place + draw(st.sampled_from([0, 0, 1, 50])) :]
    return content[: draw(st.integers(0, len(content)))] if draw(st.integers(0, 4)) == 0 else content


@each_format
@pytest.mark.usefixtures("small_limits")
@given(data=st.data())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_spans_give_the_records_faults_and_lines_that_the_whole_gives_or_say_that_they_cannot(name, tmp_path, data):
    content = data.draw(files(name))
    path = tmp_path / "file"
    path.write_bytes(content)
    spans = split(path, data.draw(st.integers(30, 2_000)))
    assert [span.start for span in spans[1:]] == [span.end for span in spans[:-1]]
    if spans:
        try:
            found = in_spans(path, spans)
        except SpanError:
            return
        assert found == whole(content)


@each_format
def test_an_undamaged_file_is_cut_where_each_record_begins(name, tmp_path):
    head, *middle, tail = ENTRIES[name]
    path = tmp_path / "file"
    path.write_bytes(head + b"".join(middle * 5) + tail)
    spans = split(path, 50)
    assert len(spans) > 5
    assert in_spans(path, spans) == whole(path.read_bytes())


@pytest.mark.parametrize("hiding", [(b"<!-- ", b" -->"), (b"<PubmedArticle><![CDATA[ ", b" ]]></PubmedArticle>")])
def test_a_span_that_ends_inside_of_something_says_so(hiding, tmp_path):
    article = b"<PubmedArticle><MedlineCitation><PMID>1</PMID></MedlineCitation></PubmedArticle>\n"
    path = tmp_path / "file"
    path.write_bytes(b"<PubmedArticleSet>" + article + hiding[0] + article * 9 + hiding[1] + b"</PubmedArticleSet>")
    with pytest.raises(SpanError):
        in_spans(path, split(path, path.stat().st_size // 2))


@pytest.mark.parametrize("encode", [gzip.compress, lambda text: text.decode().encode("utf-16")], ids=["gzip", "utf-16"])
def test_what_has_no_plain_bytes_is_not_cut(encode, tmp_path):
    path = tmp_path / "file"
    path.write_bytes(encode((DATA / "ris/databases.ris").read_bytes()))
    assert split(path, 50) == []
