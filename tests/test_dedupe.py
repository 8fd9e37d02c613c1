"""The same study from several files, as a user meets it."""

import json
import re
from itertools import chain
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.dedupe import dedupe
from kg.errors import InputError
from kg.folder import BuildFolder
from kg.readers import read
from kg.record import Record

RIS = """TY  - JOUR
TI  - Link workers and loneliness in later life
AU  - Wildman, Josephine M
AU  - Moffatt, Suzanne
PY  - 2019
JF  - BMC Public Health
VL  - 19
SP  - 98
EP  - 108
KW  - Loneliness
N1  - kept as it was
ER  -

TY  - JOUR
TI  - Walking groups of ice hockey players
AU  - Gretzky, Wayne
PY  - 2001
JF  - Sport
VL  - 1
SP  - 4
ER  -

"""
BIB = """@article{wildman,
  title = {{LINK} workers and loneliness in later life},
  author = {Wildman, J. M. and Moffatt, S.},
  year = {2019}, journal = {BMC Public Health}, volume = {18}, pages = {98--108}, doi = {10.1186/s12889-000-0000-1},
  keywords = {ageing; loneliness},
}
"""


@pytest.fixture
def exports(tmp_path: Path) -> tuple[Path, Path]:
    ris, bib = tmp_path / "a.ris", tmp_path / "b.bib"
    ris.write_text(RIS)
    bib.write_text(BIB)
    return ris, bib


def run(*arguments: object, code: int = 0) -> str:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == code, result.output
    return result.stdout


def test_the_groups_are_shown_with_reasons_and_conflicts_and_each_files_counts(exports: tuple[Path, Path]):
    told = run("dedupe", *exports)
    assert "[1] Link workers and loneliness in later life (2019)" in told or "[2] Link workers" in told
    assert "same title" in told
    assert "[1] and [2] are one study with probability over 0.999\n    for: " in told
    assert re.search(r"volume: \d+ \[1\], not \d+ \[2\]\n", told)
    assert "the value shown comes first. It is that of the fullest record" in told
    assert "Walking groups" not in told


def test_json_has_it_all(exports: tuple[Path, Path]):
    found = json.loads(run("dedupe", "--json", *exports))
    assert found["studies"] == 2
    ((group,), (first, second)) = found["groups"], found["sources"]
    assert {member["line"] for member in group["members"]} == {1}
    assert group["links"][0]["score"] > 0.99
    assert {each["field"] for each in group["conflicts"]} == {"volume"}
    assert (first["remaining"], second["duplicates_across"], second["remaining"]) == (2, 1, 0)


def test_each_study_is_written_as_one_record_with_what_all_say(exports: tuple[Path, Path], tmp_path: Path):
    out = tmp_path / "merged.ris"
    run("dedupe", *exports, "--write", "ris", "-o", out, "--quiet")
    records = {each.title.lower(): each for each in read(out) if isinstance(each, Record)}
    assert len(records) == 2
    merged = records["link workers and loneliness in later life"]
    assert merged.identifier("doi") == "10.1186/s12889-000-0000-1"
    assert {word.lower() for word in merged.keywords} == {"loneliness", "ageing"}


@pytest.mark.parametrize("form", ["ris", "nbib", "bibtex", "csl"])
def test_what_was_written_has_no_duplicates(form: str, exports: tuple[Path, Path], tmp_path: Path):
    out = tmp_path / "merged"
    dedupe(exports, form, out)
    if form != "nbib":  # no record here has a PubMed id, by which that format is known
        again = dedupe([out])
        assert (again.studies, again.groups, again.faults) == (2, (), ())


def test_a_format_without_a_file_is_a_wrong_command_line_and_an_unknown_one_is_told(exports: tuple[Path, Path]):
    run("dedupe", *exports, "--write", "ris", code=2)
    with pytest.raises(ValueError, match="there is no format xyz"):
        dedupe(exports, "xyz", "out")


def test_a_build_counts_what_each_file_gave_and_explains_why_records_are_one(
    exports: tuple[Path, Path], tmp_path: Path
):
    folder = tmp_path / "out"
    run("build", *exports, "-o", folder, "--quiet")
    report = BuildFolder(folder).report()
    assert [
        (each.records, each.duplicates_within, each.duplicates_across, each.remaining) for each in report.inputs
    ] == [
        (2, 0, 0, 2),
        (1, 0, 1, 0),
    ]
    assert "duplicates across" in run("stats", folder)
    told = run("explain", "study/doi/10.1186/s12889-000-0000-1", folder)
    assert "are one study with probability" in told
    assert "same title" in told
    assert "The records differ" in told
    assert "volume: " in told


