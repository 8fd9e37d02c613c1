"""Opens an authority: a file in any of its formats, or the release that `kg fetch ror` left; indexed once, then mapped."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pyoxigraph import RdfFormat

from kg.authorities import words
from kg.authorities.dumps import AuthorityError, read_dump, unpack
from kg.authorities.index import Index
from kg.authorities.indexing import write_index
from kg.authorities.organisation import Organisation
from kg.authorities.rdf import read_rdf
from kg.cache import cache_folder
from kg.files import hash_file
from kg.values.gazetteer import load_gazetteer


def open_authority(path: Path) -> Index:
    """Open the index of an authority file, which is made (half a minute for the whole of ROR) if there is none yet.

    The index stands in the cache, under the hash of the file and of what the index is made by. Raises
    `FileNotFoundError` if there is no such file, `AuthorityError` if it is no authority that can be read.
    """
    sha256 = hash_file(path)
    folder = cache_folder() / "indexes" / f"{sha256[:16]}-{_made_by()[:8]}"
    if not folder.exists():
        write_index(read_authority(path), folder, load_gazetteer(), release=path.name, sha256=sha256)
    return Index(folder)


def read_authority(path: Path) -> list[Organisation]:
    """Read the organisations of an authority file, told by its name and its first character."""
    data, name = unpack(path)
    if data.lstrip()[:1] in {b"[", b"{"} and not name.endswith((".jsonld", ".trig")):
        found = read_dump(data, str(path))
    else:
        syntax = RdfFormat.from_extension(name.rpartition(".")[2])
        if syntax is None:
            raise AuthorityError(f"{path}: neither a dump of ROR (JSON, JSON lines, zip) nor RDF by its name")
        found = read_rdf(data, str(path), syntax)
    if not found:
        raise AuthorityError(f"{path}: has no organisation")
    return found


def _made_by() -> str:
    """A hash of what indexes are made by: where that changes they are made anew."""
    folder = Path(words.__file__).parent
    sources = [folder / name for name in _SOURCES]
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()


_SOURCES = (
    "words.py",
    "words.toml",
    "organisation.py",
    "dumps.py",
    "forms.py",
    "arrays.py",
    "spelling.py",
    "index.py",
    "postings.py",
    "indexing.py",
)
