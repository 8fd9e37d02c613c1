"""Licences: whether a note on copyright names one that lets others use the work."""

from __future__ import annotations

import re

_LICENCE = re.compile(r"\bCC[ -]BY|\bCC0\b|Creative Commons", re.IGNORECASE)


def names_licence(text: str) -> bool:
    """Whether a text names a licence of Creative Commons, by which copyright notes that say more than whose it is are told.

    >>> names_licence("© 2021 The Authors. CC BY 4.0"), names_licence("© 2021 Elsevier Ltd. All rights reserved.")
    (True, False)
    """
    return _LICENCE.search(text) is not None
