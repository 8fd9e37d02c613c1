"""The page's model out of canned table queries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, starmap

from kg.queries import Ask
from kg.views.model import (
    ABOUT,
    AFFILIATED,
    AUTHOR,
    BETWEEN,
    CLUSTER,
    COAUTHOR,
    CONCEPT,
    FIELD,
    INSTITUTION,
    PARTNER,
    STUDY,
    TOGETHER,
    WROTE,
    Edge,
    Evidence,
    Model,
    Node,
)
from kg.views.nodes import Row, author, cluster, concept, field, institution, studies
from kg.views.strongest import choose_people, choose_studies, order_clusters

PAIRS = "coauthorships"  # the longest table by far, of which a page shows a part
TABLES = (
    *(PAIRS, "people", "authorships", "affiliations", "cluster-members", "evidence", "studies"),
    *("study-concepts", "concepts", "authority-links", "institutions", "clusters", "cluster-concepts"),
    *("cluster-institutions", "fields"),
)
"""The canned queries that the page shows, those that take long first."""

MOST_NODES = 20_000  # people, and studies; beyond, half of it of each, for the strongest have most links
MOST_SENTENCES = 3  # of one concept in one study

_Fields = tuple[str, int, int, int, int, int]  # of an edge


def build_model(ask: Ask, most: int = MOST_NODES) -> Model:
    """Make of the rows of canned queries (`TABLES`) what the page shows.

    Clusters stand largest first, authors cluster by cluster, inside a cluster by weighted degree. A graph of more than
    `most` people or studies is cut to clusters with their top people and these people's studies, half of `most`
    of each; the totals say how much there is.
    """
    rows = {name: ask(name).to_dicts() for name in TABLES if name != PAIRS}
    cut = max(len(rows["people"]), len(rows["studies"])) > most
    share = most // 2 if cut else most
    ordered = order_clusters(rows["clusters"], cut)
    rank = {row["cluster"]: index for index, row in enumerate(ordered)}
    people = choose_people(rows["people"], rank, share)
    seen = {row["cluster"] for row in people}
    ordered = [row for row in ordered if row["cluster"] in seen]
    rank = {row["cluster"]: index for index, row in enumerate(ordered)}
    reports = choose_studies(rows["studies"], rows["authorships"], {row["person"] for row in people}, share)
    organisations = [row for row in rows["institutions"] if not row["parent"]]

    nodes = _Nodes()
    known = _group((row["node"], row["authority"]) for row in rows["authority-links"])
    parts = ((row["person"], mark) for row in rows["cluster-members"] for mark in ("central", "bridge") if row[mark])
    marks = _group(parts)
    nodes.add(author(row, rank, marks[row["person"]]) for row in people)
    nodes.add(studies(reports, rows["authorships"], {row["person"]: row for row in rows["people"]}))
    tagged = [row for row in rows["study-concepts"] if row["study"] in nodes.at]
    named = {row["concept"] for row in tagged}
    where = {row["organisation"] or row["institution"] for row in rows["affiliations"] if row["person"] in nodes.at}
    units = _group(
        (row["organisation"], row["institution_name"])
        for row in rows["affiliations"]
        if row["organisation"] and row["institution"] != row["organisation"]
    )
    nodes.add(
        institution(row, units[row["institution"]], known[row["institution"]])
        for row in sorted(organisations, key=lambda row: (-row["studies"], row["institution"]))
        if row["institution"] in where
    )
    nodes.add(
        concept(row, known[row["concept"]])
        for row in sorted(rows["concepts"], key=lambda row: (-row["studies"], row["concept"]))
        if row["concept"] in named
    )
    fields = _fields(rows["fields"], ordered)
    places = _group((row["cluster"], row["name"]) for row in rows["cluster-institutions"])
    topics = _group((row["cluster"], row["label"]) for row in rows["cluster-concepts"])
    nodes.add(
        cluster(row, index, fields.get(row["field"]), places[row["cluster"]], topics[row["cluster"]])
        for index, row in enumerate(ordered)
    )
    nodes.add(field(row, fields[row["field"]]) for row in rows["fields"] if row["field"] in fields)
    return Model(
        nodes=tuple(nodes.all),
        edges=tuple(starmap(Edge, sorted({*_edges(rows, tagged, nodes), *_coauthorships(ask(PAIRS).dicts(), nodes)}))),
        evidence=tuple(_evidence(rows["evidence"], nodes)),
        totals={
            AUTHOR: len(rows["people"]),
            STUDY: len(rows["studies"]),
            INSTITUTION: len(organisations),
            CONCEPT: len({row["concept"] for row in rows["study-concepts"]}),
            CLUSTER: len(rows["clusters"]),
            FIELD: len(rows["fields"]),
        },
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

    def pairs(self, rows: Iterable[Row], a: str, b: str) -> Iterator[tuple[int, int]]:
        """Give the rows' pairs of nodes, where both ends are shown."""
        for row in rows:
            if row[a] in self.at and row[b] in self.at:
                yield self.at[row[a]], self.at[row[b]]


