"""Values that stand with many things, each held once."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any, TypeVar

T = TypeVar("T", bound=Hashable)


class Once(dict[Hashable, Any]):
    """Gives for each value the first that is equal.

    >>> once, names = Once(), ("ab", "".join("ab"))
    >>> once[names[0]] is once[names[1]]
    True
    """

    def __missing__(self, value: Hashable) -> Any:
        self[value] = value
        return value

    def each(self, values: Iterable[T]) -> tuple[T, ...]:
        """Give for each of these values the first that is equal."""
        return tuple(map(self.__getitem__, values))
