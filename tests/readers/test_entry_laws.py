"""Laws that hold for JSON, tables and BibTeX: nothing is lost, nothing made up, nothing crashes, nothing takes long."""

import gzip
import io
import json
import random
import time
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.readers import formats
from kg.readers import read as read_file
from kg.record import Fault, Record
from tests.readers import test_tagged_laws, test_xml
from tests.readers.items import faults_of, records_of
from tests.speed import is_within_a_second

DATA = Path(__file__).parents[1] / "data"
FILES = {
    "openalex": DATA / "openalex/works.json",
    "crossref": DATA / "crossref/works.json",
    "csl": DATA / "csl/items.json",
    "europepmc": DATA / "europepmc/search.json",
    "lens_json": DATA / "lens_json/works.json",
    "semantic_scholar": DATA / "semantic_scholar/papers.json",
    "bibtex": DATA / "bibtex/oddities.bib",
    "scopus": DATA / "scopus/old.csv",
    "pubmed_csv": DATA / "pubmed_csv/articles.csv",
    "zotero": DATA / "zotero/library.csv",
    "lens": DATA / "lens/works.csv",
    "dimensions": DATA / "dimensions/mapping.csv",
    "tables": DATA / "tables/asysd.csv",
    "wos_table": DATA / "wos_table/records.csv",
}
TABLES = frozenset(("scopus", "pubmed_csv", "zotero", "lens", "dimensions", "tables", "wos_table"))
SAMPLES = {
    "openalex": "openalex/synergy-first-half.jsonl.gz",
    "crossref": "crossref/crossref_works_from_habanero.jsonl",
    "bibtex": "bibtex/tugboat.bib",
    "scopus": "scopus/litstudy-scopus.csv",
}
READERS = formats()
PAGES = {name: path.read_text("utf-8-sig") for name, path in FILES.items()}
JSON = ("openalex", "crossref", "csl", "europepmc", "lens_json", "semantic_scholar")
WRAPS = {
    "openalex": lambda works: {"meta": {"count": 1, "x": [{}]}, "results": works, "group_by": [{"key": "a"}]},
    "crossref": lambda works: {"status": "ok", "message": {"facets": {"f": {}}, "items": works, "query": {"a": None}}},
    "csl": lambda items: {"config": {}, "items": items},
    "europepmc": lambda results: {"version": "6.9", "request": {"x": [{}]}, "resultList": {"result": results}},
    "lens_json": lambda works: {"total": 2, "x": [{}], "data": works, "results": 2},
    "semantic_scholar": lambda papers: {"total": 2, "offset": 0, "x": [{}], "data": papers},
}

each_format = pytest.mark.parametrize("name", FILES)
each_json = pytest.mark.parametrize("name", JSON)


def read(name: str, text: str | bytes) -> list[Record | Fault]:
    stream = io.BytesIO(text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text)
    return list(READERS[name].read(stream, "file"))


def content(items: list[Record | Fault]) -> list[tuple[object, ...]]:
    """What records say, without what depends on layout; the extra fields of JSON are as they stand."""
    return [
        (each.title, each.identifiers, each.dates, each.container, each.contributors, each.abstract, each.references)
        for each in records_of(items)
    ]


def entries_of(name: str) -> list[dict[str, object]]:
    found = json.loads(PAGES[name])
    paths = {
        "openalex": ["results"],
        "crossref": ["message", "items"],
        "europepmc": ["resultList", "result"],
        "lens_json": ["data"],
        "semantic_scholar": ["data"],
    }
    for each in paths.get(name, ()):
        found = found[each]
    return found


def spans(name: str) -> dict[str, tuple[int, int]]:
    """Where each record stands in its file, by its key."""
    page = PAGES[name]
    found = {record.key: record.source.raw for record in records_of(read(name, page))}
    return {key: (page.index(raw), page.index(raw) + len(raw)) for key, raw in found.items()}


def test_every_reader_is_held_to_such_laws_here_or_beside():
    xml = {reader.__name__.rpartition(".")[2] for reader in test_xml.FIXTURES}
    assert {*FILES, *test_tagged_laws.FILES, *xml, "rca"} == READERS.keys()


@each_format
def test_wherever_a_file_is_cut_the_records_before_are_unchanged_and_the_broken_one_is_a_fault_or_says_so(name: str):
    page = PAGES[name]
    whole = {record.key: record for record in records_of(read(name, page))}
    places = spans(name)
    for cut in range(1, len(page), 1 if len(page) < 4_000 else 7):
        items = read(name, page[:cut])
        found = {record.key: record for record in records_of(items)}
        shortened = [found[key].source for key in found.keys() - whole.keys()]
        for key, (start, end) in places.items():
            if end <= cut and not (end == cut and found[key].truncated):
                assert found[key] == whole[key] or (name == "bibtex" and "crossref" in whole[key].source.raw), cut
            elif start + 1 < cut < end - 20:
                assert key not in found
                lost = (*faults_of(items), *shortened)
                assert any(page[start:cut].strip(" ,\n")[:6] in each.raw for each in lost), cut
        for each in shortened:  # nothing tells a table's last cell from what is left of it
            assert name in TABLES, cut
            assert any(record.source.raw.startswith(each.raw) for record in whole.values()), cut


