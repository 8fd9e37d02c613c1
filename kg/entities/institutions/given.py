"""Which of the names in an affiliation is meant by each identifier of an organisation that a record gives for it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from kg.authorities.index import Index
from kg.authorities.organisation import Organisation
from kg.entities.institutions.organisations import Named
from kg.entity import AffiliationMention
from kg.values.organisations import name_form, name_kind

# Registers of organisations, the surest first, as people call them.
REGISTERS = {
    "ror": "ROR",
    "grid": "GRID",
    "isni": "ISNI",
    "ringgold": "Ringgold",
    "wikidata": "Wikidata",
    "fundref": "Funder Registry",
    "openalex": "OpenAlex",
}
Id = tuple[str, str]  # scheme and value
_CERTAIN = 2.0  # more than any share
_HALF = 0.5


def settle_identifiers(
    named: Sequence[Named], contents: Sequence[str], index: Index | None = None
) -> list[tuple[tuple[Id, ...], ...]]:
    """Give for each its identifiers: those of its organisation, then those of each of its units; nothing if no record gives any.

    `contents` are the keys that the organisations' names and places make. An identifier means a name that the authority
    has for it; else the name that goes with it best wherever records give identifiers of its register: a unit only if the
    two go together more often than not. What may as well mean an organisation that is named beside, and what contradicts another
    identifier that suits no worse, is left out, and so is what seems to mean a department or mostly means another organisation than
    one that mostly has another.
    """
    given = {
        n: [(one.scheme, one.value) for one in each.given if one.scheme in REGISTERS]
        for n, each in enumerate(named)
        if each.given
    }
    names = {n: (contents[n], *map(name_form, named[n].path.units)) for n in given}
    beside: dict[AffiliationMention, set[int]] = defaultdict(set)
    for n in given:
        for mention in named[n].mentions:
            beside[mention].add(n)
    shares = _Shares((ids, names[n], len(named[n].mentions)) for n, ids in given.items())
    known = {one: _forms(index.identify(*one) if index else None) for ids in given.values() for one in ids}
    settled: list[tuple[tuple[Id, ...], ...]] = [()] * len(named)
    for n, ids in given.items():
        own, forms = names[n], (named[n].form, *names[n][1:])
        rivals = {other for mention in named[n].mentions for other in beside[mention]} - {n}
        others = {name for other in rivals for name in names[other]} - {*own}
        meant: list[dict[str, list[tuple[float, str]]]] = [{} for _ in own]
        for one in ids:
            suits = [
                _CERTAIN if form in known[one] else shares.of(one, name) for form, name in zip(forms, own, strict=True)
            ]
            at = suits.index(max(suits)) if max(suits) > _HALF else 0
            if at and suits[at] < _CERTAIN and name_kind(named[n].path.units[at - 1]) == "unit":
                continue  # registers know no departments: what it means is not printed
            if suits[at] > max((shares.of(one, name) for name in others), default=0.0):
                meant[at].setdefault(one[0], []).append((suits[at], one[1]))
        settled[n] = tuple(map(_choose, meant))
    return settled


class _Shares:
    """How well names and identifiers go together; an organisation's name is its key, a unit's its form."""

    def __init__(self, given: Iterable[tuple[Sequence[Id], Sequence[str], int]]) -> None:
        self._ids: Counter[Id] = Counter()
        self._names: Counter[tuple[str, str]] = Counter()  # with the scheme of what is given with them
        self._pairs: Counter[tuple[Id, str]] = Counter()
        self._organisations: dict[Id, Counter[str]] = defaultdict(Counter)
        for ids, names, count in given:
            for scheme in {scheme for scheme, _ in ids}:
                for name in {*names}:
                    self._names[scheme, name] += count
            for one in ids:
                self._ids[one] += count
                self._organisations[one][names[0]] += count
                for name in {*names}:
                    self._pairs[one, name] += count
        self._main = {
            (one[0], name): one
            for one, counts in self._organisations.items()
            for name, count in counts.items()
            if 2 * count > self._names[one[0], name]
        }

    def of(self, one: Id, name: str) -> float:
        """Dice's coefficient; 0 if the name is that of an organisation and both mostly go with others."""
        count = self._pairs[one, name]
        main = self._main.get((one[0], name), one)
        if not count or (
            main != one
            and 2 * self._organisations[one].most_common(1)[0][1] > self._ids[one]
            and 2 * count < self._ids[one]
        ):
            return 0.0
        return 2 * count / (self._ids[one] + self._names[one[0], name])


def _choose(found: dict[str, list[tuple[float, str]]]) -> tuple[Id, ...]:
    """The best of each register, the surest register first; none of those between which nothing decides."""
    best = {scheme: sorted(each, reverse=True) for scheme, each in found.items()}
    return tuple(
        (scheme, best[scheme][0][1])
        for scheme in REGISTERS
        if scheme in best and (len(best[scheme]) == 1 or best[scheme][0][0] > best[scheme][1][0])
    )


def _forms(organisation: Organisation | None) -> frozenset[str]:
    if organisation is None:
        return frozenset()
    names = organisation.name, *organisation.labels, *organisation.aliases, *organisation.acronyms
    return frozenset(map(name_form, names)) - {""}
