"""The names of features of affiliations: pure functions of a few words and marks.

Each function tells all that one thing (a word, a mark, a kind of segment) can show, as a block of bundles of features, one
bundle for each role that the thing can have. Whoever reads a string only adds up which bundle of which block each token has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

Bundle = list[str]

# What a segment may be; 64 is a country, 128 a town, 256 says that it names a university.
BITS = {"organisation": 1, "body": 2, "unit": 4, "address": 8, "role": 16, "": 32}
BIT_COUNT = 9
OFFSETS = ("-2", "-1", "+1", "+2")  # segments whose surroundings tell about a token


def name_word(folded: str, shape: str, classes: Iterable[str]) -> Iterator[Bundle]:
    """What a word shows to itself, to the token after it, to the token before it."""
    shown = [f"word={folded}", f"shape={shape}", *(f"class={each}" for each in classes)]
    yield [*shown, f"start={folded[:4]}", f"end={folded[-4:]}", f"ending={folded[-3:]}"]
    yield [f"-1.{each}" for each in shown]
    yield [f"+1.{each}" for each in shown]


def name_outer_word(folded: str) -> Iterator[Bundle]:
    """What a segment's first word shows at each offset, its last word at -1 and +1; the first with organisations beside it."""
    yield from ([f"{offset}.segment.first={folded}"] for offset in OFFSETS)
    yield from ([f"{offset}.segment.last={folded}"] for offset in OFFSETS[1:3])
    yield from ([f"first.organised={folded}|{code:02b}"] for code in range(4))


def name_sort(sort: tuple[str, str]) -> Iterator[Bundle]:
    """What a segment's kind and place show at each offset; where a token stands in it; what is before and after it.

    Tokens are told apart as first, second and further (three), last or not (two). Four bits: organisations before and
    after, bodies before and after; three: countries after, towns after, towns before.
    """
    kind, place = sort
    yield from ([f"{offset}.segment.kind={kind}|{place}"] for offset in OFFSETS)
    yield from ([f"at.kind={kind}|{place}|{nth},{to_last}"] for nth in range(3) for to_last in range(2))
    yield from ([f"kind={kind}|{code:04b}"] for code in range(16))
    yield from ([f"place.placed={place}|{code:03b}"] for code in range(8))


def name_heads(heads: str) -> Iterator[Bundle]:
    """What the kinds of things that a segment's words name show beside it, and with what is before and after it."""
    yield from ([f"{offset}.segment.heads={heads}"] for offset in OFFSETS[1:3])
    yield from ([f"heads.kind={heads}|{code:04b}"] for code in range(16))


def name_shape(shape: str) -> Iterator[Bundle]:
    """What the shape of a segment's first word shows beside it."""
    yield from ([f"{offset}.segment.shape={shape}"] for offset in OFFSETS[1:3])


def name_mark(mark: str) -> Iterator[Bundle]:
    """What separates two segments: to all of the second, to all of the first, to the second's first token, to the first's last."""
    yield [f"before={mark[-2:]}"]
    yield [f"after={mark[:2]}"]
    yield [f"opening={mark[-1:]}"]
    yield [f"closing={mark[:1]}"]


def name_joint(joint: str) -> Iterator[Bundle]:
    """What stands between two tokens of a segment: to the second, to the first."""
    yield [f"-1.joint={joint}"]
    yield [f"+1.joint={joint}"]


def name_place(mark: str) -> Iterator[Bundle]:
    """Which places a token belongs to: to itself, to the token after it, to the token before it."""
    kinds = mark.split()
    yield [f"place={each}" for each in kinds]
    yield [f"-1.place={each}" for each in kinds]
    yield [f"+1.place={each}" for each in kinds]


def name_pattern(heads: Sequence[str]) -> Iterator[Bundle]:
    """Which words of a segment name kinds of things, for each token: itself, those before it, those after it."""
    for n, head in enumerate(heads):
        before, after = "".join(heads[:n])[-3:], "".join(heads[n + 1 :])[:3]
        yield [
            f"heads={''.join(sorted({*before}))}|{head}|{''.join(sorted({*after}))}",
            f"head.before={before[-1:]}", f"head.after={after[:1]}",
        ]  # fmt: skip


def name_sizes(name: str) -> Iterator[Bundle]:
    """How many tokens a segment has (six are many), and whether it is in capitals (odd bundles); any token shows "any"."""
    yield from (["any", f"{name}={length}{loud}"] for length in range(7) for loud in ("", "!"))


def name_numbers(given: tuple[str, int]) -> Iterator[Bundle]:
    """A number from 0 up to the one given."""
    name, most = given
    yield from ([f"{name}={n}"] for n in range(most + 1))


def name_company(side: str) -> Iterator[Bundle]:
    """What segments are before (or after) one: a bundle for each combination of bits."""
    for bits in range(1 << BIT_COUNT):
        yield [
            *(f"{side}.{kind}" for kind, bit in BITS.items() if bits & bit),
            f"{side}.university={bool(bits & 256):d}",
        ]


def word_shape(word: str) -> str:
    """Show letters as X and x, digits as 9; runs of small letters are one."""
    if word.isdigit():
        return "9" * min(len(word), 7)
    shape = _SMALL.sub("x", _LARGE.sub("X", _DIGIT.sub("9", word)))
    return "XXXXX+" if len(shape) > 5 and shape.isupper() else shape[:8]


def name_head(classes: Sequence[str]) -> str:
    """Tell a word that names a kind of thing: U university, O organisation, S part, B body, A address, R role."""
    return next((letter for name, letter in _HEADS.items() if name in classes), "") if classes else ""


_HEADS = {"university": "U", "organisation": "O", "unit_start": "S", "unit_end": "S", "body": "B", "address": "A", "role": "R"}  # fmt: skip
_DIGIT = re.compile(r"\d")
_LARGE = re.compile(r"[A-Z]")
_SMALL = re.compile(r"[^\WXA-Z\d_]+")
