"""Links what records print to authorities: reads their files, indexes them, finds which of their entries are meant.

A file, fetched or the user's (`fetching`, `opening`), becomes organisations (`dumps`, `rdf`) and these an index on disk (`forms`,
`postings`, `indexing`). Affiliations go through it in batches: `reading`, `candidates`, `features` with `places` and `rivals`, `ranking`;
`linking` gives those that are meant, each with its probability and reasons.
"""
