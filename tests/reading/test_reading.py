"""Reading many inputs: the same for any number of processes, and taken up again after an interruption."""

import os
import random
import resource
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from msgspec import structs

from kg.clock import Clock, Step
from kg.folder import BuildFolder
from kg.processes.workers import Workers
from kg.readers import formats
from kg.reading import reading, tasks
from kg.reading.parts import Part
from kg.reading.reading import Reading
from kg.reading.spool import Spool
from kg.swapping import has_leftovers, replacing
from tests.files import assert_same
from tests.reading.listings import export, read

PROGRAM = """
import sys
from pathlib import Path
from kg.reading import reading
from kg.clock import Clock
from kg.swapping import replacing
from kg.reading.spool import Spool
from kg.processes.workers import Workers
reading._WORTH_IT = 0
with replacing(Path(sys.argv[2])) as folder, Workers(2) as workers:
    read = reading.Reading([sys.argv[1]], folder, workers, Clock())
    read.run(Spool(folder.records))
    (folder.path / "build.json").write_text(str(read.reused))
"""


def test_law_3_any_number_of_processes_gives_the_same_bytes(many, tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "_WORTH_IT", 0)
    alone, by_one = read([many], tmp_path / "1", 1)
    shared, by_three = read([many], tmp_path / "3", 3)
    assert_same(by_three.records, by_one.records)
    assert_same(by_three.faults, by_one.faults)
    assert list(shared.occurrences()) == list(alone.occurrences())
    assert shared.sources == alone.sources
    assert alone.records == len(list(alone.occurrences())) == sum(20 + 40 * (number % 7) for number in range(30))
    assert alone.faults == 1


@pytest.fixture
def large(tmp_path, monkeypatch) -> Path:
    """A folder of a file that is large enough to be read in spans, and of one that seems to be, but has a comment around its records."""
    monkeypatch.setattr(reading, "_WORTH_IT", 0)
    monkeypatch.setattr(tasks, "_SPAN", 20_000)
    folder = tmp_path / "large"
    folder.mkdir()
    (folder / "records.ris").write_text("what is this?\n" + export(1, 700) + "\nand this?\n" + export(2, 20))
    article = "<PubmedArticle><MedlineCitation><PMID>{}</PMID></MedlineCitation></PubmedArticle>\n"
    articles = ["".join(article.format(number) for number in range(place, place + 500)) for place in (1, 1000)]
    (folder / "set.xml").write_text("<PubmedArticleSet>\n{}<!-- {} --></PubmedArticleSet>".format(*articles))
    return folder


def test_law_3_a_file_read_in_spans_by_any_number_of_processes_gives_what_it_gives_as_a_whole(
    large, tmp_path, monkeypatch
):
    alone, by_one = read([large], tmp_path / "1", 1)
    shared, by_three = read([large], tmp_path / "3", 3)
    monkeypatch.setattr(tasks, "_SPAN", 1 << 20)
    plain, whole = read([large], tmp_path / "whole", 1)
    assert (plain.records, plain.faults) == (1220, 2)
    assert_same(by_three.records, by_one.records)
    for done, folder in ((alone, by_one), (shared, by_three)):
        assert list(Spool(folder.records)) == list(Spool(whole.records))
        assert_same(folder.faults, whole.faults)
        assert list(done.occurrences()) == list(plain.occurrences())
        assert done.sources == plain.sources


def test_spans_that_were_read_before_an_interruption_are_not_read_again(large, tmp_path, monkeypatch):
    read_part, calls = tasks.read_part, []

    def read_some(task):
        calls.append(task)
        if len(calls) == 6:
            raise KeyboardInterrupt
        return read_part(task)

    monkeypatch.setattr(tasks, "read_part", read_some)
    with pytest.raises(KeyboardInterrupt):
        read([large], tmp_path / "out", 1)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out/.parts").iterdir()}
    assert len(before) == 5
    written: list[Path] = []
    write = Part.write
    monkeypatch.setattr(Part, "write", lambda self, items: (written.append(self.path), write(self, items))[1])
    assert read([large], tmp_path / "out", 1)[0].records == 1220
    assert not before.keys() & set(written)
    assert read([large], tmp_path / "out", 1)[0].reused == 2


def test_progress_of_spans_is_told_and_taken_back_where_the_whole_is_read(large, tmp_path):
    steps: list[Step] = []
    done, _ = read([large], tmp_path / "out", 1, steps.append)
    assert len([step for step in steps if step.share is not None]) > 10
    assert steps[-1].pieces == done.records
    assert max(step.share for step in steps if step.share is not None) == 1


def test_a_program_without_a_main_guard_can_read_in_many_processes(many, tmp_path):
    script = tmp_path / "script.py"
    script.write_text("print('once')\n" + PROGRAM)
    ran = subprocess.run([sys.executable, script, many, tmp_path / "out"], capture_output=True, text=True, check=True)
    assert ran.stdout == "once\n"


def test_reading_that_is_killed_at_any_time_harms_nothing_and_is_taken_up_again(many, tmp_path):
    read([many], tmp_path / "whole", 1)
    out = tmp_path / "out"
    out.mkdir()
    (out / "build.json").write_text("old")
    mark = f"KG_TEST={tmp_path}"
    command = [sys.executable, "-c", PROGRAM, many, out]
    draw = random.Random(5)
    for finished in range(3, 19, 3):
        process = subprocess.Popen(command, env={**os.environ, "KG_TEST": str(tmp_path)})
        folder = await_folder(out, process)
        while process.poll() is None and len(list(folder.parts.glob("*"))) < finished:
            time.sleep(0.001)
        time.sleep(draw.random() / 50)
        process.kill()
        process.wait()
        assert (out / "build.json").read_text() == "old"
        assert not still_running(mark)
    subprocess.run(command, check=True)
    assert int((out / "build.json").read_text()) > 0
    assert_same(out / "records.jsonl.gz", tmp_path / "whole/records.jsonl.gz")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "whole"]
    assert not BuildFolder(out).parts.exists()


