"""Label the words of an affiliation by rules: words of organisations, a gazetteer, and the order of things."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from kg.values.affiliation_pieces import NAMES, Piece, bare_city, cut_affiliation
from kg.values.gazetteer import Gazetteer

Label = Literal["ORG", "SUB", "CITY", "REGION", "COUNTRY", "POSTALCODE", "ADDRESS"]


class Span(NamedTuple):
    """A labelled stretch of an affiliation: characters `start` to `end` (exclusive).

    `part` counts the affiliations that one string holds, separated by semicolons or numbers.
    """

    start: int
    end: int
    label: Label
    part: int = 0


def label_affiliation(text: str, gazetteer: Gazetteer) -> tuple[Span, ...]:
    """Label organisations, units, cities, regions, countries, postcodes and addresses, in printed order.

    >>> from kg.values.gazetteer import load_gazetteer
    >>> text = "1 Yale University School of Nursing, Orange, CT 06477, USA. a.b@yale.edu"
    >>> [(text[span.start:span.end], span.label) for span in label_affiliation(text, load_gazetteer())][:3]
    [('Yale University', 'ORG'), ('School of Nursing', 'SUB'), ('Orange', 'CITY')]
    """
    return tuple(
        Span(start, end, label, part)
        for part, pieces in enumerate(cut_affiliation(text, gazetteer))
        for start, end, label in _Part(text, pieces, gazetteer).settle()
    )


class _Part:
    """One part of an affiliation, whose pieces are settled by their order where their words leave it open."""

    def __init__(self, text: str, pieces: list[Piece], gazetteer: Gazetteer) -> None:
        self.words = [text[piece.start : piece.end] for piece in pieces]
        self.kinds = [piece.kind for piece in pieces]
        self.pieces = pieces
        self.gazetteer = gazetteer

    def settle(self) -> Iterator[tuple[int, int, Label]]:
        """Yield start, end and label of what has one."""
        for n, kind in enumerate(self.kinds):
            if kind == "named city":  # L'Hospitalet is one, after a hospital; "University of British Columbia" is not
                self.kinds[n] = "city" if "organisation" in self.kinds[:n] else "organisation"
        self._continue_names()
        self._name_organisation()
        named = [n for n, kind in enumerate(self.kinds) if kind in NAMES]
        start = named[-1] + 1 if named else 0
        for n in range(start):
            if self.kinds[n] in {"", "city", "state"}:
                self.kinds[n] = "unit" if self.kinds[n] == "" else ""
        self._settle_places(start)
        merged: list[tuple[int, int, Label]] = []
        for piece, kind in zip(self.pieces, self.kinds, strict=True):
            if kind == "more" and merged:
                merged[-1] = (merged[-1][0], piece.end, merged[-1][2])
            elif label := _LABELS.get(kind):
                merged.append((piece.start, piece.end, label))
        yield from merged

    def _continue_names(self) -> None:
        """Take up the rest of a name that has commas: "Faculty of Medicine, Dentistry and Health Sciences"."""
        for n in range(1, len(self.kinds)):
            if self.kinds[n - 1] in {*NAMES, ""} and _COMPANY_FORM.fullmatch(self.words[n]):
                self.kinds[n - 1 : n + 1] = ["organisation", "more"]
            if self.kinds[n - 1] not in {*NAMES, "more"} or self.kinds[n] not in {"", "body"}:
                continue
            ahead = n
            while ahead < len(self.kinds) - 1 and self.kinds[ahead] == "" and not _AND.search(self.words[ahead]):
                ahead += 1
            if _LOWER_PREPOSITION.match(self.words[n]) or (
                self.kinds[ahead] == "" and _AND.search(self.words[ahead]) and _OPEN_LIST.search(self.words[n - 1])
            ):
                self.kinds[n : ahead + 1] = ["more"] * (ahead + 1 - n)

    def _name_organisation(self) -> None:
        """Where nothing is called an organisation: the last body is one, else the first name that is no place."""
        if "organisation" in self.kinds:
            return
        bodies = [n for n, kind in enumerate(self.kinds) if kind == "body"]
        unknown = [n for n, kind in enumerate(self.kinds) if kind == "" and not self.words[n].islower()]
        if bodies:
            self.kinds[bodies[-1]] = "organisation"
        elif unknown and (len(self.kinds) > 1 or not self.words[0].isdigit()):
            self.kinds[unknown[0]] = "organisation"

    def _settle_places(self, start: int) -> None:
        """Tell city, region and address apart among the pieces from `start` on."""
        kinds, words, gazetteer = self.kinds, self.words, self.gazetteer
        after = range(start, len(kinds))
        code = self._settle_countries([n for n in after if kinds[n] == "COUNTRY"], start)
        if code and code != "US":
            for n in after:
                if kinds[n] == "state":
                    kinds[n] = "city" if gazetteer.locate(words[n], code) else ""
        waiting = [n for n in after if kinds[n] in {"city", "state", ""}]
        cities = [n for n in waiting if kinds[n] == "city"]
        here = [n for n in cities if gazetteer.locate(bare_city(words[n]), code)] if code else cities
        city = next(iter(here or cities or self._guess_city(waiting)), None)
        for n in waiting:
            kinds[n] = "CITY" if n == city else "REGION" if city is None or n > city else "ADDRESS"

    def _settle_countries(self, countries: list[int], start: int) -> str:
        """Keep the last country, of which "Georgia" is none after Atlanta; give its ISO code, if there is one."""
        kinds, words, gazetteer = self.kinds, self.words, self.gazetteer
        if not countries:
            return ""
        last = countries[-1]
        country = gazetteer.country(words[last])
        code = country.code if country else ""
        for n in countries[:-1]:
            if code == "US" and gazetteer.state(words[n]):
                kinds[n] = "state"
            elif gazetteer.is_city(words[n]):
                kinds[n] = "city"
            else:
                kinds[n] = "again" if words[n] == words[last] else "REGION"
        state = words[last] if gazetteer.state(words[last]) else ""
        cities = [words[n] for n in range(start, last) if state and kinds[n] == "city"]
        if any(gazetteer.locate(city, "US", state) and not gazetteer.locate(city, code) for city in cities):
            kinds[last] = "REGION"
            return "US"
        return code

    def _guess_city(self, waiting: list[int]) -> list[int]:
        """Take the first unknown name before a country, region or postcode for a city, unless a state comes first."""
        after = self.kinds[waiting[0] :] if waiting else []
        anchored = not {"COUNTRY", "POSTALCODE", "REGION"}.isdisjoint(after)
        return waiting[:1] if anchored and after[0] != "state" else []


_LABELS: dict[str, Label] = {
    "organisation": "ORG", "unit": "SUB", "body": "SUB", "address": "ADDRESS", "ADDRESS": "ADDRESS",
    "CITY": "CITY", "REGION": "REGION", "COUNTRY": "COUNTRY", "POSTALCODE": "POSTALCODE",
}  # fmt: skip
_LOWER_PREPOSITION = re.compile(r"(?:of|de|des|di|du|del|and|et|y|e|und|for)\b")
_AND = re.compile(r"(?:^|\s)(?:and|&|et|y|e|und)\s")
_COMPANY_FORM = re.compile(
    r"(?:Inc|Ltd|LLC|Limited|GmbH|Corp|S\.?A|LLP|Co|Co\.? Ltd|L\.L\.C|PLC|B\.?V|I\.?P|E\.?P\.?E)\.?"
)
_OPEN_LIST = re.compile(r"\b(?:of|for|de|des|di|für|in|fur)\b")
