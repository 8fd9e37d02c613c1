"""What of a record decides which study it describes."""

from __future__ import annotations

import re

from msgspec import Struct

from kg.entities.studies.titles import Title, read_title
from kg.record import Container, Contributor, Record
from kg.values.keys import fold
from kg.values.names import is_nobody
from kg.values.pages import read_pages

_REGISTRATION = "registration"
# Strongest first; one work has at most one of each, but for what `kg.entities.studies.pairs` says. The number of a trial names
# its entry in the register; articles only mention it.
STRONG = ("doi", "pmid", "pmcid", _REGISTRATION)
_RANK = {
    scheme: rank for rank, scheme in enumerate((*STRONG, "wos", "scopus", "openalex"))
}  # databases' own numbers last
_DATED = ("published", "epublish", "print", "electronic", "online")

# Publication types (PubMed, Crossref, OpenAlex, RIS) and relations of works that are never the article they are about.
_NOTICES = {
    "published erratum": "erratum",
    "erratum": "erratum",
    "correction": "erratum",
    "corrigendum": "erratum",
    "corrected-article": "erratum",
    "corrects": "erratum",
    "retraction of publication": "retraction",
    "retraction": "retraction",
    "retraction notice": "retraction",
    "retracts": "retraction",
    "expression of concern": "concern",
    "expresses-concern-about": "concern",
    "preprint": "preprint",
    "posted-content": "preprint",
    "preprint-of": "preprint",
    "trial registry record": _REGISTRATION,  # of Cochrane's CENTRAL
}
_COMMENTS = frozenset(("comment", "reply", "comments-on"))
_NUMBER = re.compile(r"\d+")
_RANGE = re.compile(r"(?<![\w.])[A-Za-z]{0,3}\d+[A-Za-z]?(?:\s*[-‐‑–—]\s*[A-Za-z]{0,3}\d+[A-Za-z]?)?")
# What is no page: how many there are ("123-129 (7 pages)", "7 p."), and the end of S417-S429 in Ovid ("Suppl-29").
_NO_PAGE = re.compile(r"\b\d+ ?p(?:ages|p)?\b\.?|^suppl-\d+$", re.IGNORECASE)
_NUMBERED = re.compile(r"art(?:icle|n|\.)? ?(?:id|no|number)?\.? ?:?(\d+)", re.IGNORECASE)
_SUPPLEMENT = re.compile(r"suppl|meeting|abstract", re.IGNORECASE)
_SUPPLEMENTAL = re.compile(r"\b(?:supplement|suppl|supp|s(?=\d))", re.IGNORECASE)  # of issues: "1_suppl", "S1"
_LABEL = re.compile(r"^(?:no|nr|number|issue|iss)\b\.?|\b0+(?=\d)", re.IGNORECASE)
_SHORTEST = 4  # letters of a word of a family name that is no particle
_LONGEST = 40  # letters of a page or an article's number: what is longer is something else that slipped there


class Outline(Struct, frozen=True, array_like=True, gc=False):
    """What of a record decides which study it describes; `richness` ranks records by how much they say.

    `surnames` are, author by author, the telling words of the family name, `names` all words of the first author's
    name; `start` and `end` are the first and the last page, or the article number. `kind` tells notices, preprints
    and entries of registers from articles, `comments` says that a database holds it to be a comment, `group` that one group signs
    and nobody else; of a byline of people and groups the people count. `bars` say which were decided to be
    of different works (see `kg.entities.verdicts.oppose`).
    """

    record: str
    title: str
    folded: str
    year: int | None
    first: str
    container: Container | None
    volume: str
    pages: str
    kind: str
    identifiers: tuple[tuple[str, str], ...]
    richness: tuple[int, ...]
    form: Title
    years: tuple[int, ...]
    issue: str
    start: str
    end: str
    supplement: bool
    surnames: tuple[tuple[str, ...], ...]
    names: tuple[str, ...]
    comments: bool
    group: bool
    bars: tuple[int, ...] = ()

    @property
    def content(self) -> tuple[object, ...]:
        """All that is compared: records of equal content are told apart by nothing."""
        return (
            self.folded,
            self.form,
            self.years,
            self.container,
            self.volume,
            self.issue,
            self.start,
            self.end,
            self.kind,
            self.comments,
            self.group,
            self.record if self.bars else "",
            self.identifiers,
            self.surnames,
            self.names,
        )


