"""Pipes that hold much."""

import fcntl
import os
from types import SimpleNamespace

import pytest

from kg.processes.pipes import widen


@pytest.fixture
def ends():
    reader, writer = (os.fdopen(each, mode) for each, mode in zip(os.pipe(), ("rb", "wb"), strict=True))
    with reader, writer:
        yield reader, writer


@pytest.mark.skipif(not hasattr(fcntl, "F_SETPIPE_SZ"), reason="only Linux's pipes can be widened")
def test_a_widened_pipe_takes_half_a_megabyte_before_anybody_reads(ends):
    reader, writer = ends
    widen(reader)
    os.set_blocking(writer.fileno(), False)
    assert os.write(writer.fileno(), bytes(1 << 19)) == 1 << 19


def refuse(*_):
    raise PermissionError


@pytest.mark.parametrize("system", [None, SimpleNamespace(), SimpleNamespace(F_SETPIPE_SZ=0, fcntl=refuse)])
def test_a_pipe_that_cannot_be_widened_stays_as_it_is(ends, system, monkeypatch):
    monkeypatch.setattr("kg.processes.pipes.fcntl", system)
    reader, writer = ends
    widen(reader)
    writer.write(b"x")
    writer.close()
    assert reader.read() == b"x"
