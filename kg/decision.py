"""What people decided of who is who, and what of it could not be carried out."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct


class Verdict(Struct, frozen=True):
    """What somebody decided of two or more nodes: that they are the same, or (then all of them) different.

    `nodes` are keys with their kind before them: "person/moffatt-s-…", an authorship of a study or a record,
    "study/doi/10.…/author/3", or, where it is about studies, "study/doi/10.…" and "record/…". `line` is where it stands in
    the file of corrections, `why` what was noted.
    """

    nodes: tuple[str, ...]
    line: int = 0
    why: str = ""

    @property
    def is_of_studies(self) -> bool:
        """Whether it is about studies; else it is about people."""
        return not self.nodes[0].startswith("person/") and "/author/" not in self.nodes[0]


class Naming(Struct, frozen=True):
    """How a name that is printed so reads: its family name, given names and suffix."""

    printed: str
    family: str
    given: str = ""
    suffix: str = ""
    line: int = 0


class Placing(Struct, frozen=True):
    """Which organisation of ROR (its id) is meant by a name that is printed so."""

    printed: str
    ror: str
    line: int = 0


class Corrections(Struct, frozen=True):
    """What people decided, to be held against all evidence; equal corrections given twice are one.

    `file` is what those call the file who gave it.
    """

    same: tuple[Verdict, ...] = ()
    different: tuple[Verdict, ...] = ()
    names: tuple[Naming, ...] = ()
    institutions: tuple[Placing, ...] = ()
    file: str = ""


NO_CORRECTIONS = Corrections()


class Dispute(NamedTuple):
    """A correction that could not be carried out: its line, what of it, and why."""

    line: int
    what: str
    reason: str
