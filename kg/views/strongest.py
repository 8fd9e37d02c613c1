"""Which part of a network too large for a page is shown: the same on every run and whatever the order of the rows."""

from __future__ import annotations

from collections import Counter

from kg.views.nodes import Row

_ROUND = 3  # people that a cluster shows before a smaller one is asked for its own


def order_clusters(clusters: list[Row], cut: bool) -> list[Row]:
    """Order clusters largest first; where not all are shown those with most studies, because the largest are often one long byline."""
    return sorted(clusters, key=lambda row: (-row["studies"] if cut else 0, row["rank"]))


def choose_people(people: list[Row], rank: dict[str, int], most: int) -> list[Row]:
    """Choose so many people, in the order of their clusters and of their weighted degree there.

    Each cluster gives its first three before any gives its next three, so that the page has clusters with their top people.
    """
    last = len(rank)
    ordered = sorted(
        people,
        key=lambda row: (
            rank.get(row["cluster"], last),
            -(row["weighted_degree"] or 0),
            -row["studies"],
            row["person"],
        ),
    )
    places = Counter[int]()
    turns = []
    for place, row in enumerate(ordered):
        home = rank.get(row["cluster"], last)
        turns.append((places[home] // _ROUND, place))
        places[home] += 1
    return [ordered[place] for place in sorted(place for _, place in sorted(turns)[:most])]


def choose_studies(studies: list[Row], authorships: list[Row], shown: set[str], most: int) -> list[Row]:
    """Choose so many studies: those with most of the people shown, then the most cited; unsigned ones last."""
    of_shown = Counter(row["study"] for row in authorships if row["person"] in shown)
    signed = {row["study"] for row in authorships}
    kept = [row for row in studies if of_shown[row["study"]] or row["study"] not in signed]
    return sorted(kept, key=lambda row: (-of_shown[row["study"]], -(row["citations"] or 0), row["study"]))[:most]
