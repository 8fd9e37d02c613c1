"""The names of features of affiliations, and the values they show: pure functions of a few words and marks."""

from __future__ import annotations

import re

from kg.values.organisations import word_classes

# What a segment may be; 64 is a country, 128 a town, 256 says that it names a university.
BITS = {"organisation": 1, "body": 2, "unit": 4, "address": 8, "role": 16, "": 32}


def name_opened(mark: str) -> list[str]:
    """What separates the segment from the one before it, for its first token."""
    return [f"opening={mark}"]


def name_closed(mark: str) -> list[str]:
    """What separates the segment from the next, for its last token."""
    return [f"closing={mark}"]


def name_standing(kind: str, place: str, nth: int, to_last: int, length: int, loud: bool) -> list[str]:
    """Where a token stands in what kind of segment."""
    return [
        "any", f"length={length}{'!' if loud else ''}", f"at={nth}", f"left={to_last}",
        f"at.kind={kind}|{place}|{min(nth, 2)},{min(to_last, 1)}",
    ]  # fmt: skip


def name_headed(head: str, before: str, after: str) -> list[str]:
    """Which words of the segment name kinds of things: the token itself, those before it, those after it."""
    return [
        f"heads={''.join(sorted({*before}))}|{head}|{''.join(sorted({*after}))}",
        f"head.before={before[-1:]}", f"head.after={after[:1]}",
    ]  # fmt: skip


def name_joined(before: str, after: str) -> list[str]:
    """What stands between a token and those beside it in its segment."""
    return [f"-1.joint={before}", f"+1.joint={after}"]


def name_placed(before: str, mark: str, after: str) -> list[str]:
    """Which places the token before, the token, and the one after it belong to."""
    return [
        *(f"-1.place={each}" for each in before.split()), *(f"place={each}" for each in mark.split()),
        *(f"+1.place={each}" for each in after.split()),
    ]  # fmt: skip


def name_lent(offset: str, sort: tuple[str, str], heads: str, ends: tuple[str, str], shape: str) -> list[str]:
    """What a segment shows to those next to it: its kind and place, its first and last word, the shape of its first."""
    return [
        *name_lent_far(offset, *sort, ends[0]), f"{offset}.segment.last={ends[1]}",
        f"{offset}.segment.heads={heads}", f"{offset}.segment.shape={shape}",
    ]  # fmt: skip


def name_lent_far(offset: str, kind: str, place: str, first: str) -> list[str]:
    """What a segment shows to those two away."""
    return [f"{offset}.segment.kind={kind}|{place}", f"{offset}.segment.first={first}"]


def name_context(before: str, after: str, nth: int, to_last: int, count: int, ahead: int, behind: int) -> list[str]:
    """What a segment's surroundings are, whatever it is itself; `ahead` and `behind` are bits of the others."""
    return [
        f"before={before}", f"after={after}", f"nth={nth}", f"nth.last={to_last}", f"segments={count}",
        *(f"before.{kind}" for kind, bit in BITS.items() if ahead & bit), f"before.university={bool(ahead & 256):d}",
        *(f"after.{kind}" for kind, bit in BITS.items() if behind & bit), f"after.university={bool(behind & 256):d}",
    ]  # fmt: skip


def name_set_in(names: tuple[str, str, str, str], ahead: int, behind: int) -> list[str]:
    """What a segment is, together with whether organisations, bodies, countries and towns come before and after it."""
    kind, place, heads, first = names
    organised = f"{bool(ahead & 1):d}{bool(behind & 1):d}"
    bodies = f"{bool(ahead & 2):d}{bool(behind & 2):d}"
    placed = f"{bool(behind & 64):d}{bool(behind & 128):d}{bool(ahead & 128):d}"
    return [
        f"kind={kind}|{organised}{bodies}", f"heads.kind={heads}|{organised}{bodies}",
        f"place.placed={place}|{placed}", f"first.organised={first}|{organised}",
    ]  # fmt: skip


def word_shape(word: str) -> str:
    """Show letters as X and x, digits as 9; runs of small letters are one."""
    if word.isdigit():
        return "9" * min(len(word), 7)
    shape = _SMALL.sub("x", _LARGE.sub("X", _DIGIT.sub("9", word)))
    return "XXXXX+" if len(shape) > 5 and shape.isupper() else shape[:8]


def word_head(folded: str) -> str:
    """Tell a word that names a kind of thing: U university, O organisation, S part, B body, A address, R role."""
    classes = word_classes(folded)
    return next((letter for name, letter in _HEADS.items() if name in classes), "") if classes else ""


_HEADS = {"university": "U", "organisation": "O", "unit_start": "S", "unit_end": "S", "body": "B", "address": "A", "role": "R"}  # fmt: skip
_DIGIT = re.compile(r"\d")
_LARGE = re.compile(r"[A-Z]")
_SMALL = re.compile(r"[^\WXA-Z\d_]+")
