"""Any SPARQL 1.1 endpoint, over HTTP.

The SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/): queries and updates are posted as forms.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from http.client import HTTPException, HTTPResponse
from itertools import islice
from urllib.error import HTTPError
from urllib.parse import unquote, urlencode, urlsplit
from urllib.request import Request, urlopen

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    parse,
    parse_query_results,
)

from kg.stores.protocol import Answer, Store, StoreError

_ACCEPT = (
    "application/sparql-results+json, application/sparql-results+xml;q=0.9, "
    "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.8"
)
_EVERYWHERE = "{ ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } }"
_BATCH = 2_000  # quads in one update: some 300 kB, far below what servers take


class RemoteStore(Store):
    """A store behind a SPARQL 1.1 query endpoint and, for loading, an update endpoint.

    `update` is the address for updates; by default the query address with `update` in place of a last `query` or
    `sparql` (Fuseki, Oxigraph), else the query address itself. A user and password in the address are sent as basic
    authentication. Nothing is sent before the first use; `timeout` is in seconds for each wait. The endpoint's default
    graph must be the default graph, not the union of all graphs.

    >>> RemoteStore("http://localhost:7878/query").update
    'http://localhost:7878/update'
    """

    def __init__(self, url: str, *, update: str = "", read_only: bool = False, timeout: float = 60) -> None:
        self.url, self._headers = _split_credentials(url)
        parent, _, last = self.url.rpartition("/")
        self.update = update or (f"{parent}/update" if last in {"query", "sparql"} else self.url)
        self.read_only = read_only
        self.timeout = timeout

    def query(self, sparql: str) -> Answer:
        """Run a SPARQL query at the endpoint; see `Store.query`."""
        with self._post(self.url, "query", sparql) as response:
            media_type = response.headers.get_content_type()
            try:
                body = response.read()
            except (OSError, HTTPException) as error:
                raise StoreError(f"{self.url} broke off its answer: {error}") from error
        try:
            if results := QueryResultsFormat.from_media_type(media_type):
                return parse_query_results(body, results)
            if syntax := RdfFormat.from_media_type(media_type):
                # A list, so that a broken answer is seen here.
                return iter([quad.triple for quad in parse(body, syntax)])
        except SyntaxError as error:
            raise StoreError(f"{self.url} gave an answer that cannot be read: {error}") from error
        raise StoreError(f"{self.url} does not look like a SPARQL endpoint: it answered with {media_type}")

    def load(self, quads: Iterable[Quad]) -> None:
        """Add the quads by INSERT DATA, 2,000 at a time: if the endpoint fails midway, those before stay."""
        if self.read_only:
            raise StoreError(f"{self.url} was opened for reading only")
        rest = iter(quads)
        while batch := list(islice(rest, _BATCH)):
            self._post(self.update, "update", _insertion(batch)).close()

    def quads(
        self, graph: NamedNode | DefaultGraph | None = None, predicate: NamedNode | None = None
    ) -> Iterator[Quad]:
        """Iterate over the quads of one graph, or of all of them (None), and of one predicate or all, as the endpoint sends them."""
        if graph is None:
            where = _EVERYWHERE
        else:
            where = f"GRAPH {graph} {{ ?s ?p ?o }}" if isinstance(graph, NamedNode) else "?s ?p ?o"
        only = f"VALUES ?p {{ {predicate} }}" if predicate else ""
        home = graph or DefaultGraph()
        with self._post(self.url, "query", f"SELECT ?s ?p ?o ?g WHERE {{ {only} {where} }}") as response:
            media_type = response.headers.get_content_type()
            try:
                results = parse_query_results(response, QueryResultsFormat.from_media_type(media_type))
                if not isinstance(results, QuerySolutions):
                    raise StoreError(f"{self.url} gave no solutions")
                for subject, link, value, name in results:
                    yield Quad(subject, link, value, name or home)
            except (SyntaxError, ValueError, OSError, HTTPException) as error:
                raise StoreError(f"{self.url} gave an answer that cannot be read: {error}") from error

    def __len__(self) -> int:
        answer = self.query(f"SELECT (COUNT(*) AS ?n) WHERE {{ {_EVERYWHERE} }}")
        if isinstance(answer, QuerySolutions):
            for (count,) in answer:
                if isinstance(count, Literal):
                    return int(count.value)
        raise StoreError(f"{self.url} did not count its quads")

    def close(self) -> None:
        """Do nothing: no connection outlives its answer."""

    def _post(self, url: str, field: str, sparql: str) -> HTTPResponse:
        request = Request(  # noqa: S310 - the constructor takes http and https only
            url, urlencode({field: sparql}).encode(), {"Accept": _ACCEPT, "User-Agent": "kg", **self._headers}
        )
        try:
            response: HTTPResponse = urlopen(request, timeout=self.timeout)  # noqa: S310 - as above
        except HTTPError as error:
            said = " ".join(error.read(2_000).decode("utf-8", "replace").split()) or error.reason
            if error.code == 400 and field == "query":  # the protocol's answer to a malformed query
                raise SyntaxError(said) from error
            raise StoreError(f"{url} refused ({error.code}): {said}") from error
        except TimeoutError as error:
            raise StoreError(f"{url} gave no answer within {self.timeout:g} seconds") from error
        except (OSError, HTTPException) as error:
            raise StoreError(f"{url} cannot be reached: {getattr(error, 'reason', error)}") from error
        return response


def _split_credentials(url: str) -> tuple[str, dict[str, str]]:
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise StoreError(f"{url} is not the http(s) address of an endpoint: {error}") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise StoreError(f"{url} is not the http(s) address of an endpoint")
    credentials, _, host = parts.netloc.rpartition("@")
    bare = parts._replace(netloc=host).geturl()
    if not credentials:
        return bare, {}
    return bare, {"Authorization": "Basic " + base64.b64encode(unquote(credentials).encode()).decode()}


def _insertion(quads: list[Quad]) -> str:
    graphs: dict[str, list[str]] = {}
    for quad in quads:
        if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
            raise StoreError(f"a blank node cannot be sent to an endpoint piece by piece: {quad}")
        name = str(quad.graph_name) if isinstance(quad.graph_name, NamedNode) else ""
        graphs.setdefault(name, []).append(f"{quad.triple} .")
    blocks = (
        f"GRAPH {name} {{\n{lines}\n}}" if name else lines
        for name, lines in ((name, "\n".join(triples)) for name, triples in graphs.items())
    )
    return "INSERT DATA {\n" + "\n".join(blocks) + "\n}"
