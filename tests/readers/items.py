"""What readers give, told apart."""

from collections.abc import Iterable

from kg.clean import clean
from kg.record import Fault, Record


def records_of(items: Iterable[Record | Fault]) -> list[Record]:
    return [item for item in items if isinstance(item, Record)]


def faults_of(items: Iterable[Record | Fault]) -> list[Fault]:
    return [item for item in items if isinstance(item, Fault)]


def cleaned(record: Record) -> Record:
    *_, last = clean(record)
    assert isinstance(last, Record)
    return last