@pytest.mark.parametrize("name", sorted(TABLES))
def test_a_table_without_a_last_line_end_is_as_whole_as_one_with_it(name: str):
    page = PAGES[name].rstrip("\n")
    assert records_of(read(name, page)) == records_of(read(name, f"{page}\n"))


@each_format
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_flipped_bytes_harm_the_record_they_are_in_alone(name: str, data: st.DataObject):
    page = PAGES[name].encode()
    whole = {record.key: record for record in records_of(read(name, page))}
    place = data.draw(st.integers(0, len(page) - 1))
    flipped = page[:place] + bytes([page[place] ^ data.draw(st.integers(1, 255))]) + page[place + 1 :]
    found = {record.key for record in records_of(read(name, flipped))}
    if name in TABLES and place < page.index(b"\n"):
        return  # without its header a table is nothing
    assert len(whole.keys() - found) <= (3 if page[place : place + 1] in b'{}[](),"\n@' or name == "bibtex" else 2)


@each_format
def test_shuffled_lines_crash_nothing_and_make_up_no_identifier(name: str):
    known = {one for record in records_of(read(name, PAGES[name])) for one in record.identifiers}
    for seed in range(30):
        lines = PAGES[name].split("\n")
        random.Random(seed).shuffle(lines)
        for record in records_of(read(name, "\n".join(lines))):
            assert all(one.value in PAGES[name] for one in set(record.identifiers) - known)


@each_json
@pytest.mark.parametrize(
    "layout",
    [
        lambda entries, _: "\n".join(map(json.dumps, entries)),
        lambda entries, _: json.dumps(entries),
        lambda entries, _: json.dumps(entries, separators=(",", ":"), ensure_ascii=False),
        lambda entries, _: json.dumps(entries, indent=0),
        lambda entries, _: json.dumps(entries, indent="\t"),
        lambda entries, _: "[" + ",\n".join(map(json.dumps, entries)) + "]",
        lambda entries, wrap: json.dumps(wrap(entries)),
        lambda entries, wrap: json.dumps(wrap(entries), indent=4),
        lambda entries, wrap: "\n".join(json.dumps(wrap([each])) for each in entries),
    ],
    ids=["lines", "list", "compact", "indent-0", "tabs", "list-of-lines", "wrapped", "wrapped-indented", "pages"],
)
def test_the_same_entries_come_from_any_layout(name: str, layout):
    items = read(name, layout(entries_of(name), WRAPS[name]))
    assert content(items) == content(read(name, PAGES[name]))
    assert not faults_of(items)


@each_json
@pytest.mark.parametrize("harm", ['"', "}", "{", "]", "\\"])
@pytest.mark.parametrize("indent", [None, 1, 2])
def test_a_broken_entry_of_a_list_is_one_fault_and_the_others_are_read(name: str, harm: str, indent: int | None):
    entries = entries_of(name)
    text = json.dumps([{**each, "zz": "harm here"} for each in entries], indent=indent)
    where = text.index("harm here") + 4
    items = read(name, text[:where] + harm + '"' * (harm in "{}]") + text[where:])
    assert [each.title for each in records_of(items)] == [each.title for each in records_of(read(name, PAGES[name]))][
        1:
    ]
    assert len(faults_of(items)) == 1


@each_json
def test_a_member_of_another_type_is_a_fault_and_the_rest_is_read(name: str):
    entries = entries_of(name)
    field = {
        "openalex": "authorships",
        "europepmc": "authorList",
        "lens_json": "authors",
        "semantic_scholar": "authors",
    }.get(name, "author")
    *faults, record = read(name, json.dumps([{**entries[0], field: 7}]))
    assert [(each.field, each.raw, each.record) for each in faults_of(faults)] == [(field, "7", record.key)]
    assert record.title == records_of(read(name, PAGES[name]))[0].title


@each_json
def test_an_object_that_is_no_entry_is_a_fault(name: str):
    (fault,) = read(name, '[{"id": "https://openalex.org/A1", "display_name": "An author"}]')
    assert (fault.line, fault.reason) == (1, "not an entry of this format")


@each_json
@pytest.mark.parametrize(
    ("escape", "left"),
    [
        (r"\u0000", "ab"),
        (r"\ud800", "ab"),
        (r"\udc00", "ab"),
        (r"\u202e", "ab"),
        (r"\uffff", "ab"),
        (r"\b", "ab"),
        ("\u202e", "ab"),
        ("\x7f", "ab"),
        (r"\ud83d\ude00", "a😀b"),
        (r"\\ud800", r"a\ud800b"),
        (r"\u2028", "a b"),
        (r"\u00e9", "aéb"),
    ],
)
def test_control_and_half_characters_are_taken_out_with_a_fault(name: str, escape: str, left: str):
    entry = {**entries_of(name)[0], "zz": "HERE"}
    *faults, record = read(name, json.dumps(entry, ensure_ascii=False).replace("HERE", f"a{escape}b"))
    assert next(field.value for field in record.extra if field.name == "zz") == left
    assert [fault.field for fault in faults] == ([] if left in {"a😀b", r"a\ud800b", "aéb"} else ["encoding"])


