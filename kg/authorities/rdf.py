"""Reads organisations from RDF: W3C ORG, FOAF, schema.org and SKOS names, in any syntax that the store parses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import RdfFormat, parse

from kg.authorities.dumps import AuthorityError
from kg.authorities.organisation import ROR, Location, Organisation

Statements = dict[str, dict[str, list[object]]]

_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_SAME = "http://www.w3.org/2002/07/owl#sameAs"
_SCHEMA = ("https://schema.org/", "http://schema.org/")
_ORG, _FOAF = "http://www.w3.org/ns/org#", "http://xmlns.com/foaf/0.1/"
_SKOS, _RDFS = "http://www.w3.org/2004/02/skos/core#", "http://www.w3.org/2000/01/rdf-schema#"
_CLASSES = {
    *(_ORG + name for name in ("Organization", "FormalOrganization", "OrganizationalUnit")),
    _FOAF + "Organization",
    *(
        space + name
        for space in _SCHEMA
        for name in ("Organization", "EducationalOrganization", "CollegeOrUniversity", "Hospital", "ResearchOrganization", "GovernmentOrganization", "NGO", "Corporation")
    ),
}  # fmt: skip
_NAMES = (_SKOS + "prefLabel", _FOAF + "name", *(space + "name" for space in _SCHEMA), _RDFS + "label")
_OTHER_NAMES = (
    _SKOS + "altLabel",
    *(space + "alternateName" for space in _SCHEMA),
    *(space + "legalName" for space in _SCHEMA),
)
_PARENTS = (_ORG + "subOrganizationOf", _ORG + "unitOf", *(space + "parentOrganization" for space in _SCHEMA))


def read_rdf(data: bytes, file: str, syntax: RdfFormat) -> list[Organisation]:
    """Read the organisations that RDF describes; one that is owl:sameAs a ROR id takes that as its IRI.

    A node is one if it is typed as an organisation of ORG, FOAF or schema.org and has a name. An upper-case name
    without spaces is an acronym. Raises `AuthorityError` if the text cannot be parsed or has no organisation.
    """
    told: Statements = defaultdict(lambda: defaultdict(list))
    try:
        for quad in parse(data, format=syntax, base_iri=f"file:///{file}"):
            told[getattr(quad.subject, "value", "")][quad.predicate.value].append(quad.object)
    except SyntaxError as error:
        raise AuthorityError(f"{file}: not RDF that can be read: {error}") from error
    nodes = [iri for iri in sorted(told) if _CLASSES & set(_values(told[iri], [_RDF_TYPE]))]
    same = {
        iri: next((each for each in sorted(_values(told[iri], [_SAME])) if each.startswith(ROR)), iri) for iri in nodes
    }
    found = [each for iri in nodes if (each := _read(iri, told, same)).name]
    if not found:
        raise AuthorityError(f"{file}: describes no organisation (of ORG, FOAF or schema.org) that has a name")
    return found


def _read(iri: str, told: Statements, same: dict[str, str]) -> Organisation:
    own = told[iri]
    names = _values(own, _NAMES)
    others = _values(own, _OTHER_NAMES)
    acronyms = tuple(name for name in others if name.isupper() and " " not in name)
    address = next((told[each] for each in _values(own, [space + "address" for space in _SCHEMA])), own)

    def first(*terms: str) -> str:
        return next(iter(_values(address, [space + term for space in _SCHEMA for term in terms])), "")

    return Organisation(
        iri=same[iri],
        name=names[0] if names else "",
        labels=names[1:],
        aliases=tuple(name for name in others if name not in acronyms),
        acronyms=acronyms,
        location=Location(
            country=first("addressCountry"),
            region=first("addressRegion"),
            city=first("addressLocality"),
            latitude=_read_degrees(first("latitude"), 90),
            longitude=_read_degrees(first("longitude"), 180),
        ),
        parents=tuple(sorted({same.get(each, each) for each in _values(own, _PARENTS)})),
    )


def _read_degrees(text: str, most: float) -> float | None:
    """Read degrees, `most` of them at most; None for what is no such number."""
    try:
        degrees = float(text)
    except ValueError:
        return None
    return degrees if abs(degrees) <= most else None


def _values(own: dict[str, list[object]], terms: Iterable[str]) -> tuple[str, ...]:
    """The values of these properties, each once: English or unmarked text first, then by language and text."""
    found: dict[str, None] = {}
    for term in terms:
        ranked = sorted(
            (getattr(each, "language", None) not in {None, "en"}, getattr(each, "language", None) or "", each.value)
            for each in own.get(term, ())
            if hasattr(each, "value")
        )
        found.update(dict.fromkeys(value for _, _, value in ranked))
    return tuple(found)
