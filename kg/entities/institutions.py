"""Which affiliations name the same institution: organisations by name and place, units within their organisation."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeVar

from msgspec import Struct

from kg.entities.places import Where, locate, make_places
from kg.entity import AffiliationMention, Institution, Place
from kg.record import Record
from kg.values.affiliations import Path, parse_affiliation
from kg.values.gazetteer import Gazetteer, load_gazetteer
from kg.values.keys import key
from kg.values.organisations import (
    in_capitals_only,
    in_mixed_case,
    is_generic,
    is_local,
    name_form,
    short_name,
    university_of,
)


_T = TypeVar("_T")


class Affiliated(Struct, frozen=True):
    """The institutions and places that affiliations name (both sorted by key), and what each affiliation names.

    `of` gives the keys of the most specific institutions, sorted; an affiliation that names none is missing.
    """

    institutions: tuple[Institution, ...] = ()
    places: tuple[Place, ...] = ()
    of: dict[AffiliationMention, tuple[str, ...]] = {}


class _Named(Struct, frozen=True):
    """One path of one affiliation."""

    mention: AffiliationMention
    path: Path
    where: Where
    form: str


class _Identity(Struct, frozen=True, order=True):
    """What makes an organisation one: its comparable name, its country, and for local names its city."""

    form: str
    country: str = ""
    city: str = ""


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
    gazetteer = load_gazetteer()
    named = list(_read(records, gazetteer))
    identities = _identify(named, gazetteer)
    organisations = {identity: _key(identity) for identity in set(identities)}
    builder = _Builder()
    for each, identity in zip(named, identities, strict=True):
        builder.add(each, organisations[identity])
    return builder.finish(gazetteer)


def _read(records: Iterable[Record], gazetteer: Gazetteer) -> Iterator[_Named]:
    wheres: dict[Path, Where] = {}
    for record in {record.key: record for record in records}.values():
        for position, contributor in enumerate(record.contributors, start=1):
            for index, affiliation in enumerate(contributor.affiliations, start=1):
                mention = AffiliationMention(record.key, position, index)
                for path in parse_affiliation(affiliation.text, gazetteer):
                    if path not in wheres:
                        wheres[path] = locate(path, gazetteer)
                    where, form = _campus(name_form(path.organisation), path, wheres[path], gazetteer)
                    if form and (where.city or not is_generic(form)):
                        yield _Named(mention, path, where, form)


def _campus(form: str, path: Path, where: Where, gazetteer: Gazetteer) -> tuple[Where, str]:
    """Read "University of California San Diego" as the state's university in that city."""
    words = form.split()
    for cut in range(2, min(len(words), 4) + 1):
        state = " ".join(words[1:cut])
        if words[0] == "university" and gazetteer.state(state):
            city = gazetteer.locate(" ".join(words[cut:]) or path.city, "US", state)
            if city and where.code in {"US", ""}:
                return Where(city, gazetteer.by_code["US"]), " ".join(words[:cut])
    return where, form


def _identify(named: list[_Named], gazetteer: Gazetteer) -> list[_Identity]:
    """Give each path its organisation's identity: first the name's form, then the country, then the city."""
    civic = {(each.form, each.where.code) for each in named if _is_civic(each, gazetteer)}

    def settled(form: str, code: str) -> str:
        return f"university {university_of(form)}" if (form, code) in civic else form

    countries: dict[str, set[str]] = defaultdict(set)
    for each in named:
        if each.where.code:
            countries[each.form].add(each.where.code)
    forms: list[tuple[str, str]] = []
    cities: dict[tuple[str, str], set[str]] = defaultdict(set)
    for each in named:
        code = each.where.code or _only(countries[each.form])
        forms.append((settled(each.form, code), code))
        if each.where.city and _is_local(each.form, gazetteer):
            cities[forms[-1]].add(str(each.where.city.geonames))
    return [
        _Identity(
            *form,
            str(each.where.city.geonames) if each.where.city and form in cities else _only(cities.get(form, set())),
        )
        for each, form in zip(named, forms, strict=True)
    ]


