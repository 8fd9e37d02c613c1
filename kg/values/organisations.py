"""Names of organisations: what kind of thing a name names, its comparable form, and what people say in passing."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from kg.values.keys import fold

Kind = Literal["organisation", "body", "unit", "address", "role", ""]

_WORDS = tomllib.loads((files("kg.values") / "organisation_words.toml").read_text("utf-8"))


@lru_cache(maxsize=1 << 16)
def name_kind(text: str) -> Kind:
    """Tell an organisation from a part of one by its words, in the languages that affiliations are printed in.

    "organisation" stands on its own (a university, a hospital, a company); "body" may stand on its own or be part of
    a larger one (an institute, a centre, a school of its own name); "unit" is always a part (a department);
    "address" is a building or a street; "role" is a person's position; "" is none of these.

    >>> [name_kind(each) for each in ("Université de Lyon", "Oxford Internet Institute", "Abteilung für Chirurgie")]
    ['organisation', 'body', 'unit']
    >>> [name_kind(each) for each in ("Ridley 1", "Dawson Building", "Professor of Surgery", "Ivoclar Vivadent")]
    ['address', 'address', 'role', '']
    """
    words = fold(text)
    hints = frozenset[str]().union(*map(_hints, words.split()))  # most expressions need not be tried
    if "unit_start" in hints and _UNIT_START.match(words):
        return "unit"
    if "company" in hints and _COMPANY.search(text):
        return "organisation"
    if "organisation" in hints and _ORGANISATION.search(words):
        # "1 University Avenue" is no university, but "Oxford University Begbroke Science Park" is one.
        named = "address" not in hints or _ORGANISATION.search(_ADDRESS.sub(" ", words))
        return "organisation" if named else "address"
    return _lesser_kind(text, words, hints)


def _lesser_kind(text: str, words: str, hints: frozenset[str]) -> Kind:
    if "role" in hints and _ROLE.match(words):
        return "role"
    if "unit_end" in hints and _UNIT_END.search(words):
        return "organisation" if _OWN_SCHOOL.search(words) and not is_generic(words) else "unit"
    address = ("address" in hints and _ADDRESS.search(words)) or _NUMBER_FIRST.match(text)
    if address and not _BODY_LAST.search(words):
        return "address"
    if "body" in hints:
        return "body"
    return "address" if _HOUSE_NUMBER.search(text) else ""


@lru_cache(maxsize=1 << 16)
def name_form(name: str) -> str:
    """Make the comparable form: folded, abbreviations written out, without articles and prepositions, order kept.

    >>> name_form("Univ. of Newcastle upon Tyne") == name_form("The University of Newcastle Upon Tyne")
    True
    >>> name_form("London School of Hygiene & Tropical Medicine (LSHTM)")
    'london school hygiene tropical medicine'
    """
    folded = _POSSESSIVE.sub(r"\1s", fold(_BRACKETS.sub(" ", name)) or fold(name))
    words = ("university" if _UNIVERSITY.fullmatch(word) else _WRITTEN_OUT.get(word, word) for word in folded.split())
    return " ".join(word for word in words if word not in _STOP) or folded


@lru_cache(maxsize=1 << 16)
def word_classes(word: str) -> tuple[str, ...]:
    """Tell which lists of words about organisations a folded word is in, in the order of their names.

    >>> word_classes("university"), word_classes("strasse"), word_classes("of")
    (('generic', 'university'), ('address',), ('generic', 'stop'))
    """
    return tuple(name for name, pattern in _CLASSES.items() if pattern.fullmatch(word))


@lru_cache(maxsize=1 << 16)
def _hints(word: str) -> frozenset[str]:
    """Tell which lists have an entry that begins with a folded word."""
    return frozenset(name for name, pattern in _HINTS.items() if pattern.fullmatch(word))


def is_generic(form: str) -> bool:
    """Whether a comparable form says only what kind of thing it is, not which one.

    >>> is_generic("university medical sciences"), is_generic("university sheffield")
    (True, False)
    """
    return all(word in _GENERIC or word.isdigit() or len(word) < 2 for word in form.split())


def is_local(form: str) -> bool:
    """Whether several towns may give the name of this comparable form to organisations of their own.

    >>> is_local(name_form("St Mary's Hospital")), is_local(name_form("Newcastle University"))
    (True, False)
    """
    return bool(_LOCAL.search(form)) or is_generic(form)


def is_company_form(name: str) -> bool:
    """Whether a printed name is but the form of a company.

    >>> is_company_form("LLC"), is_company_form("Genentech, Inc.")
    (True, False)
    """
    return _COMPANY.match(name) is not None


def university_of(form: str) -> str:
    """Find what a university is called after, given a comparable form of two parts; empty for any other name.

    >>> university_of("university sheffield"), university_of("sheffield university"), university_of("york hospital")
    ('sheffield', 'sheffield', '')
    """
    words = form.split()
    if words.count("university") != 1 or "university" not in (words[0], words[-1]):
        return ""
    rest = " ".join(word for word in words if word != "university")
    return "" if is_generic(rest) else rest


def short_name(name: str) -> str:
    """Make what people say in passing: the part of a university's name that tells it apart, else the name itself.

    >>> short_name("Newcastle University"), short_name("University of Oxford"), short_name("Univ Sheffield")
    ('Newcastle', 'Oxford', 'Sheffield')
    >>> short_name("Tabriz University of Medical Sciences"), short_name("Université de Lyon")
    ('Tabriz', 'Lyon')
    >>> short_name('University of Bari "Aldo Moro"'), short_name("University “La Sapienza” of Rome")
    ('Bari Aldo Moro', 'Sapienza of Rome')
    >>> short_name("London School of Hygiene & Tropical Medicine"), short_name("National University of Singapore")
    ('London School of Hygiene & Tropical Medicine', 'National University of Singapore')
    """
    words = _ARTICLE.sub("", " ".join(_BRACKETS.sub(" ", name).split()) or name).translate(QUOTATION_MARKS).split()
    plain = " ".join(words)
    heads = [place for place, word in enumerate(words) if _UNIVERSITY.fullmatch(fold(word))]
    if len(heads) != 1 or _LOCAL.search(name_form(plain)):
        return plain
    left, right = words[: heads[0]], words[heads[0] + 1 :]
    while len(right) > 1 and (fold(right[0]) in _STOP or fold(right[0]) == "studi"):
        right = right[1:]
    before, after = name_form(" ".join(left)), name_form(" ".join(right))
    if left and not is_generic(before) and is_generic(after):
        return " ".join(left)
    if not left and right and not is_generic(after.split()[0]):
        return re.sub(r"^[dl]['’]", "", " ".join(right))
    return plain


def in_capitals_only(name: str) -> bool:
    """Whether a name of several words is printed in capitals throughout.

    >>> in_capitals_only("UNIVERSITY OF YORK"), in_capitals_only("INSERM")
    (True, False)
    """
    return name.isupper() and " " in name


def in_mixed_case(name: str) -> str:
    """Write a name that is printed in capitals as it is written otherwise.

    >>> in_mixed_case("UNIVERSITY OF YORK"), in_mixed_case("ST MARY'S HOSPITAL")
    ('University of York', "St Mary's Hospital")
    """
    joined = " ".join(word.lower() if fold(word) in _STOP else word.capitalize() for word in name.split())
    return joined[:1].upper() + joined[1:]


def _any(entries: Iterable[str]) -> str:
    return "(?:" + "|".join(entry.replace("*", r"\w*") for entry in entries) + ")"


def _first_words(entries: Iterable[str]) -> re.Pattern[str]:
    """Match what entries begin with: all up to a space that no bracket holds."""
    return re.compile(_any(re.match(r"(?:\([^()]*\)|[^ ()])*", entry)[0] for entry in entries))  # type: ignore[index]  # it matches the empty string


QUOTATION_MARKS = str.maketrans("", "", '"“”„«»')
"""What `str.translate` leaves quotation marks out by."""
_STOP = frozenset(_WORDS["stop"])
_GENERIC = frozenset(_WORDS["generic"])
_WRITTEN_OUT: dict[str, str] = _WORDS["written_out"]
_UNIVERSITY = re.compile(_any(_WORDS["university"]))
_ORGANISATION = re.compile(rf"\b{_any([*_WORDS['university'], *_WORDS['organisation']])}\b")
_UNIT_START = re.compile(rf"(?:{_any(_WORDS['unit_before'])} )*{_any(_WORDS['unit_start'])}\b")
_UNIT_END = re.compile(rf"\b{_any(_WORDS['unit_end'])}(?: \d+| [a-z])?$")
# "Harvard Medical School" is no part of the hospital that is printed beside it.
_OWN_SCHOOL = re.compile(r"\w (?:medical|graduate|business|law|dental|nursing) school$")
_BODY_LAST = re.compile(rf"\b{_any(_WORDS['body'])}$")
_ADDRESS = re.compile(rf"\b(?:\w+ )?{_any(_WORDS['address'])}\b")
_ROLE = re.compile(rf"(?:{_any(_WORDS['role_before'])} )*{_any(_WORDS['role'])}\b")
_LOCAL = re.compile(rf"\b{_any(_WORDS['local'])}\b")
_CLASSES = {
    name: re.compile(_any(_WORDS[name]))
    for name in ("address", "body", "generic", "local", "organisation", "role", "stop", "unit_end", "unit_start", "university")
}  # fmt: skip
# Forms of companies are told by their case: "AG", "SA", "Inc".
_COMPANY = re.compile(
    r"\b(?:GmbH|Inc|Ltd|Limited|LLC|Corp|PLC|plc|AG|SA|SpA|BV|NV|AB|A/S|ApS|Oy|KG|Co|LLP|LP|Pty|SAS|SARL|Sdn|Bhd)\b\.?[\s,.]*$"
    r"|\b(?:S\.A|S\.r\.l|S\.p\.A|B\.V|N\.V)\b|\bGmbH\b"
)
_HINTS = {
    "unit_start": _first_words(_WORDS["unit_start"]),
    "company": _first_words(["gmbh", "inc", "ltd", "limited", "llc", "corp", "plc", "ag", "spa", "[bn]v", "ab", "[abns]", "aps", "oy", "kg", "co", "ll?p", "pty", "sas?", "sarl", "sdn", "bhd"]),
    "organisation": _first_words([*_WORDS["university"], *_WORDS["organisation"]]),
    "role": _first_words(_WORDS["role"]),
    "unit_end": _first_words(_WORDS["unit_end"]),
    "address": _first_words(_WORDS["address"]),
    "body": re.compile(_any(_WORDS["body"])),
}  # fmt: skip
_NUMBER_FIRST = re.compile(r"(?:No\.?\s?|#|n[°º]\s?)?\d[\w/\-–]*\s")
_HOUSE_NUMBER = re.compile(r"^\d[\w/\-–]*$|\s(?:No\.?\s?|#|n[°º]\s?)?\d[\w/\-–]*$")
_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
_POSSESSIVE = re.compile(r"\b(\w+) s\b")
_ARTICLE = re.compile(r"(?i)^the\s+")
