"""Characters that no text that is shown may have."""

from __future__ import annotations

UNFIT = r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff\ufffe\uffff"
"""C0 and C1 but for white space, marks that turn the direction of what follows, and what is no character: part of a set in a pattern."""

WHITE = r"\x0b\x0c\x1c-\x1f\x85"
"""Those of them that are white space to Unicode: part of a set in a pattern."""
