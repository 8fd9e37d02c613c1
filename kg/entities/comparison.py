"""Whether two people, or two authorships, are one: all that speaks for and against it, merged or not."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import islice, product

import numpy as np
from msgspec import Struct

from kg.entities.authorships import Signature
from kg.entities.corpus import Tabulation
from kg.entities.names import Agreement, compare, contradict
from kg.entities.partition import closeness, link, weigh
from kg.entities.reasons import explain_pairs, probability
from kg.entities.weights import read_weights
from kg.entity import Link, Mention

_PAIRS = 10_000  # of authorships that are compared at most


class Comparison(Struct, frozen=True):
    """How likely two people are one (0 to 1) by the evidence, and why.

    `links` are pairs of their authorships that can be one person's, those first that speak most for it; `obstacles` say
    why others cannot, whatever else speaks for it. `one` tells whether the build holds them to be one person, `remarks` what
    else it rests on: above all what people decided, which holds against all evidence.
    """

    score: float
    links: tuple[Link, ...]
    obstacles: tuple[str, ...]
    one: bool = False
    remarks: tuple[str, ...] = ()


def compare_people(
    signatures: Iterable[Signature], one: Collection[Mention], other: Collection[Mention], most: int = 5
) -> Comparison:
    """Compare the authors of two sets of authorships, by the same weights that merge them; give the `most` telling pairs.

    `signatures` are those of the whole corpus, which tell how rare names and words are. An authorship of both sets, or none of the signatures', is left out.
    """
    ordered = sorted(signatures, key=lambda each: each.order)
    tabulation = Tabulation([each for each in ordered if not each.author.collective])
    at = {mention: number for number, each in enumerate(tabulation.signatures) for mention in each.mentions}
    sides = [sorted({at[mention] for mention in side if mention in at}) for side in (one, other)]
    pairs = sorted({(min(pair), max(pair)) for pair in islice(product(*sides), _PAIRS) if pair[0] != pair[1]})
    told = (_oppose(tabulation.signatures[i], tabulation.signatures[j]) for i, j in pairs)
    obstacles = tuple(sorted({each for each in told if each}))
    a, b = np.array(pairs, np.int64).reshape(-1, 2).T
    weights = read_weights()
    found = weigh(tabulation.corpus, a, b, weights)
    if not len(found.a):
        return Comparison(0.0, (), obstacles)
    best = found.take(np.lexsort((found.b, found.a, -found.score))[:most])
    links = link(
        tabulation.signatures, best, explain_pairs(tabulation.corpus, tabulation.wording, best.a, best.b, weights)
    )
    close = closeness(float(found.score.mean()), float(found.score.max()))
    return Comparison(0.0 if obstacles else probability(close), tuple(links), obstacles)


def _oppose(one: Signature, other: Signature) -> str:
    """Say why two authorships cannot be one person's; nothing if they can."""
    if one.work.study == other.work.study:
        return f"{one.author.name} and {other.author.name} both signed {one.work.study}"
    if not contradict(one.form, other.form):
        return ""
    if one.form.orcid and other.form.orcid and one.form.orcid != other.form.orcid:
        return f"different ORCIDs: {one.form.orcid}, {other.form.orcid}"
    if one.form.suffix and other.form.suffix and one.form.suffix != other.form.suffix:
        return f"different suffixes: {one.form.suffix}, {other.form.suffix}"
    if one.form.surname == other.form.surname and Agreement.CONFLICT in compare(one.form.given, other.form.given):
        return f"given names that contradict each other: {' '.join(one.form.given)}, {' '.join(other.form.given)}"
    return f"different names: {one.author.name}, {other.author.name}"
