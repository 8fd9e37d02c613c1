"""Pipes to other processes."""

from __future__ import annotations

from contextlib import suppress
from typing import BinaryIO

try:
    import fcntl
except ImportError:  # not a POSIX system
    fcntl = None  # type: ignore[assignment]  # the module is absent there

_MOST = 1 << 20  # bytes: what Linux lets anybody have


def widen(pipe: BinaryIO) -> None:
    """Let a pipe hold a megabyte, where the system can: what is larger is read in so many pieces less.

    A thread that reads waits for the interpreter's lock behind each piece, of 64 kB by default; 5 ms while another is at work.
    """
    with suppress(AttributeError, OSError):
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _MOST)
