"""Keys of what is known by what is printed of it (institutions, journals), kept from build to build so that IRIs stay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from kg.entities.identities import Claim, assign_keys

Sign = tuple[str, ...]  # a name with its place, an identifier with its scheme …


class Keyed(NamedTuple):
    """The key of each thing, the signs by which a later build will know it, and the known keys that others replaced."""

    keys: list[str]
    signs: list[tuple[Sign, ...]]
    replaced: dict[str, str]


def assign_by_signs(
    shown: Sequence[Counter[Sign]],
    minted: Sequence[Sequence[str]],
    known: Mapping[str, Sequence[Sign]],
    retired: Iterable[str] = (),
) -> Keyed:
    """Give everything that shows some signs, each so often, the key that it is known under, else one that is `minted` for it, best first.

    A sign that several show is of the one that shows it most often.

    >>> assign_by_signs([Counter({("issn", "1"): 1, ("bmj",): 2})], [["issn/1"]], {"bmj-x": [("bmj",)]}).keys
    ['bmj-x']
    """
    home: dict[Sign, int] = {}
    for n, signs in enumerate(shown):
        for sign, count in signs.items():
            other = home.get(sign)
            if other is None or (count, minted[other]) > (shown[other][sign], minted[n]):
                home[sign] = n
    own = [
        tuple(sorted((sign for sign in signs if home[sign] == n), key=lambda sign: (-signs[sign], sign)))
        for n, signs in enumerate(shown)
    ]
    claims = [Claim(signs, keys) for signs, keys in zip(own, minted, strict=True)]
    keys, replaced = assign_keys(claims, known, retired)
    return Keyed(keys, own, replaced)
