"""Reading takes a time in proportion to what is read, whatever is said again and again."""

import io
import time

import pytest

from kg.readers import formats
from kg.readers._signers import Signers
from tests.speed import is_within_a_second

LENGTH = 200_000  # characters
MANY = 3_000  # people, or addresses
IEEE = "Document Title,Publication Year,Date Added To Xplore,Funding Information"


@pytest.mark.parametrize(
    ("name", "before", "piece", "after"),
    [
        ("citations", "Bell S. ", "A. 2020;(x", ". PMID: 1.\n"),
        ("citations", "Bell S. A title. J Foo. 2021 May;2(3):4-5. ", "Epub ", "PMID: 1.\n"),
        ("citations", "Bell S. A title. J Foo. 2021 May;2(3):4-5. ", "doi:", " PMID: 1.\n"),
        ("citations", "", "Ab. ", "A title. J Foo. 2021 May;2(3):4-5. PMID: 1.\n"),
        ("pubmed_text", "1. J Walk. 2021 May;2(3):4-5.\n\nOn walks.\n\nPMID: 12", " ", "x\n"),
        ("pubmed_text", "1. J Walk. 2021 May;2(3):4-5.\n\nOn walks.\n\nPMID: 12 ", "[", "\n"),
        ("ris", "TY  - JOUR\nKW  - eppi-reviewer4\nAU  - ", "a ", ",b\nER  - \n"),
        ("ris", "TY  - JOUR\nJF  - Walks", " ", "b\nER  - \n"),
        ("scopus", "Authors,Funding Details,Source title,EID\nBell S.,", "1", "a,Walks,2-s2.0-1\n"),
        ("rca", "", "A. b 2020: [PMID ", " [Citation(s) in RCA: 6]\n"),
        ("tables", f"{IEEE}\nOn walks,2020,x,a", " ", "(b\n"),
        ("tables", f"{IEEE}\nOn walks,2020,x,", "a(grant numbers:", "\n"),
        ("bibtex", "", "@comment{b}", "\n"),
    ],
)
def test_a_long_line_of_anything_takes_no_time(name: str, before: str, piece: str, after: str):
    text = f"{before}{piece * (LENGTH // len(piece))}{after}".encode()
    started = time.process_time()
    assert list(formats()[name].read(io.BytesIO(text), "file")) or name == "bibtex"
    assert is_within_a_second(time.process_time() - started)


def test_those_who_sign_in_thousands_are_found_in_no_time():
    signers = Signers((n, (f"Berg{n % 300}, Anna{n}",)) for n in range(MANY))
    started = time.process_time()
    assert [signers.find(f"Berg{n % 300}, Arne{n}") for n in range(MANY)] == [None] * MANY
    assert is_within_a_second(time.process_time() - started)


def test_addresses_that_are_nobody_s_in_thousands_take_no_time():
    names, strays = "; ".join(f"Bell{n} S." for n in range(MANY)), "; ".join(f"Town {n}" for n in range(MANY))
    table = f"Authors,Authors with affiliations,Source title,EID\n{names},{strays},Walks,2-s2.0-1\n"
    started = time.process_time()
    assert len(list(formats()["scopus"].read(io.BytesIO(table.encode()), "file"))) == MANY + 1
    assert is_within_a_second(time.process_time() - started)
