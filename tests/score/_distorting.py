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


def on_title(change: Callable[[str], str]) -> Distort:
    return lambda each: replace(each, title=change(each.title))


def on_names(change: Callable[[Contributor], str]) -> Distort:
    return lambda each: replace(
        each, contributors=tuple(Contributor(change(one)) for one in each.contributors if one.role == "author")
    )


def _first(number: int, ending: str = "") -> Distort:
    def shorten(each: Record) -> Record:
        kept = [Contributor(one.name) for one in each.contributors[:number]]
        others = len(each.contributors) > number
        return replace(each, contributors=(*kept, *([Contributor(ending)] if ending else []))) if others else each

    return shorten


def on_place(**changes: str | Callable[[Record], str]) -> Distort:
    return lambda each: replace(
        each, **{name: change if isinstance(change, str) else change(each) for name, change in changes.items()}
    )


def on_year(step: int) -> Distort:
    return lambda each: replace(each, dates=(Date("published", str((each.year or 0) + step)),))


def on_journal(change: Callable[[Container], str]) -> Distort:
    def distort(each: Record) -> Record:
        title = change(each.container) if each.container else ""
        return replace(each, container=Container(title)) if title else each

    return distort


def in_turn(*distortions: Distort) -> Distort:
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


def _misread(text: str) -> str:
    """Read the text, in UTF-8, as Windows-1252."""
    return "".join(bytes((byte,)).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())


def _cut_as_google(text: str) -> str:
    """Cut words off behind so many letters, as Google Scholar's lists do."""
    return f"{text[:36].rpartition(' ')[0]} …" if len(text) > 40 else text


def _initials_first(each: Contributor) -> str:
    return f"{each.initials} {each.family}" if each.family and each.initials else each.name


def _cut_short(title: str) -> str:
    return f"{title[:_LONGEST]}..." if len(title) > _LONGEST else title


def _cut_between_words(title: str) -> str:
    return title[:_LONGEST].rpartition(" ")[0] if len(title) > _LONGEST else title


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


# What comes together; each record gets one of each, by its key.
_SEVERAL: tuple[tuple[Distort, ...], ...] = (
    (on_title(str.upper), on_title(lambda title: f"[{title.rstrip('.')}]."), on_title(_cut_short), on_title(str.title), on_title(_misprint)),
    (on_names(_full_name), _first(1), on_names(_initials_first), on_names(_dot)),
    (on_place(issue=""), on_place(pages=_shorten_range), on_place(pages=_write_range("{}"))),
    (on_year(1), on_year(-1), lambda each: replace(each, dates=())),
    (on_journal(_abbreviate), on_journal(lambda journal: journal.title.upper())),
)  # fmt: skip

