"""Oxigraph inside this process, in a folder on disk or in memory."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph
from isal import igzip
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat

from kg.stores.protocol import Answer, Store, StoreError

# RocksDB names the current state of a database in this file.
_MARK = "CURRENT"
_PIECE = 16 << 20  # bytes of N-Quads that are loaded at once: an eighth of a gigabyte in memory meanwhile
_THREADS = 2  # more load no faster where others work beside, and take as much memory each


class EmbeddedStore(Store):
    """An Oxigraph store in a folder, or in memory if no path is given.

    One process may write at a time; with `read_only` any number may read a store that nobody writes to. Raises
    StoreError if there is no store to read, if the folder holds something else, or if another process is writing.

    >>> from pyoxigraph import DefaultGraph, Literal
    >>> with EmbeddedStore() as store:
    ...     store.load([Quad(NamedNode("http://example.com/a"), NamedNode("http://example.com/b"), Literal(1))])
    ...     [str(quad.object.value) for quad in store.quads(DefaultGraph())]
    ['1']
    """

    def __init__(self, path: Path | None = None, *, read_only: bool = False) -> None:
        self.path = path
        self.read_only = read_only
        self._store: pyoxigraph.Store | None = _open(path, read_only=read_only)

    def query(self, sparql: str) -> Answer:
        """Run a SPARQL query; see `Store.query`. Nothing that FROM names is fetched, what SERVICE names is."""
        try:
            return self.inner.query(sparql)
        except OSError as error:
            raise StoreError(f"the query failed: {error}") from error

    def load(self, quads: Iterable[Quad]) -> None:
        """Add the quads, without holding them in memory; those already there stay."""
        with self._writing() as store:
            store.bulk_extend(quads)

    def load_file(self, path: Path, tell: Callable[[int], None] = lambda _loaded: None) -> None:
        """Add the quads of a gzipped file of N-Quads without blank nodes, and tell after each piece how many were added.

        The file is one that `kg` wrote: whether its IRIs and language tags are well formed is not looked at again, which
        takes a sixth of the time. Oxigraph parses and sorts several pieces at once, without a Python object of any quad.
        """
        loading: deque[tuple[Future[None], int]] = deque()
        loaded = 0

        def wait() -> None:
            nonlocal loaded
            piece, quads = loading.popleft()
            piece.result()
            loaded += quads
            tell(loaded)

        with self._writing() as store, ThreadPoolExecutor(_THREADS) as threads:
            for piece in _cut_lines(path):
                added = threads.submit(store.bulk_load, piece, RdfFormat.N_QUADS, lenient=True)
                loading.append((added, piece.count(b"\n")))
                if len(loading) > _THREADS:
                    wait()
            while loading:
                wait()

    def quads(
        self, graph: NamedNode | DefaultGraph | None = None, predicate: NamedNode | None = None
    ) -> Iterator[Quad]:
        """Iterate over the quads of one graph, or of all of them (None), and of one predicate or all."""
        return self.inner.quads_for_pattern(None, predicate, None, graph)

    def optimise(self) -> None:
        """Have RocksDB tidy its files, for faster reading afterwards."""
        self.inner.optimize()

    def __len__(self) -> int:
        return len(self.inner)

    def close(self) -> None:
        """Let go of the folder."""
        # Oxigraph lets go of its lock when the last reference to the store goes.
        self._store = None

    @contextmanager
    def _writing(self) -> Iterator[pyoxigraph.Store]:
        if self.read_only:
            raise StoreError(f"{self.path} was opened for reading only")
        try:
            yield self.inner
            self.inner.flush()
        except OSError as error:
            raise StoreError(f"the store could not be written: {error}") from error

    @property
    def inner(self) -> pyoxigraph.Store:
        """The Oxigraph store itself, for what builds on it (`oxrdflib`); raises StoreError once closed."""
        if self._store is None:
            raise StoreError("the store is closed")
        return self._store


def _cut_lines(path: Path) -> Iterator[bytes]:
    """Cut a gzipped file into pieces of whole lines."""
    with igzip.open(path, "rb") as lines:
        while piece := lines.read(_PIECE):
            yield piece + lines.readline()


def _open(path: Path | None, *, read_only: bool) -> pyoxigraph.Store:
    if path is None:
        return pyoxigraph.Store()
    if path.exists() and not path.is_dir():
        raise StoreError(f"{path} is a file, not the folder of a store")
    if not (path / _MARK).is_file():
        if read_only:
            raise StoreError(f"there is no store at {path}")
        if path.is_dir() and any(path.iterdir()):
            raise StoreError(f"{path} holds other files, not a store")
    try:
        return pyoxigraph.Store.read_only(str(path)) if read_only else pyoxigraph.Store(path)
    except (OSError, RuntimeError) as error:  # RuntimeError: files that do not belong together
        reason = "it is in use; close it there or open it read-only" if "lock" in str(error).lower() else str(error)
        raise StoreError(f"the store at {path} could not be opened: {reason}") from error
