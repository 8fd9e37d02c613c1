"""What databases print otherwise: functions from a record to one with a title, pages, journal, year or authors distorted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from zlib import crc32

import msgspec

from kg.record import Container, Contributor, Date, Record
from kg.values.pages import read_pages

Distort = Callable[[Record], Record]
replace = msgspec.structs.replace
_LONGEST = 100  # letters after which an export cuts titles off


def _title(change: Callable[[str], str]) -> Distort:
    return lambda each: replace(each, title=change(each.title))


def _names(change: Callable[[Contributor], str]) -> Distort:
    return lambda each: replace(
        each, contributors=tuple(Contributor(change(one)) for one in each.contributors if one.role == "author")
    )


def _first(number: int, ending: str = "") -> Distort:
    def shorten(each: Record) -> Record:
        kept = [Contributor(one.name) for one in each.contributors[:number]]
        others = len(each.contributors) > number
        return replace(each, contributors=(*kept, *([Contributor(ending)] if ending else []))) if others else each

    return shorten


def _place(**changes: str | Callable[[Record], str]) -> Distort:
    return lambda each: replace(
        each, **{name: change if isinstance(change, str) else change(each) for name, change in changes.items()}
    )


def _year(step: int) -> Distort:
    return lambda each: replace(each, dates=(Date("published", str((each.year or 0) + step)),))


def _journal(change: Callable[[Container], str]) -> Distort:
    def distort(each: Record) -> Record:
        title = change(each.container) if each.container else ""
        return replace(each, container=Container(title)) if title else each

    return distort


def _all(*distortions: Distort) -> Distort:
    def distort(each: Record) -> Record:
        for one in distortions:
            each = one(each)
        return each

    return distort


def _shorten_range(each: Record) -> str:
    """Print "123-129" as "123-9"."""
    start, end = read_pages(each.pages)
    same = next((n for n, (a, b) in enumerate(zip(start, end, strict=False)) if a != b), 0)
    return f"{start}-{end[same:]}" if len(start) == len(end) else each.pages


def _write_range(form: str) -> Callable[[Record], str]:
    def write(each: Record) -> str:
        start, end = read_pages(each.pages)
        return form.format(start, end) if end else each.pages

    return write


def _misprint(title: str) -> str:
    """Leave out a letter in the middle of the longest word."""
    word = max(title.split(), key=len)
    return title.replace(word, word[: len(word) // 2] + word[len(word) // 2 + 1 :], 1)


def _plain(text: str) -> str:
    """Leave out diacritics."""
    return "".join(each for each in unicodedata.normalize("NFD", text) if not unicodedata.combining(each))


def _full_name(each: Contributor) -> str:
    return f"{each.given} {each.family}" if each.given and each.family else each.name


def _original_title(each: Record) -> Record:
    title = next((field.value for field in each.extra if field.name == "VernacularTitle"), "")
    return replace(each, title=title or each.title)


def _both_titles(each: Record) -> Record:
    title = _original_title(each).title
    return replace(each, title=f"{each.title.strip('[]')}. [{title}]") if title != each.title else each


def _titles_of_bvs(each: Record) -> Record:
    title = _original_title(each).title
    return replace(each, title=f"{title.rstrip('.')}/ {each.title.strip('[]')}") if title != each.title else each


def _cut_as_google(text: str) -> str:
    """Cut words off behind so many letters, as Google Scholar's lists do."""
    return f"{text[:36].rpartition(' ')[0]} …" if len(text) > 40 else text


def _initials_first(each: Contributor) -> str:
    return f"{each.initials} {each.family}" if each.family and each.initials else each.name


def _cut_short(title: str) -> str:
    return f"{title[:_LONGEST]}..." if len(title) > _LONGEST else title


def _dot(each: Contributor) -> str:
    return f"{each.family}, {'.'.join(each.initials)}." if each.family and each.initials else each.name


_BRITISH = (("hem", "haem"), ("tumor", "tumour"), ("behavior", "behaviour"), ("pediatric", "paediatric"), ("leukemia", "leukaemia"),
            ("ization", "isation"), ("randomized", "randomised"), ("edema", "oedema"), ("estrogen", "oestrogen"), ("fetal", "foetal"))  # fmt: skip


