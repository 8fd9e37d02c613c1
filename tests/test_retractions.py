"""A retracted study is flagged in queries and on the page, in whatever way its records or the notice say so."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.test_dedupe import run

WAYS = {
    "relation.nbib": "PMID- 22222\nTI  - Walking by relation.\nRIN - J Foo. 2022;3:1. PMID: 99\nSO  - J. 2020.\n",
    "title.ris": "TY  - JOUR\nTI  - RETRACTED: Walking by title\nDO  - 10.1000/title\nER  - \n",
    "type.ris": "TY  - JOUR\nTI  - Walking by type\nM3  - Retracted Publication\nDO  - 10.1000/type\nER  - \n",
    "title.bib": "@article{a, title = {[RETRACTED] Walking in brackets}, doi = {10.1000/brackets}}\n",
    "none.ris": "TY  - JOUR\nTI  - Walking on\nDO  - 10.1000/none\nER  - \n",
    "notice.json": json.dumps(
        {
            "message-type": "work-list",
            "message": {
                "items": [
                    {"DOI": "10.1000/noted", "type": "journal-article", "title": ["Walking by notice"]},
                    {
                        "DOI": "10.1000/notice",
                        "type": "journal-article",
                        "title": ["Retraction: Walking by notice"],
                        "update-to": [{"DOI": "10.1000/noted", "type": "retraction", "label": "Retraction"}],
                    },
                ]
            },
        }
    ),
    "tagged.txt": "FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nTI Walking by mark (Retracted article. See vol. 4)\n"
    "DI 10.1000/mark\nUT WOS:000300000000001\nER\n\nEF\n",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    inputs = tmp_path_factory.mktemp("inputs")
    for name, text in WAYS.items():
        (inputs / name).write_text(text)
    run("build", inputs, "-o", inputs / "out", "--quiet")
    return inputs / "out"


def test_queries_tell_what_was_retracted_and_not_the_notice(folder: Path):
    rows = list(csv.DictReader(io.StringIO((folder / "studies.csv").read_text("utf-8-sig"))))
    told = {row["study"].rpartition("/")[2]: row["retracted"] for row in rows}
    assert {each for each, retracted in told.items() if retracted == "true"} == {
        "22222", "title", "type", "brackets", "noted", "mark",
    }  # fmt: skip
    assert len(told) == len(rows) == 8


def test_the_page_marks_it(folder: Path):
    page = (folder / "index.html").read_text("utf-8")
    assert page.count("RETRACTED") >= 6
