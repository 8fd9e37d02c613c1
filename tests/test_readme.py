"""What the README tells people to type works as it stands."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg import readers, writers
from tests.score import fields

README = (Path(__file__).resolve().parents[1] / "README.md").read_text("utf-8")
BLOCKS = [(match[1], match[2]) for match in re.finditer(r"^```(\w+)\n(.*?)^```", README, re.DOTALL | re.MULTILINE)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A folder with the listings that the README speaks of."""
    folder = tmp_path_factory.mktemp("readme")
    (folder / "more").mkdir()
    for name in ("listing.txt", "more/listing.txt"):
        shutil.copy(kg.example(), folder / name)
    return folder


def test_its_commands_run_one_after_the_other(folder):
    commands = "\n".join(text for language, text in BLOCKS if language == "sh" and "make" not in text)
    assert commands.count("kg ") > 6
    path = f"{Path(sys.executable).parent}:/usr/bin:/bin"
    ran = subprocess.run(
        ["bash", "-euc", commands],
        cwd=folder,
        env={"PATH": path, "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr


def test_what_it_shows_a_command_to_print_is_what_it_prints(folder):
    shown = next(text for language, text in BLOCKS if language == "console")
    command, _, printed = shown.partition("\n")
    subprocess.run([Path(sys.executable).with_name("kg"), "demo", "-q"], cwd=folder, check=True)
    ran = subprocess.run(
        ["bash", "-c", command.removeprefix("$ ")],
        cwd=folder,
        env={"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout == printed


def test_its_python_runs(folder, monkeypatch):
    monkeypatch.chdir(folder)
    program = next(text for language, text in BLOCKS if language == "python")
    subprocess.run([sys.executable, "-c", program], cwd=folder, check=True)
    assert (folder / "mine.ttl").exists()


def test_the_table_of_formats_says_what_the_readers_give():
    printed = README.partition("<!-- fields -->\n")[2].partition("\n<!-- /fields -->")[0]
    assert printed == fields.print_table(fields.gather(fields.fixtures()))
    assert all(f"`{name}`" in README.partition("<!-- fields -->")[0] for name in readers.formats())


def test_the_table_of_what_is_written_says_what_the_writers_keep():
    printed = README.partition("<!-- kept -->\n")[2].partition("\n<!-- /kept -->")[0]
    assert printed == fields.print_table(fields.gather_kept(fields.fixtures()))
    assert set(fields.WRITTEN) == set(writers.formats())
