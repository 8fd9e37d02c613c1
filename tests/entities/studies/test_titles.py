"""Specification of how titles are compared."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.entities.studies.titles import compare_titles, read_title
from tests.speed import is_within_a_second

TITLE = "Interferon-gamma as a marker of clearance: a cohort study"
RELATIONS = {
    "same",
    "spelling",
    "contained",
    "preceded",
    "added",
    "reworded",
    "loose",
    "numbered",
    "shortened",
    "different",
}


@pytest.mark.parametrize(
    ("other", "relation"),
    [
        ("INTERFERON-γ as a marker of clearance — a cohort study", "same"),
        (f"[{TITLE}]. [Review] [97 refs]", "same"),
        (f'"{TITLE}"', "same"),
        (f"{TITLE}.[Erratum appears in Lancet. 2009 Jun;3(2):1 Note: Ames [added]]", "same"),
        (f"{TITLE}.[Erratum appears in Lan", "same"),
        (f"RETRACTED: {TITLE}", "same"),
        (f"{TITLE} (Retracted article. See vol. 37, pg. 12, 2010)", "same"),
        (f"{TITLE} (Provisional abstract)", "same"),
        (f"ORIGINAL RESEARCH: {TITLE}", "same"),
        (f"{TITLE} (Original Article).", "same"),
        (f"Original sin: {TITLE}", "preceded"),
        (TITLE.replace("-", "?"), "same"),
        (f"Erratum: {TITLE}", "same"),
        ("Interferon-gama as a marker of clearence: a cohort study", "spelling"),
        ("Interferon-gamma as a marker of clearance", "contained"),
        ("Interferon-gamma as a marker of clearance: a coh", "contained"),
        ("Interferon-gamma as a marker of...", "contained"),
        ("Interferon-gamma as a marker of", "contained"),
        ("Interferon-gamma as a marker of clearance: a cohort", "continued"),
        (f"Live demonstration: {TITLE}", "preceded"),
        ("Interferon-gamma as a good marker of clearance: a cohort study", "added"),
        ("Interferon-gamma as a predictor of clearance: a cohort study", "reworded"),
        ("Interferon-gamma as a possible marker of clearance: a cohort study", "reworded"),
        (f"{TITLE}. Part 2", "numbered"),
        (f"{TITLE}. Second report", "numbered"),
        (f"{TITLE}: study protocol", "numbered"),
        ("Interferon-gamma as a marker of clearance: protocol for a cohort study", "numbered"),
        (f"The {TITLE[:1].lower()}{TITLE[1:]}", "same"),
        ("Hip fractures of ice hockey players", "different"),
    ],
)
def test_what_two_titles_have_to_do_with_each_other(other: str, relation: str):
    assert compare_titles(read_title(TITLE), read_title(other)) == relation


def test_the_protocol_of_a_treatment_is_no_plan_of_a_study():
    title = "Chemotherapy of lung cancer in the elderly"
    assert compare_titles(read_title(title), read_title(f"{title} (treatment protocol of Essen)")) != "numbered"


def test_a_short_main_title_is_told_from_other_words():
    title = read_title("Once bitten, twice shy: an unusual report of a mycotic aneurysm")
    assert compare_titles(title, read_title("Once bitten, twice shy")) == "shortened"
    assert compare_titles(title, read_title("Once bitten")) == "different"


@pytest.mark.parametrize(
    ("printed", "notice"),
    [
        ("Erratum to: Walking", "erratum"),
        ("Author Correction: Walking", "erratum"),
        ("Walking (vol 3, pg 4, 2009)", "erratum"),
        ("Walking (Cancer (2009) 115 (542-544))", "erratum"),
        ("Retraction: Walking", "retraction"),
        ("Walking (Retraction of vol 3, pg 4, 2009)", "retraction"),
        ("Erratum - Walking", "erratum"),
        ("Expression of Concern: Walking", "concern"),
        ("Walking (Expression of concern of vol 3, pg 4, 2009)", "concern"),
        ("Authors' reply", "comment"),
        ("Re - Walking", "comment"),
        ("Walking: reply", "comment"),
        ("Re: Walking", "comment"),
        ("Walking [Corrigendum]", "erratum"),
        ("Walking. Erratum", "erratum"),
        ("Walking (Cancer (2010) DOI: 10.1002/cncr.1)", "erratum"),
        ("Correction for Ames et al., Walking", "erratum"),
        ("Retraction statement: Walking", "retraction"),
        ("Walking. The authors respond", "comment"),
        ("Response to letter regarding article, Walking", "comment"),
        ('Discussion of "Walking" by Ames', "comment"),
        ("Editorial comment on: Walking", "comment"),
        ("Walking [corrected]", ""),
        ("Correction for multiple testing", ""),
        ("Discussion of walking", ""),
        ("RETRACTED: Walking", ""),
        ("Correction of scoliosis in children", ""),
        ("Response to chemotherapy in mice", ""),
        ("Retraction of the lung in surgery", ""),
        ("Commentary fields in data bases", ""),
        ("Re-walking", ""),
    ],
)
def test_a_title_may_say_that_it_is_a_notice(printed: str, notice: str):
    assert read_title(printed).notice == notice


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_two_titles_can_be_compared_and_it_does_not_matter_which_comes_first(one: str, two: str):
    a, b = read_title(one), read_title(two)
    assert compare_titles(a, a) == "same"
    assert compare_titles(a, b) == compare_titles(b, a) in RELATIONS


@pytest.mark.parametrize(
    ("printed", "cut"),
    [("Walking and mood...", True), ("[Walking and mood …].", True), ("Walking ... and mood.", False)],
)
def test_a_title_is_cut_off_where_dots_end_it(printed: str, cut: bool):
    assert read_title(printed).cut == cut


@pytest.mark.parametrize(
    "about",
    [
        "(Cancer (2009) 115 (542))",
        "(Cancer (Phila) (2009), doi: 10.5555/S0140-6736(09)60001-X).",
        "(vol 3, pg 5, 2009)",
    ],
)
def test_of_several_brackets_the_last_alone_tells_what_a_notice_is_about(about: str):
    notice = read_title(f"Link workers (2019) and walking (SSRI) for mood {about}")
    assert (notice.notice, notice.letters) == ("erratum", "linkworkers2019andwalkingssriformood")


@pytest.mark.parametrize(
    "hostile",
    ["(", "(2020) ", "(2020), 1 (", "(1)", "a(b) ", "(vol 1, pg 2009", "...", "…", ". reply ", "[", "a [", ": "],
)
@pytest.mark.parametrize("end", ["", "z", ")"])
def test_hostile_titles_take_no_time(hostile: str, end: str):
    title = f"Reply to: {hostile * (100_000 // len(hostile))}{end}"
    start = time.process_time()
    read_title(title)
    assert is_within_a_second(time.process_time() - start)
