"""Which organisation an affiliation names: one name in one country, and where names are shared, in one city."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, structs

from kg.decision import Dispute, Placing
from kg.entities.places import Where, locate
from kg.entity import AffiliationMention
from kg.record import Record
from kg.values.affiliations import Path, parse_affiliations
from kg.values.gazetteer import Gazetteer
from kg.values.keys import fold, key
from kg.values.organisations import is_generic, is_local, name_form, university_of

_AT_ONCE = 4096  # texts that are parsed together


class Named(Struct, frozen=True):
    """An organisation that an affiliation names: the path it stands in, where that is, its name's comparable form.

    `ror` is the id that the source gives it.
    """

    mention: AffiliationMention
    path: Path
    where: Where
    form: str
    ror: str = ""


def read_organisations(records: Iterable[Record], gazetteer: Gazetteer) -> Iterator[Named]:
    """Read the organisations that the affiliations of the records name; what only a generic word names is left out.

    Records of equal key are one record, and each distinct string is parsed once.
    """
    mentions: dict[str, list[tuple[AffiliationMention, str]]] = defaultdict(list)
    for record in {record.key: record for record in records}.values():
        for position, contributor in enumerate(record.contributors, start=1):
            for index, affiliation in enumerate(contributor.affiliations, start=1):
                mention = AffiliationMention(record.key, position, index)
                given = sorted({each.value for each in affiliation.identifiers if each.scheme == "ror"})
                mentions[affiliation.text].append((mention, given[0] if len(given) == 1 else ""))
    distinct = list(mentions)
    for first in range(0, len(distinct), _AT_ONCE):
        texts = distinct[first : first + _AT_ONCE]
        for text, parsed in zip(texts, parse_affiliations(texts, gazetteer), strict=True):
            for path in (each.path for each in parsed):
                where, form = _campus(name_form(path.organisation), path, locate(path, gazetteer), gazetteer)
                if form and (where.city or not is_generic(form)):
                    for mention, ror in mentions[text]:  # of several organisations it is open which is whose
                        yield Named(mention, path, where, form, ror if len(parsed) == 1 else "")


def place_organisations(named: Sequence[Named], placings: Iterable[Placing]) -> tuple[Sequence[Named], list[Dispute]]:
    """Give printed organisations the ROR id that people say they have, and tell of the names that none has."""
    rors = {fold(each.printed): each for each in placings}
    if not rors:
        return named, []
    met: set[str] = set()
    placed = []
    for each in named:
        name = fold(each.path.organisation)
        placing = rors.get(name)
        if placing:
            met.add(name)
        placed.append(structs.replace(each, ror=placing.ror) if placing else each)
    reason = "no organisation is printed so"
    return placed, [Dispute(each.line, each.printed, reason) for name, each in rors.items() if name not in met]


def identify_organisations(named: Iterable[Named], gazetteer: Gazetteer) -> list[str]:
    """Give each the key of its organisation: a hash of its name's form, its country and, for shared names, its city.

    A name without country (or city) takes the one that all others of the name have, if they agree. Word order does
    not tell universities apart that are printed in the very city they are named after ("Sheffield University").
    """
    named = list(named)
    civic = {(each.form, each.where.code) for each in named if _is_civic(each, gazetteer)}
    countries: dict[str, set[str]] = defaultdict(set)
    for each in named:
        countries[each.form] |= {each.where.code} - {""}
    forms: list[tuple[str, str]] = []
    cities: dict[tuple[str, str], set[str]] = defaultdict(set)
    for each in named:
        code = each.where.code or _only(countries[each.form])
        form = f"university {university_of(each.form)}" if (each.form, code) in civic else each.form
        forms.append((form, code))
        if each.where.city and _is_shared(form, gazetteer):
            cities[form, code].add(str(each.where.city.geonames))
    keys = []
    for each, (form, code) in zip(named, forms, strict=True):
        known = cities.get((form, code), set())
        city = str(each.where.city.geonames) if known and each.where.city else _only(known)
        keys.append(key(form, form, code, city))
    return keys


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


def _is_civic(each: Named, gazetteer: Gazetteer) -> bool:
    """Whether a university is printed in the very city that it is named after, so that word order says nothing."""
    called = university_of(each.form)
    return bool(called and each.where.city and gazetteer.locate(called, each.where.code) == each.where.city)


def _is_shared(form: str, gazetteer: Gazetteer) -> bool:
    """Whether several organisations of a country may bear the name: places of care, and campuses of a state."""
    return is_local(form) or bool(gazetteer.state(university_of(form)))


def _only(values: set[str]) -> str:
    return next(iter(values)) if len(values) == 1 else ""
