"""Find where two names are printed as one: "Yale University School of Nursing"."""

from __future__ import annotations

import re

from kg.values.gazetteer import Gazetteer
from kg.values.organisations import is_generic, name_form, name_kind


def find_joint(names: str, gazetteer: Gazetteer) -> tuple[int, int] | None:
    """Find the end of the first name and the start of the second; None if there is but one.

    >>> from kg.values.gazetteer import load_gazetteer
    >>> names = "Department of Physics of the University of Pisa"
    >>> end, start = find_joint(names, load_gazetteer())
    >>> names[:end], names[start:]
    ('Department of Physics', 'University of Pisa')
    >>> find_joint("University of Arts and Sciences", load_gazetteer())
    """
    for joint in _JOINTS:
        if (match := joint.fullmatch(names)) and _are_two(match["a"], match["b"]):
            return match.end("a"), match.start("b")
    if university := _UNIVERSITY_OF.match(names):
        for space in reversed(list(_SPACE.finditer(names, university.end()))):
            place = names[university.end() : space.start()]
            if _PART.match(names, space.end()) and (gazetteer.is_city(place) or gazetteer.state(place)):
                return space.span()
    return None


def _are_two(a: str, b: str) -> bool:
    """Whether two halves of a name are names of their own, one of them an organisation's."""
    kinds = (name_kind(a), name_kind(b))
    if "organisation" not in kinds or {"", "role", "address"}.intersection(kinds) or is_generic(name_form(a)):
        return False
    return kinds[1] != "organisation" or not is_generic(name_form(b))


_SPACE = re.compile(r"\s+")
_UNIVERSITY_WORD = r"(?:University|Univ\.?|Universit\w+|Universi[dt]a[ds]\w*)"
_UNIVERSITY_OF = re.compile(r"(?:The )?University of ")
_PART = re.compile(r"(?:[A-Z][\w.]*\s){0,2}(?:School|Faculty|College|Department|Institute|Division)\b")
_JOINTS = (
    re.compile(rf"(?P<a>.*\b(?:{_UNIVERSITY_WORD}|Hospital|Clinic)),?\s+(?P<b>(?:[A-Z]\w+\s){{0,2}}(?:School|Faculty|College|Department|Dept|Institute|Division|Cent(?:er|re))\s+(?:of|for)\b.*|Medical School.*)"),
    re.compile(r"(?P<a>CNRS|I[Nn][Ss][Ee][Rr][Mm]|INRAE?)[\s-]+(?P<b>U.*\d.*)"),
    re.compile(r"(?P<a>U.*\d)[\s-]+(?P<b>CNRS|I[Nn][Ss][Ee][Rr][Mm]|INRAE?)"),
    re.compile(rf"(?P<a>.*?\w),?(?:\s+(?:of|at|in|and|de|der|del|della|do|da))?(?:\s+the)?\s+(?P<b>{_UNIVERSITY_WORD}\s+(?:of|de|degli|di|do|da|du|der|zu|[A-Z])\b.*)"),
    re.compile(r"(?P<a>.*\b(?:University|Hospital|Institute|Cent(?:er|re)|School|College)\b.*) (?:and|&) (?:the )?(?P<b>[A-Z].*\b(?:Universit\w+|Hospital|Clinic|School|Institute|Laborator\w+|College)\b.*)"),
    re.compile(r"(?P<a>(?:Department|Dept\.?|Division|Faculty|School|College|Institute|Section|Laboratory|Cent(?:er|re))\s+(?:of|for)\s+.*?)\s+(?:of|at)\s+(?:the\s+)?(?P<b>[A-Z].*)"),
)  # fmt: skip
