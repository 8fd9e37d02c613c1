"""Graphs to draw: the tables that the canned queries would give of invented studies."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any

import networkx as nx

from tests.views.studies import UNIVERSITIES, Paper

BASE = "https://example.org/kg/"
FIELD = BASE + "field/1"


class Rows:
    """Rows of a canned query."""

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        self.rows = rows

    def to_dicts(self) -> list[dict[str, Any]]:
        return self.rows

    def dicts(self) -> Iterator[dict[str, Any]]:
        return iter(self.rows)


def iri(kind: str, name: object) -> str:
    return f"{BASE}{kind}/{str(name).replace(' ', '-')}"


def tables(papers: list[Paper], groups: dict[str, int] | None = None) -> Callable[..., Rows]:
    """Answer the canned queries about these papers; `groups` gives a person's cluster, else it is their component."""
    graph: nx.Graph[str] = nx.Graph()
    wrote: dict[str, list[int]] = defaultdict(list)
    home: dict[str, str] = {}
    for number, paper in enumerate(papers):
        for name, organisation in paper.authors:
            graph.add_node(name)
            wrote[name].append(number)
            home.setdefault(name, organisation)
        for a, b in combinations(sorted(name for name, _ in paper.authors), 2):
            graph.add_edge(a, b, papers=graph[a].get(b, {"papers": 0})["papers"] + 1)
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part))
    groups = groups or {name: index for index, part in enumerate(parts) for name in part}
    made = _of_studies(papers) | _of_clusters(papers, graph, wrote, home, groups)
    cluster_of = {row["person"]: row["cluster"] for row in made["cluster-members"]}
    made["people"] = [_person(name, graph, [papers[n] for n in wrote[name]], cluster_of) for name in sorted(graph)]
    made["institutions"] = _institutions(papers)
    made["authority-links"] = [
        {"node": iri("institution", "Aldmoor University"), "authority": "https://ror.org/00example"}
    ]
    made["fields"] = [
        {"field": FIELD, "name": "Referral", "clusters": 2, "authors": 22, "studies": 4}
        | {"first_year": 2022, "last_year": 2025, "stability": 1.0}
    ]
    made["coauthorships"] = [
        {"a": iri("person", min(a, b)), "b": iri("person", max(a, b)), "papers": together, "weight": float(together)}
        for a, b, together in sorted(graph.edges(data="papers"))
    ]
    return lambda name, **_: Rows(made[name])


def _of_studies(papers: list[Paper]) -> dict[str, list[dict[str, Any]]]:
    made: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for number, paper in enumerate(papers, 1):
        study = iri("study", number)
        made["studies"].append(
            {"study": study, "title": paper.title, "year": paper.year, "journal": "Journal of Invented Results"}
            | {"volume": "7", "pages": f"{number}-{number + 8}", "doi": paper.doi, "pmid": paper.pmid, "pmcid": None}
            | {"citations": paper.citations, "open": bool(number % 2), "retracted": paper.retracted}
        )
        for rank, (name, organisation) in enumerate(paper.authors, 1):
            signed = {"study": study, "person": iri("person", name), "rank": rank}
            made["authorships"].append(signed | {"name": name})
            if organisation:
                unit = iri("institution", organisation + " Health")
                made["affiliations"].append(
                    signed
                    | {"institution": unit, "institution_name": "School of Health", "printed": organisation}
                    | {"organisation": iri("institution", organisation), "organisation_name": organisation}
                )
        for start, concept in enumerate(paper.concepts):
            tag = {"study": study, "concept": iri("concept", concept)}
            made["study-concepts"].append(tag | {"label": concept, "mentions": 1})
            sentence = paper.sentence.replace("{}", concept)
            made["evidence"].append(
                tag | {"exact": concept, "sentence": sentence, "part": "abstract/1", "start": start}
            )
    for concept, studies in sorted(Counter(row["label"] for row in made["study-concepts"]).items()):
        kind = {"top": iri("concept", "top"), "top_label": "Interventions"}
        made["concepts"].append({"concept": iri("concept", concept), "label": concept, "studies": studies} | kind)
    return {
        name: made[name]
        for name in ("studies", "authorships", "affiliations", "study-concepts", "evidence", "concepts")
    }


