"""Identifiers as properties, and the IRIs that authorities give to what they name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.facts.literals import clean, text
from kg.facts.quads import Literal, Node, authority_node
from kg.facts.vocabulary import DCTERMS, FABIO, PRISM
from kg.record import Identifier

_TERMS = {"arxiv": FABIO.hasArXivId, "isbn": PRISM.isbn, "pii": FABIO.hasPII}
_WORKS = ("doi", "pmid", "pmcid", "openalex", "arxiv")  # best first
_MESH = re.compile(r"[A-Z]\d{6,9}", re.ASCII)


def identify(identifiers: Iterable[Identifier], told: Iterable[str] = ()) -> Iterator[tuple[Node, Literal]]:
    """Give each identifier once, but for schemes already `told`; one without a term of its own has its scheme before it.

    >>> [str(value) for _, value in identify([Identifier("isbn", "9780306406157"), Identifier("scopus", "2-s2.0-1")])]
    ['"9780306406157"', '"scopus:2-s2.0-1"']
    >>> [str(value) for _, value in identify([Identifier("wos", "WOS:000301")])]
    ['"wos:000301"']
    """
    seen: set[tuple[Node, Literal]] = set()
    for scheme, value in ((each.scheme.lower(), each.value) for each in identifiers):
        if scheme in told or not (bare := clean(value).strip()):
            continue
        if scheme in _TERMS:
            pair = _TERMS[scheme], text(bare)
        else:
            start = f"{scheme}:"
            pair = DCTERMS.identifier, text(start + (bare[len(start) :] if bare.lower().startswith(start) else bare))
        if pair not in seen:
            seen.add(pair)
            yield pair


def work_iri(identifiers: Iterable[Identifier]) -> Node | None:
    """Make the IRI of a work from the best of its identifiers that an authority resolves, None if there is none.

    >>> work_iri([Identifier("pmid", "12"), Identifier("doi", "10.1000/x")])
    '<https://doi.org/10.1000/x>'
    """
    known = {each.scheme: each.value for each in reversed(tuple(identifiers)) if each.value}
    scheme = next((each for each in _WORKS if each in known), "")
    return authority_node(scheme, known[scheme]) if scheme else None


def mesh_iri(identifier: Identifier | None) -> Node | None:
    """Make the IRI of a MeSH descriptor or supplementary concept, None of anything else.

    >>> mesh_iri(Identifier("mesh", "D006801")), mesh_iri(Identifier("mesh", "Humans"))
    ('<http://id.nlm.nih.gov/mesh/D006801>', None)
    """
    if identifier and identifier.scheme == "mesh" and _MESH.fullmatch(identifier.value):
        return authority_node("mesh", identifier.value)
    return None
