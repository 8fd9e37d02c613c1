"""Which affiliations name the same institution: organisations, and units within their organisation.

`organisations` and `places` read affiliations, `given` their identifiers, `linking` finds them in an authority, `groups` and `hierarchy`
tell what is one and what is part of what, `names` what it is called; here they are described.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias, TypeVar

from msgspec import Struct

from kg.authorities.index import Index
from kg.authorities.organisation import ROR
from kg.entities.identities import Identities
from kg.entities.institutions.given import REGISTERS
from kg.entities.institutions.groups import Groups, group_names
from kg.entities.institutions.hierarchy import find_hierarchy
from kg.entities.institutions.linking import Evidence, Linked, find_evidence, state_place
from kg.entities.institutions.names import choose_name, name_shortly
from kg.entities.institutions.organisations import Named, identify_organisations
from kg.entities.institutions.places import Where, make_places
from kg.entities.signs import Sign, assign_by_signs
from kg.entity import AffiliationMention, AuthorityLink, Institution, Place
from kg.values.gazetteer import load_gazetteer
from kg.values.keys import key
from kg.values.organisations import name_form

Keep: TypeAlias = Callable[[tuple[AffiliationMention, ...]], Sequence[AffiliationMention]]
"""Gives mentions as they are, or to be read where they are put aside."""

_T = TypeVar("_T")
_NOBODY = Identities()
_TOLD = 5  # links of an institution that are kept with their reasons


class Affiliated(Struct, frozen=True):
    """The institutions and places that affiliations name (both sorted by key), and what each affiliation names.

    `of` gives the keys of the most specific institutions, sorted; an affiliation that names none is missing. `replaced`
    are the keys of an earlier build that have gone, each with the one that took its place.
    """

    institutions: tuple[Institution, ...] = ()
    places: tuple[Place, ...] = ()
    of: dict[AffiliationMention, tuple[str, ...]] = {}
    replaced: dict[str, str] = {}


def make_institutions(
    named: Sequence[Named], authority: Index | None = None, known: Identities = _NOBODY, keep: Keep = tuple
) -> Affiliated:
    """Make the institutions of what affiliations name (`kg.entities.organisations.read_organisations`).

    One organisation is one name (case, articles, abbreviations and diacritics aside) in one country. Names that many
    share (a general hospital, the campuses of a state university) also need the same city. "Sheffield University" is
    "University of Sheffield" only where the city is what the name says: Miami University in Oxford, Ohio, is not the
    University of Miami. A name without a country (city) joins the one that has it, if there is only one. Units are
    one within their organisation, whatever larger unit is printed between. Identifiers that records give join what
    bears other names, and keep apart what bears the same (see `kg.entities.institutions.groups`).

    An affiliation whose organisation cannot be told names none. One that is `known` from an earlier build keeps its key; else
    keys hash name form, country and city, or the organisation's and the unit's form.
    Those that the `authority` has are one under all their names, units too, and have its name, types, place and relations.
    They hold their mentions as `keep` gives them.
    """
    gazetteer = load_gazetteer()
    contents = identify_organisations(named, gazetteer)
    evidence = list(find_evidence(named, contents, authority))
    groups = group_names(named, contents, evidence)
    described = [_Described() for _ in groups.contents]
    for each, numbers, found in zip(named, groups.of, evidence, strict=True):
        names = each.path.organisation, *each.path.units
        for number, name, its in zip(numbers, names, found, strict=True):
            described[number].add(name, each, its, _sign(each, name if number != numbers[0] else ""))
    linked = {number: each.linked for number, each in enumerate(described) if each.linked}
    hierarchy = find_hierarchy(named, groups, linked, authority)
    keys, signs, replaced = assign_by_signs(
        [each.signs for each in described],
        list(_mint(groups, linked)),
        {each.key: each.signs for each in known.institutions},
        known.gone("institution"),
    )
    stated = {n: state_place(it.organisation, gazetteer) for n, it in linked.items() if it.organisation}
    wheres = [stated.get(number) or _most(each.wheres) for number, each in enumerate(described)]
    places = make_places(sorted({where for where in wheres if where}, key=str), gazetteer)
    entries = [linked[n].organisation if n in linked else None for n in range(len(described))]
    full = [it.name if it else choose_name(each.names) for it, each in zip(entries, described, strict=True)]
    called = {place.key: place.name for place in places}
    units = {number for number in hierarchy.parents if number not in linked}
    short = name_shortly(full, [called[where.key] if where else "" for where in wheres], units)
    institutions = [
        Institution(
            keys[n],
            full[n],
            short=short[n],
            unit=n in units,
            parent=keys[hierarchy.parents[n]] if n in hierarchy.parents else "",
            wholes=tuple(sorted(keys[whole] for whole in hierarchy.wholes.get(n, ()))),
            place=where.key if where else "",
            region=_most(each.regions) or "",
            postcode=_most(each.postcodes) or "",
            inferred=bool(where) and not stated.get(n) and (n in stated or where not in each.told),
            names=tuple(sorted(each.names)),
            mentions=keep(tuple(sorted(each.mentions))),
            identifiers=tuple(sorted(each.identifiers)),
            signs=signs[n],
            **_take_over(linked.get(n), each.links.values()),
        )
        for n, (each, where) in enumerate(zip(described, wheres, strict=True))
    ]
    return Affiliated(
        tuple(sorted(institutions, key=lambda each: each.key)),
        places,
        _find_most_specific(named, groups, hierarchy.parents, keys),
        replaced,
    )


class _Described:
    """What is printed and known of one institution."""

    def __init__(self) -> None:
        self.names: Counter[str] = Counter()
        self.wheres: Counter[Where] = Counter()
        self.told: set[Where] = set()
        self.regions: Counter[str] = Counter()
        self.postcodes: Counter[str] = Counter()
        self.mentions: set[AffiliationMention] = set()
        self.signs: Counter[Sign] = Counter()
        self.identifiers: set[tuple[str, str]] = set()
        self.linked: Linked | None = None
        self.links: dict[str, AuthorityLink] = {}

    def add(self, name: str, each: Named, evidence: Evidence, sign: Sign) -> None:
        count = len(each.mentions)
        self.names[name] += count
        self.mentions.update(each.mentions)
        if each.where.key:
            where = Where(each.where.city, each.where.country)
            self.wheres[where] += count
            if not each.where.inferred:
                self.told.add(where)
        if each.path.region:
            self.regions[each.path.region] += count
        if each.path.postcode:
            self.postcodes[each.path.postcode] += count
        for one in (sign, *evidence.identifiers):
            self.signs[one] += count
        self.identifiers.update(one for one in evidence.identifiers if one[0] in REGISTERS and one[0] != "ror")
        if linked := evidence.linked:
            self.links[linked.link.printed] = linked.link
            self.linked = max(linked, self.linked or linked, key=_standing)


def _standing(each: Linked) -> tuple[float, bool, str]:
    return each.link.score, each.organisation is not None, each.link.printed


def _sign(each: Named, unit: str) -> Sign:
    """What tells an organisation, or a unit of one, from build to build: the forms of the names, country and city."""
    place = each.where.code, str(each.where.city.geonames) if each.where.city else ""
    return (*([name_form(unit)] if unit else []), each.form, *place)


def _mint(groups: Groups, linked: Mapping[int, Linked]) -> Iterator[list[str]]:
    """The keys that each may get if it is not known under another, best first."""
    for number, (content, unit) in enumerate(groups.contents):
        iri = linked[number].link.iri if number in linked else ""
        entry = f"ror/{iri.removeprefix(ROR)}" if iri.startswith(ROR) else iri.partition("://")[2]
        yield [*filter(None, [entry]), key(unit, unit, content) if unit else content]


def _take_over(linked: Linked | None, links: Iterable[AuthorityLink]) -> dict[str, Any]:
    """What the authority says of it, if it is linked."""
    if linked is None:
        return {}
    iri, entry = linked.link.iri, linked.organisation
    ror = iri.removeprefix(ROR) if iri.startswith(ROR) else ""
    unsure = sorted((each for each in links if each != linked.link), key=lambda each: (each.score, each.printed))
    return {"ror": ror, "types": entry.types if entry else (), "links": (linked.link, *unsure[: _TOLD - 1])}


def _find_most_specific(
    named: Sequence[Named], groups: Groups, parents: Mapping[int, int], keys: Sequence[str]
) -> dict[AffiliationMention, tuple[str, ...]]:
    """The keys of what each affiliation names, without those that others which it names are part of."""
    meant: dict[AffiliationMention, tuple[int, ...]] = {}
    for each, numbers in zip(named, groups.of, strict=True):
        for mention in each.mentions:
            meant[mention] = meant[mention] + numbers if mention in meant else numbers
    found: dict[tuple[int, ...], tuple[str, ...]] = {}
    for numbers in meant.values():
        if numbers not in found:
            covered = {larger for number in numbers for larger in _find_larger(number, parents)}
            found[numbers] = tuple(sorted({keys[number] for number in numbers if number not in covered}))
    return {mention: found[numbers] for mention, numbers in meant.items()}


def _find_larger(institution: int, parents: Mapping[int, int]) -> Iterator[int]:
    while (parent := parents.get(institution)) is not None:
        yield parent
        institution = parent


def _most(counts: Counter[_T]) -> _T | None:
    most = max(counts.values(), default=0)
    best = [each for each, count in counts.items() if count == most]
    return min(best, key=str) if len(best) > 1 else next(iter(best), None)
