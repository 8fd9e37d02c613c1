"""How often two authorships of a corpus are one person's, judged by names so rare that one person has them."""

from __future__ import annotations

import numpy as np

from kg.entities.sets import Floats, Ints
from kg.rows.ragged import distinct, spread

_COMMON = 100  # authorships of a name from which it is not rare here, whatever it is elsewhere
_BYLINE = 100  # rare names of a study, at most, that count: otherwise one of thousands would outweigh all others
_PRIOR = 10.0  # pairs of one person that even the smallest corpus is taken to have …
_USUAL = 1e-4  # … and their share: about that of a few thousand studies on one subject


def measure_recurrence(block: Ints, work: Ints, rarity: Floats) -> float:
    """Give the logarithm of the share of pairs of authorships, whatever their names, that are one person's.

    It is read off the rarer half of the authorships: those of one name (`block`) are one person's, but for the few that chance leads to
    expect (`rarity` is the logarithm of one over the share of people with the name). Two studies (`work`) that have several names in common
    count once: of teams that stay together the co-authors tell. Any sample of a corpus has the same share as the whole.

    >>> names, studies = np.array([0, 0, 1, 2]), np.array([0, 1, 0, 1])
    >>> again, never = (measure_recurrence(each, studies, np.full(4, 14.0)) for each in (names, np.arange(4)))
    >>> again > never
    True
    """
    rare = np.flatnonzero(rarity >= (np.median(rarity) if len(rarity) else 0.0))
    rare = rare[np.bincount(block)[block[rare]] < _COMMON]
    rare = rare[np.lexsort((work[rare], block[rare]))]
    studies, places = work[rare], np.arange(len(rare))
    later = np.searchsorted(block[rare], block[rare], "right") - places - 1
    one, other = np.repeat(studies, later), studies[spread(places + 1, later)]
    apart = one != other
    met = len(distinct(one[apart] * (int(work.max(initial=0)) + 1) + other[apart]))
    pairs = float(np.minimum(np.bincount(studies), _BYLINE).sum()) ** 2 / 2
    strangers = pairs * float(np.exp(-rarity[rare]).sum()) / max(len(rare), 1)
    return float(np.log((max(met - strangers, 0.0) + _PRIOR) / (pairs + _PRIOR / _USUAL)))
