"""What a command line means where it leaves something out: the newest build, the authority that was fetched."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.markup import escape

from kg.cli.console import err
from kg.errors import InputError

if TYPE_CHECKING:
    from kg.graph import Graph

OUTPUTS = Path("outputs")


def find_build(folder: Path | None) -> Path:
    """The folder asked for, else the newest build in outputs/."""
    if folder is not None:
        return folder
    from kg.folder import NotABuildError
    from kg.swapping import find_builds

    builds = find_builds(OUTPUTS)
    if not builds:
        raise NotABuildError(f"no build in {OUTPUTS}/; make one with: kg build INPUT, or kg demo")
    newest = max(builds, key=lambda path: (path / "build.json").stat().st_mtime_ns)
    if len(builds) > 1 and err.is_terminal:
        err.print(f"[dim]{escape(str(newest))}, the newest build[/]")
    return newest


def open_build(folder: Path | None) -> Graph:
    """Open the build asked for, else the newest."""
    from kg.graph import Graph

    return Graph(find_build(folder))


def read_query(given: str) -> str:
    """The text of a query: that of a file, or of standard input for -; what is neither is a name or the text itself."""
    if given == "-":
        if sys.stdin is None:
            raise InputError("standard input is closed")
        return _decode(sys.stdin.buffer.read(), "standard input")
    path = Path(given)
    looks_like_path = len(given.split()) == 1 and (path.suffix or len(path.parts) > 1)
    if "{" in given or not (looks_like_path or path.exists()):
        return _decode(os.fsencode(given), "the query")
    if path.is_dir():
        raise InputError(f"{given}: a folder, not a query; kg query NAME {given} asks it, kg query lists the names")
    return _decode(path.read_bytes(), given)


def _decode(text: bytes, name: str) -> str:
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: no text in UTF-8: {error.reason} at byte {error.start + 1:,}") from None


def read_parameters(given: list[str]) -> dict[str, str]:
    """Read `NAME=VALUE` of each parameter of a query."""
    parameters = {}
    for each in given:
        name, equals, value = each.partition("=")
        if not equals:
            raise typer.BadParameter(f"{each!r} is not NAME=VALUE", param_hint="--param")
        parameters[name] = value
    return parameters


def find_authority(given: Path | None) -> Path | None:
    """The file given, else the release in the cache; nothing if `none` is given."""
    if given is not None:
        return None if given == Path("none") else given
    from kg.authorities.fetching import cached_release

    release = cached_release()
    return release.path if release else None
