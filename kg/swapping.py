"""How a new build takes the place of an old one, and how one is read while that may happen."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import stat
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from kg.errors import InputError
from kg.files import naming_full
from kg.folder import BuildFolder, NotABuildError

_ATTEMPTS = 100  # at taking or reading a place for which builds compete
_PAUSE = 0.01  # seconds between two attempts at reading
T = TypeVar("T")
_OURS: set[str] = set()  # names of the folders that this process is using


@contextmanager
def replacing(target: Path, files: Collection[str] = ()) -> Iterator[BuildFolder]:
    """Give a folder beside `target` and put it in its place when the block ends well.

    The folder is empty but for the parts that earlier builds of the same target read and did not come to use; if the block
    does not end well, all but its parts is removed. Who may not look into the old build may not look into the new one. If
    `target` is a link, it stays, and leads to the new build. Raises `NotABuildError` if `target` is no build and holds anything
    but `files`, the names that a build writes (git keeps some of a build's files without the others), and InputError if it is a
    folder whose place none can take.
    """
    place = _resolve(target)
    _check_place(place, target)
    recover(place)
    if place.exists() and not BuildFolder(place).exists and not _holds_only(place, files):
        raise NotABuildError(f"{target}: exists and is not a build of ours; choose another folder or remove it")
    new = BuildFolder(_name_beside(place))
    _OURS.add(new.path.name)
    try:
        try:
            new.parts.mkdir(parents=True)
            with suppress(FileNotFoundError):
                new.path.chmod(place.stat().st_mode | stat.S_IRWXU)
        except OSError as error:
            raise InputError(f"{target}: no folder can be made there: {error.strerror}") from error
        with naming_full(target):
            _clear_leftovers(place, new)
            yield new
        for each in (new.parts, new.scratch):
            shutil.rmtree(each, ignore_errors=True)
        _swap(new.path, place)
    finally:
        if new.path.exists():
            _keep_parts(new)
        _OURS.discard(new.path.name)


def find_builds(folder: Path) -> list[Path]:
    """Find the finished builds in a folder, put back where a process was killed between the two renames of a swap."""
    for old in folder.glob(".?*.old-*"):
        recover(folder / old.name[1:].rpartition(".old-")[0])
    return [each for each in sorted(folder.glob("[!.]*")) if BuildFolder(each).exists]


def has_leftovers(target: Path) -> bool:
    """Whether a build of the target that did not come to its end has left what it read."""
    return bool(_beside(target, "building"))


def _keep_parts(folder: BuildFolder) -> None:
    """Remove all of an unfinished build's folder but what it has read."""
    with suppress(OSError):
        folder.parts.rmdir()  # if it is empty
    for each in list(folder.path.iterdir()) if folder.parts.exists() else [folder.path]:
        if each.is_dir() and each != folder.parts:
            shutil.rmtree(each, ignore_errors=True)
        elif each != folder.parts:
            each.unlink(missing_ok=True)


def _check_place(place: Path, target: Path) -> None:
    """Raise InputError if no folder can take the place of this one, before anything is read for it."""
    why = ""
    with suppress(FileNotFoundError):  # the one we are in may be gone
        if Path.cwd().is_relative_to(place):
            why = "a build takes the place of its folder, so it cannot be the one you are in"
    if os.path.ismount(place):
        why = "a disk is mounted there, and no build can take the place of that"
    try:
        str(place).encode()
    except UnicodeEncodeError:
        raise InputError(f"{target}: the store takes no name that is not UTF-8") from None
    if why:
        raise InputError(f"{target}: {why}; choose a folder in it, such as {target / 'graph'}")


def _swap(new: Path, target: Path) -> None:
    """Put `new` in the place of `target`; if another build gets there first, the later one stays."""
    old = target.with_name(f".{target.name}.old-{os.getpid()}")
    _OURS.add(old.name)
    try:
        for _ in range(_ATTEMPTS):
            with suppress(FileNotFoundError):
                target.rename(old)
            try:
                new.rename(target)
            except OSError as error:
                if error.errno not in {errno.ENOTEMPTY, errno.EEXIST}:
                    raise
            else:
                break
            finally:
                if target.exists():
                    _remove(old, target)
        else:
            raise InputError(f"{target}: other builds took its place {_ATTEMPTS} times when this one was to")
    finally:
        if old.exists() and not target.exists():  # stopped or refused between the renames
            old.rename(target)
        _OURS.discard(old.name)


def _remove(old: Path, target: Path) -> None:
    """Remove the old build under a name by which nobody would put it back, were this killed halfway."""
    gone = _name_beside(target)
    with suppress(FileNotFoundError):
        old.rename(gone)
        shutil.rmtree(gone, ignore_errors=True)


def _name_beside(target: Path) -> Path:
    """Name a new folder beside the target, as those are named that a build is made in."""
    return target.with_name(f".{target.name}.building-{secrets.token_hex(4)}-{os.getpid()}")


def _resolve(target: Path) -> Path:
    """Give the folder itself, if links lead to it."""
    return Path(os.path.realpath(target))


def read_steadily(folder: BuildFolder, read: Callable[[], T]) -> T:
    """Return what `read` reads from one and the same build, though other builds may take its place meanwhile.

    What it read from a folder that was replaced under it, or failed to read, is read again; an error of a folder that
    stayed is raised as it is.
    """
    for _ in range(_ATTEMPTS):
        recover(folder.path)
        before = _identify(folder.path)
        try:
            result = read()
        except (InputError, OSError):
            if not (before is None and _is_swapping(folder.path)) and before == _identify(folder.path):
                raise
            time.sleep(_PAUSE)
        else:
            if before == _identify(folder.path):
                return result
    raise NotABuildError(f"{folder.path}: other builds took its place {_ATTEMPTS} times while it was being read")


def _identify(path: Path) -> tuple[int, int] | None:
    """What tells a folder from another one at the same path (the numbers of removed folders are used again)."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_ino, status.st_ctime_ns


def _is_swapping(target: Path) -> bool:
    """Whether a build may be between the two renames of its swap: the old one stands beside its place."""
    return bool(_beside(target, "old"))


def recover(target: Path) -> None:
    """Put the old build back if a process was killed between the two renames of its swap."""
    for old in _beside(target, "old"):
        if not target.exists() and not _alive(old):
            with suppress(FileNotFoundError):  # another process was faster
                old.rename(_resolve(target))


def _beside(target: Path, kind: str) -> list[Path]:
    """The folders of that kind that builds of the target have made beside it; their names end in a process's number."""
    place = _resolve(target)
    start = f".{place.name}.{kind}-"
    paths = place.parent.iterdir() if place.parent.is_dir() else ()
    return sorted(each for each in paths if each.name.startswith(start) and each.name.rpartition("-")[2].isdecimal())


def _holds_only(target: Path, files: Collection[str]) -> bool:
    return target.is_dir() and all(path.name in files for path in target.iterdir())


def _clear_leftovers(target: Path, new: BuildFolder) -> None:
    """Remove what ended builds of the same target left, taking over what they read; those of living processes stay."""
    for left in _beside(target, "building"):
        if not _alive(left):
            for part in BuildFolder(left).parts.glob("*"):
                with suppress(OSError):  # another build was faster
                    part.rename(new.parts / part.name)
            shutil.rmtree(left, ignore_errors=True)
    for left in _beside(target, "old"):
        if not _alive(left):
            shutil.rmtree(left, ignore_errors=True)


def _alive(left: Path) -> bool:
    """Whether the process that a folder's name ends in is still running, and is not one that had its number before us."""
    process = int(left.name.rpartition("-")[2])
    if process == os.getpid():
        return left.name in _OURS
    if os.name != "posix":  # there signal 0 would end the process
        return True
    with suppress(PermissionError):  # it is somebody else's, and lives
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
    return True
