"""Hostile input, whichever way it comes, is refused or read with faults within a second of CPU (of a usual core) and 200 MB."""

import json
import os
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest

from tests.speed import is_within_a_second

MEGABYTES = 200
RIS = b"TY  - JOUR\nTI  - A study\nAU  - Kaplan, Ruth\nPY  - 2020\nER  - \n\n"
PROGRAM = r"""
import json, re, sys, time
from pathlib import Path
from kg.clock import Clock
from kg.folder import BuildFolder
from kg.reading.reading import Reading
from kg.reading.spool import Spool
from kg.processes.workers import Workers
import kg.readers
kg.readers.formats()
start = time.process_time()
folder = BuildFolder(Path(sys.argv[2]))
folder.path.mkdir()
with Workers(1) as workers:
    reading = Reading([sys.argv[1]], folder, workers, Clock())
    reading.run(Spool(folder.records))
spent = time.process_time() - start
peak = int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) / 1024
print(json.dumps([reading.records, reading.faults, spent, peak, sum(f.stat().st_size for f in folder.path.rglob("*") if f.is_file())]))
"""


def zeros(size: int) -> bytes:
    """A gzip file of so many zeros after a record."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    pieces = [packer.compress(RIS), *(packer.compress(bytes(1 << 20)) for _ in range(size >> 20)), packer.flush()]
    return b"".join(pieces)


def zipped(path: Path, **members: bytes) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def flat_bomb(path: Path) -> None:
    """An archive of 30,000 members that are all the same megabytes."""
    zipped(path, a=RIS + b" " * (50 << 20))
    content = path.read_bytes()
    directory = content.index(b"PK\x01\x02")
    entry = content[directory : content.index(b"PK\x05\x06")]
    entries = b"".join(entry[:-1] + bytes([97 + n % 26]) for n in range(30_000))
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 30_000, 30_000, len(entries), directory, 0)
    path.write_bytes(content[:directory] + entries + end)


def crowd(path: Path) -> None:
    """An archive without a directory, of more members than anybody has."""
    member = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 0, 0, 0, 0, 0, 0, 1, 0) + b"x"
    path.write_bytes(member * 500_000)


def unending(path: Path) -> None:
    """An archive that is cut off in a member whose size was to stand behind it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(RIS + bytes(200 << 20))
    path.write_bytes(struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 8, 8, 0, 0, 0, 0, 0, 1, 0) + b"x" + packed)


HOSTILE = {
    "gzip bomb": lambda path: path.write_bytes(zeros(300 << 20)),
    "gzip bomb in zip": lambda path: zipped(path, bomb=zeros(200 << 20)),
    "zip bomb": lambda path: zipped(path, bomb=RIS + bytes(200 << 20)),
    "overlapping zip bomb": flat_bomb,
    "crowded zip": crowd,
    "zip bomb without an end": unending,
    "long lines": lambda path: path.write_bytes(RIS + b"TI  - " + b"x" * (10 << 20)),
    "lone surrogates": lambda path: path.write_bytes(RIS + "TI  - \udcff\ud800\n".encode("utf-8", "surrogatepass") * 10_000),
}  # fmt: skip


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read from /proc")
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input_takes_at_most_a_second_and_200_megabytes(tmp_path, name):
    HOSTILE[name](tmp_path / "input")
    command = [sys.executable, "-c", PROGRAM, tmp_path / "input", tmp_path / "out"]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, env=dict(os.environ))
    records, faults, seconds, megabytes, written = json.loads(ran.stdout)
    assert faults
    assert records == (0 if name in {"overlapping zip bomb", "crowded zip"} else 1)
    assert is_within_a_second(seconds)
    assert megabytes < MEGABYTES
    assert written < 100 << 20
