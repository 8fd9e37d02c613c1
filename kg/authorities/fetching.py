"""Downloads the newest release of ROR from Zenodo into the cache: resumed where it broke off, checked, put in place whole."""

from __future__ import annotations

import hashlib
import urllib.request
from http import HTTPStatus
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import cast

import msgspec
from msgspec import Struct

from kg.cache import cache_folder, keep
from kg.errors import InputError
from kg.files import hash_file

ZENODO = "https://zenodo.org/api/communities/ror-data/records?q=&sort=newest&size=1"
_DUMPS = (".zip", ".json", ".jsonl", ".gz")
_CHUNK = 1 << 18
_TIMEOUT = 60  # seconds without a byte


class FetchError(InputError):
    """A release could not be fetched; the message says why and what can be done."""


class Release(Struct, frozen=True):
    """A release in the cache: its file there, version, licence, where it came from and its SHA-256."""

    file: str
    version: str
    licence: str
    source: str
    sha256: str

    @property
    def path(self) -> Path:
        """The file itself."""
        return _folder() / self.file


class _Link(Struct):
    self: str


class _File(Struct):
    key: str
    size: int
    checksum: str
    links: _Link


class _Licence(Struct):
    id: str = ""


class _Metadata(Struct):
    version: str = ""
    title: str = ""
    license: _Licence = msgspec.field(default_factory=_Licence)


class _Record(Struct):
    files: list[_File]
    metadata: _Metadata


class _Hits(Struct):
    hits: list[_Record]


class _Answer(Struct):
    hits: _Hits


def cached_release() -> Release | None:
    """The release that was fetched last, if any is there."""
    note = _folder() / "release.json"
    if not note.is_file():
        return None
    release = msgspec.json.decode(note.read_bytes(), type=Release)
    return release if release.path.is_file() else None


def fetch_ror(source: str = ZENODO) -> Release:
    """Fetch the newest release of ROR into the cache, unless it is there already.

    `source` is a Zenodo listing, or the address of a dump itself (then nothing can be checked but its size). A
    download that broke off goes on where it stopped; what does not have the checksum that the record states is thrown
    away. Raises `FetchError`.

    Source: Zenodo's REST API (https://developers.zenodo.org); ROR's releases are CC0.
    """
    if source.endswith(_DUMPS):
        record = _Record([_File(source.rpartition("/")[2], 0, "", _Link(source))], _Metadata())
    else:
        record = _newest(source)
    dumps = [each for each in record.files if each.key.endswith(_DUMPS) and "/" not in each.key]
    if not dumps:
        raise FetchError(f"{source}: the record has no dump among its files")
    dump = dumps[0]
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    part, whole = folder / f".{dump.key}.part", folder / dump.key
    if not (whole.is_file() and _agrees(whole, dump.checksum) and dump.checksum):
        _download(dump, part)
        if not _agrees(part, dump.checksum):
            part.unlink()
            raise FetchError(f"{dump.links.self}: what arrived does not have the checksum {dump.checksum}; fetch again")
        part.replace(whole)
    sha256 = hash_file(whole)
    metadata = record.metadata
    release = Release(
        dump.key, metadata.version or metadata.title or dump.key, metadata.license.id, dump.links.self, sha256
    )
    keep(folder / "release.json", msgspec.json.encode(release))
    return release


def _folder() -> Path:
    return cache_folder() / "ror"


def _newest(source: str) -> _Record:
    try:
        with _open(source, 0) as answer:
            found = msgspec.json.decode(answer.read(), type=_Answer).hits.hits
    except (OSError, HTTPException) as error:
        raise FetchError(_unreachable(source, error)) from error
    except msgspec.MsgspecError as error:
        raise FetchError(f"{source}: not a Zenodo listing of records ({error})") from error
    if not found:
        raise FetchError(f"{source}: lists no record")
    return found[0]


def _download(dump: _File, part: Path) -> None:
    """Append to `part` what it lacks; a server that knows no ranges sends all of it again."""
    have = part.stat().st_size if part.exists() else 0
    if dump.size and have >= dump.size:
        return
    try:
        with _open(dump.links.self, have) as answer:
            if answer.status != HTTPStatus.PARTIAL_CONTENT:
                have = 0
            expected = dump.size or have + int(answer.headers.get("Content-Length") or 0)
            with part.open("ab" if have else "wb") as out:
                while chunk := answer.read(_CHUNK):
                    out.write(chunk)
                    have += len(chunk)
    except (OSError, HTTPException) as error:
        raise FetchError(_unreachable(dump.links.self, error)) from error
    if have < expected:
        raise FetchError(
            f"{dump.links.self}: broke off after {have:,} of {expected:,} bytes; fetch again to go on from there"
        )


def _open(address: str, start: int) -> HTTPResponse:
    if not address.startswith(("http://", "https://")):
        raise FetchError(f"{address}: neither http nor https")
    headers = {"User-Agent": "kg", **({"Range": f"bytes={start}-"} if start else {})}
    request = urllib.request.Request(address, headers=headers)  # noqa: S310  # the scheme was looked at
    return cast("HTTPResponse", urllib.request.urlopen(request, timeout=_TIMEOUT))  # noqa: S310


def _unreachable(address: str, error: Exception) -> str:
    reason = getattr(error, "reason", error)
    reason = getattr(reason, "strerror", None) or reason  # without the system's number for it
    return f"{address}: cannot be reached ({reason}); if this machine has no network, fetch a dump elsewhere and give it with --authority FILE"


def _agrees(path: Path, checksum: str) -> bool:
    """Whether the file has the checksum ("md5:…"); without one there is nothing to disagree with."""
    algorithm, _, value = checksum.partition(":")
    if not value:
        return True
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, algorithm).hexdigest() == value
