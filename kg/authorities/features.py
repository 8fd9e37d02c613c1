"""What speaks for and against a candidate: numbers with names, from which a ranker can learn and people can read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import asin, cos, log, log1p, radians, sin, sqrt

from rapidfuzz import fuzz

from kg.authorities.candidates import CARE, SCHOOL, Candidate, in_order, strong_spans
from kg.authorities.forms import Form, Kind
from kg.authorities.index import Point
from kg.authorities.reading import Reading
from kg.authorities.words import is_generic

Features = dict[str, float]


def describe(candidates: Sequence[Candidate], reading: Reading) -> list[Features]:
    """Give each candidate's features; what is 0 is left out."""
    scene = _Scene(candidates, reading)
    found = [dict(scene.describe(each)) for each in candidates]
    by_span: dict[tuple[int, int], list[int]] = {}
    for n, each in enumerate(candidates):
        if not each.inferred:
            by_span.setdefault(each.span, []).append(n)
    for rivals in by_span.values():
        if len(rivals) == 1:
            found[rivals[0]]["best likeness"] = 1.0
        else:
            _compare([(candidates[n], found[n]) for n in rivals])
    return found


class _Scene:
    """All candidates of an affiliation, among which each stands."""

    def __init__(self, candidates: Sequence[Candidate], reading: Reading) -> None:
        self.reading = reading
        self.spans = {each.span for each in candidates if not each.stemmed}
        self.strong = strong_spans(candidates, reading)
        self.top = [
            (a, b) for a, b in self.strong if not any(c <= a and b <= d and (a, b) != (c, d) for c, d in self.strong)
        ]
        self.at: dict[int, Candidate] = {each.organisation: each for each in candidates if not each.inferred}
        self.children: dict[int, list[Candidate]] = {}
        for each in self.at.values():
            for parent in each.entry.parents:
                self.children.setdefault(parent, []).append(each)

    def describe(self, each: Candidate) -> Iterator[tuple[str, float]]:
        yield from self._name(each)
        yield from self._surroundings(each)
        yield from self._neighbours(each)
        yield from self._place(each)
        yield from self._relatives(each)
        organisation = each.entry.organisation
        for kind in organisation.types:
            yield f"type {kind}", 1.0
        if not organisation.active:
            yield "inactive", 1.0
        yield "children", log1p(each.entry.children)
        yield "names", log1p(len(each.entry.names))
        yield "identifiers", log1p(len(organisation.identifiers))

    def _name(self, each: Candidate) -> Iterator[tuple[str, float]]:
        printed = self.reading.forms[each.first : each.last]
        yield "words", log(len(printed))
        yield "rarity", sum(self.reading.rarity[each.first : each.last]) / 10
        yield each.kind.name.lower(), 1.0
        yield f"form {each.form.name.lower()}", 1.0
        if each.inferred:
            yield "inferred", 1.0
            yield "inferred of many", log(max(1, len(each.entry.parents)))
        if each.stemmed:
            likeness = fuzz.ratio(" ".join(sorted(printed)), " ".join(sorted(each.words))) / 100
            yield "stems", 1.0
            yield "stems rarity", sum(self.reading.rarity[each.first : each.last]) / 10
            if all(any(w.startswith(v) or v.startswith(w) for w in each.words) for v in printed):
                yield "stems of abbreviations", 1.0
        else:
            likeness = fuzz.ratio(" ".join(printed), " ".join(each.words)) / 100
            if not in_order(printed, each.words):
                yield "reordered", 1.0
        yield "likeness", likeness
        if len(printed) == 1:
            yield "single", 1.0
            yield "short word", float(len(printed[0]) < 5)
            if each.kind is Kind.ACRONYM:
                yield "acronym length", min(6, len(printed[0])) / 6
        if is_generic(tuple(printed)):
            yield "generic", 1.0

    def _surroundings(self, each: Candidate) -> Iterator[tuple[str, float]]:
        reading, forms = self.reading, self.reading.forms
        start, end = reading.bounds[each.first][0], reading.bounds[each.last - 1][1]
        length = each.last - each.first
        yield "whole piece", float(start == each.first and end == each.last)
        yield "share of piece", length / (end - start)
        yield "share of text", length / len(forms)
        yield "text length", log(len(forms))
        if len(forms) == length:
            yield "whole text", 1.0
        if each.last < end:
            yield "words after", 1.0
            if forms[each.last] in SCHOOL:
                yield "school after", 1.0
            if any(word in CARE for word in forms[each.last : min(each.last + 2, end)]):
                yield "hospital after", 1.0
        if start < each.first:
            yield "words before", 1.0
        if reading.after_and[each.first]:
            yield "after and", 1.0

    def _neighbours(self, each: Candidate) -> Iterator[tuple[str, float]]:
        if any(each.inside(*span) for span in self.spans):
            yield "nested", 1.0
        if any(each.inside(*span) for span in self.strong):
            yield "nested in a telling name", 1.0
        if any(a < each.first < b < each.last or each.first < a < each.last < b for a, b in self.strong):
            yield "overlapping", 1.0
        if any(each.first <= a and b <= each.last and (a, b) != each.span for a, b in self.strong):
            yield "holds another", 1.0
        if self.top:
            first, last = float(each.first <= self.top[0][0]), float(each.last >= self.top[-1][1])
            yield "first", first
            yield "last", last
            if len(self.top) > 1:
                yield "one of several", 1.0
                yield "first of several", first
                yield "last of several", last
                for kind in each.entry.organisation.types:
                    yield f"type {kind} of several", 1.0

    def _place(self, each: Candidate) -> Iterator[tuple[str, float]]:
        reading, entry = self.reading, each.entry
        printed = set(reading.forms[each.first : each.last])
        if reading.countries:
            yield ("country" if entry.organisation.location.country in reading.countries else "other country"), 1.0
        outside = [city for city in reading.cities if not (each.first <= city[0] and city[1] <= each.last)]
        city = 0.0
        if any(
            (reading.words.issuperset(name) and not printed.issuperset(name))
            or any(reading.forms[a:b] == list(name) for a, b, _ in outside)
            for name in entry.cities
        ):  # fmt: skip
            city = 1.0
        elif outside and entry.points:
            away = min(_distance(p, q) for p in entry.points for _, _, points in outside for q in points)
            city = 1.0 if away < _NEAR else -1.0 if away > _FAR else 0.0
        if city:
            yield ("city" if city > 0 else "other city"), 1.0
        if any(printed.issuperset(name) for name in entry.cities):
            yield "city in name", 1.0
        region = entry.region
        if region and (
            region in reading.states or (reading.words.issuperset(region) and not printed.issuperset(region))
        ):
            yield "region", 1.0
        if not reading.countries and not outside:
            yield "no place", 1.0
        if city > 0 and (each.kind is Kind.ACRONYM or each.form >= Form.HEAD):
            yield "city for part of a name", 1.0

    def _relatives(self, each: Candidate) -> Iterator[tuple[str, float]]:
        held = [other for number in each.entry.parents if (other := self.at.get(number))]
        if held:
            yield "parent printed", 1.0
            if each.stemmed:
                yield "stems with parent", 1.0
            if each.kind is Kind.ACRONYM:
                yield "acronym with parent", 1.0
        children = self.children.get(each.organisation, [])
        if any(not each.inside(*child.span) and not child.inside(*each.span) for child in children):
            yield "child printed", 1.0
        if any(each.inside(*child.span) for child in children):
            yield "nested in child", 1.0
        if each.kind is Kind.ACRONYM and not held and not children:
            yield "acronym alone", 1.0
        names = (name for name in each.entry.words if len(name) > 1 or each.kind is not Kind.ACRONYM)
        if any(_stands_elsewhere(name, self.reading.forms, each) for name in names):
            yield "printed twice", 1.0


