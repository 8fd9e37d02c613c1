"""What a record states and a study has under the same terms."""

import pytest

from kg.facts import Nodes
from kg.facts.contributions import contribution_facts
from kg.facts.sources import citation_counts
from kg.facts.stated import state_licence, stated
from kg.facts.vocabulary import DC, DCTERMS, KG, SCHEMA
from kg.iri import Minter
from kg.record import Contributor, Date, Metric
from kg.terms import KG as TERMS
from tests.parsing import parse_quads


@pytest.mark.parametrize(("access", "expected"), [(None, []), (True, ['"true"']), (False, ['"false"'])])
def test_that_a_work_is_not_free_is_stated_too_but_not_what_nobody_knows(record, access, expected):
    told = [value for term, value in stated(record("x", open_access=access)) if term == SCHEMA.isAccessibleForFree]
    assert [value.partition("^")[0] for value in told] == expected


def test_the_first_date_of_each_form_in_which_a_work_appeared_counts(record):
    dates = (Date("epub", "", "2020-01"), Date("online", "", "2021-01"), Date("ppub", ""), Date("print", "", "2022"))
    told = dict(stated(record("x", dates=dates)))
    assert told[KG.publishedOnline].startswith('"2020-01"')
    assert told[KG.publishedInPrint].startswith('"2022"')


def test_a_licence_is_an_address_only_if_it_can_be_one_and_names_nobodys_mailbox():
    assert state_licence("https://x.org/by")[0] == DCTERMS.license
    assert [state_licence(each)[0] for each in ("https://me@x.org/by", "https://x.org/a b", "CC BY")] == [DC.rights] * 3


def test_a_database_that_counts_twice_counts_once(record):
    metrics = (Metric("wos-citations", "3"), Metric("wos-citations", "4"), Metric("rca-citations", "3"))
    assert list(citation_counts(record("x", metrics=metrics))) == [("wos", 3), ("rca", 3)]


def test_who_else_had_a_part_in_a_study_is_told_by_the_first_record_that_names_any(record):
    named = [record(raw, contributors=(Contributor("A A"), Contributor(raw, role="editor"))) for raw in "xy"]
    quads = parse_quads(contribution_facts("s", [record("z"), *named], Nodes(Minter())))
    assert [q.object.value for q in quads if q.predicate == TERMS.printedName] == ["x"]
