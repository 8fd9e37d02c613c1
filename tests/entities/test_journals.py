"""Specification of which journals are one."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.entities.identities import Identities
from kg.entities.journals import find_journals
from kg.entity import Entities
from kg.record import Container, Identifier
from tests.speed import is_within_a_second


def test_case_ampersand_and_article_do_not_split_a_journal_and_the_best_cased_form_is_shown():
    forms = ["HEALTH & SOCIAL CARE", "Health and Social Care", "The Health & Social Care", "HEALTH & SOCIAL CARE"]
    (journal,) = find_journals(map(Container, forms)).journals
    assert journal.title == "Health and Social Care"
    assert journal.titles == ("HEALTH & SOCIAL CARE", "Health and Social Care", "The Health & Social Care")
    assert journal.key.startswith("health-social-care-")


def test_capitals_stay_where_no_record_prints_better():
    assert find_journals([Container("BMJ PUBLIC HEALTH")]).journals[0].title == "BMJ PUBLIC HEALTH"


def test_an_equal_issn_makes_one_journal_of_two_titles():
    issn = (Identifier("issn", "1741-7015"),)
    found = find_journals([Container("BMC Med", identifiers=issn), Container("BMC Medicine", identifiers=issn)])
    assert [each.key for each in found.journals] == ["issn/1741-7015"]
    assert set(found.of.values()) == {"issn/1741-7015"}


def test_different_issns_of_one_scheme_keep_namesakes_apart():
    one, other = (Container("Medicine", identifiers=(Identifier("issn", each),)) for each in ("1111-1111", "2222-2222"))
    assert len(find_journals([one, other]).journals) == 2


def test_a_book_is_no_journal():
    assert find_journals([Container("Handbook", kind="book")]).journals == ()


@pytest.mark.parametrize(
    ("full", "variants"),
    [
        ("The New England Journal of Medicine", ["N Engl J Med", "N. Engl. J. Med.", "NEW ENGL J MED"]),
        (
            "Proceedings of the National Academy of Sciences of the United States of America",
            ["Proc Natl Acad Sci U S A"],
        ),
        ("Accident; analysis and prevention", ["Accid Anal Prev", "ACCIDENT ANALYSIS & PREVENTION"]),
        ("Academic psychiatry : the journal of the association", ["Acad Psychiatry", "Academic Psychiatry"]),
        ("Medicine", ["Medicine (Baltimore)", "MEDICINE"]),
        ("Psycho-oncology", ["Psychooncology", "PSYCHO-ONCOLOGY"]),
        ("American journal of medical genetics. Part A", ["Am J Med Genet A"]),
        ("Acta crystallographica. Section E, Structure reports", ["Acta Crystallogr Sect E Struct Rep"]),
        ("The European physical journal. C, Particles and fields", ["Eur Phys J C Part Fields"]),
        ("Brain : a journal of neurology", ["BRAIN A JOURNAL OF NEUROLOGY", "Brain"]),
        ("Anesteziologiia i reanimatologiia", ["ANESTEZIOLOGIIA I REANIMATOLOGIIA", "Anesteziol Reanimatol"]),
        ("Canadian journal of public health = Revue canadienne de sante publique", ["Can J Public Health"]),
        ("Kyobu geka. The Japanese journal of thoracic surgery", ["Kyobu Geka"]),
        ("Zhonghua yu fang yi xue za zhi [Chinese journal of preventive medicine]", ["Zhonghua Yu Fang Yi Xue Za Zhi"]),
        ("Drug metabolism and disposition: the biological fate of chemicals", ["Drug Metab Dispos"]),
        ("Journal of Alzheimer's disease", ["J Alzheimers Dis", "JOURNAL OF ALZHEIMER S DISEASE"]),
        ("American journal of health-system pharmacy", ["Am J Health Syst Pharm"]),
        ("Homoeopathic herald", ["Homeopath Her"]),
    ],
)
def test_abbreviations_subtitles_places_and_hyphens_do_not_split_a_journal(full, variants):
    (journal,) = find_journals(map(Container, [full, *variants])).journals
    assert journal.titles == tuple(sorted([full, *variants]))


def test_a_journal_has_the_title_that_most_records_print_but_capitals_only_where_there_is_no_other():
    issn = (Identifier("issn", "1234-5679"),)
    titles = ["Zeta Letters", "Zeta Letters", "Alpha Letters", *["ZETA LETTERS"] * 3]
    (journal,) = find_journals(Container(title, identifiers=issn) for title in titles).journals
    assert journal.title == "Zeta Letters"


def test_an_abbreviation_that_fits_two_journals_joins_neither():
    titles = ["J Nurs", "Journal of Nursing", "Journal of Nurses"]
    assert len(find_journals(map(Container, titles)).journals) == 3
    titles = ["Medicina", "Medicina (Kaunas)", "Medicina (B Aires)"]
    assert len(find_journals(map(Container, titles)).journals) == 3


def test_an_issn_tells_which_of_two_journals_an_abbreviation_is_and_forbids_the_other():
    nursing = Container("Journal of Nursing", identifiers=(Identifier("issn", "1111-1111"),))
    short = Container("J Nurs", identifiers=(Identifier("issn", "2222-2222"),))
    assert len(find_journals([nursing, short]).journals) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("J Clin Med", "Journal of Clinical Medicine Research"),
        ("Am J Med Genet A", "American journal of medical genetics. Part B"),
        ("Cancer", "Cancer Cell"),
        ("Neurol", "Neurology"),
        ("Biom J", "Biochemical journal"),
        ("Anticancer Drug Des", "Anti-cancer drugs"),
        ("Nature: New biology", "Nature"),
        ("Women Health", "Women's health"),
        ("Mol Cell", "Molecular cells"),
        ("JOURNAL OF PHYSICS SECTION A MATHEMATICS", "JOURNAL OF PHYSICS SECTION E MATHEMATICS"),
    ],
)
def test_journals_whose_words_do_not_match_one_by_one_stay_apart(one, other):
    assert len(find_journals(map(Container, [one, other])).journals) == 2


@given(
    st.permutations(
        [
            "N Engl J Med",
            "New Engl J Med",
            "The New England Journal of Medicine",
            "J Nurs",
            "Journal of Nursing",
            "Journal of Nurses",
        ]
    )
)
def test_the_order_of_containers_changes_nothing(titles):
    assert find_journals(map(Container, titles)) == find_journals(map(Container, sorted(titles)))


@given(
    st.lists(
        st.sampled_from(["journal", "of", "clinical", "medicine", "and", "health", "research", "the"]),
        min_size=2,
        max_size=6,
    )
)
def test_a_title_in_capitals_or_abbreviated_word_by_word_is_the_same_journal(words):
    title = " ".join(words).capitalize()
    short = " ".join(word if word in {"of", "and", "the"} else word[:4] for word in words)
    assert len(find_journals(map(Container, [title, title.upper(), short])).journals) <= 2 - (
        len(set(words) - {"of", "and", "the"}) > 1
    )


def test_a_journal_keeps_its_key_when_a_lesser_issn_or_another_title_becomes_known():
    before = find_journals([Container("J Nurs", identifiers=(Identifier("issn", "2222-2222"),))])
    both = (Identifier("eissn", "1111-1111"), Identifier("issn", "2222-2222"))
    known = Identities.of(Entities(journals=before.journals))
    after = find_journals([Container("Journal of Nursing", identifiers=both)], known)
    assert [each.key for each in after.journals] == ["issn/2222-2222"]
    assert not after.replaced


def test_journals_that_turn_out_to_be_one_leave_the_key_of_the_other_behind():
    apart = [Container("J Nurs", identifiers=(Identifier("issn", "2222-2222"),)), Container("Nursing Journal")]
    before = find_journals(apart)
    joined = Container("Nursing Journal", identifiers=(Identifier("issn", "2222-2222"),))
    after = find_journals([*apart, joined], Identities.of(Entities(journals=before.journals)))
    (journal,) = after.journals
    (gone,) = {each.key for each in before.journals} - {journal.key}
    assert after.replaced == {gone: journal.key}


@pytest.mark.parametrize("letter", ["a", "b", "1-"])
def test_a_title_of_one_endless_word_takes_no_time(letter):
    start = time.process_time()
    find_journals([Container(letter * 50_000), Container(letter * 49_999)])
    assert is_within_a_second(time.process_time() - start)
