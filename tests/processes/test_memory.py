"""Memory that is given back to the system."""

import ctypes
import re
from pathlib import Path

import pytest

from kg.processes.memory import give_back

STATUS = Path("/proc/self/status")


def held() -> int:
    """The megabytes that this process holds now."""
    found = re.search(r"^VmRSS:\s+(\d+)", STATUS.read_text(), re.MULTILINE)
    assert found
    return int(found[1]) // 1024


@pytest.mark.skipif(
    not STATUS.exists() or not hasattr(ctypes.CDLL(None), "malloc_trim"),
    reason="only Linux's glibc gives back when asked",
)
def test_what_lies_free_below_something_that_stays_is_given_back():
    many = [bytes([1]) * 50_000 for _ in range(2_000)]
    last = many.pop()
    del many
    before = held()
    give_back()
    assert before - held() > 50
    assert len(last) == 50_000
