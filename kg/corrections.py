"""What people correct: `corrections.toml`, applied at every build."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import msgspec
from msgspec import Struct, structs

from kg.decision import Corrections, Naming, Placing, Verdict
from kg.errors import InputError, tell_unknown
from kg.iri import Minter
from kg.record import Identifier
from kg.values.identifiers import clean_identifier

_HEADER = re.compile(r"\s*\[\[?\s*(?P<kind>\w+)\s*\]")
_WHERE = re.compile(r" \(at line (\d+), column \d+\)$")  # in tomllib's messages
_KINDS = frozenset({"person", "study", "record"})


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
    for kind in given.keys() - _TABLES.keys():
        line = next(iter(lines.get(kind, ())), 0)
        raise InputError(f"{_place(name, line)}: {tell_unknown('kind of correction', kind, _TABLES)}")
    tables = {kind: list(_read_tables(kind, given.get(kind, []), lines[kind], name)) for kind in _TABLES}
    return Corrections(
        same=tuple(_verdict(each, line, _place(name, line), minter) for each, line in tables["same"]),
        different=tuple(_verdict(each, line, _place(name, line), minter) for each, line in tables["different"]),
        names=tuple(Naming(each.printed, each.family, each.given, each.suffix, line) for each, line in tables["name"]),
        institutions=tuple(
            Placing(each.printed, _read_ror(each.ror, _place(name, line)), line) for each, line in tables["institution"]
        ),
    )


def _read_tables(kind: str, given: Any, lines: Sequence[int], name: str) -> Iterator[tuple[Any, int]]:
    """Give each table of a kind with its line; line 0 if what looks like a header stands inside a string."""
    if not isinstance(given, list):
        place = _place(name, next(iter(lines), 0))
        raise InputError(f"{place}: a correction begins with [[{kind}]], in double brackets")
    model = _TABLES[kind]
    for table, line in zip(given, lines if len(lines) == len(given) else [0] * len(given), strict=True):
        if fault := _find_fault(table, kind, model):
            raise InputError(f"{_place(name, line)}: {fault}")
        yield msgspec.convert(table, model), line


def _find_fault(table: dict[str, Any], kind: str, model: type[Struct]) -> str:
    """Say which field of a table is unknown, missing or no such value, and what is allowed; nothing if all are well."""
    for name in table:
        if name not in model.__struct_fields__:
            return tell_unknown(f"field of [[{kind}]]", name, model.__struct_fields__)
    for field in structs.fields(model):
        value = table.get(field.name, "")
        if field.required and not value:
            return f"[[{kind}]] needs `{field.name}`"
        if field.type is str and not isinstance(value, str):
            return f'`{field.name}` is a text: {field.name} = "…"'
        if field.type is not str and not (isinstance(value, list) and all(isinstance(each, str) for each in value)):
            return f'`{field.name}` is a list: {field.name} = ["person/…", "person/…"]'
    return ""


def _place(name: str, line: int) -> str:
    return f"{name}:{line}" if line else name


def _read_text(path: Path, name: str) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: not UTF-8; save it so, as TOML is") from error


def _verdict(given: _Verdict, line: int, place: str, minter: Minter) -> Verdict:
    """Take the nodes' kinds and keys out of their IRIs; two at least, all people or authorships, or all studies."""
    nodes = []
    for each in given.of:
        local = unquote(each.removeprefix(minter.base))
        kind = local.partition("/")[0]
        if kind not in _KINDS:
            raise InputError(f"{place}: {each}: not a person, an authorship, a study or a record below {minter.base}")
        nodes.append(local)
    if len(set(nodes)) < 2:
        raise InputError(f"{place}: `of` needs two or more nodes")
    if len({Verdict((node,)).is_of_studies for node in nodes}) > 1:
        raise InputError(f"{place}: people and studies in one correction")
    return Verdict(tuple(nodes), line, given.why)


def _read_ror(printed: str, place: str) -> str:
    try:
        return clean_identifier(Identifier("ror", printed)).value
    except ValueError as error:
        raise InputError(f"{place}: {error}") from error


def _find_lines(text: str) -> dict[str, list[int]]:
    """The lines of the headers of each kind, in order."""
    found: dict[str, list[int]] = {kind: [] for kind in _TABLES}
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            found.setdefault(header["kind"], []).append(number)
    return found
