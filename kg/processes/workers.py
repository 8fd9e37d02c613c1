"""Maps functions over further processes of this program, with results in order."""

from __future__ import annotations

import os
import sys
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import count, islice
from queue import PriorityQueue, SimpleQueue
from threading import Thread
from typing import Any, NamedTuple, Self, TypeVar

from kg.processes.process import Answer, Listener, Process, telling

T = TypeVar("T")
R = TypeVar("R")

_WAITING = 2  # tasks for each process that are sent or answered, but not yet fetched


class _Task(NamedTuple):
    """A function to run on an item; what sorts first comes first."""

    later: bool
    number: int
    future: Future[Any]
    function: Callable[[Any], object]
    item: object
    listen: Listener


_END = _Task(later=True, number=sys.maxsize, future=Future(), function=id, item=None, listen=lambda _news: None)


class Workers:
    """So many processes (`jobs`, by default all cores that this process may use) that `map` sends its work to.

    With one job everything runs in this process. Functions are sent by name and values pickled, so a function must stand at
    the top of a module of a package. The processes import what they need themselves, never the program that uses this
    library, which therefore needs no `__main__` guard. They end when the block ends, or when this process does.

    >>> with Workers(1) as workers:
    ...     list(workers.map(len, ["a", "bc"]))
    [1, 2]
    """

    def __init__(self, jobs: int | None = None) -> None:
        self.jobs = count_cores() if jobs is None else max(1, jobs)
        self.spent: defaultdict[str, float] = defaultdict(float)
        """Seconds of CPU that the processes have spent so far, by the name of the function that they ran."""
        self._processes: list[Process] = []
        self._threads: list[Thread] = []
        self._tasks = PriorityQueue[_Task]()
        self._count = count()
        self._beside: ThreadPoolExecutor | None = None

    @property
    def cpu(self) -> float:
        """Seconds of CPU that the processes have spent on answers so far."""
        return sum(self.spent.values())

    def map(self, function: Callable[[T], R], items: Iterable[T], listen: Listener = lambda _news: None) -> Iterator[R]:
        """Give the function's results in the order of the items, of which only some are taken ahead.

        What the function passes to `tell` before it is done goes to `listen`, in any thread. Raises what the function
        raises, and `WorkerError` if a process ends before it answers.
        """
        return self._map(function, items, listen)

    def _map(
        self,
        function: Callable[[T], R],
        items: Iterable[T],
        listen: Listener = lambda _news: None,
        *,
        later: bool = False,
    ) -> Iterator[R]:
        if self.jobs == 1:
            for item in items:
                with telling(listen):
                    result = function(item)
                yield result
            return
        self._start()
        waiting: deque[Future[R]] = deque()
        try:
            for item in items:
                task = _Task(later, next(self._count), Future(), function, item, listen)
                self._tasks.put(task)
                waiting.append(task.future)
                while len(waiting) >= _WAITING * self.jobs or (waiting and waiting[0].done()):
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()

    def begin(self, function: Callable[[T], R], items: Iterable[T], *, later: bool = False) -> Iterator[R]:
        """Give what `map` gives, but be at work on the items already, while this process does something else.

        The items are taken in a thread of their own. Results wait until they are asked for. What nobody will wait for soon may
        come `later`: when the processes have nothing else to do.
        """
        if self.jobs == 1:
            return self.map(function, items)
        self._start()
        self._beside = self._beside or ThreadPoolExecutor()
        found = SimpleQueue[R | Future[None]]()

        def work() -> None:
            for each in self._map(function, items, later=later):
                found.put(each)

        done = self._beside.submit(work)
        done.add_done_callback(found.put)
        return _take(found, done)

    @property
    def peak_megabytes(self) -> int:
        """The most memory that the processes have held, those of all added."""
        return sum(process.megabytes for process in self._processes)

    def close(self) -> None:
        """End the processes."""
        for process in self._processes:
            process.end()  # from now on each task is an error, and whoever waits for it goes on
        if self._beside:
            self._beside.shutdown(cancel_futures=True)
        for _ in self._threads:
            self._tasks.put(_END)
        for thread in self._threads:
            thread.join()
        self._processes, self._threads, self._beside = [], [], None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def _start(self) -> None:
        if not self._processes:
            self._processes = [Process() for _ in range(self.jobs)]
            self._threads = [Thread(target=self._serve, args=(each,), daemon=True) for each in self._processes]
            for thread in self._threads:
                thread.start()

    def _serve(self, process: Process) -> None:
        """Give a process one task after the other, those that may come later when there are no others."""
        while self._give(process, self._tasks.get()):
            pass  # holds nothing while it waits

    def _give(self, process: Process, task: _Task) -> bool:
        """Have a task done; give whether others may follow."""
        if task is not _END and task.future.set_running_or_notify_cancel():
            try:
                answer = process.ask(task.function, task.item, task.listen)
            except Exception as error:  # noqa: BLE001 - whatever it is, who waits for the answer gets it
                answer = Answer(None, error, 0.0, 0)
            self.spent[task.function.__name__] += answer.cpu
            if answer.error is None:
                task.future.set_result(answer.value)
            else:
                task.future.set_exception(answer.error)
        return task is not _END


def _take(found: SimpleQueue[Any], done: Future[None]) -> Iterator[Any]:
    """Give what is found as it comes, till it is `done`."""
    while (each := found.get()) is not done:
        yield each
    done.result()


def cut(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Cut the items into lists of that size: what is worth sending at once.

    >>> list(cut("abcde", 2))
    [['a', 'b'], ['c', 'd'], ['e']]
    """
    iterator = iter(items)
    return iter(lambda: list(islice(iterator, size)), [])


def count_cores() -> int:
    """Count the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
