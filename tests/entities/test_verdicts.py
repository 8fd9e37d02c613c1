"""What people decided holds against all evidence, or is disputed."""

from hypothesis import given
from hypothesis import strategies as st

from kg.decision import Corrections, Verdict
from kg.entities import resolve
from kg.entity import Entities
from kg.record import Contributor, Record, Source

NUMBERS = range(6)
some_verdicts = st.lists(st.lists(st.sampled_from(NUMBERS), min_size=2, max_size=3, unique=True), max_size=4)


def decide(same: list[list[int]], different: list[list[int]], node: str) -> Corrections:
    def tell(verdicts: list[list[int]], line: int) -> tuple[Verdict, ...]:
        return tuple(
            Verdict(tuple(node.format(each) for each in verdict), line + n) for n, verdict in enumerate(verdicts)
        )

    return Corrections(same=tell(same, 1), different=tell(different, 100))


def check(corrections: Corrections, found: Entities, home: dict[str, str]) -> None:
    disputed = {each.line for each in found.disputes}
    for verdict in corrections.different:
        assert len({home[node] for node in verdict.nodes}) == len(verdict.nodes)
    for verdict in corrections.same:
        assert (len({home[node] for node in verdict.nodes}) == 1) or verdict.line in disputed
    if not corrections.different:
        assert not disputed


def write(number: int, title: str) -> Record:
    abel, cole = (Contributor(name, family=name[:4], initials=name[-1]) for name in ("Abel Q", "Cole X"))
    return Record(
        f"r{number}", Source("rca", "f", number, ""), title=title, contributors=(abel, cole), volume="3", pages="7-19"
    )


@given(some_verdicts, some_verdicts)
def test_no_study_holds_records_that_were_decided_to_differ_and_one_study_those_decided_to_be_one(same, different):
    """Three records each are of one work by the evidence."""
    records = [
        write(n, "Rain in Spain falls mainly on the plain" if n < 3 else "Whales of the northern seas") for n in NUMBERS
    ]
    corrections = decide(same, different, "record/r{}")
    found = resolve(records, corrections=corrections)
    check(corrections, found, {f"record/{record}": each.key for each in found.studies for record in each.records})


@given(some_verdicts, some_verdicts)
def test_nobody_has_authorships_that_were_decided_to_differ_and_one_person_those_decided_to_be_one(same, different):
    """All are one person's by the evidence."""
    records = [write(n, f"Whales of the northern seas, part {n}") for n in NUMBERS]
    corrections = decide(same, different, "record/r{}/author/1")
    found = resolve(records, corrections=corrections)
    home = {f"record/{m.record}/author/{m.position}": each.key for each in found.people for m in each.mentions}
    check(corrections, found, home)
