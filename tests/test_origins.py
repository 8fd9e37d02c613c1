"""What a page tells of a build besides its graph."""

import msgspec
import pytest

from kg.entities.identities import Identities, KnownInstitution, KnownPerson, KnownStudy
from kg.entity import AuthorityLink, Link, Mention, Reason, RecordLink
from kg.files import write_jsonl
from kg.folder import BuildFolder
from kg.iri import Minter
from kg.origins import LONGEST, MOST_DOUBTS, MOST_FAULTS, tell_origins
from kg.record import Fault
from kg.review import Question

MINTER = Minter("https://example.org/kg/")
MENTIONS = tuple(Mention(f"r{number}", 1) for number in range(9))
REASONS = (Reason("name", 0.5, "a rare name"), Reason("city", -2.0, "other towns"), Reason("email", 3.0, "one address"))


def link(a, b, score):
    return Link(MENTIONS[a], MENTIONS[b], score, REASONS)


@pytest.fixture
def told(tmp_path):
    """Give what is told of a person of nine names in bylines, a study of two records and an institution of an authority."""
    folder = BuildFolder(tmp_path)
    links = tuple(link(each, each + 1, 0.9 + each / 100) for each in range(8))
    studies = tuple(KnownStudy(f"doi/10.1/{number}", (f"r{number}",)) for number in range(8))
    two = KnownStudy("pmid/7", ("r8", "r9"), "r8", (RecordLink("r8", "r9", 0.8, (Reason("title", 2.0, "x" * 999),)),))
    person = KnownPerson("ada", "Ada L", MENTIONS, (("doi/10.1/0", 1),), links[::-1])
    place = KnownInstitution("ror/1", links=(AuthorityLink("Aldmoor Univ", "https://ror.org/1", 0.7, REASONS),))
    Identities((person,), (*studies, two), institutions=(place,)).write(folder.identities)
    folder.faults.touch()
    folder.review.touch()
    return tell_origins((), folder, MINTER).merges


def test_a_person_of_many_names_tells_the_least_certain_steps_first_and_how_many_there_are(told):
    merge = told[MINTER.node("person", "ada")]
    assert merge.links == 8
    assert [step.score for step in merge.steps] == [0.9 + each / 100 for each in range(8)]


def test_a_step_names_the_studies_whose_bylines_it_joins_and_all_its_reasons_strongest_first(told):
    step = told[MINTER.node("person", "ada")].steps[0]
    assert step.studies == (MINTER.node("study", "doi/10.1/0"), MINTER.node("study", "doi/10.1/1"))
    assert step.reasons == (("one address", 3.0), ("other towns", -2.0), ("a rare name", 0.5))


def test_a_study_of_several_records_tells_why_they_are_one_and_no_more_than_fits(told):
    merge = told[MINTER.node("study", "pmid/7")]
    assert merge.links == 1
    assert merge.steps[0].studies == ()
    assert merge.steps[0].reasons == (("x" * LONGEST, 2.0),)


def test_an_institution_tells_which_printed_name_was_taken_for_an_entry_of_the_authority_and_why(told):
    (step,) = told[MINTER.node("institution", "ror/1")].steps
    assert (step.printed, step.score, step.reasons[0]) == ("Aldmoor Univ", 0.7, ("one address", 3.0))


def test_what_was_never_put_together_tells_nothing(told):
    assert MINTER.node("study", "doi/10.1/0") not in told


def test_of_many_faults_and_doubts_of_a_kind_the_first_are_told_and_of_the_doubts_how_many_there_are(tmp_path):
    folder = BuildFolder(tmp_path)
    Identities().write(folder.identities)
    faults = [Fault("x.ris", line, "?", "unreadable") for line in range(1, MOST_FAULTS + 2)]
    folder.faults.write_bytes(b"".join(msgspec.json.encode(each) + b"\n" for each in faults))
    asked = [Question(kind, str(n), (), 0.5, 1.0) for kind in ("merge", "split") for n in range(MOST_DOUBTS + 1)]
    write_jsonl(folder.review, asked)
    told = tell_origins((), folder, MINTER)
    assert [each.line for each in told.unread] == [each.line for each in faults[:MOST_FAULTS]]
    assert [(each.kind, each.what) for each in told.doubts] == [
        (each.kind, each.what) for each in asked if int(each.what) < MOST_DOUBTS
    ]
    assert told.doubtful == {"merge": MOST_DOUBTS + 1, "split": MOST_DOUBTS + 1}
