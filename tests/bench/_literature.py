"""A literature to measure with: invented papers (`_papers`) in files as databases export them (`_exports`).

One paper in twenty stands in a second file, in another format and with what the two databases print differently.
Everything follows from the seed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

from tests.bench._exports import FORMATS
from tests.bench._papers import Journal, Paper, Papers

PLANTED = 0.05  # share of the records that describe a paper once more
_PER_FILE = 10_000


@dataclass
class Literature:
    """What was written: the files, for each the numbers of its papers in order, and figures about it."""

    files: list[Path] = field(default_factory=list)
    papers: list[list[int]] = field(default_factory=list)
    figures: dict[str, float] = field(default_factory=dict)


def write_literature(folder: Path, records: int, seed: int = 1) -> Literature:
    """Write so many records into files of PubMed XML, MEDLINE and RIS, and tell what they hold."""
    random = Random(seed)
    again = round(records * PLANTED)
    papers = Papers(random, records - again)
    written = Literature()
    authors = words = 0
    people: set[int] = set()
    forms = list(FORMATS)
    waiting: list[tuple[str, Paper]] = []
    batches: dict[str, list[Paper]] = {form: [] for form in forms}

    def put(form: str, paper: Paper | None) -> None:
        batch = batches[form]
        if paper:
            batch.append(paper)
        if len(batch) == _PER_FILE or (batch and not paper):
            path = folder / f"{len(written.files):03}{form}"
            head, one, foot = FORMATS[form]
            path.write_text(head + "".join(map(one, batch)) + foot, "utf-8")
            written.files.append(path)
            written.papers.append([each.number for each in batch])
            batch.clear()

    repeated = set(random.sample(range(records - again), again))
    for paper in papers:
        form = forms[random.randrange(len(forms))]
        put(form, paper)
        authors += len(paper.authors)
        words += sum(len(text.split()) for _, text in paper.sections)
        people.update(map(id, paper.authors))
        if paper.number in repeated:
            other = random.choice([each for each in forms if (each == ".ris") != (form == ".ris")])
            waiting.append((other, reprint(paper, random)))
    for form, paper in waiting:
        put(form, paper)
    for form in forms:
        put(form, None)
    written.figures = {
        "papers": records - again,
        "planted": again,
        "people": len(people),
        "authors/paper": authors / (records - again),
        "abstract words": words / (records - again),
        "megabytes": sum(path.stat().st_size for path in written.files) / 1e6,
    }
    return written


def reprint(paper: Paper, random: Random) -> Paper:
    """Print a paper as another database does, which each change of `_CHANGES` befalls as often as that says."""
    changed = Paper(**vars(paper))
    for share, change in _CHANGES:
        if random.random() < share:
            change(changed)
    return changed


def _set(**values: object) -> Callable[[Paper], None]:
    return lambda paper: vars(paper).update(values)


def _shorten_journal(paper: Paper) -> None:
    paper.journal = Journal(paper.journal.abbreviation, paper.journal.abbreviation, "")


_CHANGES: tuple[tuple[float, Callable[[Paper], object]], ...] = (
    (0.5, _set(initials_only=True)),
    (0.4, _set(doi="")),
    (0.4, _shorten_journal),
    (0.2, _set(sections=[])),
    (0.2, _set(issue=0)),
    (0.3, lambda paper: _set(title=paper.title.title())(paper)),
    (0.2, lambda paper: _set(title=paper.title.replace(":", " -").replace("-", " "))(paper)),
    (0.1, lambda paper: _set(title=paper.title.partition(":")[0])(paper)),
    (0.1, lambda paper: _set(title=paper.title[:9] + paper.title[10:])(paper)),  # a misprint
    (0.1, lambda paper: _set(year=paper.year + 1)(paper)),  # in print the year after
    (0.1, lambda paper: _set(last=paper.first)(paper)),
    (0.1, lambda paper: _set(title=paper.title[:60].rstrip())(paper)),  # cut off by a spreadsheet
    (0.1, lambda paper: _set(authors=paper.authors[:3])(paper)),  # "et al."
    (0.05, lambda paper: _set(journal=replace(paper.journal, title=paper.journal.title.upper(), issn=""))(paper)),
)
