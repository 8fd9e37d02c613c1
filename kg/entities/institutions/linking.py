"""What printed names of organisations and units are said to be: by people, by identifiers that records give, by an authority."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from msgspec import Struct

from kg.authorities.index import Index
from kg.authorities.linking import Match, link_all
from kg.authorities.organisation import ROR, Organisation
from kg.entities.institutions.given import REGISTERS, Id, settle_identifiers
from kg.entities.institutions.organisations import Named
from kg.entities.institutions.places import Where
from kg.entity import AuthorityLink, Reason
from kg.values.gazetteer import Gazetteer
from kg.values.geonames import City
from kg.values.organisations import is_generic, name_form

_LIKELY = 0.5  # a unit seldom has an entry of its own, so that this takes more than an organisation's does
_BATCH = 4096  # texts of which all matches are held at once
_DECIDED = (Reason("correction", 0.0, "the corrections say so"),)


class Linked(Struct, frozen=True):
    """What an institution is linked to: the entry of the authority, if it was asked and has it, and why."""

    link: AuthorityLink
    organisation: Organisation | None = None


class Evidence(Struct, frozen=True):
    """What tells which institution a printed name is: identifiers (sorted; also the authority's, `ror` or `iri`), and the entry they lead to."""

    identifiers: tuple[Id, ...] = ()
    linked: Linked | None = None


_NOTHING = Evidence()


def find_evidence(
    named: Sequence[Named], contents: Sequence[str], index: Index | None = None
) -> Iterator[tuple[Evidence, ...]]:
    """Tell what each is: its organisation (`contents` are their keys by name and place), then each of its units.

    Each distinct name and place is looked up once.
    """
    identifiers = settle_identifiers(named, contents, index)
    unsettled = (each for each, settled in zip(named, identifiers, strict=True) if not settled or not all(settled))
    lookup = _Lookup(index, unsettled) if index else None
    for each, settled in zip(named, identifiers, strict=True):
        found = []
        for number, name in enumerate((each.path.organisation, *each.path.units)):
            decided = each.decided[number] if each.decided else ""
            ids = settled[number] if settled else ()
            if decided:
                iri = ROR + decided
                entry = index.identify("iri", iri) if index else None
                found.append(_evidence((), Linked(AuthorityLink(name, iri, 1.0, _DECIDED), entry)))
            elif ids:
                found.append(_take(name, ids, index))
            elif lookup:
                linked = lookup.find_unit(name, each, found[0].linked) if number else lookup.find(each)
                found.append(_evidence((), linked) if linked else _NOTHING)
            else:
                found.append(_NOTHING)
        yield tuple(found)


def _take(name: str, ids: Sequence[Id], index: Index | None) -> Evidence:
    """Take what records give; the surest identifier that leads to an entry wins, and those that lead elsewhere are left out."""
    entries = [(one, index.identify(*one) if index else None) for one in ids]
    iris = [entry.iri if entry else ROR + one[1] if one[0] == "ror" else "" for one, entry in entries]
    iri = next(filter(None, iris), "")
    kept = [one for one, its in zip(ids, iris, strict=True) if its in {"", iri}]
    if not iri:
        return Evidence(tuple(sorted(kept)))
    why = tuple(Reason("identifier", 0.0, f"the record gives {REGISTERS[scheme]} {value}") for scheme, value in kept)
    entry = next((entry for _, entry in entries if entry and entry.iri == iri), None)
    return _evidence(kept, Linked(AuthorityLink(name, iri, 1.0, why), entry))


def _evidence(ids: Sequence[Id], linked: Linked) -> Evidence:
    iri = linked.link.iri
    own = ("ror", iri.removeprefix(ROR)) if iri.startswith(ROR) else ("iri", iri)
    return Evidence(tuple(sorted({*ids, own})), linked)


class _Lookup:
    """What an authority says of the names of organisations and their units, many looked up at a time, each once."""

    def __init__(self, index: Index, named: Iterable[Named]) -> None:
        self._index = index
        self._borne: dict[str, bool] = {}
        names = {text: name for each in named for text, name in self._list_texts(each)}
        texts = sorted(names)
        self._found: dict[str, Linked | None] = {}
        for n in range(0, len(texts), _BATCH):
            batch = texts[n : n + _BATCH]
            for text, matches in zip(batch, link_all(batch, index), strict=True):
                self._found[text] = _pick(text, names[text], matches)

    def _list_texts(self, each: Named) -> Iterator[tuple[str, str]]:
        """What is looked up for an organisation and its units, with the name that it is looked up for."""
        organisation = each.path.organisation
        yield _join(each, organisation), organisation
        for name in each.path.units:
            if self._bears(name):
                yield _join(each, name), name
                yield _join(each, name, organisation), name

    def find(self, each: Named) -> Linked | None:
        """Find the entry that an organisation's name means where it stands."""
        return self._found[_join(each, each.path.organisation)]

    def find_unit(self, name: str, each: Named, whole: Linked | None) -> Linked | None:
        """Find the entry that a unit has of its own, one that is part of its whole by the authority too or as likely as not meant."""
        if not self._bears(name):  # as most are
            return None
        if whole and (found := self._found[_join(each, name)]) and self._is_part(found, whole):
            return found
        found = self._found[_join(each, name, each.path.organisation)]
        same = found and whole and found.link.iri == whole.link.iri
        return found if found and not same and found.link.score >= _LIKELY else None

    def _is_part(self, each: Linked, whole: Linked) -> bool:
        return bool(each.organisation and find_parents(each.organisation, {whole.link.iri}, self._index))

    def _bears(self, name: str) -> bool:
        """Whether an entry may be called so; what only says what kind of unit it is does not count."""
        if name not in self._borne:
            self._borne[name] = not is_generic(name_form(name)) and self._index.bears(name)
        return self._borne[name]


def _pick(text: str, name: str, matches: Iterable[Match]) -> Linked | None:
    """The entry that the name at the beginning of the text means, if any fits."""
    for match in matches:
        if match.start < len(name) and not match.inferred:
            return Linked(AuthorityLink(text, match.organisation.iri, match.score, match.reasons), match.organisation)
    return None


def _join(each: Named, *names: str) -> str:
    return ", ".join(filter(None, (*names, each.path.city, each.path.region, each.path.country)))


def find_parents(organisation: Organisation, iris: Collection[str], index: Index) -> set[str]:
    """The IRIs, among those given, of what an organisation is part of by the authority; those between are passed over."""
    found: set[str] = set()
    seen: set[str] = set()
    waiting = list(organisation.parents)
    while waiting:
        iri = waiting.pop()
        if iri in seen:
            continue
        seen.add(iri)
        if iri in iris:
            found.add(iri)
        elif entry := index.identify("iri", iri):
            waiting += entry.parents
    return found - {organisation.iri}


def state_place(organisation: Organisation, gazetteer: Gazetteer) -> Where | None:
    """The city that the authority gives, with its coordinates; None where it gives none."""
    place = organisation.location
    if not place.geonames or place.latitude is None or place.longitude is None:
        return None
    known = gazetteer.locate(place.city, place.country, place.region)
    if known is None or str(known.geonames) != place.geonames:
        known = City(int(place.geonames), place.city, place.country, "", 0, place.latitude, place.longitude)
    return Where(known, gazetteer.by_code.get(place.country))
