"""What people correct: `corrections.toml`, applied at every build."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar
from urllib.parse import unquote

import msgspec
from msgspec import Struct

from kg.decision import Corrections, Naming, Placing, Verdict
from kg.errors import InputError
from kg.iri import Minter
from kg.record import Identifier
from kg.values.identifiers import clean_identifier

_HEADER = re.compile(r"\s*\[\[\s*(?P<kind>\w+)\s*\]\]")
_KINDS = frozenset({"person", "study", "record"})

_T = TypeVar("_T")


class _Verdict(Struct, forbid_unknown_fields=True):
    of: list[str]
    why: str = ""


class _Naming(Struct, forbid_unknown_fields=True):
    printed: str
    family: str
    given: str = ""
    suffix: str = ""
    why: str = ""


class _Placing(Struct, forbid_unknown_fields=True):
    printed: str
    ror: str
    why: str = ""


class _File(Struct, forbid_unknown_fields=True):
    same: list[_Verdict] = []
    different: list[_Verdict] = []
    name: list[_Naming] = []
    institution: list[_Placing] = []


def read_corrections(path: Path, minter: Minter, name: str = "") -> Corrections:
    r"""Read a file of corrections; nodes are IRIs, or what follows the base.

    Four kinds of table: `[[same]]` and `[[different]]` with `of` (two or more people or authorships, or studies or
    records), `[[name]]` with `printed`, `family`, `given` and `suffix`, `[[institution]]` with `printed` and `ror`; each
    may say `why`. Raises `InputError` with the file, and the line where one is known, for anything else: a correction
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
        given = msgspec.convert(tomllib.loads(text), _File)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise InputError(f"{name}: not a file of corrections: {error}") from error
    lines = _find_lines(text)
    return Corrections(
        same=tuple(_verdict(each, line, name, minter) for each, line in _number(given.same, lines["same"])),
        different=tuple(
            _verdict(each, line, name, minter) for each, line in _number(given.different, lines["different"])
        ),
        names=tuple(
            Naming(each.printed, each.family, each.given, each.suffix, line)
            for each, line in _number(given.name, lines["name"])
        ),
        institutions=tuple(
            Placing(each.printed, _read_ror(each.ror, f"{name}:{line}"), line)
            for each, line in _number(given.institution, lines["institution"])
        ),
    )


def _read_text(path: Path, name: str) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: not a file of corrections: it is not UTF-8") from error


def _verdict(given: _Verdict, line: int, name: str, minter: Minter) -> Verdict:
    """Take the nodes' kinds and keys out of their IRIs; two at least, all people or authorships, or all studies."""
    nodes = []
    for each in given.of:
        local = unquote(each.removeprefix(minter.base))
        kind = local.partition("/")[0]
        if kind not in _KINDS:
            raise InputError(
                f"{name}:{line}: {each}: not a person, an authorship, a study or a record below {minter.base}"
            )
        nodes.append(local)
    if len(set(nodes)) < 2:
        raise InputError(f"{name}:{line}: `of` needs two or more nodes")
    if len({Verdict((node,)).is_of_studies for node in nodes}) > 1:
        raise InputError(f"{name}:{line}: people and studies in one correction")
    return Verdict(tuple(nodes), line, given.why)


def _read_ror(printed: str, place: str) -> str:
    try:
        return clean_identifier(Identifier("ror", printed)).value
    except ValueError as error:
        raise InputError(f"{place}: {error}") from error


def _number(tables: Sequence[_T], lines: Sequence[int]) -> Iterator[tuple[_T, int]]:
    """Give each table with its line; line 0 if what looks like a header stands inside a string."""
    return zip(tables, lines if len(lines) == len(tables) else [0] * len(tables), strict=True)


def _find_lines(text: str) -> dict[str, list[int]]:
    """The line of each table's header, in order."""
    found: dict[str, list[int]] = {kind: [] for kind in _File.__struct_fields__}
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            found.setdefault(header["kind"], []).append(number)
    return found
