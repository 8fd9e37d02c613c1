"""Specification of which journals are one."""

from kg.entities.journals import find_journals
from kg.record import Container, Identifier


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
