"""Small worlds: entities made of bylines, and planted teams."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from runpy import run_path
from typing import Any

import pytest

from kg.entity import AffiliationOf, Authorship, ConceptMention, Entities, Institution, Person, Study


@pytest.fixture(scope="session")
def bench() -> dict[str, Any]:
    """Give the functions of the benchmark by name."""
    return run_path(str(Path(__file__).parents[1] / "bench" / "networks.py"))


@pytest.fixture(scope="session")
def world() -> Callable[..., Entities]:
    """Give a function that makes entities of bylines, each a list of people's keys in order.

    `works` says where people work ("unit < organisation"), `concepts` what studies mention, `years` when they appeared.
    """
    return make


def make(
    bylines: Sequence[Sequence[str]],
    works: Mapping[str, Sequence[str]] | None = None,
    concepts: Mapping[int, Sequence[str]] | None = None,
    years: Sequence[int] = (),
    collectives: Sequence[str] = (),
) -> Entities:
    """Make entities: the i-th byline is `study-00i`, a person's surname its key in capitals."""
    keys = [f"study-{number:03}" for number in range(len(bylines))]
    rows = [(key, rank, who) for key, byline in zip(keys, bylines, strict=True) for rank, who in enumerate(byline, 1)]
    institutions: dict[str, str] = {}
    for path in {path for places in (works or {}).values() for path in places}:
        here = path
        while here:
            institutions[here] = above = here.partition(" < ")[2]
            here = above
    return Entities(
        studies=tuple(
            Study(key, (), "", "", year) for key, year in zip(keys, [*years, *[None] * len(keys)], strict=False)
        ),
        people=tuple(
            Person(who, f"{who[0].upper()} {who.title()}", who.title(), collective=who in collectives)
            for who in sorted({who for _, _, who in rows})
        ),
        authorships=tuple(Authorship(*row, printed=row[2], mentions=()) for row in rows),
        institutions=tuple(
            Institution(key, f"University of {key}", short=key, unit=bool(parent), parent=parent)
            for key, parent in sorted(institutions.items())
        ),
        affiliations=tuple(
            AffiliationOf(study, rank, index, path, (path,), ())
            for study, rank, who in rows
            for index, path in enumerate((works or {}).get(who, ()), 1)
        ),
        mentions=tuple(
            ConceptMention(keys[number], concept, "", "title", 0, 1, concept, "")
            for number, mentioned in sorted((concepts or {}).items())
            for concept in mentioned
        ),
    )
