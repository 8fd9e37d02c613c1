"""Which organisations an affiliation may name: where its words are a form that an authority knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from kg.authorities.forms import Form, Kind
from kg.authorities.index import Entry, Index, Posting, Words
from kg.authorities.reading import Reading
from kg.authorities.words import stem, word_hash


class Candidate(Struct, frozen=True, eq=False):
    """An organisation (by number) that the words `first` to `last` (exclusive) may name, by one of its names.

    `words` are the comparable forms of that name. `stemmed` says that only the words' beginnings agree, `inferred`
    that not it but a child of it is named.
    """

    organisation: int
    entry: Entry
    first: int
    last: int
    name: str
    words: Words
    kind: Kind
    form: Form
    stemmed: bool = False
    inferred: bool = False

    @property
    def span(self) -> tuple[int, int]:
        """The first word and one past the last."""
        return self.first, self.last

    def inside(self, first: int, last: int) -> bool:
        """Whether these words hold all of the candidate's and more."""
        return first <= self.first and self.last <= last and self.span != (first, last)


def find_candidates(reading: Reading, index: Index) -> list[Candidate]:
    """Find the organisations that an affiliation may name, each by its longest run of words, and their parents."""
    found = list(_find_whole(reading, index))
    spans = {each.span for each in found}
    strong = strong_spans(found, reading)
    stemmed = (each for each in _find_stems(reading, index) if each.span not in spans)
    found += (each for each in stemmed if not any(each.inside(*span) for span in strong))
    best: dict[int, Candidate] = {}
    for each in _in_printed_country(found, reading):
        other = best.get(each.organisation)
        if other is None or _standing(other) < _standing(each):
            best[each.organisation] = each
    return [*best.values(), *_find_parents(best, index)]


def strong_spans(candidates: Sequence[Candidate], reading: Reading) -> list[tuple[int, int]]:
    """The runs of words that are a telling name, whole or nearly; sorted."""
    return sorted(
        {
            each.span
            for each in candidates
            if not each.stemmed and not each.inferred and each.form <= Form.BARE and each.kind < Kind.ACRONYM
            and sum(reading.rarity[each.first : each.last]) > _TELLING
        }
    )  # fmt: skip


def in_order(printed: Sequence[str], name: Sequence[str]) -> bool:
    """Whether the printed words come in the name's order, with words left out or not."""
    rest = iter(name)
    return all(any(word == other for other in rest) for word in printed)


def _find_whole(reading: Reading, index: Index) -> Iterator[Candidate]:
    forms = reading.forms
    for first, last, postings in index.whole.find([word_hash(word) for word in forms]):
        if reading.in_country.issuperset(range(first, last)):
            continue
        across = reading.piece[first] != reading.piece[last - 1]
        capitals = all(reading.capitals[first:last])
        for candidate in _read(postings, first, last, index, stemmed=False):
            if candidate.kind is Kind.ACRONYM and not capitals:
                continue
            if candidate.form is Form.SHORT and not _goes_on(reading, last):
                continue
            if across and not in_order(forms[first:last], candidate.words):
                continue
            yield candidate


def _find_stems(reading: Reading, index: Index) -> Iterator[Candidate]:
    stems = [stem(word) for word in reading.forms]
    for first, last, postings in index.stems.find([word_hash(word) for word in stems]):
        across = reading.piece[first] != reading.piece[last - 1]
        for candidate in _read(postings, first, last, index, stemmed=True):
            if not across or in_order(stems[first:last], [stem(word) for word in candidate.words]):
                yield candidate


def _read(postings: list[Posting], first: int, last: int, index: Index, *, stemmed: bool) -> Iterator[Candidate]:
    for each in postings:
        entry = index.entry(each.organisation)
        name, kind = entry.names[each.name]
        yield Candidate(each.organisation, entry, first, last, name, entry.words[each.name], kind, each.form, stemmed)


def _goes_on(reading: Reading, last: int) -> bool:
    """Whether a word of a school or a hospital follows within the piece: "Yale School of Medicine", not "New Haven"."""
    return any(word in SCHOOL or word in CARE for word in reading.forms[last : min(last + 2, _end(reading, last - 1))])


def _end(reading: Reading, word: int) -> int:
    return reading.bounds[word][1]


def _in_printed_country(found: list[Candidate], reading: Reading) -> Iterator[Candidate]:
    """Of organisations that the same words may name, those in a printed country if there are any, else all."""
    there = {each.span for each in found if each.entry.organisation.location.country in reading.countries}
    for each in found:
        if each.span not in there or each.entry.organisation.location.country in reading.countries:
            yield each


def _find_parents(found: dict[int, Candidate], index: Index) -> Iterator[Candidate]:
    """The parents of what is named whole, each by the longest name."""
    parents: dict[int, Candidate] = {}
    for each in found.values():
        if each.stemmed or each.form is Form.SHORT:
            continue
        for parent in each.entry.parents:
            other = parents.get(parent)
            if parent not in found and (other is None or other.last - other.first < each.last - each.first):
                parents[parent] = Candidate(
                    parent, index.entry(parent), each.first, each.last, each.name, each.words, each.kind, each.form, inferred=True
                )  # fmt: skip
    yield from parents.values()


def _standing(each: Candidate) -> tuple[bool, int, bool, int, int]:
    return not each.stemmed, each.last - each.first, each.kind is not Kind.ACRONYM, -each.form, -each.first


_TELLING = 6.0  # sum of its words' rarity from which a name is hardly met by chance
SCHOOL = frozenset(
    [
        "school",
        "college",
        "faculty",
        "department",
        "institute",
        "business",
        "law",
        "dental",
        "graduate",
        "division",
        "centre",
    ]
)
CARE = frozenset(["hospital", "hospitals", "medical", "clinic", "clinics", "health"])
