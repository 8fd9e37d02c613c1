"""Titles as they are compared: without the notes that databases add, with their numbers, and what notice they announce."""

from __future__ import annotations

import re
from itertools import accumulate, pairwise

from msgspec import Struct
from rapidfuzz.distance import Indel, Levenshtein

from kg.entities.studies.notices import split_notice, unbracket
from kg.values.keys import fold

# What databases put behind a title: "[Review] [97 refs]", "(author's transl)", "(Provisional abstract)", "(Retracted article. See
# vol. 37, pg. 12, 2010)", and some cut off, "[Erratum appears in".
_ADDED_NOTE = re.compile(
    r"\s*\((?:author'?s transl|(?:provisional|structured) abstract|brief record|(?:original |research )?article|(?:retracted|withdrawn) (?:article|paper)[^()]*)\)[\s.]*$",
    re.IGNORECASE,
)
_CUT_NOTE = re.compile(
    r"\s*\[(?:erratum|corrected|comment|see comment|retract|republish|update|summary)[^\]]*$", re.IGNORECASE
)
_LABEL = re.compile(  # before a title: "RETRACTED:", "Original article:"
    r"^(?:(?:retracted|withdrawn|temporary removal)(?: article| paper)?|(?:original|research) (?:article|paper)|original (?:research|contribution|investigation))\s*:\s*",
    re.IGNORECASE,
)
_ENDS = " .…])"
_BOUNDARY = re.compile(r"<[^<>]*>|[:!;\[\]]|[.?](?=\s|$)|[–—]|--|-(?<=\s-)(?=\s)")
_QUOTES = "\"'“”„«»‘’ "
_GREEK = {chr(code): name for code, name in zip(
    (*range(0x3B1, 0x3C2), *range(0x3C3, 0x3CA)),
    ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi", "omicron", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega"], strict=True)}  # fmt: skip
_TO_LATIN = str.maketrans({letter: f" {name} " for letter, name in _GREEK.items()})
_ROMAN = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "xi": "11", "xii": "12"}
_SHORT_ROMAN = {"i": "1", "v": "5", "x": "10"}
_PART = frozenset(("part", "pt", "chapter", "section", "volume", "vol", "paper", "report", "number", "no", "series"))
_COUNTED = _PART | {"phase", "type", "stage", "grade", "class", "factor", "level"}
_ORDINALS = {"second": "2", "2nd": "2", "third": "3", "3rd": "3", "fourth": "4", "4th": "4", "fifth": "5", "5th": "5"}
_PLANNED = frozenset(
    ("study", "trial", "review", "research")
)  # what has a protocol; that of a treatment is another thing
_BEFORE_PART = _PART | _ORDINALS.keys() | _PLANNED
_ARTICLES = frozenset(("the", "a", "an"))
_DIGITS = re.compile(r"\d+")

# What no title ends with: where one does, it was cut off.
_UNENDED = frozenset(("a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"))

SIMILAR = 0.85  # share of letters in common from which titles are variants of one another
LOOSE = 0.6
_SPELLING = 0.7  # share of letters in common of two spellings of a word
_ADDED = 0.15  # share of a title's letters that one copy may have and another not
_FEW_WORDS = 4  # fewer are no title by themselves
_FEW_LETTERS = 25


class Title(Struct, frozen=True, array_like=True, gc=False):
    """A title as it is compared.

    `letters` are all its letters and digits run together, `digits` its numbers run together, `part` says which of several
    works it is (the number after "Part" and the like, or "protocol"), `pieces` its letters between the stops, `notice` what it
    announces itself to be, if it does. Catalogues file titles without the article that they begin with: it is left out.
    `translated` titles stand in brackets: PubMed's mark of a title that the work itself does not bear. `cut` ones end in dots.
    """

    letters: str = ""
    words: tuple[str, ...] = ()
    digits: str = ""
    part: str = ""
    pieces: tuple[str, ...] = ()
    notice: str = ""
    translated: bool = False
    cut: bool = False


def read_title(printed: str) -> Title:
    """Prepare a title for comparing.

    >>> read_title("[Cervical cancer screening. Part II: HPV-16]. [Review] [97 refs]")
    Title(letters='cervicalcancerscreeningpart2hpv16', words=('cervical', 'cancer', 'screening', 'part', '2', 'hpv', '16'), digits='216', part='2', pieces=('cervicalcancerscreening', 'part2', 'hpv16'), notice='', translated=True, cut=False)
    """
    printed = printed.strip(_QUOTES)
    notice, bare = split_notice(_strip_notes(unbracket(printed)))
    pieces = [_read_words(piece) for piece in _BOUNDARY.split(bare)]
    if len(pieces[0]) > 1 and pieces[0][0] in _ARTICLES:
        del pieces[0][0]
    words = tuple(word for piece in pieces for word in piece)
    return Title(
        letters="".join(words),
        words=words,
        digits="".join(_DIGITS.findall(" ".join(words))),
        part=_find_part(pieces),
        pieces=tuple("".join(piece) for piece in pieces if piece),
        notice=notice,
        translated=printed.startswith("["),
        cut=_ends_in_dots(printed),
    )


