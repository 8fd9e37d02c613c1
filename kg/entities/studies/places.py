"""Whether two records stand at one place: journal, year, volume, issue, pages, of which each tells only beside the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from string import ascii_lowercase

from kg.entities.studies.outlines import Outline, volume_number
from kg.entities.studies.weights import weigh
from kg.entity import Reason
from kg.record import Container
from kg.values.journal_titles import is_same_title
from kg.values.pages import is_article_number


def compare_publications(a: Outline, b: Outline, journals: Mapping[Container, str]) -> Iterator[Reason]:
    """Compare journal, year, volume, issue and pages, none of which tells anything without the others.

    The volume follows from the journal and the year, the issue from a range of pages, and issues and first pages are those
    of their volume only. Without volume or pages in common, other years are a series and other journals other publications; with
    them, or if what came first has none yet, the next year may be that of print after that of the screen; with them, the journal's
    name may be another one, unless issue or pages are others. Other pages are another place, unless volume and issue are the same and neither
    is in a supplement, which has pages of its own; so is another volume, unless the first page is the same; that the year is
    the same, on paper or screen, tells nothing then.
    """
    same_year, same_journal = _is_same_year(a, b), _is_same_journal(a, b, journals)
    volume = _compare_volumes(a, b, implied=bool(same_year and same_journal))
    pages, issue = _compare_pages(a, b), _compare_issues(a, b)
    same_page = bool(pages and pages.weight > 0)
    if _is_same_long_range(a, b):
        issue = None if issue and issue.weight < 0 else issue
    elif volume and volume.weight < 0:
        pages, issue = (each if each and each.weight < 0 else None for each in (pages, issue))
    yield from (each for each in (volume, issue, pages) if each)
    other = [bool(each and each.weight < 0) for each in (volume, issue, pages)]
    there = any(each and each.weight > 0 for each in (volume, pages)) and not (same_journal is False and any(other[1:]))
    same_issue = there and bool(volume and volume.weight > 0) and not other[1] and a.supplement == b.supplement
    elsewhere = (other[2] and not same_issue) or (other[0] and not same_page)
    if elsewhere:
        yield weigh("place", "other", "printed at different places")
    if same_year and not (elsewhere and other[0]):
        yield weigh("year", "same", "same year")
    if same_year is False:
        yield _weigh_years(a, b, there=there)
    if same_journal:
        yield weigh("journal", "same", f"same journal: {_title(a)}")
    elif same_journal is False:
        yield weigh("journal", "other" if there else "elsewhere", f"different journals: {_title(a)} and {_title(b)}")


def _is_same_year(a: Outline, b: Outline) -> bool | None:
    return bool(set(a.years) & set(b.years)) if a.years and b.years else None


def _weigh_years(a: Outline, b: Outline, *, there: bool) -> Reason:
    """Weigh different years by whether the place is the same, or the first record had none yet."""
    note = f"different years: {a.years[0]} and {b.years[0]}"
    apart = _years_apart(a, b)
    ahead = _is_ahead_of_print(a, b) or _is_ahead_of_print(b, a)
    if apart == 1 and (there or ahead):
        return weigh("year", "next", note)
    return weigh("year", "other" if there or apart <= 1 + ahead else "series", note)


def _years_apart(a: Outline, b: Outline) -> int:
    return min(abs(ours - theirs) for ours in a.years for theirs in b.years)


def _is_ahead_of_print(a: Outline, b: Outline) -> bool:
    """Whether a has no place yet, or pages counted from 1, and b, of a later year, has one."""
    placed = bool(b.volume or b.start) and not (a.volume or a.issue or a.start not in {"", "1"})
    return placed and max(a.years) < min(b.years)


def _is_same_journal(a: Outline, b: Outline, journals: Mapping[Container, str]) -> bool | None:
    if not a.container or not b.container or not _title(a) or not _title(b):
        return None
    ours, theirs = journals.get(a.container), journals.get(b.container)
    return bool(ours and ours == theirs) or is_same_title(a.container.title, b.container.title)


def _title(each: Outline) -> str:
    return each.container.title if each.container else ""


def _compare_volumes(a: Outline, b: Outline, *, implied: bool) -> Reason | None:
    """Compare volumes, unless a record has the year for one, or columns have slipped: it has there what the other has for an issue."""
    ours, theirs = volume_number(a.volume), volume_number(b.volume)
    if not ours or not theirs:
        return None
    years = {str(year) for year in a.years + b.years}
    if ours == theirs:
        outcome = "of that year" if implied else "same"
        return weigh("volume", outcome, f"same volume {ours}") if implied or ours not in years else None
    if _may_have_slipped(a, b) or _may_have_slipped(b, a) or (ours in years) != (theirs in years):
        return None
    return weigh("volume", "other", f"different volumes: {a.volume} and {b.volume}")


def _may_have_slipped(a: Outline, b: Outline) -> bool:
    """Whether a has the issue of b at the volume's place, and for an issue none, or b's volume or page."""
    return volume_number(a.volume) == b.issue and a.issue in {"", volume_number(b.volume), b.start}


def _compare_issues(a: Outline, b: Outline) -> Reason | None:
    """Compare issues, unless one record has at the issue's place what the other has at the volume's."""
    ours, theirs = volume_number(a.volume), volume_number(b.volume)
    if not a.issue or not b.issue or (ours != theirs and (a.issue == theirs or b.issue == ours)):
        return None
    if a.issue == b.issue:
        return weigh("issue", "same", f"same issue {a.issue}")
    one, other = set(a.issue.split()), set(b.issue.split())
    if one <= other or other <= one:  # "3", "3 Suppl 2"
        return None
    return weigh("issue", "other", f"different issues: {a.issue} and {b.issue}")


def _compare_pages(a: Outline, b: Outline) -> Reason | None:
    """Compare first pages, then ranges, or article numbers.

    Pages inside the other's range tell nothing, nor does an article number beside pages, nor a page that is no page (`_has_no_place`).
    The letter before a page ("S12") may be left out.
    """
    if not a.start or not b.start:
        return None
    if a.start == b.start or a.pages == b.pages:
        return _weigh_same_start(a, b)
    otherwise = a.start.isdecimal() != b.start.isdecimal() or is_article_number(a.start) != is_article_number(b.start)
    if otherwise and a.start.lstrip(ascii_lowercase) == b.start.lstrip(ascii_lowercase):
        return weigh("pages", "same first", f"same first page but for a letter: {a.start} and {b.start}")
    if otherwise and a.supplement == b.supplement:
        return None
    if _lies_within(a, b) or _lies_within(b, a) or _has_no_place(a, b) or _has_no_place(b, a):
        return None
    return weigh("pages", "other", f"different pages: {a.pages} and {b.pages}")


def _weigh_same_start(a: Outline, b: Outline) -> Reason | None:
    """Weigh one first page by what else there is; an article number is one in a journal's year, and later that of an update."""
    if is_article_number(a.start):
        if _is_same_year(a, b):
            return weigh("pages", "same number", f"same article number {a.pages}")
        if a.years and b.years and _years_apart(a, b) > 1:
            return None
    if a.end != b.end or a.end in {"", a.start}:
        return weigh("pages", "same first", f"same first page {a.start}")
    return weigh("pages", "same long range" if _is_same_long_range(a, b) else "same range", f"same pages {a.pages}")


