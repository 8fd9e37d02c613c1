"""What a build knew of each authorship when it told people apart, kept with it so that anybody can ask again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

import msgspec
import numpy as np
from isal import igzip
from msgspec import Struct
from msgspec.structs import replace

from kg.entities.people.corpus import Corpus, Tabulation, Wording
from kg.entities.people.decided import Anchor
from kg.entities.sets import Ints
from kg.entity import Mention
from kg.errors import InputError

_LEVEL = 2  # of igzip


class Evidence(Struct, frozen=True):
    """A corpus in which nothing is decided, how it reads, and for each authorship its `mentions` and rank; `studies` are the keys by number."""

    corpus: Corpus
    wording: Wording
    mentions: tuple[tuple[Mention, ...], ...]
    rank: Ints
    studies: tuple[str, ...]

    @classmethod
    def of(cls, tabulation: Tabulation) -> Self:
        """Take down what was tabulated."""
        signatures = tabulation.signatures
        studies = {each.work: each.work.study for each in signatures}
        return cls(
            replace(tabulation.corpus, forms=tuple(each._replace(bars=()) for each in tabulation.corpus.forms)),
            tabulation.wording,
            tuple(each.mentions for each in signatures),
            np.array([each.rank for each in signatures], np.int64),
            tuple(studies.values()),
        )

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read what `write` wrote. Raises `InputError` if there is none, or none that this version understands."""
        try:
            return msgspec.msgpack.decode(igzip.decompress(path.read_bytes()), type=cls, dec_hook=_read_array)
        except (OSError, EOFError, msgspec.MsgspecError) as error:
            message = f"{path}: not the evidence of a build by this version of kg ({error}); build again"
            raise InputError(message) from error

    def write(self, path: Path) -> None:
        """Write it down, whole numbers as short as they can be: about 350 bytes for each record."""
        with path.open("wb") as file, igzip.IGzipFile("", "wb", _LEVEL, file, mtime=0) as out:
            for piece in _encode(self):
                out.write(piece)

    def anchors(self) -> Iterator[Anchor]:
        """Give the places of the authorships."""
        corpus = self.corpus
        columns = (each.tolist() for each in (corpus.work, corpus.year, corpus.form, self.rank))
        for mentions, work, year, form, rank in zip(self.mentions, *columns, strict=True):
            yield Anchor(self.studies[work], year or None, rank, mentions, corpus.forms[form].orcid)


def _encode(part: Any) -> Iterator[bytes]:
    """Give the MessagePack of it in pieces: as a whole it is a tenth of what a build holds then."""
    if not isinstance(part, Struct):
        yield msgspec.msgpack.encode(part, enc_hook=_write_array)
        return
    yield b"\xde" + len(part.__struct_fields__).to_bytes(2, "big")  # a map of so many
    for name in part.__struct_fields__:
        yield msgspec.msgpack.encode(name)
        yield from _encode(getattr(part, name))


def _write_array(array: Any) -> tuple[str, bytes]:
    if array.dtype.kind == "i" and len(array):
        array = array.astype(np.promote_types(*map(np.min_scalar_type, (array.min(), array.max()))))
    return array.dtype.str, array.tobytes()


def _read_array(_kind: type, written: tuple[str, bytes]) -> Any:
    kind, content = written
    array = np.frombuffer(content, kind)
    return array if array.dtype.kind == "f" else array.astype(np.int64)
