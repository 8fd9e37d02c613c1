"""Cut an affiliation string into pieces of one kind: a name, a place, a postcode, an address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from kg.values.affiliation_joints import find_joint
from kg.values.gazetteer import Gazetteer
from kg.values.organisations import is_generic, name_form, name_kind


class Piece(NamedTuple):
    """A stretch of text of one kind: characters `start` to `end` (exclusive).

    The kinds are those of `kg.values.organisations.name_kind` and COUNTRY, REGION, POSTALCODE (certain), "city" and
    "state" (names that some city or US state bears), "named city" (one that reads like an organisation).
    """

    start: int
    end: int
    kind: str

    def moved(self, shift: int) -> Piece:
        """Give the same piece of a text that stands `shift` characters further on."""
        return Piece(self.start + shift, self.end + shift, self.kind)


def cut_affiliation(text: str, gazetteer: Gazetteer) -> Iterator[list[Piece]]:
    """Cut a string into its affiliations (semicolons, numbers), and each of them into pieces, in printed order.

    E-mail addresses, links and the marks before an affiliation belong to no piece.

    >>> from kg.values.gazetteer import load_gazetteer
    >>> text = "(1) Yale University School of Nursing, Orange, CT 06477"
    >>> [[text[piece.start:piece.end] for piece in part] for part in cut_affiliation(text, load_gazetteer())]
    [['Yale University', 'School of Nursing', 'Orange', 'CT', '06477']]
    """
    masked = _BRACKETED.sub(lambda bracket: _SEPARATOR.sub("_", bracket[0]), text)
    masked = _NOISE.sub(_blank, masked) if _NOISY.search(text) else masked
    masked = _COUNTRY_AND.sub(lambda both: f"{both[1]};    " if gazetteer.country(both[1]) else both[0], masked)
    for start, end in _cut(masked, 0, len(masked), _PART_END):
        marker = _MARKER.match(masked, start, end)
        segments = list(_cut(masked, marker.end() if marker else start, end, _SEGMENT_END))
        yield from _break_after_countries(
            [
                piece.moved(first)
                for first, last in segments
                for piece in _split(masked[first:last], last == segments[-1][1], gazetteer)
            ]
        )


def _break_after_countries(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """Begin another affiliation after a country that more names follow, where no semicolon says so."""
    start = 0
    last_name = max((n for n, piece in enumerate(pieces) if piece.kind in NAMES), default=-1)
    for n, piece in enumerate(pieces[:last_name]):
        if piece.kind == "COUNTRY" and not NAMES.isdisjoint(each.kind for each in pieces[start:n]):
            yield pieces[start : n + 1]
            start = n + 1
    yield pieces[start:]


def _blank(noise: re.Match[str]) -> str:
    return ";" + " " * (len(noise[0]) - 1)


def _cut(text: str, start: int, end: int, separator: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Find the stretches between separators, trimmed, without the empty ones."""
    for match in [*separator.finditer(text, start, end), None]:
        first, last = _trim(text, start, match.start() if match else end)
        if first < last and text[first:last] not in {"and", "&"}:
            yield first, last
        start = match.end() if match else end


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and not text[start].isalnum() and text[start] != "(":
        start += 1
    while end > start and not text[end - 1].isalnum() and text[end - 1] != ".":
        if text[end - 1] == ")" and "(" in text[start:end]:
            break
        end -= 1
    if match := _LOOSE_END.search(text, start, end):
        return _trim(text, start, match.start())
    if end > start and text[end - 1] == "." and not _ABBREVIATED.search(text, start, end):
        return _trim(text, start, end - 1)
    return start, end


@lru_cache(maxsize=1 << 16)
def _split(segment: str, last: bool, gazetteer: Gazetteer) -> list[Piece]:
    """Cut what stands between two commas: "Aurora CO 80045" is a city, a region and a postcode."""
    if match := _CONJUNCTION.match(segment):
        pieces = _split(segment[match.end() :], last, gazetteer)
        if pieces[0].kind in {*PLACES, "organisation", "unit"}:
            return [each.moved(match.end()) for each in pieces]
    if kind := _place_kind(segment, gazetteer):
        return [Piece(0, len(segment), kind)]
    return (
        _split_postcode_last(segment, gazetteer)
        or _split_postcode_first(segment, last, gazetteer)
        or _split_state(segment, gazetteer)
        or _split_country_first(segment, gazetteer)
        or (_split_country(segment, gazetteer) if last else [])
        or _split_names(segment, gazetteer)
    )


