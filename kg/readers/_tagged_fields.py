"""The tags and values of one entry, and the tables that tell which field of a record each tag is for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from kg.record import Date, Field, Identifier, Metric
from kg.values.dates import parse_date

_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_YEAR_OR_MORE = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d")  # "20200500"


class Element(Struct):
    """A tag and its value, line by line."""

    tag: str
    texts: list[str]

    @property
    def text(self) -> str:
        """The value as running text."""
        return self.texts[0] if len(self.texts) == 1 else " ".join(filter(None, self.texts))


class Tags:
    """The values of an entry by their tags; it remembers which were asked for, and `rest` gives the others."""

    def __init__(self, elements: Sequence[Element]) -> None:
        self.elements = [each for each in elements if each.text]
        self._by_tag: dict[str, list[Element]] = {}
        for each in self.elements:
            self._by_tag.setdefault(each.tag, []).append(each)
        self._used: set[int] = set()

    def __contains__(self, tag: str) -> bool:
        return tag in self._by_tag

    def of(self, *tags: str) -> list[Element]:
        """The elements of these tags, tag by tag, which stay unused."""
        found: list[Element] = []
        for tag in tags:
            if tag in self._by_tag:
                found += self._by_tag[tag]
        return found

    def all(self, *tags: str) -> list[str]:
        """The values of these tags, tag by tag."""
        found = self.of(*tags)
        self._used.update(map(id, found))
        return [each.text for each in found]

    def lines(self, *tags: str) -> list[str]:
        """The lines of the values of these tags."""
        return [line for each in self.of(*tags) for line in self.use(each).texts if line]

    def first(self, *tags: str) -> str:
        """The first value of the first of these tags that is there; what says the same elsewhere is used up with it."""
        if not (found := self.of(*tags)):
            return ""
        text = found[0].text
        for each in found:
            if each.text == text:
                self._used.add(id(each))
        return text

    def peek(self, tag: str) -> list[str]:
        """The values of a tag, which stay unused."""
        return [each.text for each in self.of(tag)]

    def use(self, element: Element) -> Element:
        """Mark a value as used."""
        self._used.add(id(element))
        return element

    def is_used(self, element: Element) -> bool:
        """Whether a value has been asked for."""
        return id(element) in self._used

    def rest(self) -> tuple[Field, ...]:
        """What nobody asked for, as read."""
        return tuple(Field(each.tag, "\n".join(each.texts)) for each in self.elements if not self.is_used(each))


class Table(Struct, frozen=True):
    """Which tags say what: for texts and dates the preferred one first, for all else in the order to keep."""

    texts: Mapping[str, tuple[str, ...]] = {}
    lists: Mapping[str, tuple[str, ...]] = {}
    identifiers: Mapping[str, tuple[str, ...]] = {}
    dates: Mapping[str, tuple[str, ...]] = {}
    metrics: Mapping[str, tuple[str, ...]] = {}

    def fill(self, tags: Tags) -> dict[str, Any]:
        """Give the fields of a record that the table tells of."""
        fields: dict[str, Any] = {name: tags.first(*each) for name, each in self.texts.items()}
        fields |= {name: tuple(tags.all(*each)) for name, each in self.lists.items()}
        for field, make, rows in (
            ("identifiers", Identifier, self.identifiers),
            ("dates", Date, self.dates),
            ("metrics", Metric, self.metrics),
        ):
            fields[field] = tuple(make(kind, text) for kind, each in rows.items() for text in tags.all(*each))
        return fields


def find_published(tags: Tags, *names: str) -> Iterator[Date]:
    """Give the date of publication at its most exact, of all tags that may tell it; the first tag tells the year.

    Of two that are as exact, that in words tells more: "Jan.-Feb. 2019", "2019 FAL".
    A day without a year is of that year ("PY  - 2025", "DA  - JAN 15"); of a date that cannot be read, the year is known.
    Without any year, nothing is.
    """
    told = tags.of(*names)
    year = next((found[0] for each in told if (found := _YEAR.search(each.text))), "")
    printed = [each.text if _YEAR.search(each.text) else f"{year} {each.text}" for each in told]
    values = list(map(try_date, printed))
    fitting = [n for n, value in enumerate(values) if value and value.startswith(year)]
    best = max(fitting, key=lambda n: (len(values[n]), sum(map(str.isalpha, printed[n]))), default=0)
    for each, value in zip(told, values, strict=True):
        if value and values[best].startswith(value):
            tags.use(each)
    if fitting:
        yield Date("published", printed[best])
    elif told and year:
        yield Date("published", tags.use(told[0]).text, year)


def as_published(printed: str) -> Date:
    """Give a date of publication; of one that cannot be read, the year in it, if there is one, is known.

    >>> as_published("2020 Ramadan"), as_published("In press").value
    (Date(kind='published', printed='2020 Ramadan', value='2020'), '')
    """
    year = None if try_date(printed) else _YEAR_OR_MORE.search(printed)
    return Date("published", printed, year[0] if year else "")


def make_exact(published: Date | None, others: Iterable[str]) -> Iterator[Date]:
    """Give the date of publication, or the first of the others that tells the same and more."""
    year = published.value or try_date(published.printed) if published else ""
    for printed in others:
        if len(value := try_date(printed)) > len(year) and value.startswith(year):
            yield Date("published", printed)
            return
    if published:
        yield published


def try_date(printed: str) -> str:
    """Read a date as `parse_date` does; what is none gives an empty string."""
    try:
        return parse_date(printed.strip())
    except ValueError:
        return ""


def join_pages(first: str, last: str) -> str:
    """Join the first and the last page, unless the first is a range already.

    >>> join_pages("379", "423"), join_pages("e3", ""), join_pages("13", "+"), join_pages("5-9", "9")
    ('379-423', 'e3', '13+', '5-9')
    """
    if not first or not last or first == last or "-" in first:
        return first or last
    return f"{first}+" if last == "+" else f"{first}-{last}"
