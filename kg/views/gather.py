"""The page's model out of canned table queries.

A network larger than the page can show is cut to its strongest part, the same on every run and whatever the order of
the rows; the totals say how much there is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from kg.queries import Rows
from kg.views.model import (
    ABOUT,
    AFFILIATED,
    AUTHOR,
    COAUTHOR,
    CONCEPT,
    INSTITUTION,
    STUDY,
    WROTE,
    Edge,
    Evidence,
    Group,
    Model,
    Node,
)
from kg.views.nodes import Row, author, concept, facts, institution, span, studies

MOST_AUTHORS = 2000
MOST_STUDIES = 2000
MOST_SENTENCES = 3  # of one concept in one study

Run = Callable[..., Rows]


def build_model(run: Run, most_authors: int = MOST_AUTHORS, most_studies: int = MOST_STUDIES) -> Model:
    """Ask the canned queries for what the page shows: at most so many authors and studies, strongest first.

    Authors are taken cluster by cluster, inside a cluster by weighted degree; studies by how many of these authors they
    have, then by citations. Clusters stand largest first; where not all authors fit, those with most studies come first,
    because the largest are often the long byline of one study. `run(name)` runs a canned query.
    """
    rows = {name: run(name).to_dicts() for name in _QUERIES}
    clusters = _ordered(rows["clusters"], cut=len(rows["people"]) > most_authors)
    rank = {row["cluster"]: index for index, row in enumerate(clusters)}
    people = _strongest(rows["people"], rank, most_authors)
    seen = {row["cluster"] for row in people}
    reports = _most_authored(rows["studies"], rows["authorships"], {row["person"] for row in people}, most_studies)
    organisations = [row for row in rows["institutions"] if not row["parent"]]

    nodes = _Nodes()
    nodes.add(author(row, rank) for row in people)
    nodes.add(studies(reports, rows["authorships"], {row["person"]: row for row in rows["people"]}))
    tagged = [row for row in rows["study-concepts"] if row["study"] in nodes.at]
    named = {row["concept"] for row in tagged}
    where = {row["organisation"] or row["institution"] for row in rows["affiliations"] if row["person"] in nodes.at}
    units = _units(rows["affiliations"])
    nodes.add(
        institution(row, units[row["institution"]])
        for row in sorted(organisations, key=lambda row: (-row["studies"], row["institution"]))
        if row["institution"] in where
    )
    nodes.add(
        concept(row)
        for row in sorted(rows["concepts"], key=lambda row: (-row["studies"], row["concept"]))
        if row["concept"] in named
    )

    edges = Counter[tuple[str, int, int]]()
    edges.update(nodes.pairs(ABOUT, tagged, "study", "concept"))
    home = {(row["study"], row["person"], row["organisation"] or row["institution"]) for row in rows["affiliations"]}
    places = [{"person": person, "organisation": organisation} for _, person, organisation in home]
    edges.update(nodes.pairs(AFFILIATED, places, "person", "organisation"))
    for row in rows["coauthorships"]:
        if row["a"] in nodes.at and row["b"] in nodes.at:
            edges[COAUTHOR, nodes.at[row["a"]], nodes.at[row["b"]]] = row["papers"]
    return Model(
        nodes=tuple(nodes.all),
        edges=tuple(sorted(chain(_bylines(rows["authorships"], nodes), (Edge(*end, n) for end, n in edges.items())))),
        clusters=tuple(_groups([row for row in clusters if row["cluster"] in seen], rows, nodes)),
        evidence=tuple(_evidence(rows["evidence"], nodes)),
        totals={
            STUDY: len(rows["studies"]),
            AUTHOR: len(rows["people"]),
            INSTITUTION: len(organisations),
            CONCEPT: len({row["concept"] for row in rows["study-concepts"]}),
            "cluster": len(clusters),
        },
    )


_QUERIES = (
    *("people", "studies", "authorships", "affiliations", "institutions", "concepts", "study-concepts", "evidence"),
    *("clusters", "cluster-members", "cluster-institutions", "cluster-concepts", "coauthorships"),
)


class _Nodes:
    """The nodes so far, and where each IRI stands among them."""

    def __init__(self) -> None:
        self.all: list[Node] = []
        self.at: dict[str, int] = {}

    def add(self, nodes: Iterable[Node]) -> None:
        """Append nodes in their order; an IRI that is there already stays as it is."""
        for node in nodes:
            if node.iri not in self.at:
                self.at[node.iri] = len(self.all)
                self.all.append(node)

    def pairs(self, kind: str, rows: Iterable[Row], a: str, b: str) -> Iterator[tuple[str, int, int]]:
        """Give the rows' pairs of nodes, where both ends are shown."""
        for row in rows:
            if row[a] in self.at and row[b] in self.at:
                yield kind, self.at[row[a]], self.at[row[b]]


