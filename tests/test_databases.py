"""One article as eight sources give it is one study, and none of its neighbours is."""

from pathlib import Path

import pytest

from kg.dedupe import dedupe
from kg.readers import read
from kg.record import Record

TITLE = "Walking groups for lonely people in later life: a randomised controlled trial"
SOURCES = {
    "pubmed.nbib": f"""PMID- 32398765
TI  - {TITLE}.
VI  - 28
IP  - 3
PG  - 745-59
DP  - 2020 May
FAU - Marlowe, Jane A
AU  - Marlowe JA
FAU - van den Berg, Anna
AU  - van den Berg A
TA  - Health Soc Care Community
JT  - Health & social care in the community
SO  - Health Soc Care Community. 2020 May;28(3):745-59.
""",
    "embase.ris": f"""TY  - JOUR
M3  - Article
Y1  - 2020//
VL  - 28
IS  - 3
SP  - 745
EP  - 759
C5  - L631234567
DB  - Embase
A1  - Marlowe, J.A.
A1  - van den Berg, A.
JF  - Health and Social Care in the Community
JO  - Health Soc. Care Community
T1  - {TITLE}
DO  - 10.1111/hsc.12999
ER  -
""",
    "ovid.ris": f"""TY  - JOUR
DB  - APA PsycInfo <1806 to May Week 1 2020>
AN  - Peer Reviewed Journal: 2020-12345-001
A1  - Marlowe, Jane A
A1  - van den Berg, Anna
T1  - {TITLE}.
JF  - Health & Social Care in the Community
VL  - 28
IS  - 3
SP  - 745
EP  - 759
Y1  - 2020//May
ER  -
""",
    "ebsco.ris": f"""TY  - JOUR
AU  - Marlowe, Jane A.
AU  - Berg, Anna
T1  - {TITLE.title()}.
JO  - Health & Social Care in the Community
J2  - HEALTH SOC CARE COMMUNITY
Y1  - 2020/05//
VL  - 28
IS  - 3
SP  - 745
EP  - 759
N1  - Accession Number: 142876543. Language: English.
DP  - EBSCOhost
DB  - ccm
ER  -
""",
    "proquest.ris": f"""TY  - JOUR
T1  - {TITLE.replace(": a", ": A").title()}
AU  - Marlowe, Jane A
AU  - Van Den Berg, Anna
Y1  - 2020/05/12/
SP  - 745
EP  - 759
JF  - Health & Social Care in the Community
VL  - 28
IS  - 3
DB  - ProQuest Central
ER  -
""",
    "central.ris": f"""TY  - JOUR
AU  - Marlowe JA
AU  - Berg A
TI  - {TITLE}
T2  - Health & social care in the community
VL  - 28
IS  - 3
SP  - 745‐759
PY  - 2020
AN  - CN-02123456
M3  - Journal article
ER  -
""",
    "wos.bib": f"""@article{{ WOS:000531234500001,
Author = {{Marlowe, Jane A. and van den Berg, Anna}},
Title = {{{{{TITLE}}}}},
Journal = {{{{HEALTH \\& SOCIAL CARE IN THE COMMUNITY}}}},
Year = {{{{2020}}}},
Volume = {{{{28}}}},
Number = {{{{3}}}},
Pages = {{{{745-759}}}},
Unique-ID = {{{{WOS:000531234500001}}}},
}}
""",
    "rayyan.csv": f"""key,title,year,month,day,journal,issn,volume,issue,pages,authors,pubmed_id,pmc_id
rayyan-1,{TITLE.upper()},2020,5,1,Health Soc Care Community,,28,3,745-759,"Marlowe, J. A. and van den Berg, A.",,
""",
}
RIS = """TY  - {kind}
TI  - {title}
AU  - Marlowe, Jane A.
AU  - van den Berg, Anna
JF  - {journal}
PY  - {year}
VL  - {volume}
SP  - {page}
ER  -
"""
JOURNAL = "Health & Social Care in the Community"
NEIGHBOURS = {
    "its erratum": ("JOUR", f"Erratum: {TITLE}", JOURNAL, 2020, 28, "1101"),
    "a reply": ("JOUR", f"{TITLE} - Reply", JOURNAL, 2020, 28, "1007"),
    "its second part": ("JOUR", f"{TITLE}. Part II", JOURNAL, 2020, 28, "1201"),
    "its preprint": ("UNPB", TITLE, "medRxiv", 2019, "", ""),
    "a talk": ("CPAPER", TITLE, "Annual Conference of the Walking Society", 2018, "", "S12"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("sources")
    for name, text in SOURCES.items():
        (made / name).write_text(text, "utf-8")
    for name, (kind, title, journal, year, volume, page) in NEIGHBOURS.items():
        text = RIS.format(kind=kind, title=title, journal=journal, year=year, volume=volume, page=page)
        (made / f"{name}.ris").write_text(text, "utf-8")
    return made


def test_each_source_gives_one_record_and_no_fault(folder: Path):
    for name in SOURCES:
        (record,) = read(folder / name)
        assert isinstance(record, Record)


def test_one_article_of_eight_databases_is_one_study(folder: Path):
    (group,) = dedupe([folder / name for name in SOURCES], jobs=1).groups
    assert len(group.members) == len(SOURCES)


@pytest.mark.parametrize("name", NEIGHBOURS)
def test_what_stands_beside_the_article_is_another_study(name: str, folder: Path):
    for source in SOURCES:
        assert dedupe([folder / source, folder / f"{name}.ris"], jobs=1).groups == ()


@pytest.mark.parametrize(
    "title", ["Annual report of the walking register {year}", "Annual report of the walking register"]
)
def test_other_years_of_an_annual_report_are_other_studies(title: str, tmp_path: Path):
    paths = []
    for year, volume in ((2018, 26), (2019, 27), (2020, 28)):
        paths.append(tmp_path / f"{year}.ris")
        text = RIS.format(
            kind="JOUR", title=title.format(year=year), journal=JOURNAL, year=year, volume=volume, page=1
        )  # fmt: skip
        paths[-1].write_text(text, "utf-8")
    assert dedupe(paths, jobs=1).groups == ()
