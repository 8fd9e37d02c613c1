"""Whether two records describe one work: evidence for and against, and what rules it out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from rapidfuzz.distance import Indel

from kg.entities.studies.outlines import STRONG, Outline
from kg.entities.studies.places import compare_publications, is_same_place
from kg.entities.studies.titles import Title, compare_titles
from kg.entities.studies.weights import PRIOR, weigh
from kg.entities.verdicts import oppose
from kg.entity import Reason
from kg.record import Container

# What a relation of titles weighs: for each letter in which they agree, and at all. A letter of running text tells
# about one bit; titles of one field share phrases, so that a quarter of that counts, and no title proves identity.
_PER_LETTER = 0.16
_MOST_OF_TITLE = 10.0
_TITLES = {
    "same": (1.0, 0.0),
    "spelling": (0.85, 0.0),
    "contained": (0.7, 0.0),
    "continued": (0.0, 0.0),
    "preceded": (0.0, 0.0),
    "added": (0.0, 0.0),
    "reworded": (0.0, 0.0),
    "shortened": (0.0, -3.0),
    "loose": (0.0, -4.0),
    "numbered": (0.0, -12.0),
    "different": (0.0, -10.0),
    "translated": (0.0, -4.0),
    "translated twice": (0.0, 0.0),
    "misprinted": (0.0, -4.0),
}
_ENOUGH_LETTERS = 8  # a difference between shorter titles tells less
_SAME_NAME = 0.85  # share of letters in common of two spellings of a family name
_SAME_BYLINE = 0.8  # share of the shorter byline that the longer one has
_SHORT_BYLINE = 3  # people, fewer of whom write many works together
_PMID = STRONG.index("pmid")


class Bar(NamedTuple):
    """What rules out that records describe one work: kinds, identifiers by the schemes of `STRONG`, and what people decided."""

    kind: str
    identifiers: tuple[frozenset[str], ...]
    decided: frozenset[int]


def bar(each: Outline) -> Bar:
    """Take from an outline what may rule out that it is of the same work as another."""
    return Bar(
        each.kind,
        tuple(frozenset(v for s, v in each.identifiers if s == scheme) for scheme in STRONG),
        frozenset(each.bars),
    )


def rule_out(a: Bar, b: Bar) -> bool:
    """Whether two records cannot be of one work, whatever else they have in common.

    Two PubMed ids are two works. Two DOIs, or two PubMed Central ids, are two works unless both records have the same PubMed id:
    publishers register a work again, and a manuscript is deposited beside its article. A notice, a reply or a preprint
    is no article unless the two share an identifier. What people decided comes first.
    """
    if a.decided and oppose(a.decided, b.decided):
        return True
    if not any(a.identifiers) or not any(b.identifiers):
        return a.kind != b.kind
    shared = [bool(ours & theirs) for ours, theirs in zip(a.identifiers, b.identifiers, strict=True)]
    if not shared[_PMID]:
        for ours, theirs, same in zip(a.identifiers, b.identifiers, shared, strict=True):
            if ours and theirs and not same:
                return True
    return a.kind != b.kind and not any(shared)


def compare(a: Outline, b: Outline, journals: Mapping[Container, str]) -> tuple[float, tuple[Reason, ...]]:
    """Weigh all that two records say; give the log-odds that they are of one work, and the reasons, weightiest first."""
    reasons = [
        Reason("prior", PRIOR, "most records that have something in common are of two works"),
        *_compare_identifiers(a, b),
        *_compare_titles(a.form, b.form, same_place=is_same_place(a, b, journals)),
        *_compare_authors(a, b),
        *compare_publications(a, b, journals),
    ]
    if a.comments != b.comments:
        reasons.append(weigh("kind", "other", "one is said to be a comment"))
    score = round(sum(each.weight for each in reasons), 3)
    return score, tuple(sorted(reasons, key=lambda each: (-abs(each.weight), each.feature)))


def _compare_identifiers(a: Outline, b: Outline) -> Iterator[Reason]:
    """One shared identifier counts once: databases copy them from each other."""
    if not a.identifiers or not b.identifiers:
        return
    if shared := sorted(set(a.identifiers) & set(b.identifiers), key=a.identifiers.index):
        scheme, value = shared[0]
        yield weigh("identifier", "same", f"same {scheme.upper()} {value}")
    ours, theirs = dict(a.identifiers), dict(b.identifiers)
    schemes = {scheme for scheme, _ in shared}
    for scheme in sorted((ours.keys() & theirs.keys()) - schemes):
        yield weigh(
            "identifier", "other", f"different identifiers ({scheme.upper()}): {ours[scheme]} and {theirs[scheme]}"
        )


def _compare_titles(a: Title, b: Title, *, same_place: bool) -> Iterator[Reason]:
    """Weigh how titles relate; of a translation, other words tell less, and numbers inside words may be misprinted.

    Part I and part II do not stand on the same pages, so that other numbers there are no parts.
    """
    if not a.letters or not b.letters:
        return
    found = compare_titles(a, b)
    if a.translated or b.translated:
        found = {"different": "translated", "loose": "translated twice", "shortened": "translated twice"}.get(
            found, found
        )
    if found == "numbered" and same_place and (a.part == b.part or not a.part or not b.part):
        found = "misprinted"
    share, weight = _TITLES[found]
    letters = min(len(a.letters), len(b.letters))
    weight = weight * min(1.0, letters / _ENOUGH_LETTERS) + share * min(_MOST_OF_TITLE, letters * _PER_LETTER)
    note = {
        "same": f"same title, {letters} letters",
        "spelling": "the title's words are spelled otherwise",
        "contained": "one title is the other without its subtitle, or cut off",
        "continued": "one title is the other with words behind it",
        "preceded": "one title is the other with words before it",
        "added": "one title has a few words more",
        "reworded": "titles alike, but some words are others",
        "shortened": "one title is the first words of the other, up to a stop",
        "loose": "titles with much in common",
        "numbered": "titles with different numbers, or one of a protocol",
        "different": "different titles",
        "translated": "different titles, of which one is a translation",
        "translated twice": "titles with much in common, of which one is a translation",
        "misprinted": "titles with different numbers, or one of a protocol, on the same pages",
    }[found]
    yield Reason("title", round(weight, 3), note)


def _compare_authors(a: Outline, b: Outline) -> Iterator[Reason]:
    """Compare bylines; where one names the group that the other's people work in, they tell nothing."""
    if not a.surnames or not b.surnames or a.group != b.group:
        return
    ours, theirs = ({word for name in each.surnames for word in name} for each in (a, b))
    fewer = min(len(ours), len(theirs))
    common = len(ours & theirs)
    first = _is_same_first(a, b)
    if fewer >= _SHORT_BYLINE and common >= _SAME_BYLINE * fewer and first:
        yield weigh("authors", "all the same", f"same first author, {common} names in common")
    elif first:
        yield weigh("authors", "same first", f"same first author: {' '.join(a.surnames[0])}")
    elif common:
        yield weigh("authors", "shared", f"different first authors, {common} names in common")
    else:
        yield weigh("authors", "other", "no author in common")


def _is_same_first(a: Outline, b: Outline) -> bool:
    """Whether the first authors may be one: a telling word of one family name is in the other name, or is spelled alike."""
    ours, theirs = a.surnames[0], b.surnames[0]
    if any(word in b.names for word in ours) or any(word in a.names for word in theirs):
        return True
    return Indel.normalized_similarity("".join(ours), "".join(theirs)) >= _SAME_NAME
