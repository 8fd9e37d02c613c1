"""Laws that hold for every format of lines: nothing is lost, nothing is made up, nothing crashes, nothing takes long."""

import io
import random
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.readers import Reader, formats
from kg.record import Fault, Record
from tests.readers.items import cleaned, records_of

DATA = Path(__file__).parents[1] / "data"
FILES = {
    "medline": DATA / "medline/oddities.nbib",
    "ris": DATA / "ris/oddities.ris",
    "wos": DATA / "wos/oddities.txt",
    "wos_tab": DATA / "wos_tab/oddities.txt",
    "citations": DATA / "citations/oddities.txt",
    "pubmed_text": DATA / "pubmed_text/oddities.txt",
    "refer": DATA / "refer/oddities.enw",
    "refworks": DATA / "refworks/oddities.txt",
    "ovid": DATA / "ovid/oddities.cgi",
}
READERS = formats()
PAGES = {name: path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n") for name, path in FILES.items()}

each_format = pytest.mark.parametrize("name", FILES)


def read(name: str, text: str | bytes) -> list[Record | Fault]:
    reader: Reader = READERS[name]
    return list(reader.read(io.BytesIO(text.encode() if isinstance(text, str) else text), "file"))


@each_format
def test_wherever_a_file_is_cut_the_records_before_are_unchanged_and_nothing_is_made_up(name: str):
    page = PAGES[name]
    whole = records_of(read(name, page))
    ends = list(_ends(page, whole))
    for cut in range(len(page)):
        found = records_of(read(name, page[:cut]))
        complete = sum(end < cut for end in ends)
        assert found[:complete] == whole[:complete], cut
        assert len(found) <= complete + 1, cut
        for part in found[complete:]:
            if cut not in {ends[complete], ends[complete] - 1}:
                _assert_part(part, whole[complete])


def _ends(page: str, whole: list[Record]) -> Iterator[int]:
    end = 0
    for record in whole:
        end = page.index(record.source.raw, end) + len(record.source.raw)
        yield end


def _assert_part(part: Record, whole: Record) -> None:
    """All that a record that breaks off says, the whole one says as well."""
    raw = " ".join(whole.source.raw.split())
    for text in (part.title, part.volume, part.issue, part.language, part.article_number, part.licence):
        assert " ".join(text.split()) in raw.replace("meta- ", "meta-")
    assert part.pages in {"", whole.pages, whole.pages.partition("-")[0], whole.pages.rstrip("+"), whole.article_number}
    for field in ("identifiers", "keywords", "types", "headings", "grants", "registrations", "references", "relations"):
        assert set(getattr(part, field)) <= set(getattr(whole, field)), field
    assert {date.printed for date in part.dates} <= {date.printed for date in whole.dates} | set(raw.split())
    if part.container and whole.container:
        assert part.container.title in {"", whole.container.title, whole.container.abbreviation}
        assert set(part.container.identifiers) <= set(whole.container.identifiers)
    for mine, theirs in zip(part.contributors, whole.contributors, strict=False):
        assert mine.name in {theirs.name, theirs.full_name, part.contributors[-1].name}
        assert mine.name in raw
        assert set(mine.affiliations) <= set(theirs.affiliations) or mine.role != theirs.role
        assert mine.email in {"", theirs.email}
    for mine, theirs in zip(part.abstract, whole.abstract, strict=False):
        assert theirs.text.startswith(mine.text)


@each_format
def test_a_record_that_visibly_breaks_off_is_truncated_and_what_it_lost_is_a_fault(name: str):
    page = PAGES[name]
    first = records_of(read(name, page))[0]
    middle = page.index(first.source.raw) + len(first.source.raw) // 2
    *before, last = read(name, page[:middle])
    if isinstance(last, Record):
        assert last.truncated
        assert all(isinstance(item, Fault) and item.record == last.key for item in before)
    else:
        assert name == "citations"  # a citation without its imprint is none


@each_format
def test_every_line_is_in_a_record_or_a_fault(name: str):
    page = PAGES[name]
    for cut in range(0, len(page), 53):
        kept = "\n".join(item.source.raw if isinstance(item, Record) else item.raw for item in read(name, page[:cut]))
        for line in page[:cut].split("\n")[:-1]:
            assert not line.strip() or line.strip() in kept or _is_frame(name, line), line


def _is_frame(name: str, line: str) -> bool:
    """Whether a line is one that only says what the file is."""
    frames = {
        "wos": ("FN ", "VR ", "EF"),
        "wos_tab": ("PT\tAU",),
        "ris": ("Record #", "Provider", "Content", "1."),
        "ovid": ("<",),
    }
    return line.startswith(frames.get(name, ("\0",)))


@each_format
def test_a_broken_record_harms_only_itself(name: str):
    page = PAGES[name]
    whole = records_of(read(name, page))
    second = whole[1].source.raw
    items = read(name, page.replace(second, second[: len(second) // 2] + "\n" + "§ what is this? " * 9))
    keys = [record.key for record in records_of(items)]
    assert whole[0].key in keys
    assert [record.key for record in whole[2:]] == keys[len(keys) - len(whole[2:]) :]


@each_format
@given(seed=st.integers(0, 2**32))
@settings(max_examples=25)
def test_shuffled_lines_never_crash_and_lose_nothing(name: str, seed: int):
    lines = PAGES[name].split("\n")
    random.Random(seed).shuffle(lines)
    items = read(name, "\n".join(lines))
    kept = "\n".join(item.source.raw if isinstance(item, Record) else item.raw for item in items)
    assert all(not line.strip() or line.strip() in kept or _is_frame(name, line) for line in lines)
    for record in records_of(items):
        cleaned(record)


HOSTILE = [
    "A",
    " ",
    "[",
    "[a",
    "a[",
    "; ",
    "a, ",
    "Bell S, ",
    "Bell S; ",
    ". ",
    "A. ",
    "\t",
    "1: ",
    "PMID: 1",
    "doi: 10.1/",
    "(1)",
    "In: ",
]
HOSTILE += ["Erratum in: ", " (corresponding author), ", "x@y.", "/", "-", ":", "2020;", "Cited By "]


@each_format
@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_values_take_no_time(name: str, hostile: str):
    page = PAGES[name]
    many = hostile * (300_000 // len(hostile))
    middle = page.index(records_of(read(name, page))[1].source.raw) // 2
    place = page.index(" " if name != "wos_tab" else "\t", middle)
    start = time.process_time()
    for record in records_of(read(name, page[:place] + many + page[place:])):
        cleaned(record)
    assert time.process_time() - start < 5


@each_format
def test_a_line_of_ten_megabytes_is_faults_and_the_records_after_it_are_read(name: str):
    page = PAGES[name]
    count = len(read(name, page))
    tracemalloc.start()
    start = time.process_time()
    items = read(name, "x" * 10_000_000 + "\n\n" + page)
    assert time.process_time() - start < 5
    assert tracemalloc.get_traced_memory()[1] < 200e6
    tracemalloc.stop()
    assert len([item for item in items if isinstance(item, Record)]) == len(records_of(read(name, page)))
    assert len(items) < count + 30


@each_format
def test_control_characters_are_taken_out(name: str):
    page = PAGES[name].replace("alk", "a\x00l\x07k\x1b")
    assert [record.key for record in records_of(read(name, page))] == [
        record.key for record in records_of(read(name, PAGES[name]))
    ]


@each_format
def test_reading_holds_one_record_at_a_time(name: str):
    class Endless(io.RawIOBase):
        """A file that never ends: only a reader that streams can begin to answer."""

        page = f"{PAGES[name]}\n".encode() * 20

        def readable(self) -> bool:
            return True

        def readinto(self, buffer) -> int:
            chunk = self.page[: len(buffer)]
            buffer[: len(chunk)] = chunk
            return len(chunk)

    stream = READERS[name].read(io.BufferedReader(Endless()), "endless")
    assert sum(isinstance(next(stream), Record) for _ in range(100)) > 30


@pytest.mark.parametrize(
    ("name", "opening", "line"),
    [("medline", "PMID- 1", "      more"), ("ris", "TY  - JOUR\nAB  - a", "more"), ("wos", "PT J\nAB a", "   more")],
)
def test_a_record_without_end_is_given_up_in_bounded_memory(name: str, opening: str, line: str):
    endless = f"{opening}\n" + f"{line * 100}\n" * 30_000
    tracemalloc.start()
    items = read(name, endless)
    assert tracemalloc.get_traced_memory()[1] < 200e6
    tracemalloc.stop()
    assert not records_of(items)
    assert items[0].reason == "too long for one record"
