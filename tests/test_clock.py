"""Times and progress of stages."""

import time

import pytest

from kg.clock import Clock, Stage, Step, peak_memory


def test_stages_come_in_the_order_in_which_they_first_ran_with_all_their_time_and_pieces():
    clock = Clock()
    for stage in ("read", "facts", "read"):
        with clock(stage):
            time.sleep(0.01)
    assert list(clock.over("facts", [2, 3], size=int)) == [2, 3]
    stages = clock.stages()
    assert list(stages) == ["read", "facts"]
    assert stages["read"].seconds >= 0.02 > stages["read"].cpu
    assert (stages["read"].pieces, stages["facts"].pieces) == (0, 5)


def test_only_the_time_that_an_item_takes_to_come_counts_not_what_is_done_with_it():
    clock = Clock()
    for _ in clock.over("facts", range(2)):
        time.sleep(0.02)
    assert clock.stages()["facts"].seconds < 0.02


def test_the_cpu_of_other_processes_is_added():
    clock = Clock()
    clock.spend("shapes", 1.5)
    clock.spend("shapes", 2.0)
    assert clock.stages() == {"shapes": Stage(0.0, 3.5, 0)}


def test_a_stage_that_fails_is_timed_and_the_error_comes_through():
    clock = Clock()
    with pytest.raises(KeyError), clock("read"):
        raise KeyError
    assert list(clock.stages()) == ["read"]


def test_a_listener_hears_of_each_beginning_and_each_piece():
    heard: list[Step] = []
    clock = Clock(heard.append)
    with clock("read"):
        clock.tell("read", 7, 0.5, "one file taken over")
    list(clock.over("facts", "ab"))
    assert heard == [
        Step("read", 0),
        Step("read", 7, 0.5, "one file taken over"),
        *(Step("facts", pieces) for pieces in (0, 1, 2)),
    ]


def test_the_most_memory_is_that_of_this_process_in_megabytes():
    before = peak_memory()
    held = bytearray(200 << 20)
    held[:: 1 << 12] = b"x" * len(held[:: 1 << 12])
    assert before is None or (peak_memory() or 0) > 200