HOSTILE = {
    "deep": "[" * 100_000,
    "deep lines": "{\n" * 100_000,
    "deep objects": '{"a":' * 100_000,
    "deep in an entry": '{"id":"https://openalex.org/W1","DOI":"10.5555/x","type":"book","x":' + "[" * 100_000,
    "one string": '{"id":"https://openalex.org/W1","DOI":"10.5555/x","type":"book","title":"' + "a" * 10_000_000,
    "unclosed starts": '{"id":"https://openalex.org/W1"' * 30_000,
    "unclosed lines": '{"id":"https://openalex.org/W1"\n' * 30_000,
    "odd quotes": '"' * 300_001,
    "odd lines": '"\n' * 60_000,
    "numbers": '{"id":"https://openalex.org/W1","DOI":"10.5555/x","type":"book","volume":' + "9" * 1_000_000 + "}",
    "huge index": '{"id":"https://openalex.org/W1","abstract_inverted_index":{"a":[999999999999999999]}}',
    "escapes": '{"id":"https://openalex.org/W1","DOI":"10.5555/x","type":"book","title":"' + "\\u0000" * 100_000 + '"}',
    "braces": "@article{a, title = " + "{" * 300_000,
    "entries": "@article{a,\n" * 30_000,
    "entries on a line": "@article{a, " * 30_000,
    "one word": "@article{a, " + "b" * 1_000_000 + "}",
    "equals": "@article{a, " + "b=" * 100_000 + "}",
    "joins": "@article{a, t = " + "x#" * 100_000 + "}",
    "names": "@article{a, author = {" + "A and " * 50_000 + "}}",
    "latex": "@article{a, title = {" + "\\'{" * 100_000 + "}" * 100_000 + "}}",
    "strings": "".join(f"@string{{s{n + 1} = s{n} # s{n}}}\n" for n in range(200)) + "@misc{a, title = s200}",
    "abstract": '{"DOI":"10.5555/x","type":"book","abstract":"'
    + "<jats:p>" * 50_000
    + '","id":"https://openalex.org/W1"}',
    "entities": '{"DOI":"10.5555/x","type":"book","id":"x","abstract":"<!DOCTYPE a [<!ENTITY b \\"x\\">]><p>&b;'
    + "&b;" * 50_000
    + '</p>"}',
}


@each_format
@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_input_is_refused_within_a_second_and_200_megabytes(name: str, hostile: str):
    page = (HOSTILE[hostile] + "\n" + PAGES[name]).encode()
    if name in TABLES:
        page = PAGES[name].encode() + HOSTILE[hostile].encode()
    start = time.process_time()
    items = read(name, page)
    assert is_within_a_second(time.process_time() - start)
    assert faults_of(items) or records_of(items)


@each_format
@pytest.mark.parametrize("hostile", ["deep", "one string", "odd quotes", "numbers", "braces", "strings"])
def test_hostile_input_takes_less_than_200_megabytes(name: str, hostile: str):
    page = (PAGES[name] + HOSTILE[hostile]).encode()
    tracemalloc.start()
    for _ in READERS[name].read(io.BytesIO(page), "file"):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 200_000_000


@each_format
def test_records_come_before_the_file_has_been_read(name: str):
    class Endless(io.RawIOBase):
        """Whole files, one after the other, for ever."""

        def readable(self) -> bool:
            return True

        def readinto(self, buffer) -> int:
            chunk = (self.rest if hasattr(self, "rest") else b"") or PAGES[name].encode() + b"\n"
            buffer[: len(chunk)], self.rest = chunk[: len(buffer)], chunk[len(buffer) :]
            return min(len(chunk), len(buffer))

    stream = READERS[name].read(io.BufferedReader(Endless()), "endless")
    assert sum(isinstance(next(stream), Record) for _ in range(100)) > 40


@pytest.mark.parametrize("name", SAMPLES)
def test_memory_does_not_grow_with_the_file(name: str, shared: Path, tmp_path: Path):
    sample = shared / "samples" / SAMPLES[name]
    page = gzip.decompress(sample.read_bytes()) if sample.suffix == ".gz" else sample.read_bytes()
    peaks = []
    for times in (1, 4):
        path = tmp_path / f"{times}"
        path.write_bytes((page.removeprefix(b"\xef\xbb\xbf")[:200_000].rpartition(b"\n")[0] + b"\n") * times)
        tracemalloc.start()
        for _ in read_file(path):
            pass
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.5 + 4_000_000
