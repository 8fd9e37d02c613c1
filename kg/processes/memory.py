"""Memory that the C library keeps when what stood there is gone."""

from __future__ import annotations

import ctypes
from contextlib import suppress
from functools import cache


def give_back() -> None:
    """Give what is free back to the system, where the C library can (glibc): it keeps it for later, which a stage that grows never uses again.

    Between stages, after what was large has gone; it takes milliseconds.
    """
    with suppress(AttributeError, OSError, TypeError):
        _open_library().malloc_trim(0)


@cache
def _open_library() -> ctypes.CDLL:
    """Open what this process is linked to, once: each opening leaves cycles, which a build does not collect."""
    return ctypes.CDLL(None)
