"""Which organisations of an authority the printed ones are: by identifiers that sources give, else by name and place."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from msgspec import Struct

from kg.authorities.index import Index
from kg.authorities.linking import link
from kg.authorities.organisation import ROR, Organisation
from kg.entities.organisations import Named
from kg.entities.places import Where
from kg.entity import AuthorityLink, Reason
from kg.values.gazetteer import City, Gazetteer

_GIVEN = (Reason("identifier", 0.0, "the source gives this identifier"),)


class Linked(Struct, frozen=True):
    """What an institution is linked to: the entry of the authority, if one was asked, and why."""

    link: AuthorityLink
    organisation: Organisation | None = None


def link_organisations(
    named: Sequence[Named], keys: Sequence[str], index: Index | None = None
) -> tuple[list[str], dict[str, Linked]]:
    """Give each printed organisation its key anew, and what the organisations of these keys are linked to.

    Those that are linked to the same entry share the key that its identifier makes; the others keep theirs. One
    that is not linked by itself follows the others of its key, if all of these are linked to the same entry. Each
    distinct name and place is looked up once.
    """
    found: dict[str, Linked | None] = {}
    own: list[Linked | None] = []
    for each in named:
        if each.ror:
            iri = ROR + each.ror.removeprefix(ROR)
            own.append(Linked(AuthorityLink(each.path.organisation, iri, 1.0, _GIVEN)))
        elif index is not None:
            text = _address(each)
            if text not in found:
                found[text] = _look_up(text, each.path.organisation, index)
            own.append(found[text])
        else:
            own.append(None)
    agreed: dict[str, set[str]] = defaultdict(set)
    for old, linked in zip(keys, own, strict=True):
        if linked:
            agreed[old].add(linked.link.iri)
    made: list[str] = []
    best: dict[str, Linked] = {}
    for old, linked in zip(keys, own, strict=True):
        iri = linked.link.iri if linked else next(iter(agreed[old])) if len(agreed[old]) == 1 else ""
        new = _key(iri) if iri else old
        made.append(new)
        if linked and (new not in best or _standing(best[new]) < _standing(linked)):
            best[new] = linked
    return made, best


def _address(each: Named) -> str:
    path = each.path
    return ", ".join(part for part in (path.organisation, path.city, path.region, path.country) if part)


def _look_up(text: str, name: str, index: Index) -> Linked | None:
    """The entry that the name at the beginning of the text means, if any fits."""
    for match in link(text, index):
        if match.start < len(name) and not match.inferred:
            why = AuthorityLink(text, match.organisation.iri, match.score, match.reasons)
            return Linked(why, match.organisation)
    return None


def _key(iri: str) -> str:
    return f"ror/{iri.removeprefix(ROR)}" if iri.startswith(ROR) else iri.partition("://")[2]


def _standing(each: Linked) -> tuple[float, bool, str]:
    return each.link.score, each.organisation is not None, each.link.printed


def find_wholes(linked: dict[str, Linked], counts: Counter[str]) -> dict[str, str]:
    """The key of the organisation that each is part of by the authority, of several the one printed most often."""
    keys = {each.link.iri: key for key, each in linked.items()}
    wholes = {}
    for key, each in linked.items():
        parents = [keys[iri] for iri in each.organisation.parents if iri in keys] if each.organisation else []
        if parents:
            wholes[key] = min(parents, key=lambda parent: (-counts[parent], parent))
    return wholes


def state_place(organisation: Organisation, gazetteer: Gazetteer) -> Where | None:
    """The city that the authority gives, with its coordinates; None where it gives none."""
    place = organisation.location
    if not place.geonames or place.latitude is None or place.longitude is None:
        return None
    known = gazetteer.locate(place.city, place.country, place.region)
    if known is None or str(known.geonames) != place.geonames:
        known = City(int(place.geonames), place.city, place.country, "", 0, place.latitude, place.longitude)
    return Where(known, gazetteer.by_code.get(place.country))
