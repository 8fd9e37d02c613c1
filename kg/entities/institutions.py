"""Which affiliations name the same institution: organisations, and units within their organisation."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from msgspec import Struct

from kg.authorities.index import Index
from kg.authorities.organisation import ROR
from kg.entities.linking import Linked, find_wholes, link_organisations, state_place
from kg.entities.organisations import Named, identify_organisations, read_organisations
from kg.entities.places import Where, make_places
from kg.entity import AffiliationMention, Institution, Place
from kg.record import Record
from kg.values.gazetteer import Gazetteer, load_gazetteer
from kg.values.keys import key
from kg.values.organisations import in_capitals_only, in_mixed_case, name_form, short_name

_T = TypeVar("_T")


class Affiliated(Struct, frozen=True):
    """The institutions and places that affiliations name (both sorted by key), and what each affiliation names.

    `of` gives the keys of the most specific institutions, sorted; an affiliation that names none is missing.
    """

    institutions: tuple[Institution, ...] = ()
    places: tuple[Place, ...] = ()
    of: dict[AffiliationMention, tuple[str, ...]] = {}


def find_institutions(records: Iterable[Record]) -> Affiliated:
    """Find the institutions that the affiliations of the records name.

    One organisation is one name (case, articles, abbreviations and diacritics aside) in one country. Names that many
    share (a general hospital, the campuses of a state university) also need the same city. "Sheffield University" is
    "University of Sheffield" only where the city is what the name says: Miami University in Oxford, Ohio, is not the
    University of Miami. A name without a country (city) joins the one that has it, if there is only one. Units are
    one within their organisation, whatever larger unit is printed between.

    An affiliation whose organisation cannot be told names none. Keys hash name form, country and city, or the
    organisation's key and the unit's form: neither the order of the records nor further records change them, unless
    these tell the country or city of a name that had none.
    """
    return make_institutions(list(read_organisations(records, load_gazetteer())))


def make_institutions(named: Sequence[Named], authority: Index | None = None) -> Affiliated:
    """Make the institutions of what affiliations name; see `find_institutions`.

    Those that the `authority` has, or whose identifier a source gives, are one under all their names, and have the
    authority's name, types, place and relations.
    """
    gazetteer = load_gazetteer()
    keys, linked = link_organisations(named, identify_organisations(named, gazetteer), authority)
    builder = _Builder(linked)
    for each, organisation in zip(named, keys, strict=True):
        builder.add(each, organisation)
    return builder.finish(gazetteer)


class _Group:
    """What was printed about one institution."""

    def __init__(self) -> None:
        self.names: Counter[str] = Counter()
        self.wheres: Counter[Where] = Counter()
        self.told: set[Where] = set()
        self.regions: Counter[str] = Counter()
        self.postcodes: Counter[str] = Counter()
        self.mentions: set[AffiliationMention] = set()

    def add(self, name: str, each: Named) -> None:
        self.names[name] += 1
        self.mentions.add(each.mention)
        if each.where.key:
            where = Where(each.where.city, each.where.country)
            self.wheres[where] += 1
            if not each.where.inferred:
                self.told.add(where)
        if each.path.region:
            self.regions[each.path.region] += 1
        if each.path.postcode:
            self.postcodes[each.path.postcode] += 1


class _Builder:
    """Gathers paths by institution and makes the institutions."""

    def __init__(self, linked: dict[str, Linked]) -> None:
        self.linked = linked
        self.groups: dict[str, _Group] = defaultdict(_Group)
        self.units: dict[tuple[str, str], str] = {}
        self.organisation: dict[str, str] = {}
        self.larger: dict[str, set[str]] = defaultdict(set)
        self.named: dict[AffiliationMention, set[str]] = defaultdict(set)

    def add(self, each: Named, organisation: str) -> None:
        """Count one path for its organisation and each of its units."""
        above = organisation
        self.groups[organisation].add(each.path.organisation, each)
        self.named[each.mention].add(organisation)
        for name in reversed(each.path.units):
            unit = self.units.get((name, organisation)) or self._identify_unit(name, organisation)
            if unit == above:
                continue
            self.groups[unit].add(name, each)
            self.organisation[unit] = organisation
            self.named[each.mention].add(unit)
            if above != organisation:
                self.larger[unit].add(above)
            above = unit

    def _identify_unit(self, name: str, organisation: str) -> str:
        form = name_form(name)
        self.units[name, organisation] = found = key(form, form, organisation)
        return found

    def finish(self, gazetteer: Gazetteer) -> Affiliated:
        """Make the institutions, their places, and the most specific institutions of each affiliation."""
        parents = self._find_parents()
        printed = {each: _most(group.wheres) for each, group in self.groups.items()}
        stated = {each: state_place(it.organisation, gazetteer) for each, it in self.linked.items() if it.organisation}
        wheres = {each: stated.get(each) or where for each, where in printed.items()}
        names = {each: _best_name(group.names) for each, group in self.groups.items()}
        names |= {each: linked.organisation.name for each, linked in self.linked.items() if linked.organisation}
        wholes = find_wholes(self.linked, Counter({each: len(group.mentions) for each, group in self.groups.items()}))
        places = make_places(sorted((where for where in wheres.values() if where), key=str), gazetteer)
        short = self._name_shortly(names, wheres, {place.key: place.name for place in places})
        institutions = []
        for each in sorted(self.groups):
            group, where = self.groups[each], wheres[each]
            institutions.append(
                Institution(
                    each,
                    names[each],
                    short=short[each],
                    unit=each in parents,
                    parent=parents.get(each, ""),
                    place=where.key if where else "",
                    region=_most(group.regions) or "",
                    postcode=_most(group.postcodes) or "",
                    inferred=bool(where) and not stated.get(each) and (each in stated or where not in group.told),
                    names=tuple(sorted(group.names)),
                    mentions=tuple(sorted(group.mentions)),
                    **self._link(each, wholes.get(each, "")),
                )
            )
        of = {}
        for mention in sorted(self.named):
            keys = self.named[mention]
            covered = {larger for each in keys for larger in _above(each, parents)}
            of[mention] = tuple(sorted(keys - covered))
        return Affiliated(tuple(institutions), places, of)

    def _link(self, each: str, whole: str) -> dict[str, Any]:
        """What the authority says of it, if it is linked."""
        linked = self.linked.get(each)
        if linked is None:
            return {}
        iri, organisation = linked.link.iri, linked.organisation
        return {
            "ror": iri.removeprefix(ROR) if iri.startswith(ROR) else "",
            "types": organisation.types if organisation else (),
            "whole": whole,
            "link": linked.link,
        }

    def _find_parents(self) -> dict[str, str]:
        """Give each unit the next larger one if all that print one agree, without going round; else its organisation."""
        agreed = {
            unit: next(iter(self.larger[unit])) if len(self.larger[unit]) == 1 else organisation
            for unit, organisation in self.organisation.items()
        }
        return {
            unit: self.organisation[unit] if unit in _above(unit, agreed) else above for unit, above in agreed.items()
        }

    def _name_shortly(
        self, names: dict[str, str], wheres: dict[str, Where | None], places: dict[str, str]
    ) -> dict[str, str]:
        """Short names that tell the organisations apart: where two would share one, both keep more of their name."""
        short = {each: short_name(name) for each, name in names.items()}
        longer = {
            each: f"{names[each]}, {places[where.key]}" if where else names[each] for each, where in wheres.items()
        }
        for fuller in (names, longer):
            shared = Counter(name_form(name) for each, name in short.items() if each not in self.organisation)
            short = {
                each: fuller[each] if each not in self.organisation and shared[name_form(name)] > 1 else name
                for each, name in short.items()
            }
        return short


def _above(institution: str, parents: dict[str, str]) -> set[str]:
    """All that the institution is part of; itself too if the parents go round in a circle."""
    above: set[str] = set()
    while (institution := parents.get(institution, "")) and institution not in above:
        above.add(institution)
    return above


def _most(counts: Counter[_T]) -> _T | None:
    return min(counts, key=lambda each: (-counts[each], str(each)), default=None)


def _best_name(names: Counter[str]) -> str:
    """Choose the form most often printed (ties: the longest, then the first), in mixed case if any is."""
    best = min(names, key=lambda name: (in_capitals_only(name), -names[name], -len(name), name))
    return in_mixed_case(best) if in_capitals_only(best) else best
