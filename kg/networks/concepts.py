"""What groups of studies are about, by the concepts their texts mention."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import log

from kg.entity import ConceptMention

TOP = 5


def rank_concepts(
    mentions: Iterable[ConceptMention], studies: Mapping[int, Sequence[str]]
) -> dict[int, tuple[str, ...]]:
    """Rank each group's concepts by how much its studies say of them, those rare elsewhere the higher; the first five.

    This is tf-idf: the sum over its studies of 1 + ln(mentions), times 1 + ln((1 + N) / (1 + n)) for a concept in n of
    all N studies.
    """
    times = Counter((mention.study, mention.concept) for mention in mentions)
    found: dict[str, list[str]] = defaultdict(list)
    for study, concept in sorted(times):
        found[study].append(concept)
    spread = Counter(concept for _, concept in times)
    ranked = {}
    for number, own in studies.items():
        scores: dict[str, float] = defaultdict(float)
        for study in own:
            for concept in found.get(study, ()):
                rarity = 1 + log((1 + len(found)) / (1 + spread[concept]))
                scores[concept] += (1 + log(times[study, concept])) * rarity
        best = sorted((-round(score, 6), concept) for concept, score in scores.items())[:TOP]
        ranked[number] = tuple(concept for _, concept in best)
    return ranked


def word_concepts(mentions: Iterable[ConceptMention]) -> dict[str, str]:
    """Give for each concept the words that most often name it, in lower case unless they are an acronym's."""
    words: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        words[mention.concept][mention.exact if mention.exact.isupper() else mention.exact.lower()] += 1
    return {concept: min(counts, key=lambda word: (-counts[word], word)) for concept, counts in words.items()}
