"""Work in further processes."""

import operator
import os
import pickle
import subprocess
import sys
import time
from pathlib import Path
from threading import Event

import pytest

from kg.processes.process import WorkerError
from kg.processes.workers import Workers


@pytest.fixture(scope="module")
def two():
    with Workers(2) as workers:
        yield workers


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_the_items(jobs):
    with Workers(jobs) as workers:
        assert list(workers.map(str, range(50))) == list(map(str, range(50)))


def test_items_are_taken_ahead_only_a_little(two):
    taken = []
    results = two.map(abs, (taken.append(n) or n for n in range(1000)))
    assert next(results) == 0
    assert len(taken) < 20
    results.close()


@pytest.mark.parametrize("jobs", [1, 2])
def test_work_that_was_begun_gives_its_results_in_order_when_they_are_asked_for(jobs):
    with Workers(jobs) as workers:
        begun = workers.begin(abs, range(-9, 0))
        assert list(workers.map(abs, [-10, -11])) == [10, 11]
        assert list(begun) == [*range(9, 0, -1)]


def test_what_was_begun_is_worked_on_before_anybody_asks(two, tmp_path):
    begun = two.begin(os.mkdir, [tmp_path / str(n) for n in range(20)])
    deadline = time.monotonic() + 30
    while len(list(tmp_path.iterdir())) < 20 and time.monotonic() < deadline:
        time.sleep(0.01)
    assert len(list(tmp_path.iterdir())) == 20
    assert list(begun) == [None] * 20


def test_what_was_begun_gives_what_is_done_while_the_rest_is_not(two):
    asked = Event()
    begun = two.begin(abs, (n if n < 20 else asked.wait(10) for n in range(21)))
    assert next(begun) == 0
    asked.set()
    assert list(begun) == [*range(1, 20), True]


def test_what_may_come_later_waits_for_all_else(tmp_path):
    asked = Event()

    def clocks(asked: Event):
        yield from [time.CLOCK_MONOTONIC] * 3
        asked.set()

    pipes = [tmp_path / "one", tmp_path / "other"]
    for pipe in pipes:
        os.mkfifo(pipe)
    with Workers(2) as workers:
        busy = workers.begin(Path.read_text, pipes)
        held = [pipe.open("w") for pipe in pipes]  # each opens when a process reads it, which then waits for its end
        begun = []
        for later in (True, False):
            begun.append(workers.begin(time.clock_gettime_ns, clocks(asked), later=later))
            assert asked.wait(60)
            asked.clear()
        for pipe in held:
            pipe.close()
        late, soon = map(sorted, begun)
        assert list(busy) == ["", ""]
    assert soon[-2] < late[0]  # the last may have begun in the one process and be told after the first in the other


def test_what_begun_work_raises_is_raised_when_it_is_asked_for(two):
    begun = two.begin(int, ["1", "x"])
    with pytest.raises(ValueError, match="invalid literal"):
        list(begun)


def test_what_a_function_raises_is_raised_here_and_the_workers_go_on(two):
    with pytest.raises(ValueError, match="invalid literal"):
        list(two.map(int, ["1", "x"]))
    assert list(two.map(int, ["1", "2"])) == [1, 2]


def test_a_large_item_with_a_large_result_does_not_block(two):
    large = [b"x" * 5_000_000] * 6
    assert list(two.map(bytes.upper, large)) == [b"X" * 5_000_000] * 6


def test_what_a_function_prints_is_no_answer(two):
    assert list(two.map(print, ["hello"])) == [None]


def test_a_process_that_ends_on_its_own_is_an_error_that_says_so():
    with Workers(2) as workers, pytest.raises(WorkerError, match="ended on its own"):
        list(workers.map(os._exit, [3]))


def test_a_process_that_ends_in_the_middle_of_its_answer_is_the_same_error():
    with Workers(2) as workers:
        assert list(workers.map(abs, [-1])) == [1]
        for process in workers._processes:
            read, write = os.pipe()
            os.write(write, pickle.dumps(["half an answer"] * 9)[:-9])
            os.close(write)
            process._process.stdout.close()
            process._process.stdout = os.fdopen(read, "rb")
        with pytest.raises(WorkerError, match="ended on its own"):
            list(workers.map(abs, [-1]))


def test_the_time_and_memory_of_the_processes_are_told(two):
    list(two.map(sum, [range(3_000_000)]))
    assert two.cpu >= two.spent["sum"] > 0.01
    assert two.peak_megabytes > 10


def test_a_program_without_a_main_guard_may_use_them(tmp_path):
    program = tmp_path / "program.py"
    program.write_text(
        "from kg.processes.workers import Workers\nwith Workers(2) as w: print(list(w.map(abs, [-1, 2])))\n"
    )
    ran = subprocess.run([sys.executable, program], check=True, capture_output=True, text=True)
    assert ran.stdout == "[1, 2]\n"


def test_the_processes_end_when_the_one_that_started_them_is_killed():
    program = (
        "import operator, os\nfrom kg.processes.workers import Workers\n"
        "print(*Workers(2).map(operator.call, [os.getpid]), flush=True)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True, text=True)
    worker = int(ran.stdout)
    assert worker != os.getpid()
    for _ in range(50):
        try:
            os.kill(worker, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    pytest.fail("the worker is still there")


def test_work_is_done_elsewhere(two):
    assert os.getpid() not in set(two.map(operator.call, [os.getpid] * 4))


def test_what_a_process_held_does_not_count_the_memory_of_the_one_that_started_it():
    held = bytearray(300_000_000)
    held[::4096] = b"x" * len(held[::4096])
    with Workers(2) as two:
        assert list(two.map(abs, [-1, 2])) == [1, 2]
        assert two.peak_megabytes < 300


class _Unreadable:
    def __reduce__(self):
        return int, ("no number",)


def test_a_process_that_cannot_take_a_request_says_why_before_it_ends(capfd):
    with Workers(2) as workers, pytest.raises(WorkerError, match=r"\(1\)"):
        list(workers.map(str, [_Unreadable()]))
    assert "no number" in capfd.readouterr().err
