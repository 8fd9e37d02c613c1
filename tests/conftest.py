"""What every test may use."""

import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import parse_qs

import pyoxigraph
import pytest
from hypothesis import settings

from kg.stores import EmbeddedStore

# What was found once is found again: in continuous integration the drawn examples are the same every time, and how fast
# the machine is decides nothing. Elsewhere every run looks for new ones.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("here", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "here")

DUMP = Path(__file__).parent / "authorities" / "ror-v2.json"
SHARED = Path(__file__).resolve().parents[2] / "shared"


# Keeps the user's cache, and an authority in it, out of the tests, and the tests out of it; some look for places on import.
CACHE = TemporaryDirectory(prefix="kg-tests-")
os.environ["KG_CACHE"] = CACHE.name


@pytest.fixture(scope="session")
def shared() -> Path:
    """Give the folder of real data and gold beside the project; skip where it is missing."""
    if not SHARED.is_dir():
        pytest.skip("needs ../shared, the real data beside the project")
    return SHARED


class Endpoint(ThreadingHTTPServer):
    """A SPARQL 1.1 Protocol endpoint over a store in memory: /query and /update take forms, by POST alone.

    `results` is the format that SELECT and ASK are answered in, `requests` the headers of what was asked.
    """

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _SparqlHandler)
        self.store = pyoxigraph.Store()
        self.results = pyoxigraph.QueryResultsFormat.JSON
        self.requests: list[dict[str, str]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _SparqlHandler(BaseHTTPRequestHandler):
    server: Endpoint

    def do_POST(self) -> None:
        self.server.requests.append(dict(self.headers))
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode(), strict_parsing=True)
        if self.headers["Content-Type"] != "application/x-www-form-urlencoded":
            self._answer(415, "text/plain", b"forms only")
            return
        try:
            if self.path == "/query":
                self._answer(200, *self._ask(*form["query"]))
            elif self.path == "/update":
                self.server.store.update(*form["update"])
                self._answer(204, "text/plain", b"")
            else:
                self._answer(404, "text/plain", b"nothing here")
        except SyntaxError as error:
            self._answer(400, "text/plain", str(error).encode())

    def _ask(self, query: str) -> tuple[str, bytes]:
        answer = self.server.store.query(query)
        if isinstance(answer, pyoxigraph.QueryTriples):
            form = pyoxigraph.RdfFormat.N_TRIPLES
            return form.media_type, answer.serialize(format=form)
        return self.server.results.media_type, answer.serialize(format=self.server.results)

    def _answer(self, code: int, media_type: str, body: bytes) -> None:
        self.send_response(code)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing on the terminal."""


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    """Give a running SPARQL endpoint, empty."""
    with Endpoint() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def library() -> tuple[pyoxigraph.Quad, ...]:
    """Give the quads of a small graph that has one of everything (tests/queries/library.trig)."""
    file = Path(__file__).parent / "queries" / "library.trig"
    return tuple(pyoxigraph.parse(path=file, base_iri="https://example.org/kg/"))


@pytest.fixture(scope="session")
def store(library: tuple[pyoxigraph.Quad, ...]) -> Iterator[EmbeddedStore]:
    """Give a store of that graph."""
    with EmbeddedStore() as embedded:
        embedded.load(library)
        yield embedded


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """In continuous integration, where the real data and a browser are there, a skipped test is a failure."""
    skipped = terminalreporter.stats.get("skipped", [])
    if os.environ.get("CI") and SHARED.is_dir() and skipped:
        terminalreporter.write_line(f"{len(skipped)} tests were skipped although all they need is here", red=True)
        terminalreporter._session.exitstatus = pytest.ExitCode.TESTS_FAILED
