"""What groups of studies are about, by the concepts their texts mention."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from math import log
from sys import intern
from typing import NamedTuple

from kg.entity import ConceptMention

TOP = 5


class Mentioned(NamedTuple):
    """The concepts of each study with how much it says of them; how much rarer than others, and in what words, each is.

    This is tf-idf: 1 + ln(mentions), and 1 + ln((1 + N) / (1 + n)) for a concept in n of all N studies.
    """

    weights: Mapping[str, Mapping[str, float]]
    rarity: Mapping[str, float]
    words: Mapping[str, str]


def weigh_mentions(mentions: Iterable[ConceptMention]) -> Mentioned:
    """Weigh what each study mentions; its words are those that name it most often, in lower case unless an acronym's."""
    times: Counter[tuple[str, str]] = Counter()
    worded: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        times[intern(mention.study), intern(mention.concept)] += 1
        worded[mention.concept][mention.exact] += 1
    weights: dict[str, dict[str, float]] = defaultdict(dict)
    for (study, concept), count in sorted(times.items()):
        weights[study][concept] = 1 + log(count)
    spread = Counter(concept for _, concept in times)
    rarity = {concept: 1 + log((1 + len(weights)) / (1 + n)) for concept, n in spread.items()}
    return Mentioned(weights, rarity, {concept: _choose_word(exact) for concept, exact in worded.items()})


def _choose_word(exact: Mapping[str, int]) -> str:
    words: Counter[str] = Counter()
    for each, count in exact.items():
        words[each if each.isupper() else each.lower()] += count
    return min(words, key=lambda word: (-words[word], word))


def rank_concepts(mentioned: Mentioned, studies: Iterable[str]) -> tuple[str, ...]:
    """Rank a group's concepts by how much its studies say of them, those rare elsewhere the higher; the first five."""
    scores: dict[str, float] = defaultdict(float)
    for study in studies:
        for concept, weight in mentioned.weights.get(study, {}).items():
            scores[concept] += weight
    best = sorted((-round(score * mentioned.rarity[concept], 6), concept) for concept, score in scores.items())
    return tuple(concept for _, concept in best[:TOP])