def _stands_elsewhere(name: Sequence[str], words: list[str], each: Candidate) -> bool:
    """Whether a name of the candidate is printed outside its words."""
    if not name:
        return False
    for n, word in enumerate(words):
        if word == name[0] and not each.first - len(name) < n < each.last and words[n : n + len(name)] == list(name):
            return True
    return False


def _compare(rivals: list[tuple[Candidate, Features]]) -> None:
    """Add what sets organisations apart that the same words may name."""
    standings = []
    for each, found in rivals:
        place = 2 * found.get("city", 0) + found.get("country", 0) + found.get("region", 0)
        place -= found.get("other country", 0) + found.get("other city", 0)
        standings.append((place, found["likeness"], found["names"] + found["identifiers"], (each.form, each.kind)))
    numbers = {each.organisation for each, _ in rivals}
    for n, (each, found) in enumerate(rivals):
        place, likeness, known, made = standings[n]
        others = standings[:n] + standings[n + 1 :]
        found["rivals"] = log(len(rivals))
        found["rivals as near"] = log1p(sum(other[0] >= place for other in others))
        found["rival in place"] = float(any(other[0] > place for other in others))
        found["alone in place"] = float(all(other[0] < place for other in others))
        found["rival better known"] = float(any(other[2] > known for other in others))
        found["rival by better name"] = float(any(other[3] < made for other in others))
        found["rivals likeness"] = likeness - max(other[1] for other in others)
        found["best likeness"] = float(found["rivals likeness"] >= 0)
        found["rival is parent"] = float(any(parent in numbers for parent in each.entry.parents))
        found["rival is child"] = float(any(each.organisation in other.entry.parents for other, _ in rivals))
        if each.kind is Kind.ACRONYM:
            found["acronym rivals"] = log(len(rivals))


def _distance(one: Point, other: Point) -> float:
    """Kilometres along the earth's surface."""
    a, b, c, d = map(radians, (*one, *other))
    half = sin((a - c) / 2) ** 2 + cos(a) * cos(c) * sin((b - d) / 2) ** 2
    return 12742 * asin(min(1.0, sqrt(half)))


_NEAR, _FAR = 40, 150  # kilometres within which cities are one, and from which they are not
