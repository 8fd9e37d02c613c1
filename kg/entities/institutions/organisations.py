"""Which organisation an affiliation names: one name in one country, and where names are shared, in one city."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from msgspec import Struct, structs

from kg.decision import Dispute, Placing
from kg.entities.institutions.places import Where, locate
from kg.entity import AffiliationMention
from kg.record import Identifier, Record
from kg.values.affiliations import Path, parse_affiliations
from kg.values.gazetteer import Gazetteer
from kg.values.keys import fold, key
from kg.values.organisations import is_generic, is_local, name_form, university_of

_AT_ONCE = 4096  # texts that are parsed together
_KEPT = 1 << 15  # texts that are kept with what was read of them

# Of each path of a text that tells which organisation it is: the path, where that is, the name's comparable form.
_Read = tuple[tuple[Path, Where, str], ...]


class Named(Struct, frozen=True, array_like=True):
    """An organisation that affiliations name alike: the path it stands in, where that is, its name's comparable form.

    `given` are the identifiers that the records give for such an affiliation, which may name others too. `decided` are
    the ROR ids that people say the organisation and each of its units have, empty where they say nothing. `mentions`
    are sorted.
    """

    mentions: tuple[AffiliationMention, ...]
    path: Path
    where: Where
    form: str
    given: tuple[Identifier, ...] = ()
    decided: tuple[str, ...] = ()


def read_organisations(records: Iterable[Record], gazetteer: Gazetteer) -> list[Named]:
    """Read the organisations that the affiliations of the records name; what only a generic word names is left out.

    Records of equal key are one record, and each distinct string is parsed once.
    """
    mentions: dict[tuple[str, tuple[Identifier, ...]], list[AffiliationMention]] = defaultdict(list)
    for record in {record.key: record for record in records}.values():
        for position, contributor in enumerate(record.contributors, start=1):
            for index, affiliation in enumerate(contributor.affiliations, start=1):
                given = affiliation.identifiers and tuple(sorted(set(affiliation.identifiers)))
                mentions[affiliation.text, given].append(AffiliationMention(record.key, position, index))
    texts = list(dict.fromkeys(text for text, _ in mentions))
    readings: dict[str, _Read] = {}
    for first in range(0, len(texts), _AT_ONCE):
        some = texts[first : first + _AT_ONCE]
        readings.update(zip(some, _read(some, gazetteer), strict=True))
    return merge_named(
        Named(tuple(theirs), path, where, form, given)
        for (text, given), theirs in mentions.items()
        for path, where, form in readings[text]
    )


def merge_named(named: Iterable[Named]) -> list[Named]:
    """Make those that differ in their mentions only one, in the order of their first."""
    first: dict[tuple[object, ...], Named] = {}
    others: defaultdict[tuple[object, ...], list[AffiliationMention]] = defaultdict(list)
    for each in named:
        content = each.path, each.given, each.decided  # where it is follows from its path
        if first.setdefault(content, each) is not each:
            others[content] += each.mentions
    return [
        structs.replace(each, mentions=tuple(sorted({*each.mentions, *others[content]}))) if content in others else each
        for content, each in first.items()
    ]


def _read(texts: Sequence[str], gazetteer: Gazetteer) -> list[_Read]:
    """Read texts, those only that have not been read lately: what is read record by record repeats itself."""
    kept = _kept(gazetteer)
    new = [text for text in texts if text not in kept]
    if len(kept) + len(new) > _KEPT:
        kept.clear()
        new = list(texts)
    for text, parsed in zip(new, parse_affiliations(new, gazetteer), strict=True):
        readings = []
        for path in (each.path for each in parsed):
            where, form = _campus(name_form(path.organisation), path, locate(path, gazetteer), gazetteer)
            if form and (where.city or not is_generic(form)):
                readings.append((path, where, form))
        kept[text] = tuple(readings)
    return [kept[text] for text in texts]


@cache
def _kept(_gazetteer: Gazetteer) -> dict[str, _Read]:
    return {}


def place_organisations(named: Sequence[Named], placings: Iterable[Placing]) -> tuple[Sequence[Named], list[Dispute]]:
    """Give printed organisations and units the ROR ids that people say they have, and tell of the names that none has."""
    rors = {fold(each.printed): each for each in placings}
    if not rors:
        return named, []
    met: set[str] = set()
    placed = []
    for each in named:
        names = [fold(name) for name in (each.path.organisation, *each.path.units)]
        known = rors.keys() & names
        met |= known
        decided = tuple(rors[name].ror if name in rors else "" for name in names) if known else ()
        placed.append(structs.replace(each, decided=decided) if known else each)
    reason = "no institution is printed so"
    return placed, [Dispute(each.line, each.printed, reason) for name, each in rors.items() if name not in met]


def identify_organisations(named: Iterable[Named], gazetteer: Gazetteer) -> list[str]:
    """Give each the key of its organisation: a hash of its name's form, its country and, for shared names, its city.

    A name without country (or city) takes the one that all others of the name have, if they agree. Word order does
    not tell universities apart that are printed in the very city they are named after ("Sheffield University").
    """
    printed = [(each.form, each.where.code, str(each.where.city.geonames) if each.where.city else "") for each in named]
    distinct = set(printed)
    civic = {each[:2] for each in distinct if _is_civic(*each, gazetteer)}
    countries: dict[str, set[str]] = defaultdict(set)
    for form, code, _ in distinct:
        countries[form] |= {code} - {""}
    names: dict[tuple[str, str, str], tuple[str, str]] = {}
    cities: dict[tuple[str, str], set[str]] = defaultdict(set)
    for each in distinct:
        form, code, city = each
        code = code or _only(countries[form])
        names[each] = (f"university {university_of(form)}" if (form, code) in civic else form), code
        if city and _is_shared(names[each][0], gazetteer):
            cities[names[each]].add(city)
    keys = {}
    for each, (form, code) in names.items():
        known = cities.get((form, code), set())
        keys[each] = key(form, form, code, each[2] if known and each[2] else _only(known))
    return [keys[each] for each in printed]


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


def _is_civic(form: str, code: str, city: str, gazetteer: Gazetteer) -> bool:
    """Whether a university is printed in the very city that it is named after, so that word order says nothing."""
    called = university_of(form) if city else ""
    meant = gazetteer.locate(called, code) if called else None
    return meant is not None and str(meant.geonames) == city


def _is_shared(form: str, gazetteer: Gazetteer) -> bool:
    """Whether several organisations of a country may bear the name: places of care, and campuses of a state."""
    return is_local(form) or bool(gazetteer.state(university_of(form)))


def _only(values: set[str]) -> str:
    return next(iter(values)) if len(values) == 1 else ""
