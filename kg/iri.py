"""The only place that mints an IRI."""

from __future__ import annotations

import re
from urllib.parse import quote

from msgspec import Struct

DEFAULT_BASE = "https://example.org/kg/"

# RFC 3987 lets these stand in a path segment; "/" is kept because DOIs read better with it.
_SAFE = "/:;()@!$&'*+,=~-._"
_is_safe = re.compile(f"[A-Za-z0-9{re.escape(_SAFE)}]*").fullmatch

_AUTHORITIES = {
    "doi": "https://doi.org/",
    "orcid": "https://orcid.org/",
    "ror": "https://ror.org/",
    "geonames": "https://sws.geonames.org/",
}


class Minter(Struct, frozen=True):
    """Makes the IRI of every node below one base.

    >>> Minter("https://example.org/kg/").node("study", "doi/10.1186/s12913-022-07616-z")
    'https://example.org/kg/study/doi/10.1186/s12913-022-07616-z'
    """

    base: str = DEFAULT_BASE

    def node(self, kind: str, *parts: str | int) -> str:
        """Mint the IRI of a node of that kind: its key, and what stands below it; the unsafe is percent-encoded."""
        return "/".join((self.base + kind, *map(_encode, parts)))

    def key(self, iri: str) -> tuple[str, str]:
        """Split one of our IRIs into its kind and the rest (still encoded); a foreign one gives two empty strings."""
        if not iri.startswith(self.base):
            return "", ""
        kind, _, rest = iri[len(self.base) :].partition("/")
        return kind, rest


def authority_iri(scheme: str, value: str) -> str:
    """Make the IRI under which the authority of an identifier (doi, orcid, ror, geonames) publishes what it names.

    `value` may be that IRI already. Raises KeyError for another scheme.

    >>> authority_iri("doi", "10.1002/(SICI)1097-0142(19960101)77:1<1::AID-X>3.0.CO;2-#")
    'https://doi.org/10.1002/(SICI)1097-0142(19960101)77:1%3C1::AID-X%3E3.0.CO;2-%23'
    """
    space = _AUTHORITIES[scheme]
    return space + _encode(value.removeprefix(space))


def _encode(part: str | int) -> str:
    """Percent-encode what is unsafe; most keys have nothing of that kind, which is quick to see."""
    if isinstance(part, int):
        return str(part)
    return part if _is_safe(part) else quote(part, safe=_SAFE, errors="surrogatepass")