def _split_postcode_last(segment: str, gazetteer: Gazetteer) -> list[Piece]:
    match = _CODE_LAST.fullmatch(segment)
    if not match or _NUMBERED.search(match["rest"]):
        return []
    if _CAPITALS.fullmatch(match["rest"]) and match["rest"] not in gazetteer.by_code:
        pieces = [Piece(0, match.end("rest"), "REGION")]  # NSW 2052
    else:
        pieces = _split(match["rest"], False, gazetteer)
    if pieces[-1].kind in {"address", "unit", "body"} and len(match["code"]) < 6:
        return []
    return [*pieces, Piece(match.start("code"), len(segment), "POSTALCODE")]


def _split_postcode_first(segment: str, last: bool, gazetteer: Gazetteer) -> list[Piece]:
    match = _CODE_FIRST.fullmatch(segment)
    if not match:
        return []
    pieces = _split(match["rest"], last, gazetteer)
    if pieces[0].kind not in PLACES and (pieces[0].kind == "address" or len(match["code"]) < 5):
        return []
    return [Piece(0, match.end("code"), "POSTALCODE"), *(each.moved(match.start("rest")) for each in pieces)]


def _split_state(segment: str, gazetteer: Gazetteer) -> list[Piece]:
    match = _STATE_LAST.fullmatch(segment)
    if not match or match["state"] not in gazetteer.states:
        return []
    pieces = _split(match["rest"], False, gazetteer)
    return [*pieces, Piece(match.start("state"), len(segment), "REGION")] if pieces[-1].kind == "city" else []


def _split_country_first(segment: str, gazetteer: Gazetteer) -> list[Piece]:
    """Cut "South Korea Department of Surgery", which begins another affiliation, but not "China Medical University"."""
    if name_kind(segment) == "":
        return []
    for space in list(_SPACE.finditer(segment))[:4]:
        if gazetteer.country(segment[: space.start()]) and name_kind(segment[space.end() :]) == "unit":
            pieces = _split(segment[space.end() :], False, gazetteer)
            return [Piece(0, space.start(), "COUNTRY"), *(each.moved(space.end()) for each in pieces)]
    return []


def _split_country(segment: str, gazetteer: Gazetteer) -> list[Piece]:
    """Cut "Macquarie University Australia", but not "Bank of Japan" or "Universitas Indonesia"."""
    for space in list(_SPACE.finditer(segment))[-5:]:
        rest, country = segment[: space.start()], segment[space.end() :].strip("()[]")
        if gazetteer.country(country) and not _PREPOSITION_LAST.search(rest) and not is_generic(name_form(rest)):
            return [*_split(rest, False, gazetteer), Piece(space.end(), len(segment), "COUNTRY")]
    return []


def _split_names(segment: str, gazetteer: Gazetteer) -> list[Piece]:
    joint = find_joint(segment, gazetteer)
    if joint is None:
        return [Piece(0, len(segment), name_kind(segment))]
    end, start = joint
    second = _split_names(segment[start:], gazetteer)
    return [*_split_names(segment[:end], gazetteer), *(each.moved(start) for each in second)]


def _place_kind(text: str, gazetteer: Gazetteer) -> str:
    if gazetteer.country(text):
        return "COUNTRY"
    if text in gazetteer.states or (_REGION.search(text) and name_kind(text) in {"", "address"}):
        return "REGION"
    if _CODE.fullmatch(text):
        return "POSTALCODE"
    if gazetteer.is_city(bare_city(text)) and not (text.isupper() and len(text) < 5):
        return "address" if _WARD.search(text) else "named city" if name_kind(text) == "organisation" else "city"
    if _is_initials_and_place(text, gazetteer):
        return "organisation"
    return "state" if gazetteer.state(text) else ""


def _is_initials_and_place(text: str, gazetteer: Gazetteer) -> bool:
    """Tell "KU Leuven", "ETH Zürich", "UNSW Australia" by their form."""
    match = _INITIALS_AND_PLACE.fullmatch(text)
    if not match or text.isupper() or match["initials"] in gazetteer.states:
        return False
    return gazetteer.is_city(match["place"]) or gazetteer.country(match["place"]) is not None


def bare_city(text: str) -> str:
    """Take a city's name out of "Talence Cedex", "Genève 14", "Mexico City".

    >>> bare_city("Talence Cedex"), bare_city("Genève 14")
    ('Talence', 'Genève')
    """
    return _CITY_TAIL.sub("", text)