def compare_titles(a: Title, b: Title) -> str:
    """Say how two titles that are both there relate; what they are of the same work is for others to judge.

    "same"; "numbered": alike, but for their numbers; "spelling": some words are spelled otherwise; "contained": one is the other
    without its subtitle, or cut off; "continued": with words behind it; "preceded": with words before it; "added": one has a few words more; "reworded": alike, but some words are others;
    "shortened": one is the few words that the other begins with up to a stop; "loose": much in common; "different".

    >>> compare_titles(read_title("Haemolytic anaemia in adults"), read_title("Hemolytic anemia in adults."))
    'spelling'
    >>> compare_titles(read_title("Care for elders, part 1"), read_title("Care for elders, part 2"))
    'numbered'
    """
    if a.letters == b.letters:
        return "same"
    if contained := _is_contained(a, b):
        return contained
    share = Indel.normalized_similarity(a.letters, b.letters, score_cutoff=LOOSE)
    if share < LOOSE:
        return "shortened" if _is_first_piece(a, b) else "different"
    if a.part != b.part or (a.digits and b.digits and a.digits != b.digits):
        return "numbered"
    if share < SIMILAR:
        return "loose"
    return _compare_words(a, b)


def _strip_notes(printed: str) -> str:
    """Take away the label before a title, the notes behind it, and the brackets around a translated one."""
    bare = _CUT_NOTE.sub("", _ADDED_NOTE.sub("", _LABEL.sub("", printed.strip())))
    while (cut := _find_bracket(bare := bare.rstrip(" ."))) > 0:
        bare = bare[:cut]
    return bare.removesuffix("]").removeprefix("[")


def _ends_in_dots(printed: str) -> bool:
    """Whether the stops and brackets that end a title have dots among them, which stand for words left out."""
    end = printed[len(printed.rstrip(_ENDS)) :]
    return "..." in end or "…" in end


def _find_bracket(text: str) -> int:
    """Find where the square bracket opens that closes at the end of a text; 0 if there is none."""
    depth = 0
    for at in range(len(text) - 1, -1, -1):
        depth += (text[at] == "]") - (text[at] == "[")
        if depth <= 0:
            return at if text[at] == "[" else 0
    return 0


def _read_words(text: str) -> list[str]:
    """Fold a text to words; Greek letters are spelled out, Roman numbers made Arabic where they can be nothing else."""
    if not text.isascii():
        text = text.lower().translate(_TO_LATIN)
    words = fold(text.replace("&", " and ")).split()
    for n, word in enumerate(words):
        if word in _ROMAN:
            words[n] = _ROMAN[word]
        elif word in _SHORT_ROMAN and (len(words) == 1 or (n and words[n - 1] in _COUNTED)):
            words[n] = _SHORT_ROMAN[word]
    return words


def _find_part(pieces: list[list[str]]) -> str:
    """Find the number after "Part" and the like, or one that stands alone between stops; a plan is no report of what came of it."""
    for piece in pieces:
        if len(piece) == 1 and piece[0].isdecimal() and len(pieces) > 1:
            return piece[0]
        for word, after in pairwise(piece):
            if word not in _BEFORE_PART:
                continue
            if word in _PART and after.isdecimal():
                return after
            if word in _ORDINALS and after in _PART:
                return _ORDINALS[word]
            if word in _PLANNED and after == "protocol":
                return after
        if "protocol" in piece[:2] and (piece[0] == "protocol" or piece[0] in _ARTICLES):
            return "protocol"
    return ""


def _is_contained(a: Title, b: Title) -> str:
    """Tell whether one title is the beginning or the end of the other up to a stop, or the other cut off.

    What stands behind a title may be its subtitle, what stands before it tells what it is ("Live demonstration: …"); what goes on
    without a stop may have been cut off between words, or be another work;
    the number of a part that only one has makes them two.
    """
    short, long = (a, b) if len(a.letters) < len(b.letters) else (b, a)
    if len(short.words) < _FEW_WORDS or len(short.letters) < _FEW_LETTERS:
        return ""
    begins = long.letters.startswith(short.letters)
    if not begins and not long.letters.endswith(short.letters):
        return ""
    if begins and short.cut:
        return "contained"
    if short.part != long.part:
        return "numbered"
    length = len(short.letters)
    if not begins:
        return "preceded" if length in accumulate(map(len, long.pieces[::-1])) else ""
    cut_off = short.words[-1] in _UNENDED or length not in accumulate(map(len, long.words))
    return "contained" if cut_off or length in accumulate(map(len, long.pieces)) else "continued"


def _is_first_piece(a: Title, b: Title) -> bool:
    """Whether one title is what the other begins with up to a stop, however short: "Once bitten, twice shy" of "… : an unusual case"."""
    return bool(a.pieces and b.pieces) and (a.letters == b.pieces[0] or b.letters == a.pieces[0])


def _compare_words(a: Title, b: Title) -> str:
    """Tell spellings of the same words from words that are more, and from others."""
    added = 0
    for step in Levenshtein.opcodes(a.words, b.words):
        ours = "".join(a.words[step.src_start : step.src_end])
        theirs = "".join(b.words[step.dest_start : step.dest_end])
        if step.tag == "replace" and Indel.normalized_similarity(ours, theirs) < _SPELLING:
            return "reworded"
        if step.tag in {"insert", "delete"}:
            added += len(ours) + len(theirs)
    if added > _ADDED * min(len(a.letters), len(b.letters)):
        return "reworded"
    return "added" if added else "spelling"
