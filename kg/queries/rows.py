"""The answer to a query as rows of Python values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from html import escape
from importlib import import_module
from itertools import islice
from typing import Any, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QuerySolutions, Triple

from kg.stores import Answer
from kg.terms import PREFIXES

Value: TypeAlias = str | int | float | bool | Decimal | date | None
Row: TypeAlias = tuple[Value, ...]

_SHOWN = 5
_SHOWN_IN_HTML = 20
_WITH_GAPS = ({int, type(None)}, {bool, type(None)})  # kinds for which pandas has types of its own


class Rows:
    """A table of Python values: iterate for tuples in the order of `columns`, `len` counts them.

    IRIs and strings are str, integers and years int, decimals Decimal, doubles float, booleans bool, dates and times
    those of `datetime`; what is unbound is None. A literal that is not what its datatype says stays text.

    >>> rows = Rows(("name", "studies"), [("Ada", 2)])
    >>> rows.to_dicts()
    [{'name': 'Ada', 'studies': 2}]
    """

    def __init__(self, columns: tuple[str, ...], rows: Iterable[Row]) -> None:
        self.columns = columns
        self._rows = list(rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __repr__(self) -> str:
        head = [" | ".join(self.columns)]
        head += [" | ".join("" if value is None else str(value) for value in row) for row in islice(self, _SHOWN)]
        more = len(self) - _SHOWN
        return "\n".join([f"<Rows: {len(self)}>", *head, *([f"… {more} more"] if more > 0 else [])])

    def _repr_html_(self) -> str:
        """Give the first rows as a table of HTML, which notebooks show."""
        head = "".join(f"<th>{escape(column)}</th>" for column in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{'' if value is None else escape(str(value))}</td>" for value in row) + "</tr>"
            for row in islice(self, _SHOWN_IN_HTML)
        )
        more = max(len(self) - _SHOWN_IN_HTML, 0)
        note = f"{len(self):,} rows" + f"; {more:,} more than shown: to_pandas() gives all" * bool(more)
        return f"<table><caption>{note}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def to_dicts(self) -> list[dict[str, Any]]:
        """Give each row as a dictionary by column."""
        return [*self.dicts()]

    def dicts(self) -> Iterator[dict[str, Any]]:
        """Give the same one after the other: a long table of them takes several times the memory of its rows."""
        return (dict(zip(self.columns, row, strict=True)) for row in self)

    def to_pandas(self) -> Any:
        """Give the table as a pandas.DataFrame; raises ImportError if pandas is not installed.

        Decimals are floats, to calculate with; whole numbers and booleans stay so where some are unknown.
        """
        try:
            frames = import_module("pandas")
        except ImportError as error:
            raise ImportError("to_pandas needs pandas: pip install 'kg[pandas]'") from error
        frame = frames.DataFrame(list(self), columns=list(self.columns))
        for index, column in enumerate(self.columns):
            kinds = {type(row[index]) for row in self}
            if Decimal in kinds and kinds <= {Decimal, int, float, type(None)}:
                frame[column] = frame[column].astype(float)
            elif kinds in _WITH_GAPS:
                frame[column] = frame[column].astype("Int64" if int in kinds else "boolean")
        return frame


def make_rows(answer: Answer) -> Rows:
    """Make rows of what a store answered.

    Solutions keep their order and their variables as columns; a boolean is one row with the column `answer`; triples
    are sorted and have the columns `subject`, `predicate`, `object`.
    """
    if isinstance(answer, QuerySolutions):
        columns = tuple(variable.value for variable in answer.variables)
        iris: dict[str, str] = {}  # each held once: in a long table of pairs they are most of the memory

        def give(term: NamedNode | BlankNode | Literal | Triple | None) -> Value:
            return iris.setdefault(iri := term.value, iri) if isinstance(term, NamedNode) else value_of(term)

        return Rows(columns, (tuple(map(give, solution)) for solution in answer))
    if isinstance(answer, QueryBoolean):
        return Rows(("answer",), [(bool(answer),)])
    triples = sorted({*answer}, key=str)
    return Rows(("subject", "predicate", "object"), (tuple(map(value_of, triple)) for triple in triples))


def value_of(term: NamedNode | BlankNode | Literal | Triple | None) -> Value:
    """Give the Python value of an RDF term.

    >>> value_of(Literal("2022", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#gYear")))
    2022
    """
    if term is None:
        return None
    if isinstance(term, NamedNode):
        return term.value
    if not isinstance(term, Literal):
        return str(term)
    make = _VALUES.get(term.datatype.value)
    if make is None:
        return term.value
    try:
        return make(term.value)
    except (ValueError, ArithmeticError):
        return term.value


def _boolean(text: str) -> bool:
    if text not in {"true", "false", "1", "0"}:
        raise ValueError(text)
    return text in {"true", "1"}


_INTEGERS = """integer nonNegativeInteger positiveInteger nonPositiveInteger negativeInteger long int short byte
    unsignedLong unsignedInt unsignedShort unsignedByte gYear"""
_VALUES: dict[str, Callable[[str], Value]] = {
    PREFIXES["xsd"] + name: make
    for names, make in (
        (_INTEGERS, int),
        ("decimal", Decimal),
        ("double float", float),
        ("boolean", _boolean),
        ("date", date.fromisoformat),
        ("dateTime", datetime.fromisoformat),
    )
    for name in names.split()
}
