"""The page's data as plain values: nodes, links and evidence; nothing here knows how it is placed or drawn."""

from __future__ import annotations

from msgspec import Struct

AUTHOR, STUDY, INSTITUTION, CONCEPT, CLUSTER, FIELD = "author", "study", "institution", "concept", "cluster", "field"
TYPES = (AUTHOR, STUDY, INSTITUTION, CONCEPT, CLUSTER, FIELD)

COAUTHOR, WROTE, AFFILIATED, ABOUT = "coauthor", "wrote", "affiliated", "about"
PARTNER, TOGETHER, BETWEEN = "partner", "together", "between"  # two institutions, two concepts, two clusters

Fact = tuple[str, str | int | float]


class Node(Struct, frozen=True, omit_defaults=True):
    """A study, author, institution, concept, cluster or field of clusters.

    `cluster` is the number of an author's cluster, or a cluster's own (0 is the first); `field` likewise that of a
    cluster's field, or a field's own. `facts` are name and value, `links` name and URL.
    """

    iri: str
    type: str
    name: str
    short: str = ""
    cluster: int | None = None
    field: int | None = None
    facts: tuple[Fact, ...] = ()
    links: tuple[tuple[str, str], ...] = ()

    def number(self, name: str) -> int:
        """Give a fact that counts something, 0 if it is not known."""
        return next((int(value) for fact, value in self.facts if fact == name), 0)

    def text(self, name: str) -> str:
        """Give a fact as text, empty if it is not known."""
        return next((str(value) for fact, value in self.facts if fact == name), "")


class Edge(Struct, frozen=True, order=True, omit_defaults=True, rename={"a": "from", "b": "to"}):
    """A link between two nodes, by their positions in `Model.nodes`.

    `weight` is how many studies it rests on (between clusters: how many pairs of co-authors), `rank` an author's place
    in a study's byline, `study` the position of the study that prints an affiliation.
    """

    kind: str
    a: int
    b: int
    weight: int = 1
    rank: int = 0
    study: int = -1


class Evidence(Struct, frozen=True, array_like=True):
    """A sentence of a study and the concepts it names, each with the words that name it."""

    study: int
    sentence: str
    found: tuple[tuple[int, str], ...]


class Model(Struct, frozen=True):
    """All that the page knows. Nodes stand type by type, as in `TYPES`; `totals` counts all there are, shown or not."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    evidence: tuple[Evidence, ...]
    totals: dict[str, int]


class Input(Struct, frozen=True, array_like=True):
    """A file that was read: its name and format, its records and faults, and the studies it was the first to give."""

    name: str
    format: str
    records: int
    faults: int
    studies: int


class Unread(Struct, frozen=True, array_like=True):
    """A piece of input that could not be read, or a field of it."""

    file: str
    line: int
    reason: str
    field: str


class Step(Struct, frozen=True):
    """One step of a merge: how sure it is (0 to 1) and the evidence, strongest first.

    `studies` are the IRIs of the two whose bylines it joins, if it joins names; `printed` the name that it takes for an
    entry of an authority; a reason is words and a weight (log-odds, below 0 against).
    """

    score: float
    studies: tuple[str, ...]
    reasons: tuple[tuple[str, float], ...]
    printed: str = ""


class Merge(Struct, frozen=True):
    """Why a node is one: how many links hold it together, and the least certain of them, the least certain first."""

    links: int
    steps: tuple[Step, ...]


class Doubt(Struct, frozen=True):
    """Something that the reader may know better; `nodes` are the IRIs of what it is about or of parts of it."""

    kind: str
    what: str
    nodes: tuple[str, ...]
    score: float
    reasons: tuple[str, ...] = ()
    paste: str = ""


class Origins(Struct, frozen=True):
    """Where the graph comes from; `merges` are by IRI, of nodes that were put together from several.

    `doubts` are the most valuable to look at of each kind, most valuable first; `doubtful` counts all of each kind.
    """

    inputs: tuple[Input, ...] = ()
    unread: tuple[Unread, ...] = ()
    merges: dict[str, Merge] = {}
    doubts: tuple[Doubt, ...] = ()
    doubtful: dict[str, int] = {}
