"""The authorships of a study, from the bylines of its records, with what tells one author from a namesake."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from msgspec import Struct, structs

from kg.entities.once import Once
from kg.entities.people.bylines import Author, Background, Byline
from kg.entities.people.fields import Field
from kg.entities.people.forms import Form
from kg.entities.people.names import Agreement, compare
from kg.entity import AffiliationMention, AffiliationOf, Institution, Mention, Place, Study
from kg.record import Contributor


class Slot(NamedTuple):
    """A rank of a study's byline and the records' authorships that stand there, the shown record's first."""

    rank: int
    authors: tuple[tuple[Mention, Author], ...]


class Work(Struct, eq=False, gc=False):
    """What a study says about each of its authors: when, where and on what they published.

    `topic` are concepts and, when all studies are read, telling words, `headings` the labels of its subject headings, `funding` the numbers of grants
    and those who gave them; the `country` of the journal is as printed, `field` the words of its title and of the study's.
    """

    study: str
    year: int | None
    journal: str
    topic: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    country: str = ""
    funding: tuple[str, ...] = ()
    field: Field = Field()


class Signature(Struct, frozen=True, eq=False, gc=False):
    """All that one authorship of a study says about who its author is.

    `organisations`, `cities` and `countries` hold keys, `addresses` the affiliations as printed.
    """

    work: Work
    rank: int
    mentions: tuple[Mention, ...]
    author: Contributor
    form: Form
    email: str = ""
    organisations: frozenset[str] = frozenset()
    cities: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    addresses: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[int, str, int]:
        """Oldest first, for everything that needs a first one."""
        return self.work.year or 9999, self.work.study, self.rank


