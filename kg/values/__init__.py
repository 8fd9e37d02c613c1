"""Text to value, pure: names, identifiers, dates, titles, affiliations, sections, spellings, keys.

Strings come in as records print them, values go out, or ValueError. Affiliations are read in steps: `affiliation_segments` cuts,
`affiliation_features` (with `affiliation_shown` and `affiliation_bundles`) describes, `affiliation_chain` labels, `affiliation_spans` joins,
`affiliations` gives paths, with the names that `organisations` and `gazetteer` know.
"""
