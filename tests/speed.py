"""How long a second of a core is here: what limits of time for hostile input are measured in."""

import time

_USUAL = 0.025  # seconds that the work takes on a core as they are common
_SLOWEST = 3  # times slower than that, at most


def is_within_a_second(spent: float) -> bool:
    """Whether seconds of CPU are less than one, or than this core needs for what a usual one does in a second."""
    return spent < 1 or spent < min(_SLOWEST, min(_time_work() for _ in range(9)) / _USUAL)


def _time_work() -> float:
    start = time.process_time()
    counts: dict[str, int] = {}
    for number in range(200_000):
        word = f"{number % 977}"
        counts[word] = counts.get(word, 0) + len(word)
    return time.process_time() - start