def _has_no_place(a: Outline, b: Outline) -> bool:
    """Whether a's pages are none: counted from 1 before it had a volume, or b's issue, as all numbers slipped by a column."""
    if a.volume:
        return False
    return a.start == "1" or bool(a.issue and a.issue == volume_number(b.volume) and a.start == b.issue)


def is_same_place(a: Outline, b: Outline, journals: Mapping[Container, str]) -> bool:
    """Whether both have the same pages, more than letters share, of one volume of one journal: no two works do."""
    ours, theirs = volume_number(a.volume), volume_number(b.volume)
    return _is_same_long_range(a, b) and ours == theirs and bool(_is_same_journal(a, b, journals))


def _is_same_long_range(a: Outline, b: Outline) -> bool:
    """Whether both have the same pages, and more of them than letters or abstracts share."""
    pages = [page.lstrip(ascii_lowercase) for page in (a.start, a.end)]
    return (a.start, a.end) == (b.start, b.end) and all(map(str.isdecimal, pages)) and int(pages[1]) - int(pages[0]) > 1


def _lies_within(a: Outline, b: Outline) -> bool:
    """Whether a begins inside the pages of b."""
    pages = a.start, b.start, b.end
    return all(page.isdecimal() for page in pages) and int(b.start) < int(a.start) <= int(b.end)