def _edges(rows: Mapping[str, list[Row]], tagged: list[Row], nodes: _Nodes) -> Iterator[_Fields]:
    """Give all links between nodes that are shown but those of co-authors, as the fields of `Edge`; one may come more than once."""
    at = nodes.at
    for row in rows["authorships"]:
        if row["person"] in at and row["study"] in at:
            yield WROTE, at[row["person"]], at[row["study"]], 1, row["rank"], -1
    topics = defaultdict[int, list[int]](list)
    for study, topic in sorted(set(nodes.pairs(tagged, "study", "concept"))):
        yield ABOUT, study, topic, 1, 0, -1
        topics[study].append(topic)
    yield from _pairs(TOGETHER, topics.values())
    yield from _affiliations(rows["affiliations"], at)


def _affiliations(rows: list[Row], at: Mapping[str, int]) -> Iterator[_Fields]:
    """Link people to organisations, and organisations that sign the same studies, shown or not."""
    signed = defaultdict[str, set[int]](set)
    for row in rows:
        organisation = at.get(row["organisation"] or row["institution"])
        if organisation is not None:
            signed[row["study"]].add(organisation)
            if row["person"] in at:
                yield AFFILIATED, at[row["person"]], organisation, 1, 0, at.get(row["study"], -1)
    yield from _pairs(PARTNER, signed.values())


def _coauthorships(rows: Iterable[Row], nodes: _Nodes) -> Iterator[_Fields]:
    """Link co-authors, and the clusters that they join."""
    crossing = Counter[tuple[int, int]]()
    homes = [node.cluster for node in nodes.all]
    for row in rows:
        a, b = nodes.at.get(row["a"]), nodes.at.get(row["b"])
        if a is not None and b is not None:
            yield COAUTHOR, min(a, b), max(a, b), row["papers"], 0, -1
            one, other = homes[a], homes[b]
            if one is not None and other is not None and one != other:
                crossing[min(one, other), max(one, other)] += 1
    first = next((index for index, node in enumerate(nodes.all) if node.type == CLUSTER), 0)
    for (one, other), pairs in crossing.items():
        yield BETWEEN, first + one, first + other, pairs, 0, -1


def _pairs(kind: str, groups: Iterable[Iterable[int]]) -> Iterator[_Fields]:
    """Link what stands in the same groups, the weight being in how many."""
    counted = Counter(pair for group in groups for pair in combinations(sorted(group), 2))
    return ((kind, a, b, together, 0, -1) for (a, b), together in counted.items())


def _fields(rows: list[Row], clusters: list[Row]) -> dict[str, int]:
    """Number the fields of the clusters shown, largest first."""
    shown = {row["field"] for row in clusters}
    return {row["field"]: index for index, row in enumerate(row for row in rows if row["field"] in shown)}


def _group(pairs: Iterable[tuple[str, str]]) -> defaultdict[str, list[str]]:
    """Give for each key its values, in their order."""
    grouped = defaultdict[str, list[str]](list)
    for key, value in pairs:
        grouped[key].append(value)
    return grouped


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