def _ordered(clusters: list[Row], cut: bool) -> list[Row]:
    return sorted(clusters, key=lambda row: (-row["studies"] if cut else 0, row["rank"]))


def _strongest(people: list[Row], rank: dict[str, int], most: int) -> list[Row]:
    last = len(rank)
    return sorted(
        people,
        key=lambda row: (
            rank.get(row["cluster"], last),
            -(row["weighted_degree"] or 0),
            -row["studies"],
            row["person"],
        ),
    )[:most]


def _most_authored(studies: list[Row], authorships: list[Row], shown: set[str], most: int) -> list[Row]:
    of_shown = Counter(row["study"] for row in authorships if row["person"] in shown)
    signed = {row["study"] for row in authorships}
    kept = [row for row in studies if of_shown[row["study"]] or row["study"] not in signed]
    return sorted(kept, key=lambda row: (-of_shown[row["study"]], -(row["citations"] or 0), row["study"]))[:most]


def _bylines(authorships: list[Row], nodes: _Nodes) -> Iterator[Edge]:
    for row in authorships:
        if row["person"] in nodes.at and row["study"] in nodes.at:
            yield Edge(WROTE, nodes.at[row["person"]], nodes.at[row["study"]], rank=row["rank"])


def _units(affiliations: list[Row]) -> defaultdict[str, set[str]]:
    units = defaultdict[str, set[str]](set)
    for row in affiliations:
        if row["organisation"] and row["institution"] != row["organisation"]:
            units[row["organisation"]].add(row["institution_name"])
    return units


def _groups(clusters: list[Row], rows: dict[str, list[Row]], nodes: _Nodes) -> Iterator[Group]:
    marked: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for row in rows["cluster-members"]:
        for mark in ("central", "bridge"):
            if row[mark] and row["person"] in nodes.at:
                marked[row["cluster"], mark].append(nodes.at[row["person"]])
    institutions, concepts = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for row in rows["cluster-institutions"]:
        institutions[row["cluster"]].append(row["name"])
    for row in rows["cluster-concepts"]:
        concepts[row["cluster"]].append(row["label"])
    for row in clusters:
        key = row["cluster"]
        yield Group(
            iri=key,
            name=row["name"],
            authors=row["authors"],
            studies=row["studies"],
            facts=facts(
                ("Authors", row["authors"]),
                ("Studies", row["studies"]),
                ("Years", span(row["first_year"], row["last_year"])),
                ("Institutions", "; ".join(institutions[key])),
                ("Concepts", "; ".join(concepts[key])),
            ),
            central=tuple(sorted(marked[key, "central"])),
            bridges=tuple(sorted(marked[key, "bridge"])),
        )


def _evidence(rows: list[Row], nodes: _Nodes) -> Iterator[Evidence]:
    seen = Counter[tuple[int, int]]()
    found: dict[tuple[int, str], dict[int, str]] = {}
    order = ("study", "part", "start", "concept")
    for row in sorted(rows, key=lambda row: (row["part"] != "title", *(row[each] for each in order))):
        study, concept = nodes.at.get(row["study"]), nodes.at.get(row["concept"])
        if study is None or concept is None or not row["sentence"] or seen[study, concept] == MOST_SENTENCES:
            continue
        here = found.setdefault((study, row["sentence"]), {})
        if concept not in here:
            here[concept] = row["exact"]
            seen[study, concept] += 1
    for (study, sentence), concepts in found.items():
        yield Evidence(study, sentence, tuple(concepts.items()))
