"""Memory that is given back to the system."""

import ctypes
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kg.memory import give_back

ROOT = Path(__file__).resolve().parents[1]
STATUS = Path("/proc/self/status")


def held() -> int:
    """The megabytes that this process holds now."""
    found = re.search(r"^VmRSS:\s+(\d+)", STATUS.read_text(), re.MULTILINE)
    assert found
    return int(found[1]) // 1024


asked = pytest.mark.skipif(
    not STATUS.exists() or not hasattr(ctypes.CDLL(None), "malloc_trim"),
    reason="only Linux's glibc gives back when asked",
)


@asked
def test_what_lies_free_below_something_that_stays_is_given_back():
    many = [bytes([1]) * 50_000 for _ in range(2_000)]
    last = many.pop()
    del many
    before = held()
    give_back()
    assert before - held() > 50
    assert len(last) == 50_000


@asked
def test_large_blocks_go_back_by_themselves_though_something_stays_among_them():
    program = """
from kg.memory import map_large
from tests.test_memory import held

map_large()
for _ in range(2):  # the first that go teach the library to keep the next, unless it is told otherwise
    many = [bytes([1]) * 2_000_000 for _ in range(100)]
    last = many[-1], bytes([1]) * 50_000
    before = held()
    del many
print(before - held())
"""
    # In a process of its own: in this one, others have left holes where large blocks find room.
    found = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert int(found.stdout) > 150
