"""The page's data as plain values: nodes, links, clusters and evidence; nothing here knows how it is placed or drawn."""

from __future__ import annotations

from msgspec import Struct

AUTHOR, STUDY, INSTITUTION, CONCEPT = "author", "study", "institution", "concept"
COAUTHOR, WROTE, AFFILIATED, ABOUT = "coauthor", "wrote", "affiliated", "about"


class Node(Struct, frozen=True, omit_defaults=True):
    """A study, author, institution or concept; `weight` is how many studies (of a study: how many citations) it has.

    `cluster` is an index into `Model.clusters`, `year` a study's year, `facts` name and value, `links` name and URL.
    """

    iri: str
    type: str
    name: str
    short: str
    weight: int = 0
    cluster: int | None = None
    year: int | None = None
    facts: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()


class Edge(Struct, frozen=True, order=True, omit_defaults=True, rename={"a": "from", "b": "to"}):
    """A link between two nodes, by their positions in `Model.nodes`.

    `weight` is how many studies it rests on, `rank` an author's place in a study's byline (0 for other links).
    """

    kind: str
    a: int
    b: int
    weight: int = 1
    rank: int = 0


class Group(Struct, frozen=True):
    """A cluster: its name, what is known of it, and the nodes of its central people and bridges."""

    iri: str
    name: str
    authors: int
    studies: int
    facts: tuple[tuple[str, str], ...] = ()
    central: tuple[int, ...] = ()
    bridges: tuple[int, ...] = ()


class Evidence(Struct, frozen=True):
    """A sentence of a study and the concepts it names, each with the words that name it."""

    study: int
    sentence: str
    found: tuple[tuple[int, str], ...]


class Model(Struct, frozen=True):
    """All that the page knows. `totals` counts everything there is by type, shown or not."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    clusters: tuple[Group, ...]
    evidence: tuple[Evidence, ...]
    totals: dict[str, int]
