"""The only place that mints an IRI."""

from __future__ import annotations

from urllib.parse import quote

from msgspec import Struct

DEFAULT_BASE = "https://example.org/kg/"

# RFC 3987 lets these stand in a path segment; "/" is kept because DOIs read better with it.
_SAFE = "/:;()@!$&'*+,=~-._"


class Minter(Struct, frozen=True):
    """Makes the IRI of every node below one base.

    >>> Minter("https://example.org/kg/").node("study", "doi/10.1186/s12913-022-07616-z")
    'https://example.org/kg/study/doi/10.1186/s12913-022-07616-z'
    """

    base: str = DEFAULT_BASE

    def node(self, kind: str, *parts: str | int) -> str:
        """The IRI of a node of that kind: its key, and what stands below it; everything unsafe is percent-encoded."""
        return self.base + "/".join((kind, *(quote(str(part), safe=_SAFE) for part in parts)))

    def key(self, iri: str) -> tuple[str, str]:
        """The kind and the rest of one of our IRIs (still encoded), or two empty strings for a foreign one."""
        if not iri.startswith(self.base):
            return "", ""
        kind, _, rest = iri[len(self.base) :].partition("/")
        return kind, rest
