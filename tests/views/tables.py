"""Graphs to draw: the tables that the canned queries would give, made from studies invented here."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any, NamedTuple

import networkx as nx

BASE = "https://example.org/kg/"
FIELD = BASE + "field/1"
UNIVERSITIES = {
    "Aldmoor University": ("Aldmoor", "Aldmoor", "United Kingdom"),
    "Bexhaven University": ("Bexhaven", "Bexhaven", "United Kingdom"),
    "Carrick University": ("Carrick", "Carrick", "United Kingdom"),
    "University of Dunmere": ("Dunmere", "Dunmere", "United Kingdom"),
    "University of Estwick": ("Estwick", "Estwick", "United Kingdom"),
    "University of Farrow": ("Farrow", "Farrow", "United Kingdom"),
    "Gilan-Sahand University of Medical Sciences": ("Gilan-Sahand", "Sahand", "Iran"),
    "Hamun University of Medical Sciences": ("Hamun", "Hamun", "Iran"),
    "Irvan University of Medical Sciences": ("Irvan", "Irvan", "Iran"),
    "Jarrow School of Hygiene & Tropical Medicine": ("", "London", "United Kingdom"),
    "King Edwin University": ("King Edwin", "Leith", "United Kingdom"),
}


class Signed(NamedTuple):
    """A name in a byline and where its owner works."""

    name: str
    organisation: str = ""


class Paper(NamedTuple):
    """A study to be put into the tables."""

    title: str
    year: int | None
    authors: tuple[Signed, ...]
    concepts: tuple[str, ...] = ()
    citations: int = 0
    doi: str | None = None
    pmid: str | None = None
    retracted: bool = False
    sentence: str = "We interviewed people about {} in two towns."


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
    return (
        {"person": iri("person", name), "name": name, "family": family, "given": given or None, "orcid": None}
        | {"collective": False, "studies": len(papers), "citations": sum(paper.citations for paper in papers)}
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


def _signed(text: str, *organisations: str) -> tuple[Signed, ...]:
    names = text.split(", ")
    return tuple(
        Signed(name, organisations[index % len(organisations)] if organisations else "")
        for index, name in enumerate(names)
    )


def eight_studies() -> list[Paper]:
    """Eight studies by 32 people of 11 institutions, with the shapes the real ones have."""
    north = (
        "Aldmoor University",
        "Aldmoor University",
        "Aldmoor University",
        "Bexhaven University",
        "Carrick University",
        "University of Dunmere",
    )
    south = ("University of Estwick", "University of Farrow")
    iran = (
        "Gilan-Sahand University of Medical Sciences",
        "Hamun University of Medical Sciences",
        "Irvan University of Medical Sciences",
    )
    core = "Harrow S, Winter JM, Garside K, Griffin B, Marsh SL, Pollock TM"
    topic = ("social prescribing", "link workers")
    return [
        Paper(
            "Link workers and the long road: an ethnography of a community referral scheme",
            2023,
            _signed(f"{core}, Winter J, O’Brien N, Maloney E, Jefferson J, Pearson M, Mohan W", *north),
            (*topic, "type 2 diabetes", "qualitative research"),
            11,
            "10.1000/abc(1)",
            "91000001",
        ),
        Paper(
            "Adapting a referral scheme during the pandemic: what the staff of five practices said",
            2022,
            _signed(core, *north),
            (*topic, "COVID-19", "qualitative research"),
            24,
            "10.1000/abc2",
            "91000002",
        ),
        Paper(
            "Holding and waiting: a realist review",
            2024,
            _signed("Tyndall S, Turkan A, Mahler KR, Hobart B, Popplewell C", "University of Estwick"),
            (*topic, "meta-ethnography"),
            5,
            "10.1000/abc3",
            None,
        ),
        Paper(
            "Mapping what is known about referral to nature, culture and advice",
            2025,
            _signed("Hazelton E, Westerby S, Gavin L, Huskin K, Hasan-Zadeh M, Tyndall S", *south),
            ("social prescribing", "systematic map", "NHS"),
            0,
            "10.1000/abc4",
            "91000004",
        ),
        Paper(
            "Social prescribing interventions in primary care: a systematic review",
            2023,
            _signed("Ebrahimi-Asl R, Pezeshk MZ, Arabi-Zozan M, Mehrtab M, Farajzade P, Alizade M", *iran),
            ("social prescribing", "systematic review", "link workers"),
            8,
            "10.1000/abc5",
            "91000005",
        ),
        Paper(
            "How link workers count loneliness: two towns compared",
            2022,
            _signed("Rother D, Heisen R"),
            topic,
            3,
            "10.1000/abc6",
            None,
        ),
        Paper(
            "Champions in general practice: who stays, and why",
            2021,
            _signed("Rhoden J, Bellamy S", "Jarrow School of Hygiene & Tropical Medicine", "King Edwin University"),
            ("social prescribing", "NHS"),
            17,
            "10.1000/abc7",
            "91000007",
        ),
        Paper(
            "What works for whom in community referral? Protocol",
            2021,
            (),
            ("primary care", "realist review", "social prescribing"),
            0,
            None,
            "91000008",
        ),
    ]


def many_studies(people: int, seed: int = 1) -> tuple[list[Paper], dict[str, int]]:
    """Studies by about so many people in planted teams, and each person's team."""
    rng = random.Random(seed)
    names = [
        f"{family}{number} {rng.choice('ABCDEFGHJKLMNPRST')}"
        for number, family in zip(
            range(people),
            iter(lambda: rng.choice(("Arden", "Birch", "Cole", "Dale", "Ely", "Frost", "Garth", "Holt")), None),
            strict=False,
        )
    ]
    teams, start = [], 0
    while start < people:
        size = min(int(2 * rng.random() ** -0.9) + 1, 60)
        teams.append(names[start : start + size])
        start += size
    topics = [f"topic {number}" for number in range(120)]
    papers = []
    for number, team in enumerate(teams):
        place = f"University of Place {number % 150}"
        field = rng.sample(topics, 4)
        for _ in range(max(2, len(team) // 3)):
            signed = rng.sample(team, min(len(team), rng.randint(2, 7)))
            if rng.random() < 0.15:
                signed += [name for name in rng.sample(rng.choice(teams), 1) if name not in signed]
            year = rng.randint(2005, 2025)
            papers.append(
                Paper(
                    f"Study {len(papers)} of {field[0]}",
                    year,
                    tuple(Signed(name, place) for name in signed),
                    tuple(rng.sample(field, 2)),
                    rng.randint(0, 90),
                    f"10.1000/{len(papers)}",
                )
            )
    return papers, {name: number for number, team in enumerate(teams) for name in team}


NASTY = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    "javascript:alert(3)",
    "\u202egnp.exe\u202c \u2066bidi",
    "\"'><svg onload=alert(4)>",
    "{{7*7}} ${alert(5)} {% raw %}",
    "__proto__",
    "\u2028\u2029 ]]> <!-- --> &lt;b&gt;",
)


def hostile_studies() -> list[Paper]:
    """Studies whose every string tries to break out of the page."""
    papers = []
    for number, text in enumerate(NASTY):
        signed = tuple(
            Signed(f"{each} {number % 3}", NASTY[(number + 1) % len(NASTY)]) for each in NASTY[: 3 + number % 4]
        )
        papers.append(
            Paper(
                text,
                2020 + number % 4,
                signed,
                (text, NASTY[0], "constructor"),
                number,
                f"javascript:alert(6)//{text}",
                text,
                "{}" + text,
            )
        )
    return papers