def outline(record: Record) -> Outline:
    """Reduce a record to what decides which study it describes."""
    authors = [each for each in record.contributors if each.role == "author" and not is_nobody(each.name)]
    first = f"{fold(authors[0].family or authors[0].name)} {authors[0].initials[:1].lower()}".strip() if authors else ""
    people = [each for each in authors if not each.collective] or authors
    kinds = [kind.lower() for kind in (*record.types, *(relation.kind for relation in record.relations))]
    form = read_title(record.title)
    kind = next((_NOTICES[kind] for kind in kinds if kind in _NOTICES), form.notice or "article")
    pages = _NO_PAGE.sub("", record.pages)
    start, end = _read_pages(pages)
    richness = (
        not record.truncated,
        sum(bool(record.identifier(scheme)) for scheme in STRONG),
        len(record.contributors),
        sum(len(each.affiliations) for each in record.contributors),
        sum(len(section.text) for section in record.abstract),
        len(record.dates) + len(record.metrics) + len(record.keywords) + len(record.headings),
    )
    return Outline(
        record=record.key,
        title=record.title,
        folded=fold(record.title),
        year=record.year,
        first=first,
        container=record.container,
        volume=record.volume,
        pages=record.pages or record.article_number,
        kind=kind,
        identifiers=_identify(record, kind),
        richness=tuple(map(int, richness)),
        form=form,
        years=tuple(sorted({int(each.value[:4]) for each in record.dates if each.kind in _DATED and each.value})),
        issue=_fold_issue(record.issue),
        start=_fold_page(start or pages or record.article_number),
        end=_fold_page(end),
        supplement=_SUPPLEMENT.search(f"{record.volume} {record.issue} {record.pages}") is not None
        or start[:1].lower() == "s",
        surnames=tuple(map(_surname, people)),
        names=tuple(sorted({*fold(f"{people[0].name} {people[0].full_name} {people[0].family}").split()}))
        if people
        else (),
        comments=any(kind in _COMMENTS for kind in kinds),
        group=len(authors) == 1 and authors[0].collective,
    )


def _identify(record: Record, kind: str) -> tuple[tuple[str, str], ...]:
    """Give the identifiers that name the work; of an entry of a register the number that it has there, its first."""
    found = {(each.scheme, each.value.lower()) for each in record.identifiers if each.scheme in _RANK}
    if kind == _REGISTRATION:
        found.update((_REGISTRATION, each.value.lower()) for each in record.registrations[:1])
    return tuple(sorted(found, key=lambda each: (_RANK[each[0]], each[1])))


def _surname(author: Contributor) -> tuple[str, ...]:
    """Give the words of the family name but for particles, "de la Cruz" -> ("cruz",)."""
    words = fold(author.family or author.name).split()
    if len(words) > 1:
        words = sorted([word for word in words if len(word) >= _SHORTEST] or words)
    return tuple(words)


def _read_pages(printed: str) -> tuple[str, str]:
    """Give the first and the last page of the first range in print: "246-51, 230-5; author reply 231" -> 230, 235.

    What follows a plus sign is where the article goes on: "459-462+470". What is called the number of an article is written as one:
    "Art. No. 12" -> e12.
    """
    printed = printed.partition("+")[0].strip()
    if numbered := _NUMBERED.fullmatch(printed):
        return f"e{numbered[1]}", ""
    whole = read_pages(printed)
    ranges = [whole] if whole[0] else [read_pages(found[0]) for found in _RANGE.finditer(printed)]
    paired = [(int(start), start, end) for start, end in ranges if start.isdecimal()]
    if ranges and (not ranges[0][0].isdecimal() or not paired):
        return ranges[0]
    return min(paired)[1:] if paired else ("", "")


def _fold_page(page: str) -> str:
    """Fold a page or an article number; leading zeros and what stands between do not matter."""
    folded = "".join(fold(page).split()).lstrip("0")
    return folded if len(folded) <= _LONGEST else ""


def _fold_issue(printed: str) -> str:
    """Fold an issue's number to its words, sorted: "No. 03" -> "3"; "1_suppl", "S1" and "Supplement 1" -> "1 suppl"."""
    if printed.isdecimal():
        return printed.lstrip("0")
    text = _LABEL.sub("", printed.replace("_", " ").strip())
    return " ".join(sorted({*fold(_SUPPLEMENTAL.sub(" suppl ", text)).split()}))


def volume_number(volume: str) -> str:
    """Give the number of a volume, "12 (Suppl 1)" -> "12"; without one, its text."""
    found = _NUMBER.search(volume)
    return found[0].lstrip("0") if found else fold(volume)
