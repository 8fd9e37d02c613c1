"""Questions to a graph: canned SPARQL queries with parameters, and any query of a user's own.

A canned query is a file `NAME.rq` of this folder: SPARQL that runs anywhere, under comment lines that hold TOML.

    # title = "Authors with the most studies"
    # description = "One row for each author, most studies first."
    # [parameters.least]
    # type = "count"
    # description = "how many studies at least"
    SELECT ?person ?name ?studies
    WHERE {
      VALUES ?least { 2 }
      …

The values on the line `VALUES ?least { 2 }` are the parameter's default; `UNDEF` there makes it optional. A parameter
called `limit` stands for the number of the line `LIMIT 20`. Types are integer, count (not below 0), decimal, boolean,
year, string and iri. What is grouped has `HAVING (COUNT(*) > 0)`: where a subquery finds no group, rdflib would make one of nothing.

A query of a whole table takes each property that all of its nodes have from a subquery of its own, `{ SELECT ?node ?value WHERE { … } }`: a
store then reads the property once from end to end and joins by hash, in a third of the time that looking it up node by node takes. What a
node may lack is looked up, `OPTIONAL { ?node … }`: to join many such properties by hash takes as long, and several times the memory.
"""

from __future__ import annotations

from kg.queries.catalogue import catalogue, list_queries
from kg.queries.keeping import keep_rows
from kg.queries.query import Parameter, Query, QueryError
from kg.queries.rows import Rows
from kg.queries.running import Ask, run, run_all

__all__ = [
    "Ask",
    "Parameter",
    "Query",
    "QueryError",
    "Rows",
    "catalogue",
    "keep_rows",
    "list_queries",
    "run",
    "run_all",
]
