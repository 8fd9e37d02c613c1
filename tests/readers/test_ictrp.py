"""What trials as the WHO's registry platform exports them say."""

from pathlib import Path

from kg.clean import clean
from kg.readers import ictrp, read
from kg.record import Fault, Grant, Identifier, Record

FILE = Path(__file__).parents[1] / "data/ictrp/trials.xml"


def read_all() -> list[Record]:
    return [each for raw in read(FILE) if isinstance(raw, Record) for each in clean(raw) if isinstance(each, Record)]


def test_a_trial_is_known_by_the_numbers_of_all_its_registers():
    first, second, third = read_all()
    assert first.registrations == (Identifier("isrctn", "ISRCTN13880272"), Identifier("nct", "NCT03456789"))
    assert second.registrations == (Identifier("eudract", "2015-001234-12"),)
    assert third.registrations == (Identifier("ictrp", "PER-012-15"),)


def test_the_scientific_title_stands_before_the_public_one_which_is_kept():
    first, second, _ = read_all()
    assert first.title == "Walking versus waiting for people over 65: a randomised controlled trial"
    assert {each.name: each.value for each in first.extra}["Public_title"] == "Walks for older people"
    assert second.title == "Spaziergänge"
    assert "Public_title" not in {each.name for each in second.extra}


def test_the_date_is_the_one_that_can_be_read_in_one_way():
    assert [each.date("published") for each in read_all()] == ["2018-03-07", "2015-06-01", ""]


def test_lists_are_parted_and_who_is_to_be_asked_is_no_author_and_keeps_no_address():
    first, *_ = read_all()
    assert first.keywords == ("Loneliness", "Depression", "Mental and Behavioural Disorders")
    assert first.grants == (Grant("", "National Institute for Health Research"), Grant("", "Walk Trust"))
    assert not first.contributors
    kept = {each.name: each.value for each in first.extra}
    assert (kept["Contact_Lastname"], "@" in kept["Contact_Email"]) == ("Marlowe;Berg", False)


def test_the_day_of_the_export_makes_no_other_record(tmp_path: Path):
    later = tmp_path / "later.xml"
    later.write_text(FILE.read_text("utf-8").replace("11/23/2025", "1/5/2026"), "utf-8")
    assert [each.key for each in read(later)] == [each.key for each in read(FILE)]


def test_a_trial_without_a_number_is_a_fault(tmp_path: Path):
    nameless = tmp_path / "nameless.xml"
    nameless.write_text("<Trials_downloaded_from_ICTRP><Trial><Public_title>Walks</Public_title></Trial>")
    (fault,) = read(nameless)
    assert isinstance(fault, Fault)
    assert "it has no TrialID" in fault.reason
    assert ictrp.TITLE
