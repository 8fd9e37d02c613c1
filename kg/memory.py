"""Memory that the C library keeps when what stood there is gone."""

from __future__ import annotations

import ctypes
from contextlib import suppress
from functools import cache

_MAP_FROM = -3  # `M_MMAP_THRESHOLD` of glibc's malloc.h
_LARGE = 1 << 20  # bytes


def map_large() -> None:
    """Have large blocks, those of arrays, mapped by themselves, where the C library can (glibc), so that they go back to the system when they are gone.

    By itself it does so only till the first are gone; from then on they stand among the small, of which one that stays keeps much.
    """
    with suppress(AttributeError, OSError, TypeError):
        _open_library().mallopt(_MAP_FROM, _LARGE)


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
