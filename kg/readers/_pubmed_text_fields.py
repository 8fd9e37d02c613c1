"""What the blocks of PubMed's text for reading say of a record."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from kg.readers._citation_line import Citation, find_cited, join_wrapped, parse_source
from kg.readers._draft import Draft
from kg.readers._pubmed_blocks import Block
from kg.readers._pubmed_byline import read_addresses, read_names
from kg.readers._tagged_fields import as_published
from kg.record import Date, Identifier, Relation, Section
from kg.values.licences import names_licence
from kg.values.relations import BY_WORDS

_LANGUAGE = re.compile(r"\[Article in ([^\];]+)")
_NUMBER = re.compile(r"(DOI|PMCID|PMID): (\S{1,300})\s*+(?:\[(.{0,300})\])?\s*")
_DOI = re.compile(r"10\.\d{4,9}/")
_BOOK = re.compile(
    r"In: (?P<book>.+?)\.(?: (?P<date>(?:19|20)\d\d[^.;[]{0,60}?)(?: \[updated (?P<updated>[^]]{0,60})\])?\.)?",
    re.IGNORECASE,
)


def fill(draft: Draft, blocks: Sequence[Block]) -> Citation | None:
    """Put what the blocks say into the draft; gives the source as far as it can be told apart."""
    citation = parse_source(blocks[0].text) if blocks[0].role == "source" else None
    if citation:
        _fill_source(draft, citation)
    elif any(each.role == "title" for each in blocks[1:]):
        draft.keep("source", blocks[0].text)
    else:
        draft.title = blocks[0].text
    addresses = {
        mark: text for each in blocks if each.role == "addresses" for mark, text in _read_addresses(draft, each)
    }
    for block in blocks[1:]:
        if block.role == "byline":
            draft.contributors += read_names(block.text, addresses)
        elif block.role == "collaborators":
            draft.contributors += read_names(block.text.partition(": ")[2], addresses, "investigator")
        elif block.role in _READ:
            _READ[block.role](draft, block)
    given = {each.text for person in draft.contributors for each in person.affiliations}
    for mark, text in addresses.items():
        if text not in given:  # no name has its mark
            draft.keep("addresses", f"({mark}){text}")
    return citation


def _fill_source(draft: Draft, citation: Citation) -> None:
    """Take the journal, date and place; a DOI in the place of pages is none of them."""
    draft.container = citation.journal or citation.book.rstrip(".")
    draft.kind = "journal" if citation.journal else "book"
    draft.dates += (as_published(citation.date), *citation.dates)
    draft.relations += citation.relations
    draft.volume, draft.issue = citation.volume, citation.issue
    if _DOI.match(citation.pages):
        draft.identifiers.append(Identifier("doi", citation.pages))
    else:
        draft.pages = citation.pages
    draft.identifiers += citation.identifiers
    draft.languages += citation.languages


def _read_book(draft: Draft, block: Block) -> None:
    """Read what a chapter is in, and its own dates: "In: WalkPearls [Internet]. …; 1993-. 2000 Jun 26 [updated 2021 Nov 24]."."""
    found = _BOOK.fullmatch(block.text)
    draft.container, draft.kind = found["book"] if found else block.text, "book"
    if found and found["date"]:
        draft.dates.append(as_published(found["date"]))
    if found and found["updated"]:
        draft.dates.append(Date("updated", found["updated"]))


def _read_addresses(draft: Draft, block: Block) -> Iterator[tuple[str, str]]:
    """Give the addresses by their numbers; notes ("(#)Contributed equally") are kept."""
    for mark, text in read_addresses("\n".join(line.rstrip() for line in block.lines[1:])):
        joined = join_wrapped(text.split("\n"))
        if mark.isdecimal():
            yield mark, joined
        else:
            draft.keep(f"({mark})" if mark else "addresses", joined)


def _read_relations(draft: Draft, block: Block) -> None:
    """Read what stands below "Comment in" and so on: each on lines of its own, the last of which ends in a full stop."""
    items: list[list[str]] = []
    for line in block.lines[1:]:
        if not items or (line.startswith(" ") and items[-1][-1].rstrip().endswith(".")):
            items.append([])
        items[-1].append(line)
    for lines in items:
        text = join_wrapped(lines)
        draft.relations.append(Relation(BY_WORDS[block.lines[0].strip()], text, find_cited(text)))


def _read_identifiers(draft: Draft, block: Block) -> None:
    for line in block.lines:
        if found := _NUMBER.fullmatch(line):
            draft.identifiers.append(Identifier(found[1].lower(), found[2]))
            draft.keep(f"{found[1]} status", found[3] or "")
        else:
            draft.keep("identifiers", line.strip())


def _read_title(draft: Draft, block: Block) -> None:
    draft.title = f"{draft.title} {block.text}".strip()


def _read_abstract(draft: Draft, block: Block) -> None:
    draft.abstract.append(Section("", block.text))


def _read_language(draft: Draft, block: Block) -> None:
    draft.languages += _LANGUAGE.findall(block.text)[0].split(", ")


def _read_copyright(draft: Draft, block: Block) -> None:
    if names_licence(block.text):
        draft.licence = block.text
    else:
        draft.keep("copyright", block.text)


_READ: dict[str, Callable[[Draft, Block], None]] = {
    "title": _read_title,
    "book": _read_book,
    "language": _read_language,
    "relations": _read_relations,
    "abstract": _read_abstract,
    "copyright": _read_copyright,
    "identifiers": _read_identifiers,
    "conflicts": lambda draft, block: draft.keep("conflicts of interest", block.text.partition(": ")[2]),
}
