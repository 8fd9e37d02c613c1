"""Tests of values, each true of whatever violates a constraint (SHACL, part 1, section 4), and perhaps of more.

Values are terms as pyoxigraph writes them in N-Quads.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeAlias

from pyoxigraph import RdfFormat, parse
from rdflib.namespace import SH, XSD

Term: TypeAlias = Any  # rdflib says of no term more than that
Test: TypeAlias = Callable[[bytes], bool]
"""Is true of a value that does not fit."""


def print_term(term: Term) -> bytes:
    """Write a term of rdflib."""
    return str(term.n3()).encode()


def _literal(form: str, datatype: Term) -> bytes:
    return f'"({form})"'.encode() + re.escape(b"^^" + print_term(datatype))


# Literals that have a value of their datatype, and are written like this, in every implementation.
_FORMS = {
    XSD.string: b'".*"',
    XSD.integer: _literal("0|[1-9][0-9]{0,8}", XSD.integer),
    XSD.gYear: _literal("[1-9][0-9]{3}", XSD.gYear),
    XSD.date: _literal(
        "[1-9][0-9]{3}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)",
        XSD.date,
    ),
}
_SAME = re.compile(b"|".join((b"<.*", rb'".*"@[^"]*', *_FORMS.values()))).fullmatch
_NUMBER = re.compile(
    b"|".join((_literal("-?[0-9]{1,18}", XSD.integer), _literal(r"-?[0-9]{1,18}(?:\.[0-9]{1,18})?", XSD.decimal)))
).fullmatch


def doubt(_: object) -> bool:
    """Be true of everything."""
    return True


def check_kind(kind: Term) -> Test:
    """Give the test of sh:nodeKind."""
    return (lambda value: not value.startswith(b"<")) if kind == SH.IRI else doubt


def check_datatype(datatype: Term) -> Test:
    """Give the test of sh:datatype.

    >>> check_datatype(XSD.gYear)(b'"21"^^<http://www.w3.org/2001/XMLSchema#gYear>')
    True
    """
    if datatype not in _FORMS:
        return doubt
    matches = re.compile(_FORMS[datatype]).fullmatch
    return lambda value: not matches(value)


def check_pattern(pattern: Term) -> Test:
    """Give the test of sh:pattern, whose regular expressions are read as pyshacl reads them."""
    search = re.compile(str(pattern)).search
    return lambda value: not (_SAME(value) and search(read_text(value)))


def check_length(least: Term) -> Test:
    """Give the test of sh:minLength."""
    return lambda value: not (_SAME(value) and len(read_text(value)) >= int(least))


def check_bound(holds: Callable[[Decimal, Decimal], bool], bound: Term) -> Test:
    """Give the test of sh:minInclusive or sh:maxInclusive: what must hold between a value and a number."""
    limit = Decimal(str(bound))
    return lambda value: (
        not ((number := _NUMBER(value)) and holds(Decimal(number[number.lastindex or 0].decode()), limit))
    )


def read_text(value: bytes) -> str:
    r"""Read the text of a literal or an IRI.

    >>> read_text(b'"two\\nlines"@en')
    'two\nlines'
    """
    if b"\\" in value:
        (statement,) = parse(b"<a:> <a:> " + value + b" .", RdfFormat.N_TRIPLES)
        return str(statement.object.value)
    return value[1 : value.rindex(b'"') if value.startswith(b'"') else -1].decode()