def _spell_british(title: str) -> str:
    for american, british in _BRITISH:
        title = re.sub(rf"(?i)(?<!a)(?<!o){american}", british, title)
    return title


def _abbreviate(container: Container) -> str:
    return container.abbreviation if container.abbreviation != container.title else ""


DISTORTIONS: dict[str, Distort] = {
    "no identifier": lambda each: each,
    "title in capitals": _title(str.upper),
    "every word with a capital": _title(str.title),
    "title without subtitle": _title(lambda title: title.split(": ")[0]),
    "title cut off": _title(_cut_short),
    "title with dashes": _title(lambda title: title.replace(": ", " - ")),
    "title with a letter less": _title(_misprint),
    "title in British spelling": _title(_spell_british),
    "title without diacritics": _title(_plain),
    "title with question marks": _title(lambda title: re.sub(r"[^\x00-\x7f]", "?", title)),
    "title with hyphens left out": _title(lambda title: title.replace("-", " ")),
    "title with words run together": _title(lambda title: title.replace(" of the ", " ofthe ")),
    "original title": _original_title,
    "both titles": _both_titles,
    "titles, BVS": _titles_of_bvs,
    "title without brackets": _title(lambda title: title.strip("[]")),
    "note: erratum": _title(lambda title: f"{title}. [Erratum appears in N Engl J Med. 2010 Mar 4;362(9):871]"),
    "note: comment": _title(lambda title: f"{title}.[see comment]"),
    "note: references": _title(lambda title: f"{title}. [Review] [34 refs]"),
    "note: provisional abstract": _title(lambda title: f"{title} (Provisional abstract)"),
    "note: retracted": _title(lambda title: f"RETRACTED: {title} (Retracted article. See vol. 12, pg. 345, 2012)"),
    "note: language": _title(lambda title: f"{title.rstrip('.')} [Spanish]"),
    "note: type": _title(lambda title: f"{title.rstrip('.')}.  [Article]"),
    "note: registration": _title(lambda title: f"{title} [ISRCTN12345678]"),
    "pages cut: 123-9": _place(pages=_shorten_range),
    "pages in full: 123-129": _place(pages=_write_range("{}-{}")),
    "pages: first alone": _place(pages=_write_range("{}")),
    "pages: pp. 123-129": _place(pages=_write_range("pp. {}-{}.")),
    "pages: 123-129+143": _place(pages=_write_range("{}-{}+143")),
    "pages: e123": _place(pages=_write_range("e{}-e{}")),
    "pages: an article number": _place(pages=lambda each: str(100000 + crc32(each.key.encode()) % 900000)),
    "no pages": _place(pages=""),
    "no issue": _place(issue=""),
    "volume with its issue": _place(volume=lambda each: f"{each.volume}({each.issue})", issue=""),
    "no volume, issue, pages": _place(volume="", issue="", pages=""),
    "ahead of print, a year before": _all(
        _year(-1), _place(volume="", issue="", pages="")
    ),
    "a year later": _year(1),
    "a year before": _year(-1),
    "no year": lambda each: replace(each, dates=()),
    "journal abbreviated": _journal(_abbreviate),
    "journal abbreviated with stops": _journal(lambda journal: re.sub(r"\b(\w+)\b(?=\s|$)", r"\1.", _abbreviate(journal))),
    "journal in capitals": _journal(lambda journal: journal.title.upper()),
    "journal without subtitle": _journal(lambda journal: re.split(r" [:=.(]|\. ", journal.title)[0]),
    "no journal": lambda each: replace(each, container=None),
    "authors: Smith, J.A.": _names(_dot),
    "authors: John A Smith": _names(_full_name),
    "authors: Smith, John A": _names(lambda each: f"{each.family}, {each.given}" if each.given else each.name),
    "authors: JA Smith": _names(_initials_first),
    "authors: SMITH JA": _names(lambda each: each.name.upper()),
    "authors: one initial": _names(lambda each: f"{each.family} {each.initials[:1]}" if each.family else each.name),
    "authors without diacritics": _names(lambda each: _plain(each.name)),
    "authors: the first": _first(1),
    "authors: three et al.": _first(3, "et al."),
    "authors: the last is missing": lambda each: replace(
        each, contributors=tuple(Contributor(one.name) for one in each.contributors[:-1] or each.contributors)
    ),
    "no authors": lambda each: replace(each, contributors=()),
    "like Embase": _all(_names(_dot), _place(issue="", pages=_write_range("{}-{}"))),
    "like Scopus": _all(_names(lambda each: re.sub(r"(?<=[A-Z])(?=[A-Z]|$)", ".", each.name)), _journal(lambda journal: journal.title.split(" : ")[0].title()), _place(pages=_write_range("{}-{}"))),
    "like the Web of Science": _all(_title(str.title), _journal(lambda journal: journal.title.split(" : ")[0].split(" (")[0].upper()), _place(pages=_write_range("{}-{}")), _names(_dot)),
    "like CENTRAL": _all(_title(lambda title: title.upper() if len(title) < _LONGEST else title), _names(lambda each: each.name), _place(volume=lambda each: each.volume and f"{each.volume}({each.issue})", issue="")),
    "like Ovid": _all(_title(lambda title: f"{title.rstrip('.')}. "), _names(lambda each: f"{each.family}, {each.given}" if each.given else each.name), _journal(lambda journal: f"{journal.title}.  Conference: Annual Meeting of Everybody. Vienna Austria"), _place(pages=_write_range("{}-{}"))),
    "like EBSCO": _all(_title(lambda title: f"{title.title().rstrip('.')}."), _names(_full_name), _journal(lambda journal: journal.title.upper()), _place(pages=_write_range("{}-{}"))),
    "like Google Scholar": _all(_names(_initials_first), _first(4, "…"), _journal(lambda journal: _cut_as_google(journal.title)), _place(volume="", issue="", pages="")),
    "like BVS": _all(_titles_of_bvs, _names(lambda each: f"{each.family}, {each.given}" if each.given else each.name), _journal(_abbreviate), _place(pages=_write_range("{}-{}"))),
    "like Springer": _all(_names(_full_name), _place(pages="")),
    "like an old search": _all(_title(str.upper), _names(lambda each: each.name.upper()), _journal(lambda journal: _abbreviate(journal).upper()), _place(issue="", pages=_shorten_range)),
    "like a spreadsheet": _all(_first(1, "et al."), _journal(_abbreviate), _place(volume="", issue="", pages="")),
}  # fmt: skip


