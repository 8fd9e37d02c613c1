"""A finished build as a Python object: query it, look at it, take it elsewhere.

What builds, explains, checks, draws and exports is loaded by the methods that do so: a command that only asks starts in half the time.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from html import escape
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from kg import queries
from kg.files import read_jsonl
from kg.folder import DEFAULT_TITLE, BuildFolder
from kg.iri import DEFAULT_BASE, Minter
from kg.queries import Rows
from kg.stores import open_store
from kg.swapping import read_steadily
from kg.terms import PREFIXES

if TYPE_CHECKING:
    import networkx as nx
    from rdflib import Dataset

    from kg import shapes, views
    from kg.entities.people.comparison import Comparison
    from kg.explain import Explanation
    from kg.review import Question


class Graph:
    """The graph of one build's folder, opened for reading; several programs can read one folder at once.

    A context manager; `report` tells what was read, found and needed. Raises `NotABuildError` (a ValueError) for a folder
    that is no build's. Nodes are given as IRIs, or as what follows the base: "person/moffatt-s-…".

    >>> import kg, tempfile
    >>> with kg.build([kg.example()], tempfile.mkdtemp()) as g:
    ...     [row[0] for row in g.query("SELECT (COUNT(?s) AS ?n) WHERE { ?s a fabio:JournalArticle }")]
    [8]
    """

    def __init__(self, folder: str | Path) -> None:
        self._folder = BuildFolder(Path(folder))
        self.report, self.store = read_steadily(
            self._folder, lambda: (self._folder.report(), open_store(self._folder.store, read_only=True))
        )
        self._minter = Minter(self.report.base)

    def query(self, query: str, **parameters: object) -> Rows:
        """Run a canned query by its name (`kg query` lists them) or SPARQL text; returns rows of Python values.

        The default graph is the merged graph, and the usual prefixes need no declaration. Raises `QueryError` (a ValueError),
        which says what would do, for an unknown name or parameter and for what is not SPARQL, updates and SERVICE included.
        """
        return queries.run(self.store, query, base=self.report.base, **parameters)

    @property
    def queries(self) -> Rows:
        """The canned queries that `query` takes by name: what each answers, and its parameters."""
        return queries.list_queries()

    @cached_property
    def rdflib(self) -> Dataset:
        """The same store as an rdflib Dataset, with our prefixes: the merged graph is its default graph. No copy is made.

        >>> import kg, tempfile
        >>> with kg.build(kg.example(), tempfile.mkdtemp()) as g:
        ...     len(g.rdflib.query("SELECT ?study WHERE { ?study a fabio:JournalArticle }"))
        8
        """
        from oxrdflib import OxigraphStore  # noqa: PLC0415
        from rdflib import Dataset  # noqa: PLC0415

        dataset = Dataset(store=OxigraphStore(store=self.store.inner))
        for prefix, namespace in PREFIXES.items():
            dataset.bind(prefix, namespace)
        return dataset

    @cached_property
    def coauthors(self) -> nx.Graph[str]:
        """The co-authorship network: nodes are person IRIs with `name` and `cluster`, edges have `papers` and `weight`."""
        from kg import exporters  # noqa: PLC0415

        return exporters.coauthor_network(self.query)

    @cached_property
    def clusters(self) -> Rows:
        """The co-authorship clusters, largest first, with the columns of clusters.csv."""
        from kg import exporters  # noqa: PLC0415

        return exporters.cluster_rows(self.query)

    def explain(self, iri: str) -> Explanation:
        """Explain a node: its facts, and the file, line and raw text of the records it rests on.

        Raises `UnknownNodeError` (a ValueError) if the graph says nothing of it.
        """
        from kg.explain import explain  # noqa: PLC0415
        from kg.reading.spool import Spool  # noqa: PLC0415

        return explain(self.store, Spool(self._folder.records), self._folder.identities, self._minter, iri)

    def compare(self, one: str, other: str) -> Comparison:
        """Tell why two people, or two authors of records, are one or two: "person/…", "record/…/author/3".

        Raises `UnknownNodeError` (a ValueError) for what is neither.
        """
        from kg.comparing import compare  # noqa: PLC0415

        return compare(self._folder, self._minter, one, other)

    def export(self, format: str, path: str | Path, *, public: bool = False) -> None:  # noqa: A002  # the word the command line uses
        """Write the graph in one of the formats that `kg formats` lists; `public` leaves out what is the publishers'.

        A file that stands there is replaced once the new one is complete. Raises ValueError for another format, and for
        what the format cannot express.
        """
        from kg import exporters  # noqa: PLC0415

        if public or not exporters.convert(self._folder.graph, format, Path(path)):
            exporters.export(self.store, format, Path(path), public=public)

    def draw(self, path: str | Path | None = None, title: str = "") -> views.Page:
        """Draw the interactive page, one HTML file that needs no network; a notebook shows it inline."""
        from kg import views  # noqa: PLC0415
        from kg.origins import tell_origins  # noqa: PLC0415

        origins = tell_origins(self.report.inputs, self._folder, self._minter)
        page = views.draw(queries.run_all(self.store, views.TABLES).__getitem__, title or self.report.title, origins)
        if path:
            page.write(Path(path))
        return page

    def review(self) -> list[Question]:
        """Tell what is least certain, most valuable to look at first, each with the lines that would correct it."""
        from kg.review import Question  # noqa: PLC0415

        return list(read_jsonl(self._folder.review, Question))

    def validate(self) -> list[shapes.Violation]:
        """Check the graph against the shapes."""
        from kg import shapes  # noqa: PLC0415

        return list(shapes.validate(self.store))

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _repr_html_(self) -> str:
        """Give title and counts, which notebooks show."""
        counted = ((name.replace("_", " "), count) for name, count in self.report.counts.items() if count)
        return f"<h4>{escape(self.report.title)}</h4>{Rows(('what', 'how many'), counted)._repr_html_()}"

    def __repr__(self) -> str:
        counts = self.report.counts
        return f"<kg.Graph {self._folder.path}: {counts['studies']} studies, {counts['people']} people, {counts['clusters']} clusters>"


def build(
    paths: str | Path | Sequence[str | Path],
    out: str | Path,
    *,
    base: str = DEFAULT_BASE,
    title: str = DEFAULT_TITLE,
    identities: str | Path | None = None,
    corrections: str | Path | None = None,
    authority: str | Path | None = None,
    jobs: int | None = None,
) -> Graph:
    """Build the graph of these files and folders in the folder `out`, and open it.

    It takes the place of an older build there once it is complete; a build that fails or is killed changes nothing. Every IRI
    begins with `base`; `title` is that of the page and the data set. `identities` (an earlier build's `identities.jsonl`, whose
    people keep their IRIs) and `corrections` (what people decided) are by default those of the build replaced. Institutions
    are linked to the `authority`, a dump of ROR or RDF of organisations, if one is given. `jobs` processes work, by default
    as many as there are cores; the result is the same.

    Raises `FileNotFoundError` for a path that is not there, and ValueError for what cannot be used: a file of no known
    format, inputs without any record, a base that no IRI can begin with, a folder that holds something else.

    >>> import kg, tempfile
    >>> kg.build(kg.example(), tempfile.mkdtemp()).report.counts["people"]
    32
    """
    from kg import pipeline  # noqa: PLC0415

    named = [paths] if isinstance(paths, str | Path) else paths
    pipeline.build(
        named,
        out,
        base=base,
        title=title,
        identities=identities,
        corrections=corrections,
        authority=authority,
        jobs=jobs,
    )
    return Graph(out)
