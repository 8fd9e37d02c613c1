"""The blocks of a record in PubMed's text for reading: their first words, or their order, tell what they are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from kg.readers._citation_line import join_wrapped
from kg.readers._pubmed_byline import is_byline
from kg.values.relations import BY_WORDS

_LABELS = (
    ("identifiers", re.compile(r"(?:DOI|PMCID|PMID): \S")),
    ("addresses", re.compile(r"Author information:$")),
    ("collaborators", re.compile(r"Collaborators: ")),
    ("book", re.compile(r"In: \S")),
    ("relations", re.compile(rf"(?:{'|'.join(BY_WORDS)})$")),
    ("language", re.compile(r"\[Article in [^\];].*\]$")),
    (
        "copyright",
        re.compile(r"©|(?:Copyright|\([Cc]\) ?(?:19|20)\d\d|Published by|This article is protected by copyright)\b"),
    ),
    ("conflicts", re.compile(r"Conflict of interest statement: ")),
)
_WHOLE_NUMBER = re.compile(r"PMID: (?:\d{8}|\d+ +\[.*\])\s*")


class Block(Struct):
    """Lines between empty ones, and what they are."""

    lines: list[str]
    role: str = ""

    @property
    def text(self) -> str:
        """The lines as running text."""
        return join_wrapped(self.lines)


def split_blocks(lines: Sequence[str]) -> list[Block]:
    """Split the lines of a record at empty ones, and tell what each block is."""
    blocks: list[Block] = []
    apart = True
    for line in lines:
        if line.strip():
            if apart:
                blocks.append(Block([]))
            blocks[-1].lines.append(line)
        apart = not line.strip()
    for block in blocks[1:]:
        block.role = next((role for role, form in _LABELS if form.match(block.lines[0].strip())), "")
    # Of a chapter, the title comes first.
    blocks[0].role = "title" if any(each.role == "book" for each in blocks) else "source"
    _tell_unlabelled(blocks)
    return blocks


def _tell_unlabelled(blocks: Sequence[Block]) -> None:
    """Tell title, byline and abstract: addresses follow the byline; without any, the second or the first block is one by its form."""
    listed = next((n for n, each in enumerate(blocks) if each.role in {"collaborators", "addresses"}), 0)
    unlabelled = [n for n, each in enumerate(blocks) if not each.role]
    before = [n for n in unlabelled if n < listed]
    byline = before[-1] if before else next((n for n in unlabelled[1::-1] if is_byline(blocks[n].text)), -1)
    for n in unlabelled:
        title = n < byline or (byline < 0 and n == unlabelled[0])
        blocks[n].role = "byline" if n == byline else "title" if title and blocks[0].role != "title" else "abstract"


def cut_off(blocks: list[Block], *, ended: bool) -> Block | None:
    """Take away what may be incomplete where the input breaks off: the last identifier, the last word of an abstract, else a block.

    What follows the PMID is whole if it ends in a full stop. `ended` says that the last line has an end.
    """
    last = blocks[-1]
    if last.role == "identifiers":
        if ended or _WHOLE_NUMBER.fullmatch(last.lines[-1]):
            return None
        cut = Block([last.lines.pop()], last.role)
        if not last.lines:
            blocks.pop()
        return cut
    if any(line.startswith("PMID: ") for each in blocks if each.role == "identifiers" for line in each.lines):
        return None if ended or last.lines[-1].rstrip().endswith(".") else blocks.pop()
    known = len(last.lines) > 1 or ended  # what its first words say
    if last.role != "abstract" or not known or not any(each.role == "byline" for each in blocks):
        return blocks.pop()
    if not ended:
        last.lines[-1] = last.lines[-1].rpartition(" ")[0]
    return None
