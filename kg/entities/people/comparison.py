"""Whether two people, or two authorships, are one: all that speaks for and against it, merged or not."""

from __future__ import annotations

from collections.abc import Collection
from itertools import islice, product

import numpy as np
from msgspec import Struct

from kg.entities.people.evidence import Evidence
from kg.entities.people.forms import Form
from kg.entities.people.names import Agreement, compare, contradict
from kg.entities.people.partition import closeness, link, weigh
from kg.entities.people.reasons import explain_pairs, probability
from kg.entities.people.weights import read_weights
from kg.entity import Link, Mention

_SHOWN = 5  # pairs
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


def compare_people(evidence: Evidence, one: Collection[Mention], other: Collection[Mention]) -> Comparison:
    """Compare the authors of two sets of authorships, by the same weights that merge them; give the most telling pairs.

    An authorship of both sets, or none of which there is evidence (a group that signs), is left out.
    """
    at = {mention: number for number, mentions in enumerate(evidence.mentions) for mention in mentions}
    sides = [sorted({at[mention] for mention in side if mention in at}) for side in (one, other)]
    pairs = [(i, j) for i, j in islice(product(*sides), _PAIRS) if i != j]
    obstacles = tuple(sorted({each for pair in pairs if (each := _oppose(evidence, *pair))}))
    a, b = np.array(sorted({(min(pair), max(pair)) for pair in pairs}), np.int64).reshape(-1, 2).T
    corpus, weights = evidence.corpus, read_weights()
    found = weigh(corpus, a, b, weights)
    if not len(found.a):
        return Comparison(0.0, (), obstacles)
    best = found.take(np.lexsort((found.b, found.a, -found.score))[:_SHOWN])
    links = link(evidence.mentions, best, explain_pairs(corpus, evidence.wording, best.a, best.b, weights))
    close = closeness(float(found.score.mean()), float(found.score.max()))
    return Comparison(0.0 if obstacles else probability(close), tuple(links), obstacles)


def _oppose(evidence: Evidence, i: int, j: int) -> str:
    """Say why two authorships cannot be one person's; nothing if they can."""
    corpus, names = evidence.corpus, (evidence.wording.printed[i], evidence.wording.printed[j])
    if corpus.work[i] == corpus.work[j]:
        return f"{names[0]} and {names[1]} both signed {evidence.studies[corpus.work[i]]}"
    one, other = corpus.forms[corpus.form[i]], corpus.forms[corpus.form[j]]
    if not contradict(one, other):
        return ""
    if one.orcid and other.orcid and one.orcid != other.orcid:
        return f"different ORCIDs: {one.orcid}, {other.orcid}"
    if one.suffix and other.suffix and one.suffix != other.suffix:
        return f"different suffixes: {one.suffix}, {other.suffix}"
    if one.surname == other.surname and Agreement.CONFLICT in compare(one.given, other.given):
        return f"given names that contradict each other: {' '.join(one.given)}, {' '.join(other.given)}"
    swapped = "surname and initial may be swapped, but no given name in full shows it"
    return f"{swapped if _may_be_swapped(one, other) else 'different names'}: {names[0]}, {names[1]}"


def _may_be_swapped(one: Form, other: Form) -> bool:
    """Tell whether the one initial of each is that of the other's surname."""
    return (one.surname[:1],) == other.given and (other.surname[:1],) == one.given
