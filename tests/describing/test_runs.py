"""Sorted N-Quads, joined from runs."""

import gzip
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from kg.describing.runs import join_runs, write_runs

lines = st.integers(0, 60).map(lambda n: f"<{n // 20}/{n % 20:02}>")
piece = st.sets(lines).map(sorted)
pieces = st.lists(st.lists(piece, max_size=4), max_size=5)


def joined(runs: list[list[list[str]]], others: list[str]) -> tuple[list[str], int]:
    with TemporaryDirectory() as folder:
        written = [one for n, run in enumerate(runs) for one in write_runs(Path(folder, str(n)), run)]
        with Path(folder, "all").open("wb") as out:
            count = join_runs(written, others, out)
        data = Path(folder, "all").read_bytes()
        return (gzip.decompress(data) if data else b"").decode().split(" .\n")[:-1], count


@given(pieces, piece)
def test_whatever_the_runs_are_the_whole_is_sorted_and_has_each_line_once(runs, others):
    found, count = joined(runs, others)
    assert found == sorted({*others, *(line for run in runs for piece in run for line in piece)})
    assert count == len(found)


@given(pieces, st.randoms(use_true_random=False))
def test_the_order_of_the_runs_changes_nothing(runs, random):
    assert joined(random.sample(runs, len(runs)), []) == joined(runs, [])


def test_lines_about_several_kinds_of_things_make_a_run_for_each(tmp_path):
    kinds = ["<http://x/a/1>", "<http://x/a/2>", "<http://x/b/1>", "<http://y/z>"]
    runs = write_runs(tmp_path / "run", [kinds], "http://x/")
    assert [(run.first, run.lines) for run in runs] == [(kinds[0], 2), (kinds[2], 1), (kinds[3], 1)]
