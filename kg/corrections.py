"""What people correct: `corrections.toml`, applied at every build."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import unquote

import msgspec
from msgspec import Struct, structs

from kg.decision import Corrections, Naming, Placing, Verdict
from kg.errors import InputError, find_named
from kg.iri import Minter
from kg.record import Identifier
from kg.values.identifiers import clean_identifier

_HEADER = re.compile(r"\s*\[\[?\s*(?P<kind>\w+)\s*\]")
_WHERE = re.compile(r" \(at line (\d+), column \d+\)$")  # in tomllib's messages
_KINDS = frozenset({"person", "study", "record"})

T = TypeVar("T")


class _Verdict(Struct):
    of: list[str]
    why: str = ""


class _Naming(Struct):
    printed: str
    family: str
    given: str = ""
    suffix: str = ""
    why: str = ""


class _Placing(Struct):
    printed: str
    ror: str
    why: str = ""


_TABLES: dict[str, type[Struct]] = {
    "same": _Verdict,
    "different": _Verdict,
    "name": _Naming,
    "institution": _Placing,
}


def read_corrections(path: Path, minter: Minter, name: str = "") -> Corrections:
    r"""Read a file of corrections; nodes are IRIs, or what follows the base.

    Four kinds of table: `[[same]]` and `[[different]]` with `of` (two or more people or authorships, or studies or
    records), `[[name]]` with `printed`, `family`, `given` and `suffix`, `[[institution]]` with `printed` and `ror`; each
    may say `why`. Raises `InputError` with the file, the line and what is allowed there for anything else: a correction
    that is not understood must not be passed over in silence. `name` is what messages call the file.

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "corrections.toml"
    >>> _ = path.write_text('[[same]]\nof = ["person/a", "person/b"]\nwhy = "she told us"\n')
    >>> read_corrections(path, Minter()).same
    (Verdict(nodes=('person/a', 'person/b'), line=1, why='she told us'),)
    """
    name = name or str(path)
    text = _read_text(path, name)
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = _WHERE.search(str(error))
        raise InputError(f"{name}{f':{at[1]}' if at else ''}: not TOML: {_WHERE.sub('', str(error))}") from error
    lines = _find_lines(text)
    for kind in given:
        with _telling_where(name, next(iter(lines.get(kind, ())), 0)):
            find_named("kind of correction", kind, _TABLES)
            if not isinstance(given[kind], list):
                raise InputError(f"a correction begins with [[{kind}]], in double brackets")

    def read(kind: str, make: Callable[[Any, int], T]) -> tuple[T, ...]:
        return tuple(_read_tables(kind, given.get(kind, []), lines[kind], name, make))

    return Corrections(
        same=read("same", lambda each, line: _verdict(each, line, minter)),
        different=read("different", lambda each, line: _verdict(each, line, minter)),
        names=read("name", lambda each, line: Naming(each.printed, each.family, each.given, each.suffix, line)),
        institutions=read("institution", lambda each, line: Placing(each.printed, _read_ror(each.ror), line)),
        file=name,
    )


def _read_tables(
    kind: str, given: list[Any], lines: Sequence[int], name: str, make: Callable[[Any, int], T]
) -> Iterator[T]:
    """Make something of each table of a kind and its line; line 0 if what looks like a header stands inside a string."""
    for table, line in zip(given, lines if len(lines) == len(given) else [0] * len(given), strict=True):
        with _telling_where(name, line):
            _check(table, kind)
            made = make(msgspec.convert(table, _TABLES[kind]), line)
        yield made


def _check(table: Mapping[str, Any], kind: str) -> None:
    """Raise `InputError` for a field that is unknown, missing or no such value; it says what is allowed."""
    fields = {field.name: field for field in structs.fields(_TABLES[kind])}
    for name in table:
        find_named(f"field of [[{kind}]]", name, fields)
    for name, field in fields.items():
        value = table.get(name, "")
        if field.required and not value:
            raise InputError(f"[[{kind}]] needs `{name}`")
        if field.type is str and not isinstance(value, str):
            raise InputError(f'`{name}` is a text: {name} = "…"')
        if field.type is not str and not (isinstance(value, list) and all(isinstance(each, str) for each in value)):
            raise InputError(f'`{name}` is a list: {name} = ["person/…", "person/…"]')


@contextmanager
def _telling_where(name: str, line: int) -> Iterator[None]:
    """Say in which file and line it is that something cannot be understood."""
    try:
        yield
    except ValueError as error:
        raise InputError(f"{name}{f':{line}' if line else ''}: {error}") from error


def _read_text(path: Path, name: str) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: not UTF-8; save it so, as TOML is") from error


def _verdict(given: _Verdict, line: int, minter: Minter) -> Verdict:
    """Take the nodes' kinds and keys out of their IRIs; two at least, all people or authorships, or all studies."""
    nodes = []
    for each in given.of:
        local = unquote(each.removeprefix(minter.base))
        kind = local.partition("/")[0]
        if kind not in _KINDS:
            raise InputError(f"{each}: not a person, an authorship, a study or a record below {minter.base}")
        nodes.append(local)
    if len(set(nodes)) < 2:
        raise InputError("`of` needs two or more nodes")
    if len({Verdict((node,)).is_of_studies for node in nodes}) > 1:
        raise InputError("people and studies in one correction")
    return Verdict(tuple(nodes), line, given.why)


def _read_ror(printed: str) -> str:
    return clean_identifier(Identifier("ror", printed)).value


def _find_lines(text: str) -> dict[str, list[int]]:
    """The lines of the headers of each kind, in order."""
    found: dict[str, list[int]] = {kind: [] for kind in _TABLES}
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            found.setdefault(header["kind"], []).append(number)
    return found