def _is_civic(each: _Named, gazetteer: Gazetteer) -> bool:
    """Whether a university is printed in the very city that it is named after, so that word order says nothing."""
    called = university_of(each.form)
    return bool(called and each.where.city and gazetteer.locate(called, each.where.code) == each.where.city)


def _is_local(form: str, gazetteer: Gazetteer) -> bool:
    """Whether several organisations of a country may bear the name: places of care, and campuses of a state."""
    return is_local(form) or bool(gazetteer.state(university_of(form)))


def _only(values: set[str]) -> str:
    return next(iter(values)) if len(values) == 1 else ""


def _key(identity: _Identity) -> str:
    return key(identity.form, identity.form, identity.country, identity.city)


class _Group:
    """What was printed about one institution."""

    def __init__(self) -> None:
        self.names: Counter[str] = Counter()
        self.wheres: Counter[Where] = Counter()
        self.regions: Counter[str] = Counter()
        self.postcodes: Counter[str] = Counter()
        self.mentions: set[AffiliationMention] = set()

    def add(self, name: str, each: _Named) -> None:
        self.names[name] += 1
        self.mentions.add(each.mention)
        if each.where.key:
            self.wheres[each.where] += 1
        if each.path.region:
            self.regions[each.path.region] += 1
        if each.path.postcode:
            self.postcodes[each.path.postcode] += 1


class _Builder:
    """Gathers paths by institution and makes the institutions."""

    def __init__(self) -> None:
        self.groups: dict[str, _Group] = defaultdict(_Group)
        self.organisation: dict[str, str] = {}
        self.larger: dict[str, set[str]] = defaultdict(set)
        self.named: dict[AffiliationMention, set[str]] = defaultdict(set)

    def add(self, each: _Named, organisation: str) -> None:
        """Count one path for its organisation and each of its units."""
        above = organisation
        self.groups[organisation].add(each.path.organisation, each)
        self.named[each.mention].add(organisation)
        for name in reversed(each.path.units):
            form = name_form(name)
            unit = key(form, form, organisation)
            if unit == above:
                continue
            self.groups[unit].add(name, each)
            self.organisation[unit] = organisation
            self.named[each.mention].add(unit)
            if above != organisation:
                self.larger[unit].add(above)
            above = unit

    def finish(self, gazetteer: Gazetteer) -> Affiliated:
        """Make the institutions, their places, and the most specific institutions of each affiliation."""
        larger = {unit: _only(above) or self.organisation[unit] for unit, above in self.larger.items()}
        larger |= {unit: organisation for unit, organisation in self.organisation.items() if unit not in larger}
        parents = {
            unit: self.organisation[unit] if unit in _above(unit, larger) else above for unit, above in larger.items()
        }
        wheres = {each: _most(group.wheres) for each, group in self.groups.items()}
        names = {each: _best_name(group.names) for each, group in self.groups.items()}
        places = make_places((where for where in wheres.values() if where), gazetteer)
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
                    names=tuple(sorted(group.names)),
                    mentions=tuple(sorted(group.mentions)),
                )
            )
        of = {}
        for mention in sorted(self.named):
            keys = self.named[mention]
            covered = {larger for each in keys for larger in _above(each, parents)}
            of[mention] = tuple(sorted(keys - covered))
        return Affiliated(tuple(institutions), places, of)

    def _name_shortly(
        self, names: dict[str, str], wheres: dict[str, Where | None], places: dict[str, str]
    ) -> dict[str, str]:
        """Short names that tell the organisations apart: where two would share one, both keep more of their name."""
        short = {each: short_name(name) for each, name in names.items()}
        longer = {
            each: f"{names[each]}, {places[where.key]}" if where else names[each] for each, where in wheres.items()
        }
        for fuller in (names, longer):
            shared = Counter(name for each, name in short.items() if each not in self.organisation)
            short = {
                each: fuller[each] if each not in self.organisation and shared[name] > 1 else name
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
    """The form most often printed (ties: the longest, then the first), in mixed case if any is."""
    best = min(names, key=lambda name: (in_capitals_only(name), -names[name], -len(name), name))
    return in_mixed_case(best) if in_capitals_only(best) else best
