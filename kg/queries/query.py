"""A query and its parameters, read from SPARQL text with front matter."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation

import msgspec
from msgspec import Struct
from pyoxigraph import Literal, NamedNode

from kg.errors import InputError, find_named
from kg.terms import PREFIXES, XSD

LIMIT = "limit"


class QueryError(InputError):
    """A query that cannot be run as asked, and what would do."""


class Parameter(Struct, frozen=True):
    """A parameter of a query. `default` is as printed in the query; `optional` ones may stay without a value."""

    name: str
    type: str
    default: str
    description: str = ""

    @property
    def optional(self) -> bool:
        """Whether the query runs without a value for it."""
        return self.default.upper() == "UNDEF"

    def term(self, value: object, base: str = "") -> str:
        r"""Write a value as the SPARQL term of the parameter's type; raises QueryError if it is not of that type.

        An IRI may also be what follows the `base`, as in tables, or begin with a standard prefix.

        >>> Parameter("name", "string", '"x"').term('a " } DROP ALL #')
        '"a \\" } DROP ALL #"'
        """
        if value is None and self.optional:
            return "UNDEF"
        try:
            return _iri(value, base) if self.type == "iri" else _TYPES[self.type](value)
        except (ValueError, InvalidOperation) as error:
            article = "an" if self.type[0] in "aeiou" else "a"
            raise QueryError(f"the parameter {self.name} takes {article} {self.type}, not {value!r}: {error}") from None


class _Settings(Struct):
    type: str = ""
    description: str = ""


class _Matter(Struct):
    title: str = ""
    description: str = ""
    parameters: dict[str, _Settings] = {}


class Query(Struct, frozen=True):
    """SPARQL text with what its front matter says; `name` is empty for text that is not in the catalogue."""

    text: str
    name: str = ""
    title: str = ""
    description: str = ""
    parameters: tuple[Parameter, ...] = ()

    def bind(self, values: Mapping[str, object], base: str = "") -> str:
        """Put the values in the places of the parameters' defaults; raises QueryError for unknown names and types."""
        known = {parameter.name: parameter for parameter in self.parameters}
        text = self.text
        for name, value in values.items():
            term = find_named("parameter", name, known, QueryError).term(value, base)
            text = _place(name).sub(lambda match, term=term: match[1] + term + match[3], text, count=1)  # type: ignore[misc]
        return text


def parse_query(text: str, name: str = "") -> Query:
    """Read a query and its front matter; raises QueryError if the front matter cannot be read."""
    lines = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        lines.append(line[1:].removeprefix(" "))
    try:
        matter = msgspec.toml.decode("\n".join(lines), type=_Matter)
    except msgspec.ValidationError as error:
        raise QueryError(f"the front matter{name and f' of {name}'} is not that of a query: {error}") from error
    except msgspec.DecodeError as error:
        if name:
            raise QueryError(f"the front matter of {name} is not TOML: {error}") from error
        matter = _Matter()  # ordinary comments
    parameters = tuple(_parameter(each, settings, text) for each, settings in matter.parameters.items())
    return Query(text, name, matter.title, matter.description, parameters)


def _parameter(name: str, settings: _Settings, text: str) -> Parameter:
    places = _place(name).findall(text)
    line = "LIMIT 20" if name == LIMIT else f"VALUES ?{name} {{ … }}"
    if len(places) != 1:
        raise QueryError(f"the parameter {name} needs exactly one line {line}, not {len(places)}")
    if settings.type not in _TYPES:
        raise QueryError(f"the type of the parameter {name} must be one of {', '.join(_TYPES)}")
    return Parameter(name, settings.type, places[0][1], settings.description)


def _place(name: str) -> re.Pattern[str]:
    if name == LIMIT:
        return re.compile(r"^(\s*LIMIT\s+)(\d+)(\s*)$", re.MULTILINE)
    return re.compile(rf"^(\s*VALUES\s+\?{re.escape(name)}\s*\{{\s*)(.*?)(\s*\}})\s*$", re.MULTILINE)


def _integer(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise ValueError("not a whole number")  # noqa: TRY004 - to its user a wrong type is a wrong value
    try:
        return str(int(value))
    except ValueError:
        raise ValueError("not a whole number") from None


def _count(value: object) -> str:
    number = _integer(value)
    if int(number) < 0:
        raise ValueError("less than none")
    return number


def _year(value: object) -> str:
    year = _integer(value)
    if not 0 < int(year) < 10_000:
        raise ValueError("not a year")
    return year


def _decimal(value: object) -> str:
    number = Decimal(str(value))
    if not number.is_finite():
        raise ValueError("not a number")
    return str(Literal(f"{number:f}", datatype=XSD.decimal))


def _boolean(value: object) -> str:
    text = str(value).lower()
    if text not in {"true", "false"}:
        raise ValueError("neither true nor false")
    return text


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("not text")  # noqa: TRY004 - as above
    return str(Literal(value))


def _iri(value: object, base: str = "") -> str:
    text = str(value)
    prefix, _, local = text.partition(":")
    if "://" not in text:
        text = PREFIXES[prefix] + local if prefix in PREFIXES else base + text
    return str(NamedNode(text))


_TYPES: dict[str, Callable[[object], str]] = {
    "integer": _integer,
    "count": _count,
    "decimal": _decimal,
    "boolean": _boolean,
    "year": _year,
    "string": _string,
    "iri": _iri,
}
