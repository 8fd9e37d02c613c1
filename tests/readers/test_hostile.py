"""Hostile input, the same for every reader: refused, or cleaned with a fault, within a second (of a usual core) and 200 megabytes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kg.readers import formats
from tests.speed import is_within_a_second

DATA = Path(__file__).parents[1] / "data"
MEGABYTES = 200
PROGRAM = r"""
import io, json, random, re, sys, time
from kg import readers
from kg.clean import clean
from kg.record import Fault, Record

reader, page = readers.formats()[sys.argv[1]], open(sys.argv[2], "rb").read()
middle = page.find(b"\n", len(page) // 2) + 1 or len(page) // 2
TEN = 10 << 20


def peak():
    return int(re.search(r"VmHWM:\s+(\d+)", open("/proc/self/status").read())[1]) / 1024


def line_of(text):
    return page[:middle] + text * (TEN // len(text)) + b"\n" + page[middle:]


def flipped():
    random.seed(1)
    noisy = bytearray(page * max(1, (1 << 20) // len(page)))
    for place in random.sample(range(len(noisy)), len(noisy) // 100):
        noisy[place] ^= 1 << random.randrange(8)
    return bytes(noisy)


def bomb():
    levels = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 12))
    return b'<!DOCTYPE x [<!ENTITY e0 "ha">' + levels + b"]>\n" + page[:middle] + b"&e11;\n" + page[middle:]


def outside():
    return b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>\n' + page[:middle] + b"&e;\n" + page[middle:]


texts = {
    "ten megabytes of words": b"word ", "of bytes that are no text": b"\xff", "of NUL": b"\0", "of half characters": b"\xed\xa0\x80",
    "of bidirectional overrides": b"\xe2\x80\xae", "of quotes": b'"', "of brackets": b"[", "of braces": b"{", "of escapes": b"\\u",
    "of tags": b"<a>", "of comments": b"<!--", "of sections": b"<![CDATA[", "of references": b"&a;", "of addresses": b"a@b.c ",
}
cases = {name: lambda text=text: line_of(text) for name, text in texts.items()}
cases |= {"flipped bits": flipped, "a bomb of entities": bomb, "an entity outside": outside}
for name, make in cases.items():
    best, text = 9e9, make()
    with open("/proc/self/clear_refs", "w") as reset:
        reset.write("5")  # the peak is what there is now
    before = peak()
    for _ in range(4):  # one on a loaded machine may be slow
        start, records, told = time.process_time(), 0, 0
        for item in reader.read(io.BytesIO(text), "hostile"):
            for each in clean(item) if isinstance(item, Record) else (item,):
                told += isinstance(each, Fault)
                assert name != "an entity outside" or "root:" not in str(each)
        best = min(best, time.process_time() - start)
        if best < 1:
            break
    print(json.dumps([name, best, peak() - before, told]))
"""
FIXTURES = [
    (each.parent.name, each) for each in sorted(DATA.glob("*/*")) if each.suffix != ".json" or each.parent.name != "rca"
]


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="the system does not tell the peak of memory")
@pytest.mark.parametrize(("name", "page"), FIXTURES, ids=lambda each: getattr(each, "name", each))
def test_whatever_a_file_holds_it_is_read_in_a_second_and_200_megabytes(name: str, page: Path):
    program = [sys.executable, "-c", PROGRAM, name, str(page)]
    ran = subprocess.run(program, check=True, capture_output=True, text=True)
    told = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [each for each in told if not is_within_a_second(each[1]) or each[2] > MEGABYTES] == []
    assert [each[0] for each in told if not each[3]] == []  # nothing passes in silence


def test_every_reader_has_a_page_to_spoil():
    assert {name for name, _ in FIXTURES} == set(formats())