DISTORTIONS: dict[str, Distort] = {
    "no identifier": lambda each: each,
    "title in capitals": on_title(str.upper),
    "every word with a capital": on_title(str.title),
    "title without subtitle": on_title(lambda title: title.split(": ")[0]),
    "title cut off": on_title(_cut_short),
    "title cut off between words": on_title(_cut_between_words),
    "title with dashes": on_title(lambda title: title.replace(": ", " - ")),
    "title with a letter less": on_title(_misprint),
    "title in British spelling": on_title(_spell_british),
    "title without diacritics": on_title(_plain),
    "title with question marks": on_title(lambda title: re.sub(r"[^\x00-\x7f]", "?", title)),
    "title and names misread": in_turn(on_title(_misread), on_names(lambda each: _misread(each.name))),
    "title with hyphens left out": on_title(lambda title: title.replace("-", " ")),
    "title with words run together": on_title(lambda title: title.replace(" of the ", " ofthe ")),
    "original title": _original_title,
    "both titles": _both_titles,
    "titles, BVS": _titles_of_bvs,
    "title without its article": on_title(lambda title: re.sub(r"^(?:The|An?) ", "", title, flags=re.IGNORECASE)),
    "title in HTML": on_title(lambda title: f"<p>{title.replace(' of ', ' <i>of</i> ')}</p>"),
    "title without brackets": on_title(lambda title: title.strip("[]")),
    "note: erratum": on_title(lambda title: f"{title}. [Erratum appears in N Engl J Med. 2010 Mar 4;362(9):871]"),
    "note: comment": on_title(lambda title: f"{title}.[see comment]"),
    "note: references": on_title(lambda title: f"{title}. [Review] [34 refs]"),
    "note: provisional abstract": on_title(lambda title: f"{title} (Provisional abstract)"),
    "note: retracted": on_title(lambda title: f"RETRACTED: {title} (Retracted article. See vol. 12, pg. 345, 2012)"),
    "label: original article": on_title(lambda title: f"Original article: {title}"),
    "note: article": on_title(lambda title: f"{title.rstrip('.')} (Article)"),
    "note: language": on_title(lambda title: f"{title.rstrip('.')} [Spanish]"),
    "note: type": on_title(lambda title: f"{title.rstrip('.')}.  [Article]"),
    "note: registration": on_title(lambda title: f"{title} [ISRCTN12345678]"),
    "pages cut: 123-9": on_place(pages=_shorten_range),
    "pages in full: 123-129": on_place(pages=_write_range("{}-{}")),
    "pages: first alone": on_place(pages=_write_range("{}")),
    "pages: pp. 123-129": on_place(pages=_write_range("pp. {}-{}.")),
    "pages: 123-129+143": on_place(pages=_write_range("{}-{}+143")),
    "pages: e123": on_place(pages=_write_range("e{}-e{}")),
    "pages: an article number": on_place(pages=lambda each: str(100000 + crc32(each.key.encode()) % 900000)),
    "pages: 123-129 (7 pages)": on_place(pages=lambda each: f"{each.pages} (7 pages)" if each.pages else ""),
    "pages: 7 p.": on_place(pages="7 p."),
    "pages: Article 1234": on_place(pages=lambda each: f"Article {1000 + crc32(each.key.encode()) % 9000}"),
    "pages: S123-S129": on_place(pages=_write_range("S{}-S{}")),
    "no pages": on_place(pages=""),
    "issue: No. 03": on_place(issue=lambda each: f"No. {each.issue.zfill(2)}" if each.issue.isdecimal() else ""),
    "issue: 3_suppl": on_place(issue=lambda each: re.sub(r"(?i)^suppl (\d+)$", r"\1_suppl", each.issue)),
    "volume: Vol. 12": on_place(volume=lambda each: f"Vol. {each.volume}" if each.volume else ""),
    "no issue": on_place(issue=""),
    "volume with its issue": on_place(volume=lambda each: f"{each.volume}({each.issue})", issue=""),
    "no volume, issue, pages": on_place(volume="", issue="", pages=""),
    "ahead of print, a year before": in_turn(
        on_year(-1), on_place(volume="", issue="", pages="")
    ),
    "ahead of print, pages from 1": in_turn(on_year(-1), on_place(volume="", issue="", pages="1-9")),
    "a year later": on_year(1),
    "a year before": on_year(-1),
    "no year": lambda each: replace(each, dates=()),
    "journal abbreviated": on_journal(_abbreviate),
    "journal abbreviated with stops": on_journal(lambda journal: re.sub(r"\b(\w+)\b(?=\s|$)", r"\1.", _abbreviate(journal))),
    "journal in capitals": on_journal(lambda journal: journal.title.upper()),
    "journal without subtitle": on_journal(lambda journal: re.split(r" [:=.(]|\. ", journal.title)[0]),
    "no journal": lambda each: replace(each, container=None),
    "authors: Smith, J.A.": on_names(_dot),
    "authors: John A Smith": on_names(_full_name),
    "authors: Smith, John A": on_names(lambda each: f"{each.family}, {each.given}" if each.given else each.name),
    "authors: JA Smith": on_names(_initials_first),
    "authors: SMITH JA": on_names(lambda each: each.name.upper()),
    "authors: one initial": on_names(lambda each: f"{each.family} {each.initials[:1]}" if each.family else each.name),
    "authors without diacritics": on_names(lambda each: _plain(each.name)),
    "authors: the first": _first(1),
    "authors: three et al.": _first(3, "et al."),
    "authors: the last is missing": lambda each: replace(
        each, contributors=tuple(Contributor(one.name) for one in each.contributors[:-1] or each.contributors)
    ),
    "authors: a group": lambda each: replace(each, contributors=(Contributor("The Study Group of Everything", collective=True),)),
    "no authors": lambda each: replace(each, contributors=()),
    "title, names, place and year": lambda each: in_turn(*(some[crc32(each.key.encode()) % len(some)] for some in _SEVERAL))(each),
    "like Embase": in_turn(on_names(_dot), on_place(issue="", pages=_write_range("{}-{}"))),
    "like Scopus": in_turn(on_names(lambda each: re.sub(r"(?<=[A-Z])(?=[A-Z]|$)", ".", each.name)), on_journal(lambda journal: journal.title.split(" : ")[0].title()), on_place(pages=_write_range("{}-{}"))),
    "like the Web of Science": in_turn(on_title(str.title), on_journal(lambda journal: journal.title.split(" : ")[0].split(" (")[0].upper()), on_place(pages=_write_range("{}-{}")), on_names(_dot)),
    "like CENTRAL": in_turn(on_title(lambda title: title.upper() if len(title) < _LONGEST else title), on_names(lambda each: each.name), on_place(volume=lambda each: each.volume and f"{each.volume}({each.issue})", issue="")),
    "like Ovid": in_turn(on_title(lambda title: f"{title.rstrip('.')}. "), on_names(lambda each: f"{each.family}, {each.given}" if each.given else each.name), on_journal(lambda journal: f"{journal.title}.  Conference: Annual Meeting of Everybody. Vienna Austria"), on_place(pages=_write_range("{}-{}"))),
    "like EBSCO": in_turn(on_title(lambda title: f"{title.title().rstrip('.')}."), on_names(_full_name), on_journal(lambda journal: journal.title.upper()), on_place(pages=_write_range("{}-{}"))),
    "like Google Scholar": in_turn(on_names(_initials_first), _first(4, "…"), on_journal(lambda journal: _cut_as_google(journal.title)), on_place(volume="", issue="", pages="")),
    "like BVS": in_turn(_titles_of_bvs, on_names(lambda each: f"{each.family}, {each.given}" if each.given else each.name), on_journal(_abbreviate), on_place(pages=_write_range("{}-{}"))),
    "like Springer": in_turn(on_names(_full_name), on_place(pages="")),
    "like an old search": in_turn(on_title(str.upper), on_names(lambda each: each.name.upper()), on_journal(lambda journal: _abbreviate(journal).upper()), on_place(issue="", pages=_shorten_range)),
    "like a spreadsheet": in_turn(_first(1, "et al."), on_journal(_abbreviate), on_place(volume="", issue="", pages="")),
}  # fmt: skip
