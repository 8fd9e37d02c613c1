"""Records of PubMed's that it has withdrawn or replaced do not stand."""

import json
import random
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

import kg
from kg import readers
from kg.clean import clean
from kg.cli import app
from kg.dedupe import dedupe
from kg.reading.parts import Part
from kg.reading.spool import Spool
from kg.reading.succession import Succession
from kg.record import Deletion, Fault, Identifier, Record, Source

ARTICLE = """<PubmedArticle><MedlineCitation><PMID Version="{version}">{pmid}</PMID>
<DateRevised><Year>{revised}</Year><Month>02</Month><Day>03</Day></DateRevised>
<Article><Journal><Title>Meals</Title></Journal><ArticleTitle>{title}</ArticleTitle></Article></MedlineCitation></PubmedArticle>
"""
DELETION = "<DeleteCitation>{}</DeleteCitation>\n"


def article(pmid: int, title: str, revised: int = 2020, version: int = 1) -> str:
    return ARTICLE.format(pmid=pmid, title=title, revised=revised, version=version)


def deletion(*pmids: int) -> str:
    return DELETION.format("".join(f'<PMID Version="1">{pmid}</PMID>' for pmid in pmids))


def pubmed(path: Path, *pieces: str) -> Path:
    path.write_text(f"<PubmedArticleSet>\n{''.join(pieces)}</PubmedArticleSet>", "utf-8")
    return path


def titles(*files: Path) -> list[str]:
    written = files[0].with_name("written.json")
    dedupe(files, "csl", written)
    return sorted(each["title"] for each in json.loads(written.read_text("utf-8")))


def test_a_record_that_a_later_file_deletes_does_not_stand(tmp_path):
    baseline = pubmed(tmp_path / "n0001.xml", article(1, "Kept"), article(2, "Withdrawn"))
    update = pubmed(tmp_path / "n1001.xml", article(3, "New"), deletion(2, 77))
    assert titles(baseline, update) == ["Kept", "New"]


def test_a_record_that_is_read_after_its_deletion_stands(tmp_path):
    update = pubmed(tmp_path / "a.xml", article(2, "Once"), deletion(2), article(2, "Again", 2021))
    assert titles(update) == ["Again"]


def test_of_two_records_of_one_version_both_stand_where_only_one_says_when_it_was_revised(tmp_path):
    undated = re.sub(r"<DateRevised>.*?</DateRevised>", "", article(1, "Undated"), flags=re.DOTALL)
    parts = Part(tmp_path / "part"), Part(tmp_path / "other")
    for part, text in zip(parts, (undated, article(1, "Dated")), strict=True):
        part.write(each for raw in readers.read(pubmed(tmp_path / "a.xml", text)) for each in clean(raw))
    succession = Succession(parts)
    assert [succession.stands(number, 0) for number in (0, 1)] == [True, True]


def test_what_other_databases_say_of_a_deleted_pmid_stands(tmp_path):
    other = tmp_path / "a.ris"
    other.write_text("TY  - JOUR\nTI  - Elsewhere\nAN  - PMID:2\nC7  - 4\nPY  - 2020\nER  - \n")
    nbib = tmp_path / "b.nbib"
    nbib.write_text("PMID- 2\nTI  - From PubMed\nDP  - 2020\n\n")
    assert titles(other, nbib, pubmed(tmp_path / "c.xml", deletion(2))) == ["Elsewhere"]


def test_deletions_are_no_faults_and_are_counted_and_kept_with_file_and_line(tmp_path):
    files = [
        pubmed(tmp_path / "n0001.xml", article(1, "Kept"), article(2, "Withdrawn")),
        pubmed(tmp_path / "n1001.xml", article(1, "Kept, revised", 2021), deletion(2, 77)),
    ]
    with kg.build(files, tmp_path / "out") as graph:
        report = graph.report
    assert {name: report.counts[name] for name in ("records", "faults", "deletions", "withdrawn", "duplicates", "studies")} == {
        "records": 3, "faults": 0, "deletions": 2, "withdrawn": 1, "duplicates": 1, "studies": 1,
    }  # fmt: skip
    first, second = report.inputs
    assert (first.records, first.withdrawn, first.remaining, first.deletions) == (2, 1, 1, 0)
    assert (second.records, second.duplicates_across, second.remaining, second.deletions) == (1, 1, 0, 2)
    assert (tmp_path / "out/faults.jsonl").read_bytes() == b""
    shown = CliRunner().invoke(app, ["stats", str(tmp_path / "out")]).output
    (heading,) = (" ".join(line.split()) for line in shown.splitlines() if line.startswith("source"))
    assert heading == "source records withdrawn duplicates within duplicates across remaining faults deletions"
    told = [json.loads(line) for line in (tmp_path / "out/deletions.jsonl").read_text().splitlines()]
    assert [(each["identifier"]["value"], Path(each["file"]).name, each["line"]) for each in told] == [
        ("2", "n1001.xml", 5),
        ("77", "n1001.xml", 5),
    ]


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_records_of_a_pmid_the_one_revised_earlier_or_of_a_lower_version_does_not_stand(tmp_path, turned):
    pieces = [article(1, "Old", 2019), article(1, "New", 2021), article(2, "Two", 2018, 2), article(2, "One", 2024, 1)]
    assert titles(pubmed(tmp_path / "a.xml", *(reversed(pieces) if turned else pieces))) == ["New", "Two"]


def test_a_later_export_in_another_format_of_pubmeds_replaces_nothing(tmp_path):
    nbib = tmp_path / "b.nbib"
    nbib.write_text("PMID- 1\nTI  - Of nbib\nDP  - 2020\nLR  - 20240101\n\n")
    assert titles(pubmed(tmp_path / "a.xml", article(1, "Of XML", 2021)), nbib) == ["Of XML", "Of nbib"]


def test_of_two_records_that_neither_version_nor_revision_ranks_both_stand(tmp_path):
    assert titles(pubmed(tmp_path / "a.xml", article(1, "This"), article(1, "That"))) == ["That", "This"]


def test_what_stands_is_what_reading_one_record_after_the_other_would_leave(tmp_path):
    draw = random.Random(3)
    for _ in range(30):
        parts, left = [], {}
        for number in range(draw.randint(1, 4)):
            items: list[Record | Fault] = []
            for _ in range(draw.randint(0, 9)):
                pmid = str(draw.randint(1, 4))
                if draw.random() < 0.3:
                    items.append(Deletion("f", 1, pmid, "deleted", identifier=Identifier("pmid", pmid)))
                    left = {key: of for key, of in left.items() if of != pmid}
                else:
                    key = f"{pmid}-{draw.randint(0, 3)}"
                    source = Source("pubmed", "f", 1, key)
                    items.append(Record(key, source, identifiers=(Identifier("pmid", pmid),)))
                    left[key] = pmid
            parts.append(Part(tmp_path / str(number)))
            parts[-1].write(items)
        spool = Spool(tmp_path / "spool")
        spool.join(parts, Succession(parts).stands)
        assert sorted(record.key for record in spool) == sorted(left)
