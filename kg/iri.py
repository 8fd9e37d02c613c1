"""The only place that mints an IRI."""

from __future__ import annotations

import re
from urllib.parse import quote

from msgspec import Struct

from kg.errors import InputError

DEFAULT_BASE = "https://example.org/kg/"

# RFC 3987 lets these stand in a path segment; "/" is kept because DOIs read better with it.
_SAFE = "/:;()@!$&'*+,=~-._"
_BASE = re.compile(r"(?!https?://(?:[/?#]|$))(?:urn:[\w-]+:|[a-z][a-z0-9+.-]*://)")
_is_safe = re.compile(f"[A-Za-z0-9{re.escape(_SAFE)}]*").fullmatch

_AUTHORITIES = {
    "arxiv": "https://arxiv.org/abs/",
    "doi": "https://doi.org/",
    "geonames": "https://sws.geonames.org/",
    "mesh": "http://id.nlm.nih.gov/mesh/",
    "openalex": "https://openalex.org/",
    "orcid": "https://orcid.org/",
    "pmcid": "https://www.ncbi.nlm.nih.gov/pmc/articles/",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/",
    "ror": "https://ror.org/",
}


def check_base(base: str) -> str:
    """Give the base back if every IRI below it will be one; else raise InputError, which says what would do.

    >>> check_base("https://example.org/kg")
    Traceback (most recent call last):
    kg.errors.InputError: the base 'https://example.org/kg' does not end in / or #
    """
    from pyoxigraph import NamedNode  # noqa: PLC0415  # most of those who mint IRIs need no store

    try:
        absolute = bool(_BASE.match(base) and NamedNode(base))
    except ValueError:
        absolute = False
    if not absolute:
        raise InputError(f"the base {base!r} is not an absolute IRI, such as {DEFAULT_BASE}")
    if not base.endswith(("/", "#")):
        raise InputError(f"the base {base!r} does not end in / or #")
    return base


class Minter(Struct, frozen=True):
    """Makes the IRI of every node below one base.

    >>> Minter("https://example.org/kg/").node("study", "doi/10.1186/s12913-022-07616-z")
    'https://example.org/kg/study/doi/10.1186/s12913-022-07616-z'
    """

    base: str = DEFAULT_BASE

    def node(self, kind: str, *parts: str | int) -> str:
        """Mint the IRI of a node of that kind: its key, and what stands below it; the unsafe is percent-encoded."""
        return f"{self.base}{encode('/'.join((kind, *map(str, parts))))}"

    def key(self, iri: str) -> tuple[str, str]:
        """Split one of our IRIs into its kind and the rest (still encoded); a foreign one gives two empty strings."""
        if not iri.startswith(self.base):
            return "", ""
        kind, _, rest = iri[len(self.base) :].partition("/")
        return kind, rest


def authority_iri(scheme: str, value: str) -> str:
    """Make the IRI under which the authority of an identifier publishes what it names.

    The schemes are arxiv, doi, geonames, mesh, openalex, orcid, pmcid, pmid and ror. `value` may be that IRI already.
    Raises KeyError for another scheme.

    >>> authority_iri("doi", "10.1002/(SICI)1097-0142(19960101)77:1<1::AID-X>3.0.CO;2-#")
    'https://doi.org/10.1002/(SICI)1097-0142(19960101)77:1%3C1::AID-X%3E3.0.CO;2-%23'
    """
    space = _AUTHORITIES[scheme]
    return space + encode(value.removeprefix(space))


def encode(path: str) -> str:
    """Percent-encode what is unsafe in a path; most have nothing of that kind, which is quick to see.

    >>> encode("author/3/é")
    'author/3/%C3%A9'
    """
    return path if _is_safe(path) else quote(path, safe=_SAFE, errors="surrogatepass")