NAMES = frozenset({"organisation", "body", "unit"})
PLACES = frozenset({"city", "state", "REGION", "COUNTRY", "POSTALCODE"})
_NOISE = re.compile(
    r"(?i)\(?\be-?mails?(?: address(?:es)?)?\s*(?::|\.|$)|electronic address\s*:?|\S+@\S+|https?://\S+|www\.\S+|orcid\S*"
)
_NOISY = re.compile(r"@|(?i:mail|http|www|orcid|electronic)")
# What precedes an affiliation: a footnote's sign, number or letter, or a preposition.
_MARKER = re.compile(
    r"[\s*†‡§¶#,.(\[]*(?:(?:(?:\d{1,2}|[a-z])(?:\s*[)\].]+\s*|\s+)|\d{1,4}|[a-z])(?=[A-Z]))?(?:(?:[Ff]rom|[Aa]t|and|And)\s+(?:the\s+)?(?=[A-Z]))?"
)
_PART_END = re.compile(
    r";|[\[(]\d{1,2}[\])]\s|(?<![\w-])\d\]\s|\n|(?:#(?:R|N|TAB)#)+|[*†‡§¶∥‖]+\s?(?=[A-Z])|\.\s\d{1,2}\s?(?=[A-Z][a-z])"
)
_COUNTRY_AND = re.compile(r"(?<=[,\d] )([A-Z][A-Za-z. ]{1,30}?) and (?=[A-Zt])")
_SEGMENT_END = re.compile(
    r",|\s[-–—/|·•:]\s?|\s\.\s|(?<=[a-z]{3})(?<!Prof)(?<!Univ)(?<!Dept)(?<!Hosp)(?<!Inst)[.:]\s+(?=[A-Z])|(?<=\w\w)/(?=[A-Z][a-z]+ )"
)
_BRACKETED = re.compile(r"\([^()]*\)")
_SEPARATOR = re.compile(r"[,;./:]")
_ABBREVIATED = re.compile(
    r"(?:\b\w|\b(?:Inc|Ltd|Co|Corp|Univ|Inst|Dept|Hosp|Sci|Med|Tech|Technol|Acad|Coll|Res|Prov))\.$"
)
_LOOSE_END = re.compile(r"\s(?:and|&|of|the)\.?$")
_SPACE = re.compile(r"[\s,]+(?:[-–]\s*)?")
_CITY_TAIL = re.compile(r"(?i)\s+cedex(?:\s+\d+)?$|\s+\d{1,2}$|\s+city$")
_PREPOSITION_LAST = re.compile(r"(?i)(?:\b(?:of|the|de|du|del|di|do|da|des|for|in|at|and|et|y|e|von|der)|['’&])$")
_CONJUNCTION = re.compile(r"(?:and|&|et|y|und)\s+(?:the\s+)?")
_NUMBERED = re.compile(r"(?i)\b(?:UMR[ _]?[A-Z]?|UMS|UPR|U|EA|box|no|bp|building|room|unit|postal)[\s.]*$")
_POSTCODE = (
    r"(?:[A-Z]{1,2}-\s?\d{3,6}|\d{5}-\d{3,4}|\d{3}-\d{3,4}|\d{2}-\d{3}|\d{3}\s\d{2,3}|\d{4}\s?[A-Z]{2}"
    r"|[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}|[A-Z]\d[A-Z]\s?\d[A-Z]\d|\d{4,7}|\d{10})"
)
_CODE = re.compile(_POSTCODE)
_CODE_LAST = re.compile(rf"(?P<rest>.*?[^\s-])[\s-]+(?P<code>{_POSTCODE})")
_CODE_FIRST = re.compile(rf"(?P<code>{_POSTCODE})[\s-]+(?P<rest>\S.*)")
_STATE_LAST = re.compile(r"(?P<rest>.*\S)\s+(?P<state>[A-Z]{2})")
_CAPITALS = re.compile(r"[A-Z]{2,3}")
_REGION = re.compile(
    r"(?i)\b(?:province|prov\.?|state|prefecture|county|oblast|region|pref\.?)$|^(?:province|state|county|region) (?:of|de)\b"
)
_WARD = re.compile(r"-(?:ku|gu|gun|dong|cho|machi)$")
_INITIALS_AND_PLACE = re.compile(r"(?P<initials>(?!NW|SW|NE|SE|BP|CP|PR|ST)[A-Z]{2,5}) (?P<place>.+)")
