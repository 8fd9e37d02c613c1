"""One further process of this program: how it is asked, what it answers, and how it tells how far it has come."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from queue import SimpleQueue
from threading import Thread
from traceback import print_exc
from typing import Any, BinaryIO, NamedTuple, TypeVar, cast

from kg.clock import peak_memory
from kg.processes.pipes import widen

T = TypeVar("T")
R = TypeVar("R")

_ENDING = 1  # second


class WorkerError(ChildProcessError):
    """A process ended before it answered: somebody killed it, or there was too little memory."""


Listener = Callable[[Any], None]
"""Is given what a function tells while it runs."""

_listener: ContextVar[Listener | None] = ContextVar("_listener", default=None)


def tell(news: object) -> None:
    """Pass on how far a function that `Workers.map` runs has come; without one, nobody hears it."""
    if listener := _listener.get():
        listener(news)


@contextmanager
def telling(listener: Listener) -> Iterator[None]:
    """Give what is told within the block to a listener."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


class Answer(NamedTuple):
    """What a function returned or raised, the seconds of CPU it took, and the most memory that its process has held."""

    value: object
    error: BaseException | None
    cpu: float
    megabytes: int


class Process:
    """One process that answers what it is asked."""

    def __init__(self) -> None:
        self.megabytes = 0
        program = f"import sys; sys.path[:] = {sys.path!r}; from kg.processes.process import serve; serve()"
        self._process = subprocess.Popen(  # noqa: S603 - this very interpreter, with the text above
            [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        widen(cast("BinaryIO", self._process.stdout))

    def ask(self, function: Callable[[T], R], item: T, listen: Listener) -> Answer:
        """Have it run the function on the item, and wait for the answer; `listen` is given what is told before."""
        requests, answers = cast("BinaryIO", self._process.stdin), cast("BinaryIO", self._process.stdout)
        request = pickle.dumps((function, item), pickle.HIGHEST_PROTOCOL)
        try:
            requests.write(request)
            requests.flush()
            while not isinstance(answer := pickle.load(answers), Answer):  # noqa: S301 - from our own process
                listen(answer)
        except (EOFError, OSError, ValueError, pickle.UnpicklingError) as error:  # nothing, or half an answer
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(_ENDING)  # what it wrote to ends before it does
            raise WorkerError(f"a worker process ended on its own ({self._process.poll()})") from error
        self.megabytes = answer.megabytes
        return answer

    def end(self) -> None:
        """Kill it, whatever it is at."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with suppress(BrokenPipeError):  # it has not read all that it was asked
                    pipe.close()


def serve() -> None:
    """Answer the requests on standard input until it ends, then end at once: what a worker process runs."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that asks decides when to end
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what anything prints must not come among the answers
    gc.disable()  # as a build does: its stages make no cycles
    requests: SimpleQueue[tuple[Callable[[object], object], object]] = SimpleQueue()
    Thread(target=_listen, args=(requests,), daemon=True).start()

    def answer(message: object) -> None:
        pickle.dump(message, answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()

    while True:
        function, item = requests.get()
        started = time.process_time()
        value, error = None, None
        try:
            with telling(answer):
                value = function(item)
        except Exception as raised:  # noqa: BLE001 - whatever it is, the asking process gets it
            raised.add_note("raised in a worker process")
            error = raised
        answer(Answer(value, error, time.process_time() - started, peak_memory() or 0))


def _listen(requests: SimpleQueue[Any]) -> None:
    """Take requests; when no more can come, end the process, even in the middle of one: nobody waits for the answer."""
    try:
        while True:
            requests.put(pickle.load(sys.stdin.buffer))  # noqa: S301 - from the process that started this one
    except (EOFError, pickle.UnpicklingError):  # that process is gone, maybe in the middle of a request
        os._exit(0)
    except BaseException:  # noqa: BLE001 - a request that cannot be taken: those behind it cannot be found either
        print_exc()
        os._exit(1)