def await_folder(out: Path, process: subprocess.Popen[bytes]) -> BuildFolder:
    """The unfinished folder of that process, once it is there."""
    while process.poll() is None:
        if found := list(out.parent.glob(f".{out.name}.building-*-{process.pid}")):
            return BuildFolder(found[0])
        time.sleep(0.002)
    raise AssertionError("it ended before it began")


def still_running(mark: str, patience: float = 5.0) -> bool:
    """Whether, after a while, a process still runs in whose environment the mark is."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if mark.encode() in (process / "environ").read_bytes().split(b"\0"):
                    break
            except OSError:
                continue
        else:
            return False
        time.sleep(0.02)
    return True


def test_ctrl_c_leaves_the_old_build_and_what_was_read_and_the_command_says_so(many, tmp_path):
    out = tmp_path / "out"
    command = [Path(sys.executable).with_name("kg"), "build", many, "-o", out]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # Where the tests run in the background of a shell, nothing they start would hear the signal.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no thread runs here
    )
    folder = await_folder(out, process)
    while process.poll() is None and not folder.records.exists():
        time.sleep(0.002)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate()
    assert process.returncode not in {0, None}
    assert "the same command goes on from there" in told
    assert "Traceback" not in told
    assert not out.exists()
    assert has_leftovers(out)
    assert [path.name for path in folder.path.iterdir()] == [".parts"]
    assert len(list(folder.parts.iterdir())) == 31


def test_a_full_disk_leaves_the_old_build_and_what_was_read(many, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "build.json").write_text("old")
    ran = subprocess.run(
        [Path(sys.executable).with_name("kg"), "build", many, "-o", out],
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000)),
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 3
    assert "file too large" in ran.stderr
    assert "the same command goes on from there" in ran.stderr
    assert (out / "build.json").read_text() == "old"
    with replacing(out) as folder, Workers(1) as workers:
        done = Reading([many], folder, workers, Clock())
        done.run(Spool(folder.records))
    assert done.reused == 31


def test_law_3_files_in_an_archive_give_the_records_that_they_give_in_a_folder(many, tmp_path):
    with zipfile.ZipFile(tmp_path / "many.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(many.iterdir()):
            archive.write(path, path.name)
    _, one = read([tmp_path / "many.zip"], tmp_path / "1", 1)
    _, other = read([many], tmp_path / "2", 1)
    pairs = list(zip(Spool(one.records), Spool(other.records), strict=True))
    assert len(pairs) > 3000
    for zipped, plain in pairs:
        assert zipped.source.file == f"{tmp_path / 'many.zip'}!{Path(plain.source.file).name}"
        assert structs.replace(zipped, source=plain.source) == plain
        assert zipped.source.line == plain.source.line


def test_what_fails_in_this_very_process_is_taken_up_by_it_as_well(many, tmp_path):
    def fill_disk() -> None:
        with replacing(tmp_path / "out") as folder, Workers(1) as workers:
            Reading([many], folder, workers, Clock()).run(Spool(folder.records))
            raise OSError("no space left on device")

    with pytest.raises(OSError, match="no space left"):
        fill_disk()
    with replacing(tmp_path / "out") as folder, Workers(1) as workers:
        done = Reading([many], folder, workers, Clock())
        done.run(Spool(folder.records))
    assert done.reused == 31
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_what_other_code_has_read_is_read_again(many, tmp_path, monkeypatch):
    read([many], tmp_path / "out", 1)
    assert read([many], tmp_path / "out", 1)[0].reused == 31
    monkeypatch.setattr("kg.reading.tasks._hash_code", lambda: "other")
    assert read([many], tmp_path / "out", 1)[0].reused == 0


def test_a_file_that_has_changed_or_bears_another_name_is_read_again(many, tmp_path):
    first, folder = read([many / "01.ris", many / "02.ris"], tmp_path / "out", 1)
    changed = tmp_path / "01.ris"
    changed.write_bytes((many / "01.ris").read_bytes())
    again = Reading([changed, many / "02.ris"], folder, Workers(1), Clock())
    again.run(Spool(folder.records))
    assert (first.reused, again.reused) == (0, 1)


def test_a_damaged_part_is_not_used(many, tmp_path):
    first, folder = read([many], tmp_path / "out", 1)
    before = folder.records.read_bytes()
    for part in folder.parts.iterdir():
        part.write_bytes(part.read_bytes()[:-5])
    Reading([many], folder, Workers(1), Clock()).run(Spool(folder.records))
    assert folder.records.read_bytes() == before
    assert first.records


def test_progress_tells_the_records_read_and_the_share_of_all_bytes(many, tmp_path):
    steps: list[Step] = []
    read([many], tmp_path / "out", 1, steps.append)
    shares = [step.share for step in steps if step.share is not None]
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert 0 < shares[0] < 0.2
    assert steps[-1].pieces == 4000


DATA = Path(__file__).parents[1] / "data"


@pytest.mark.parametrize("name", sorted(formats()))
def test_every_reader_can_be_asked_at_any_time_how_far_it_is(name, tmp_path, monkeypatch):
    monkeypatch.setattr(tasks, "_OFTEN", 1)
    files = [each for each in sorted((DATA / name).iterdir()) if each.name != "seed-expected.json"]
    done, _ = read(files, tmp_path / "out", 1)
    assert done.records > 0
