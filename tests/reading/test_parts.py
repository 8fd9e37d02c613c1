"""A part is there whole, or it is not used."""

import gzip
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.reading.parts import Part
from kg.reading.spool import Spool
from kg.record import Deletion, Fault, Field, Identifier, Record, Source
from tests.files import assert_same

ITEMS = [
    *(
        Record(f"k{n % 400}", Source("ris", "a.ris", n, f"line {n}\u2028{n}", str(n)), title="é" * (n % 50))
        for n in range(700)
    ),
    Fault("a.ris", 9, "?", "unreadable"),
    Deletion("a.ris", 10, "7", "deleted", identifier=Identifier("pmid", "7")),
]


def written(path: Path) -> Part:
    part = Part(path)
    part.write(iter(ITEMS))
    return part


def test_a_part_gives_back_what_was_written_in_blocks_that_bound_memory(tmp_path):
    part = written(tmp_path / "part")
    blocks = list(part.blocks())
    assert [row.line for block in blocks for row in block.notes.rows] == list(range(700))
    assert [fault for block in blocks for fault in block.notes.faults] == [ITEMS[-2]]
    assert [each for block in blocks for each in block.notes.deletions] == [(188, ITEMS[-1])]
    assert max(len(block.notes.rows) for block in blocks) == 256
    assert (part.summary().records, part.summary().faults, part.summary().deletions) == (700, 1, 1)


def test_a_block_of_long_records_or_faults_has_few_of_them(tmp_path):
    part, long = Part(tmp_path / "part"), "x" * 400_000
    part.write(
        [
            *(Record(f"k{n}", Source("ris", "a.ris", n, long)) for n in range(6)),
            *(Fault("a", n, long, "") for n in range(6)),
        ]
    )
    blocks = [(len(each.notes.rows), len(each.notes.faults)) for each in part.blocks()]
    assert blocks[:4] == [(3, 0), (3, 0), (0, 3), (0, 3)]


def test_the_spool_has_the_first_record_of_each_key_and_equal_bytes_for_equal_parts(tmp_path):
    parts = [written(tmp_path / "one"), written(tmp_path / "two")]
    spool = Spool(tmp_path / "spool")
    assert spool.join(parts) == 400
    assert list(spool) == ITEMS[:400]
    again = Spool(tmp_path / "again")
    again.join(parts)
    assert_same(again.path, spool.path)
    assert len(gzip.decompress(spool.path.read_bytes()).splitlines()) == 400


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 0.999), change=st.integers(0, 255))
def test_a_part_that_is_cut_off_or_of_which_a_byte_is_another_is_not_whole(tmp_path, place, change):
    part = written(tmp_path / "part")
    content = bytearray(part.path.read_bytes())
    if change:
        content[int(place * len(content))] ^= change
    part.path.write_bytes(content if change else content[: int(place * len(content))])
    with pytest.raises(ValueError, match="part"):
        part.summary()


def test_a_part_whose_writing_fails_is_not_there_and_leaves_nothing(tmp_path):
    def fail():
        yield ITEMS[0]
        raise OSError("no space left on device")

    with pytest.raises(OSError, match="no space"):
        Part(tmp_path / "part").write(fail())
    assert list(tmp_path.iterdir()) == []


def test_a_version_that_is_no_number_of_use_is_the_first(tmp_path):
    part = Part(tmp_path / "part")
    version = Field("PMID/@Version", "9" * 5000)
    part.write(
        [Record("k", Source("pubmed", "a.xml", 1, "…"), identifiers=(Identifier("pmid", "1"),), extra=(version,))]
    )
    assert [row.version for block in part.blocks() for row in block.notes.rows] == [1]
