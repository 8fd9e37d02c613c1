"""Records joined from parts, read as a whole and piece by piece."""

from itertools import chain

import pytest
from msgspec import structs

from kg.reading.parts import Part
from kg.reading.spool import Brief, Spool
from kg.record import Affiliation, Contributor, Field, Record, Reference, Source


@pytest.fixture
def spool(tmp_path, monkeypatch):
    """Three parts of 100 records each in blocks of 7, every tenth record of which stands in the part before, too."""
    monkeypatch.setattr("kg.reading.parts._MOST_RECORDS", 7)
    monkeypatch.setattr("kg.reading.spool._WORTH_IT", 20)
    parts = [Part(tmp_path / str(n)) for n in range(3)]
    for n, part in enumerate(parts):
        part.write([Record(f"{n - (k % 10 == 0)}-{k}", Source("ris", "f", k, f"\r\n\u2028 {k}")) for k in range(100)])
    spool = Spool(tmp_path / "records")
    spool.join(parts, lambda _part, row: row != 50)
    return spool


def test_pieces_hold_what_the_whole_does_in_its_order(spool):
    assert list(chain.from_iterable(piece.read(Record) for piece in spool.pieces())) == list(spool)


def test_in_brief_a_record_is_as_in_full_but_for_what_is_left_out(tmp_path):
    source, author = Source("ris", "f", 3, "TY  - JOUR"), Contributor("Abel A", affiliations=(Affiliation("York"),))
    left_out = {"source": source, "references": (Reference("Baker 1999"),), "extra": (Field("N1", "x"),)}
    record = Record("k", title="Rain", contributors=(author,), keywords=("a", "b"), open_access=True, **left_out)
    part, spool = Part(tmp_path / "part"), Spool(tmp_path / "records")
    part.write([record])
    spool.join([part])
    ((brief,),) = (piece.read(Brief) for piece in spool.pieces())
    empty = {"source": Source("", "", 0, ""), "references": (), "extra": ()}
    assert structs.asdict(brief) == structs.asdict(record) | empty


def test_pieces_are_worth_sending_and_not_much_more(spool):
    *sizes, last = (len(piece.read(Record)) for piece in spool.pieces())
    assert all(20 <= size < 20 + 7 for size in sizes)
    assert 0 < last < 20 + 7


def test_what_is_empty_has_no_pieces(tmp_path):
    spool = Spool(tmp_path / "records")
    assert spool.join([]) == 0
    assert list(spool) == []
    assert list(spool.pieces()) == []
