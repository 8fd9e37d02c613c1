"""Links an affiliation to the organisations of an authority that it names, and says why: a pure function of both."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from msgspec import Struct

from kg.authorities.candidates import Candidate, find_candidates
from kg.authorities.features import Features, describe
from kg.authorities.forms import Form, Kind
from kg.authorities.index import Index
from kg.authorities.organisation import Organisation
from kg.authorities.ranking import Weights, among, chance, choose, load_weights, weigh
from kg.authorities.reading import read_affiliation
from kg.entity import Reason

LEAST = 0.3  # probability from which an organisation is held to be named
_TOLD = 0.25  # log-odds from which a feature is worth a word


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


def link(text: str, index: Index, weights: Weights | None = None) -> tuple[Match, ...]:
    """Find the organisations that an affiliation names, most probable first; none if nothing fits.

    One string may name several. Of several that the same words may name at most one is given.
    """
    weights = weights or _shipped()
    reading = read_affiliation(text, index)
    candidates = find_candidates(reading, index)
    alone = describe(candidates, reading)
    odds = [max(-8.0, min(8.0, weigh(each, weights.first))) for each in alone]
    features = [{**own, **others} for own, others in zip(alone, among(candidates, odds), strict=True)]
    scores = [chance(weigh(each, weights.second)) for each in features]
    return tuple(
        Match(
            candidates[n].entry.organisation,
            reading.spans[candidates[n].first][0],
            reading.spans[candidates[n].last - 1][1],
            candidates[n].name,
            round(scores[n], 4),
            tuple(_reasons(candidates[n], features[n], weights.second)),
            candidates[n].inferred,
        )
        for n in choose(candidates, scores, LEAST)
    )


@cache
def _shipped() -> Weights:
    return load_weights()


@cache
def _notes() -> dict[str, str]:
    return tomllib.loads((files("kg.authorities") / "notes.toml").read_text("utf-8"))


def _reasons(each: Candidate, features: Features, weights: dict[str, float]) -> list[Reason]:
    """What weighs most for and against it, in words; how it is named always comes first."""
    how = f"named by its {_KINDS[each.kind]} “{each.name}”{_FORMS[each.form]}"
    if each.inferred:
        how = f"parent of what is named “{each.name}”"
    elif each.stemmed:
        how += ", abbreviated or spelt otherwise"
    weighed = [(name, value * weights.get(name, 0.0)) for name, value in features.items()]
    told = sorted((item for item in weighed if abs(item[1]) >= _TOLD), key=lambda item: (-abs(item[1]), item[0]))
    named = next((weight for name, weight in weighed if name == "by itself"), 0.0)
    return [
        Reason("name", round(named, 3), how),
        *(Reason(name, round(weight, 3), _notes().get(name, name)) for name, weight in told[:8] if name != "by itself"),
    ]


_KINDS = {Kind.NAME: "name", Kind.LABEL: "name in another language", Kind.ALIAS: "other name", Kind.ACRONYM: "acronym"}
_FORMS = {
    Form.WHOLE: "",
    Form.BARE: " without what is often left out",
    Form.HEAD: ", of which only the beginning is printed",
    Form.CIVIC: ", called after its city",
    Form.SHORT: ", shortened",
    Form.PLACELESS: " without its place",
}
