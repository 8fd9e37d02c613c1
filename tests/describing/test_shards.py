"""Records spread over files."""

import pytest

from kg.describing import shards
from kg.describing.shards import scatter


@pytest.mark.parametrize("held", [0, 40, 1 << 20])
def test_records_go_to_the_file_of_their_place_in_order_however_much_waits_in_memory(held, tmp_path, monkeypatch):
    monkeypatch.setattr(shards, "_HELD", held)
    lines = [b'{"key":"%d","title":"T"}\n' % number for number in range(9)]
    files = scatter(lines, {str(number): number % 3 for number in range(9)}, tmp_path / "shards")
    assert list(files) == [0, 1, 2]
    assert {place: path.read_bytes() for place, path in files.items()} == {n: b"".join(lines[n::3]) for n in range(3)}