def _elsewhere(step: int, page: str = "{}", journal: str = "") -> Distort:
    """Print it in a later year's volume or in another journal, on a page of its own."""

    def move(each: Record) -> Record:
        volume = str(int(each.volume) + step) if each.volume.isdecimal() else "94"
        container = Container(journal) if journal else each.container
        dates = (Date("published", str((each.year or 0) + step)),)
        number = crc32(each.key.encode())
        issue, pages = str(number % 12 + 1), page.format(number % 5000 + 3000)
        return replace(each, container=container, volume=volume, issue=issue, pages=pages, dates=dates)

    return move


# What databases have beside an article and is another work.
OTHER_WORKS: dict[str, Distort] = {
    "its erratum": _all(_title(lambda title: f"Erratum: {title}"), _elsewhere(0)),
    "its erratum, with a place behind": _all(_title(lambda title: f"{title} (vol 12, pg 345, 2010)"), _elsewhere(0)),
    "its retraction": _all(_title(lambda title: f"{title} (Retraction of vol 12, pg 345, 2010)"), _elsewhere(1)),
    "a concern about it": _all(_title(lambda title: f"Expression of Concern: {title}"), _elsewhere(1)),
    "a reply": _all(_title(lambda title: f"{title} - Reply"), _elsewhere(0)),
    "its second part": _all(_title(lambda title: f"{title}. Part II"), _elsewhere(0)),
    "a talk, the year before": _elsewhere(-1, "S{}", "Proceedings of the Society of Everything"),
    "a talk in a supplement": _elsewhere(-1, "A{}"),
    "its preprint": lambda each: replace(each, container=Container("medRxiv"), volume="", issue="", pages="", types=("Preprint",)),
    "the same title, two years later": _elsewhere(2),
}  # fmt: skip
