"""What is concluded of who writes with whom: pairs of co-authors, clusters, fields, each person's place among them.

People, studies and institutions are named by their keys, concepts by their IRIs.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct


class Measures(Struct, frozen=True):
    """A person's place in the co-authorship network; floats are rounded to six digits.

    `stability` is how often (0 to 1) the person stays with their cluster where studies are left out; None outside any.
    """

    degree: int
    weighted_degree: float
    betweenness: float
    core: int
    clustering: float
    stability: float | None = None


class Coauthorship(Struct, frozen=True, order=True, gc=False):
    """Two people (a < b) who wrote together: how many studies, and the sum of 1/(n-1) over studies of n authors."""

    a: str
    b: str
    papers: int
    weight: float


class Cluster(Struct, frozen=True):
    """A community of the co-authorship network, named after its dominant institutions.

    `members` are sorted by weighted degree (largest first; ties by betweenness, then first authorship), `studies` by
    key; `institutions` are the organisations of most members, `concepts` those that most set its studies apart (five
    of each at most); `bridges` are members with co-authors in other clusters, `central` the first three members.
    `stability` is the mean of the members'.
    """

    key: str
    name: str
    members: tuple[str, ...]
    studies: tuple[str, ...] = ()
    institutions: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    bridges: tuple[str, ...] = ()
    central: tuple[str, ...] = ()
    first_year: int | None = None
    last_year: int | None = None
    stability: float = 1.0


class Field(Struct, frozen=True):
    """Two clusters or more (their keys, largest first) whose members write with each other, named after what they study.

    `institutions` and `concepts` are chosen as a cluster's are.
    """

    key: str
    name: str
    clusters: tuple[str, ...]
    institutions: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    first_year: int | None = None
    last_year: int | None = None


class Network(Struct, frozen=True):
    """The co-authorship network as facts: edges, measures by person key, clusters and fields (both largest first).

    `left_out` are the studies (keys) that have too many authors to say who works with whom.
    """

    coauthorships: Sequence[Coauthorship] = ()
    measures: dict[str, Measures] = {}
    clusters: tuple[Cluster, ...] = ()
    fields: tuple[Field, ...] = ()
    left_out: tuple[str, ...] = ()
