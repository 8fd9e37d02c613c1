"""People who signed exactly the same studies: whatever is asked of the network, the answer is the same for all of them.

Most authors of a listing have one study in it, so that a network of twins is much smaller than one of people.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kg.networks.coauthorship import Bylines, Edges, Integers, project, to_integers
from kg.rows.ragged import distinct, order


class Twins(NamedTuple):
    """People grouped by their set of studies: nobody can tell such authors apart by whom they wrote with.

    `group` gives each person's group (-1 for people of left-out studies only), `sizes` the people and `studies` the
    number of studies of each. `study` and `member` are the bylines' rows with groups in place of people, `edges` the
    pairs of groups, `papers` the studies that one has with the other.
    """

    group: Integers
    sizes: Integers
    studies: Integers
    study: Integers
    member: Integers
    edges: Edges


def find_twins(bylines: Bylines) -> Twins:
    """Group people who signed exactly the same studies; groups are numbered by their first person."""
    rows = order(bylines.person)
    counts = np.bincount(bylines.person, minlength=len(bylines.people))
    ends = np.cumsum(counts)
    signed = bylines.study[rows]
    groups: dict[bytes, int] = {}
    group = to_integers(
        [
            groups.setdefault(signed[end - count : end].tobytes(), len(groups)) if count else -1
            for end, count in zip(ends.tolist(), counts.tolist(), strict=True)
        ]
    )
    sizes = np.bincount(group[group >= 0], minlength=len(groups)).astype(np.int64)
    studies = np.zeros(len(groups), dtype=np.int64)
    studies[group[group >= 0]] = counts[group >= 0]
    codes = distinct(bylines.study * max(1, len(groups)) + group[bylines.person])
    study, member = np.divmod(codes, max(1, len(groups)))
    edges = project(bylines._replace(study=study, person=member))
    return Twins(group, sizes, studies, study, member, edges)