def test_groups_come_by_study_whichever_was_read_first(tmp_path: Path):
    entry = "TY  - JOUR\nTI  - {0} of walking\nDO  - 10.1000/{0}\nPY  - 2020\nN1  - {1}\nER  - \n\n"
    (tmp_path / "a.ris").write_text("".join(entry.format(name, n) for name in ("zeal", "art") for n in (1, 2)))
    assert [group.study for group in dedupe([tmp_path / "a.ris"]).groups] == ["doi/10.1000/art", "doi/10.1000/zeal"]


def test_records_that_are_one_for_the_same_reasons_are_told_in_one_line(tmp_path: Path):
    entry = "TY  - JOUR\nTI  - {0}\nDO  - 10.1000/art\nPY  - 2020\nSP  - 7\nN1  - {1}\nER  - \n\n"
    titles = [*["Walking groups"] * 11, ""]
    (tmp_path / "a.ris").write_text("".join(entry.format(title, n) for n, title in enumerate(titles)))
    told = run("dedupe", tmp_path / "a.ris")
    lines = re.findall(r"  \[1\] and (.*) are one study", told)
    numbers = [[int(number) for number in re.findall(r"\d+", line)] for line in lines]
    assert len(lines) == 2
    assert numbers == list(map(sorted, numbers))
    assert sorted(chain(*numbers)) == list(range(2, 13))
    assert "] no title (2020)\n      record/" in told


def test_the_groups_that_are_least_sure_come_first(exports: tuple[Path, Path], tmp_path: Path):
    (tmp_path / "c.ris").write_text(RIS.replace("Walking groups of", "Walking groups for").replace("2001", "2002"))
    scores = [group.score for group in dedupe([*exports, tmp_path / "c.ris"]).groups]
    assert len(scores) == 2
    assert scores == sorted(scores)
    assert scores[0] < 0.9995 < scores[1]


def test_what_people_decided_of_records_holds_against_the_evidence(exports: tuple[Path, Path], tmp_path: Path):
    told = run("dedupe", *exports)
    one, other = re.findall(r"record/\w+", told.partition("\n\n")[0])
    decided = tmp_path / "decided.toml"
    decided.write_text(f'[[different]]\r\nof = ["{one}", "{other}"]\r\nwhy = "part two"\r\n')
    assert run("dedupe", *exports, "--corrections", decided).startswith("No two records are of one study.\n")
    assert dedupe(exports, corrections=decided).studies == 3
    keys = [f"record/{each.key}" for each in read(exports[0]) if isinstance(each, Record)]
    decided.write_text(f"[[same]]\nof = {json.dumps(keys)}\nwhy = 'she says so'\n")
    assert "    decided by people: she says so\n" in run("dedupe", exports[0], "--corrections", decided)
    decided.write_text('[[different]]\nof = ["record/none", "record/nobody"]\n')
    faults = dedupe(exports, corrections=decided).faults
    assert {(fault.file, fault.line) for fault in faults} == {(str(decided), 1)}


def test_nothing_that_could_be_read_is_an_error_and_leaves_the_old_file(tmp_path: Path):
    listing, out = tmp_path / "notes.txt", tmp_path / "merged.ris"
    listing.write_text("")
    out.write_text(RIS)
    result = CliRunner().invoke(app, ["dedupe", str(listing)])
    assert (str(result.exception), result.stderr) == ("nothing could be read as a record", f"{listing}: is empty\n")
    with pytest.raises(InputError, match=r"nothing could be read as a record; its fault: .*notes.txt: is empty"):
        dedupe([listing], "ris", out)
    assert out.read_text() == RIS


def test_what_was_written_into_a_folder_that_is_read_is_no_input_the_next_time(
    exports: tuple[Path, Path], tmp_path: Path
):
    out = tmp_path / "merged.ris"
    first, again = (dedupe([tmp_path], "ris", out) for _ in range(2))
    assert first == again
    assert {each.name for each in first.sources} == set(map(str, exports))
    assert len(dedupe([tmp_path, out], "ris", out).sources) == 3


def test_records_of_the_same_text_are_a_group_that_names_every_place(exports: tuple[Path, Path], tmp_path: Path):
    ris, _ = exports
    copy = tmp_path / "copy.ris"
    copy.write_text(RIS)
    found = dedupe([ris, copy])
    assert [(each.title, each.copies) for group in found.groups for each in group.members] == [
        ("Link workers and loneliness in later life", (f"{copy}#1",)),
        ("Walking groups of ice hockey players", (f"{copy}#14",)),
    ]
    assert f"{ris}#1, also {copy}#1\n" in run("dedupe", ris, copy)


def test_what_could_not_be_read_and_what_was_written_is_told(tmp_path: Path):
    listing, out = tmp_path / "broken.ris", tmp_path / "merged.ris"
    listing.write_text("a line before any record\n" + RIS)
    result = CliRunner().invoke(app, ["dedupe", str(listing), "--write", "ris", "-o", str(out)])
    assert f"{listing}#1: " in result.stderr
    assert f"2 studies written to {out}" in result.stdout
