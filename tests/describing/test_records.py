"""Records in one plain file."""

import msgspec

from kg.describing.records import read, unpack
from kg.record import Record, Source


def test_records_are_read_in_any_order_by_their_keys(tmp_path):
    records = [Record(str(number), Source("rca", "page.txt", 1, "é" * number)) for number in range(9)]
    places = unpack((msgspec.json.encode(record) + b"\n" for record in records), tmp_path / "records")
    assert list(places) == [record.key for record in records]
    some = [records[number] for number in (5, 0, 8, 5)]
    assert list(read(tmp_path / "records", [places[record.key] for record in some])) == some
