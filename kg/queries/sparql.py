"""What can be seen of a SPARQL text without parsing it: its form, its prefixes, whether it calls other servers."""

from __future__ import annotations

import re

from kg.terms import PREFIXES

# What may hold anything (strings, IRIs, comments) or any word (variables, local names, languages), in the SPARQL
# grammar's own terms (https://www.w3.org/TR/sparql11-query/#sparqlGrammar, rules 139-160), and what stands for it.
_TOKENS = re.compile(
    r"""
      (?P<string>\"\"\"(?:\"{0,2}(?:[^"\\]|\\.))*\"\"\" | '''(?:'{0,2}(?:[^'\\]|\\.))*'''
        | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<comment>\#[^\n\r]*)
    | (?P<variable>[?$]\w+)
    | (?P<local>:(?:[\w.:%-]|\\.)*)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    """,
    re.VERBOSE | re.DOTALL,
)
_STAND_INS = {"string": '""', "iri": "<>", "comment": " ", "variable": "?", "local": ":", "language": "@"}
_SERVICE = re.compile(r"service\s*(?:silent\s*)?(?:<>|\?|[\w.-]*:)\s*\{", re.IGNORECASE)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U(000[0-9A-Fa-f]{5}|0010[0-9A-Fa-f]{4})")
_PROLOGUE = re.compile(r"\s*(?:BASE\s*<>|PREFIX\s*[\w.-]*:\s*<>)", re.IGNORECASE)
_PREFIX = re.compile(r"\bPREFIX\s*([\w.-]*):\s*<>", re.IGNORECASE)
_USED = re.compile(r"([A-Za-z][\w.-]*):")


def skeleton(text: str) -> str:
    """Give the text with a stand-in for every string, IRI, comment, variable, local name and language.

    >>> skeleton("SELECT ?x { ?x foaf:name 'SERVICE' } # all")
    'SELECT ? { ? foaf: "" }  '
    """
    return _TOKENS.sub(lambda match: _STAND_INS[match.lastgroup or "comment"], text)


def form(text: str) -> str:
    """Give the first keyword after the prologue, in capitals.

    >>> form("PREFIX select: <http://example.com/> ask {}")
    'ASK'
    """
    bare = skeleton(text)
    while declared := _PROLOGUE.match(bare):
        bare = bare[declared.end() :]
    word = re.match(r"\s*(\w+)", bare)
    return word[1].upper() if word else ""


def calls_service(text: str) -> bool:
    r"""Whether the text asks another server for a part of its answer, also when the word is written with escapes.

    >>> calls_service("SELECT * { SERVICE <http://example.com/sparql> { ?s ?p ?o } }")
    True
    >>> calls_service("SELECT ?service { ?service ?p 'SERVICE <x> {' }")
    False
    """
    return any(_SERVICE.search(skeleton(each)) for each in (text, _ESCAPE.sub(_unescape, text)))


def undeclared(text: str) -> list[str]:
    """Give the prefixes that are used and not declared, sorted."""
    bare = skeleton(text)
    return sorted({*_USED.findall(bare)} - {*_PREFIX.findall(bare)})


def declare(text: str) -> str:
    """Put a first line before the text that declares those of the standard prefixes that it uses and does not declare.

    >>> declare("ASK { ?x foaf:name 'a' }").splitlines()[0]
    'PREFIX foaf: <http://xmlns.com/foaf/0.1/>'
    """
    missing = (f"PREFIX {prefix}: <{PREFIXES[prefix]}>" for prefix in undeclared(text) if prefix in PREFIXES)
    return " ".join(missing) + "\n" + text


def _unescape(match: re.Match[str]) -> str:
    return chr(int(match[1] or match[2], 16))