class Whereabouts:
    """Looks up the organisations, cities and countries of an affiliation."""

    def __init__(
        self,
        institutions: Iterable[Institution],
        places: Iterable[Place],
        of: Mapping[Any, tuple[str, ...]],
    ) -> None:
        self._institutions = {each.key: each for each in institutions}
        self._places = {each.key: each for each in places}
        self._found: dict[tuple[str, ...], tuple[frozenset[str], frozenset[str], frozenset[str]]] = {}
        self.of = of

    def find(self, authors: Iterable[tuple[Mention, Author]]) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        """Find the keys of the top organisations, cities and countries that the affiliations of an authorship name.

        Equal affiliations give the same sets, so that these are held once.
        """
        keys: dict[str, None] = {}
        for (record, position), author in authors:
            for index in range(
                1, len(author.addresses) + 1
            ):  # a plain tuple finds what an AffiliationMention does, sooner
                keys.update(dict.fromkeys(self.of.get((record, position, index), ())))
        named = tuple(keys)
        if named not in self._found:
            self._found[named] = self._find(named)
        return self._found[named]

    def _find(self, keys: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        organisations, cities, countries = set(), set(), set()
        for key in keys:
            one = self._institutions[key]
            while True:
                place = self._places.get(one.place)
                if place and place.country:
                    cities.add(place.key)
                if place:
                    countries.add(place.country or place.key)
                if not one.parent:
                    break
                one = self._institutions[one.parent]
            organisations.add(one.key)
        return frozenset(organisations), frozenset(cities), frozenset(countries)


def align(study: Study, bylines: Mapping[str, Byline]) -> tuple[Slot, ...]:
    """Put the bylines of a study's records side by side.

    The shown record's byline gives the ranks. An author of another record stands at the same position if the names agree, else
    where the only author with that name stands, else behind all others.
    """
    shown, others = study.chosen, (key for key in study.records if key != study.chosen)
    slots = {each.position: [(Mention(shown, each.position), each)] for each in bylines[shown].authors}
    for key in others:
        free = {rank: authors[0][1] for rank, authors in slots.items()}
        late: list[Author] = []
        for author in bylines[key].authors:
            position = author.position
            if position in free and _agree(free[position], author):
                slots[position].append((Mention(key, position), author))
                del free[position]
            else:
                late.append(author)
        for rank, author in _place_late(late, free, slots):
            slots.setdefault(rank, []).append((Mention(key, author.position), author))
    return tuple(Slot(rank, tuple(slots[rank])) for rank in sorted(slots))


def _place_late(
    late: Sequence[Author], free: Mapping[int, Author], taken: Collection[int]
) -> Iterator[tuple[int, Author]]:
    """Find ranks for authors who stand elsewhere in another byline, of which these are `free`, in time that grows with their number."""
    namesakes: defaultdict[str, list[int]] = defaultdict(list)
    for rank, other in free.items() if late else ():
        namesakes[other.form.surname].append(rank)
    last = max(taken, default=0)
    for author in late:
        theirs = namesakes[author.form.surname]
        same = [rank for rank in theirs if _agree(free[rank], author)]
        rank = same[0] if len(same) == 1 else author.position if author.position not in taken else last + 1
        if rank in theirs:
            theirs.remove(rank)
        last = max(last, rank)
        yield rank, author


def describe_work(study: Study, background: Background, topic: tuple[str, ...], once: Once) -> Work:
    """Write down what a study, whose shown record has this background, says about each of its authors."""
    return Work(
        study.key,
        study.year,
        study.journal,
        topic,
        headings=once.each(background.headings),
        country=once[background.country],
        funding=once.each(background.funding),
        field=Field(*map(once.each, background.field)),
    )


def sign(work: Work, slots: Iterable[Slot], whereabouts: Whereabouts, once: Once) -> Iterator[Signature]:
    """Write down for each authorship of a study what tells who its author is."""
    for slot in slots:
        mentions, authors = zip(*slot.authors, strict=True)
        one = authors[0] if len(authors) == 1 else _unite(authors)
        organisations, cities, countries = whereabouts.find(slot.authors)
        yield Signature(
            work=work,
            rank=slot.rank,
            mentions=tuple(sorted(mentions)),
            author=once[one.name],
            form=once[one.form],
            email=one.email,
            organisations=organisations,
            cities=cities,
            countries=countries,
            addresses=once[once.each(dict.fromkeys(one.addresses))],
        )


def _unite(authors: Sequence[Author]) -> Author:
    """Put together what records say of one author: the fullest name, the first ORCID and address for mail, all other addresses."""
    fullest = max(authors, key=lambda each: len("".join(each.form.given)))
    return structs.replace(
        fullest,
        form=fullest.form._replace(orcid=_first(each.form.orcid for each in authors)),
        email=_first(each.email for each in authors),
        addresses=tuple(chain.from_iterable(each.addresses for each in authors)),
    )


def place(study: Study, slots: Iterable[Slot], whereabouts: Whereabouts, once: Once) -> Iterator[AffiliationOf]:
    """Gather the affiliations of each authorship of a study, those that records print alike as one."""
    for slot in slots:
        printed: dict[str, list[AffiliationMention]] = {}
        for mention, author in slot.authors:
            for index, text in enumerate(author.addresses, 1):
                printed.setdefault(text, []).append(AffiliationMention(*mention, index))
        for index, (text, theirs) in enumerate(printed.items(), 1):
            institutions = sorted({key for each in theirs for key in whereabouts.of.get(each, ())})
            found = once[tuple(institutions)]
            yield AffiliationOf(study.key, slot.rank, index, once[text], found, tuple(sorted(theirs)))


def forget(signatures: Iterable[Signature]) -> list[Signature]:
    """Keep of authorships whose they are and where they stand, without what tells who that is: a third of what they take."""
    works: dict[Work, Work] = {}
    kept = []
    for each in signatures:
        full = each.work
        work = works.get(full) or works.setdefault(full, Work(full.study, full.year, full.journal))
        kept.append(Signature(work, each.rank, each.mentions, each.author, each.form))
    return kept


def _agree(one: Author, other: Author) -> bool:
    if one.form.surname != other.form.surname:
        return False
    return compare(one.form.given, other.form.given).first is not Agreement.CONFLICT


def _first(values: Iterable[str]) -> str:
    return next((value for value in values if value), "")
