"""No XML, however hostile, takes much time or memory."""

import io
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path
from types import ModuleType

import pytest

from kg.readers import _xml as xml
from kg.readers import _xml_cutting as cutting
from kg.readers import pubmed
from tests.readers.items import records_of
from tests.readers.xml_pages import FIXTURES, SMALLEST, each_format, read_bytes, read_text, reasons_of, survive


@each_format
@pytest.mark.parametrize(
    "hostile",
    [
        "<b>" * 300 + "x" + "</b>" * 300,  # deep
        "<b>" * 1_000_000,
        "<b a='1'/>" * 300_000,  # many nodes
        "<!-- " * 200_000,
        "<![CDATA[" * 300_000,
        "<!--" + "x" * 3_000_000,
        "&a;" * 500_000,
        "&" * 1_000_000,
        "&#1;" * 500_000,
        "x" * 11_000_000,  # longer than the parser takes
        "</" * 1_000_000,
        "!" * 3_000_000,
        "<database>" * 300_000,
        " " * 1_000_000,
    ],
    ids=range(14),
)
def test_hostile_text_takes_no_time_and_harms_no_other_record(reader: ModuleType, hostile: str):
    start = time.process_time()
    items = read_text(reader, hostile)
    survive(items)
    assert time.process_time() - start < 3  # a second, on a machine that does nothing else
    assert records_of(items)[-1].title == "Whole"


@pytest.mark.parametrize(
    "hostile",
    ["<article>", "<article ", "<!--", "<record><!--", "<?", "<!DOCTYPE ", "<PubmedArticle/>", "</article>", "<"],
)
def test_hostile_files_take_no_time(hostile: str):
    for reader in FIXTURES:
        start = time.process_time()
        sum(1 for _ in reader.read(io.BytesIO((hostile * (1_000_000 // len(hostile))).encode()), "f"))
        assert time.process_time() - start < 3


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs the peak memory as Linux tells it")
@pytest.mark.parametrize(
    ("begins", "goes_on"),
    [("", "ł"), ("<PubmedArticle>", "ł"), ("<PubmedArticle><!--", "x"), ("<PubmedArticle>", "<a b='c'/>")],
)
def test_no_input_takes_more_than_two_hundred_megabytes(begins: str, goes_on: str):
    program = (
        "import io, re, sys\nfrom kg.readers import pubmed\n"
        "def peak(): return int(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1])\n"
        "before = peak()\n"
        "class Endless(io.RawIOBase):\n"
        "    left = 40 << 20\n"
        "    def readable(self): return True\n"
        "    def readinto(self, buffer):\n"
        "        text = sys.argv[1 if self.left == 40 << 20 else 2].encode()\n"
        "        chunk = (text * (len(buffer) // max(1, len(text)) or 1))[:min(len(buffer), self.left)]\n"
        "        if self.left == 40 << 20: chunk = text or b' '\n"
        "        self.left -= len(chunk)\n"
        "        buffer[:len(chunk)] = chunk\n"
        "        return len(chunk)\n"
        "for _ in pubmed.read(io.BufferedReader(Endless(), 1 << 20), 'f'): pass\n"
        "print(peak() - before)\n"
    )
    ran = subprocess.run([sys.executable, "-c", program, begins, goes_on], check=True, capture_output=True, text=True)
    assert int(ran.stdout) < 200 << 10


def test_an_entry_that_is_too_long_is_a_fault_and_the_next_is_read():
    long = SMALLEST[pubmed].format("x" * (cutting.LONGEST + 10))
    items = read_bytes(pubmed, (long + SMALLEST[pubmed].format("Whole")).encode())
    assert reasons_of(items) == ["an entry longer than 8 MiB", xml.OUTSIDE]
    assert [record.title for record in records_of(items)] == ["Whole"]


def test_memory_does_not_grow_with_the_file():
    class Many(io.RawIOBase):
        """Records that are made as they are read."""

        def __init__(self, number: int) -> None:
            self.left = number

        def readable(self) -> bool:
            return True

        def read(self, _size: int = -1) -> bytes:
            number = min(500, self.left)
            self.left -= number
            return SMALLEST[pubmed].format("A title " * 40).encode() * number

    def peak(number: int) -> int:
        tracemalloc.start()
        assert sum(1 for _ in pubmed.read(Many(number), "f")) == number
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(10)
    assert peak(10_000) < 1.2 * peak(1_500)
