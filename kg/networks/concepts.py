"""What groups of studies are about, by the concepts their texts mention."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from math import log
from typing import NamedTuple

from kg.entity import ConceptMention

TOP = 5


class Mentioned(NamedTuple):
    """The concepts of each study with how much it says of them, and how much rarer than others each is.

    This is tf-idf: 1 + ln(mentions), and 1 + ln((1 + N) / (1 + n)) for a concept in n of all N studies.
    """

    weights: Mapping[str, Mapping[str, float]]
    rarity: Mapping[str, float]


def weigh_mentions(mentions: Iterable[ConceptMention]) -> Mentioned:
    """Weigh what each study mentions."""
    times = Counter((mention.study, mention.concept) for mention in mentions)
    weights: dict[str, dict[str, float]] = defaultdict(dict)
    for (study, concept), count in sorted(times.items()):
        weights[study][concept] = 1 + log(count)
    spread = Counter(concept for _, concept in times)
    return Mentioned(weights, {concept: 1 + log((1 + len(weights)) / (1 + n)) for concept, n in spread.items()})


def rank_concepts(mentioned: Mentioned, studies: Iterable[str]) -> tuple[str, ...]:
    """Rank a group's concepts by how much its studies say of them, those rare elsewhere the higher; the first five."""
    scores: dict[str, float] = defaultdict(float)
    for study in studies:
        for concept, weight in mentioned.weights.get(study, {}).items():
            scores[concept] += weight
    best = sorted((-round(score * mentioned.rarity[concept], 6), concept) for concept, score in scores.items())
    return tuple(concept for _, concept in best[:TOP])


def word_concepts(mentions: Iterable[ConceptMention]) -> dict[str, str]:
    """Give for each concept the words that most often name it, in lower case unless they are an acronym's."""
    words: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        words[mention.concept][mention.exact if mention.exact.isupper() else mention.exact.lower()] += 1
    return {concept: min(counts, key=lambda word: (-counts[word], word)) for concept, counts in words.items()}