def _of_clusters(
    papers: list[Paper], graph: nx.Graph[str], wrote: dict[str, list[int]], home: dict[str, str], groups: dict[str, int]
) -> dict[str, list[dict[str, Any]]]:
    members = defaultdict(list)
    for name in sorted(graph):
        members[groups[name]].append(name)
    ranked = sorted((who for who in members.values() if len(who) > 1), key=lambda who: (-len(who), who))
    made: dict[str, list[dict[str, Any]]] = {
        name: [] for name in ("clusters", "cluster-members", "cluster-institutions", "cluster-concepts")
    }
    for rank, who in enumerate(ranked, 1):
        cluster = iri("cluster", rank)
        top = [each for each, _ in Counter(home[name] for name in who if home[name]).most_common(2)]
        mine = sorted({number for name in who for number in wrote[name]})
        years = [papers[number].year for number in mine if papers[number].year] or [None]
        name = " / ".join(UNIVERSITIES.get(each, (each,))[0] or each for each in top) or " & ".join(who[:2])
        made["clusters"].append(
            {"cluster": cluster, "name": name, "rank": rank, "authors": len(who), "studies": len(mine)}
            | {"first_year": min(years), "last_year": max(years), "stability": 1.0}
            | {"field": FIELD if rank <= 2 else None}
        )
        for place, each in enumerate(sorted(who, key=lambda each: (-len(wrote[each]), each))):
            bridge = any(groups[other] != groups[each] for other in graph[each])
            made["cluster-members"].append(
                {
                    "cluster": cluster,
                    "person": iri("person", each),
                    "name": each,
                    "central": place < 2,
                    "bridge": bridge,
                }
            )
        made["cluster-institutions"] += [
            {"cluster": cluster, "institution": iri("institution", each), "name": each} for each in top
        ]
        topics = Counter(concept for number in mine for concept in papers[number].concepts).most_common(3)
        made["cluster-concepts"] += [
            {"cluster": cluster, "concept": iri("concept", each), "label": each} for each, _ in topics
        ]
    return made


def _person(name: str, graph: nx.Graph[str], papers: list[Paper], cluster_of: dict[str, str]) -> dict[str, Any]:
    family, _, given = name.partition(" ")
    years = [paper.year for paper in papers if paper.year]
    counts = [paper.citations for paper in papers if paper.citations is not None]
    return (
        {"person": iri("person", name), "name": name, "family": family, "given": given or None, "orcid": None}
        | {"collective": False, "studies": len(papers), "citations": sum(counts) if counts else None}
        | {"first_year": min(years, default=None), "last_year": max(years, default=None)}
        | {"cluster": cluster_of.get(iri("person", name)), "cluster_name": None}
        | {"degree": graph.degree(name), "weighted_degree": float(graph.degree(name, weight="papers"))}
        | {"betweenness": 0.0, "core": 1, "clustering": 0.0, "stability": 1.0}
    )


def _institutions(papers: list[Paper]) -> list[dict[str, Any]]:
    people, studies, made = defaultdict(set), defaultdict(set), []
    for number, paper in enumerate(papers):
        for name, organisation in paper.authors:
            people[organisation].add(name)
            studies[organisation].add(number)
    for name in sorted(filter(None, people)):
        short, city, country = UNIVERSITIES.get(name, (name, None, None))
        top = {"institution": iri("institution", name), "name": name, "unit": False, "parent": None}
        counted = {"people": len(people[name]), "studies": len(studies[name]), "country_code": None}
        unit = {"institution": iri("institution", name + " Health"), "name": "School of Health", "unit": True}
        place = {"short_name": short or None, "city": city, "country": country}
        made += [top | place | counted, unit | {"parent": top["institution"]} | place | counted]
    return made
