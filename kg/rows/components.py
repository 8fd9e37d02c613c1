"""Which things are connected, by however many steps."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

_Ints: TypeAlias = NDArray[np.int64]


def connect(count: int, a: _Ints, b: _Ints) -> _Ints:
    """Give each of the things 0 … count-1 the smallest that it is connected with by pairs.

    >>> connect(5, np.array([0, 3]), np.array([4, 4]))
    array([0, 1, 2, 0, 0])
    """
    home = np.arange(count)
    while True:
        before = home
        least = np.minimum(home[a], home[b])
        home = home.copy()
        np.minimum.at(home, before[a], least)
        np.minimum.at(home, before[b], least)
        home = home[home]
        if np.array_equal(home, before):
            return home
