"""Studies invented for graphs to draw: few as the real ones are, many, and some that try to break out of the page."""

from __future__ import annotations

import random
from typing import NamedTuple

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
    **{f"Institute of Land {number}": (f"Land {number}", "", f"Land {number}") for number in range(12)},
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
    citations: int | None = 0
    doi: str | None = None
    pmid: str | None = None
    retracted: bool = False
    sentence: str = "We interviewed people about {} in two towns."


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


def strong_and_weak() -> tuple[list[Paper], dict[str, int]]:
    """Studies by twenty pairs with five each and seventy with three, and each person's pair; a weak pair joins two strong ones."""
    names = [*(f"Strong{number}" for number in range(20)), *(f"Weak{number}" for number in range(70))]
    papers = [
        Paper(f"Study {each} of {name}", 2020, (Signed(f"{name} A"), Signed(f"{name} B")), (name,))
        for name in names
        for each in range(5 if name.startswith("Strong") else 1 if name == "Weak0" else 3)
    ]
    papers += [Paper(f"Between {name}", 2021, (Signed(f"{name} A"), Signed("Weak0 A"))) for name in names[:2]]
    return papers, {f"{name} {letter}": number for number, name in enumerate(names) for letter in "AB"}


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
