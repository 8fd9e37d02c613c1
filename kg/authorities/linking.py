"""Links affiliations to the organisations of an authority that they name, and says why: a pure function of both."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

import numpy as np
from msgspec import Struct

from kg.authorities.arrays import Array
from kg.authorities.candidates import Candidates, find_candidates
from kg.authorities.features import describe
from kg.authorities.forms import Form, Kind
from kg.authorities.index import Index
from kg.authorities.organisation import Organisation
from kg.authorities.ranking import Model, choose, load_model, rank
from kg.authorities.reading import read_affiliations
from kg.entity import Reason

_ITSELF = "by itself"  # the feature that says what the first pass found
_TOLD = 0.1  # log-odds from which a feature is worth a word
_REASONS = 8
_BATCH = 512  # texts that are linked together


class Match(Struct, frozen=True):
    """An organisation that an affiliation names.

    `start` and `end` are the characters of the affiliation that name it, `name` is the name of the organisation by
    which it was found, `score` the probability (0 to 1), `reasons` the evidence, weightiest first. `inferred` says
    that the words name a child of it.
    """

    organisation: Organisation
    start: int
    end: int
    name: str
    score: float
    reasons: tuple[Reason, ...] = ()
    inferred: bool = False


def link(text: str, index: Index) -> tuple[Match, ...]:
    """Find the organisations that an affiliation names, most probable first; none if nothing fits.

    One string may name several. Of several that the same words may name at most one is given.
    """
    return link_all([text], index)[0]


def link_all(texts: Sequence[str], index: Index) -> list[tuple[Match, ...]]:
    """Find the organisations that each affiliation names, as `link` does, many at a time."""
    model = load_model()
    return [found for n in range(0, len(texts), _BATCH) for found in _link(texts[n : n + _BATCH], index, model)]


def _link(texts: Sequence[str], index: Index, model: Model) -> list[tuple[Match, ...]]:
    reading = read_affiliations(texts, index)
    candidates = find_candidates(reading, index)
    if not len(candidates):
        return [()] * len(texts)
    ranked = rank(candidates, describe(candidates, reading, index), index, model)
    chosen = choose(candidates, ranked, model.least)
    named = candidates.take(ranked.which[chosen])
    values = ranked.matrix[chosen]
    why = model.second.explain(values).round(3)
    itself = model.second.features.index(_ITSELF)
    matches: list[list[Match]] = [[] for _ in texts]
    for n, (score, text) in enumerate(zip(ranked.scores[chosen].tolist(), named.text.tolist(), strict=True)):
        entry = index.entry(int(named.organisation[n]))
        name = index.name(int(named.name[n]))
        match = Match(
            entry.organisation,
            reading.spans[named.first[n]][0],
            reading.spans[named.last[n] - 1][1],
            name,
            round(score, 4),
            (_tell_name(named, n, name, why[n][itself]), *_tell_features(model.second.features, values[n], why[n])),
            bool(named.inferred[n]),
        )
        matches[text].append(match)
    return [tuple(found) for found in matches]


@cache
def _notes() -> dict[str, str]:
    return tomllib.loads((files("kg.authorities") / "notes.toml").read_text("utf-8"))


def _tell_name(named: Candidates, n: int, name: str, weight: float) -> Reason:
    """How it is named, and what that is worth by itself."""
    how = f"named by its {_KINDS[Kind(named.kind[n])]} “{name}”{_FORMS[Form(named.form[n])]}"
    if named.inferred[n]:
        how = f"parent of what is named “{name}”"
    elif named.stemmed[n]:
        how += ", abbreviated or spelt otherwise"
    return Reason("name", float(weight), how)


def _tell_features(features: Sequence[str], values: Array, weights: Array) -> Iterator[Reason]:
    """What else weighs most for and against it, in words."""
    for at in np.argsort(-np.abs(weights), kind="stable")[: _REASONS + 1].tolist():
        name = features[at]
        if name != _ITSELF and abs(weights[at]) >= _TOLD:
            note = _notes().get(name, name)
            yield Reason(name, float(weights[at]), note if values[at] else f"not: {note}")


_KINDS = {Kind.NAME: "name", Kind.LABEL: "name in another language", Kind.ALIAS: "other name", Kind.ACRONYM: "acronym"}
_FORMS = {
    Form.WHOLE: "",
    Form.BARE: " without what is often left out",
    Form.HEAD: ", of which only the beginning is printed",
    Form.CIVIC: ", called after its city",
    Form.SHORT: ", shortened",
    Form.PLACELESS: " without its place",
    Form.UNTITLED: " without its title",
    Form.OWN: " without that of what it is part of",
    Form.PAIR: ", of which two telling words are printed",
}
