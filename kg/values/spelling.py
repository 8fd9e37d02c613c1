"""Words -> one form for all ways of writing them: case, diacritics, number, British and American spelling.

The forms are for comparing only: both sides of a comparison go through here, so it does no harm that some of them are
no words ("exercise" becomes "exercize").
"""

from __future__ import annotations

import re
from functools import lru_cache

from kg.values.keys import fold

# Regular plurals; what is no plural but looks like one ("diabetes") is folded alike wherever it stands.
_PLURALS = (
    (re.compile(r"(?<=ly)ses$|(?<=the)ses$|(?<=gno)ses$"), "sis"),  # analyses, syntheses, diagnoses
    (re.compile(r"(?<=\w\w)ies$"), "y"),
    (re.compile(r"(?<=ss|ch|sh)es$|(?<=x)es$"), ""),
    (re.compile(r"(?<=\w\w[^sui])s$"), ""),
)
# British spelling -> American, as rules on the end or the inside of words.
_VARIANTS = (
    (re.compile(r"(?<=\w{3})is(?=(?:e[drn]?|ing|ations?|ational)$)"), "iz"),  # randomised
    (re.compile(r"(?<=\wly)s(?=(?:e[dr]?|ing)$)"), "z"),  # analysed
    (re.compile(r"(?<=\w{3})our"), "or"),  # behaviour
    (re.compile(r"(?<=\w\w[tb])re(?=d?$)"), "er"),  # centre
    (re.compile(r"(?<=\w[tb]er)d$"), "ed"),  # centred
    (re.compile(r"(?<=\w)(?:ae|oe)(?=\w{3})|^(?:ae|oe)(?=\w{5})"), "e"),  # paediatric, oedema
    (re.compile(r"(?<=gram)me(?=d?$)"), ""),  # programme
    (re.compile(r"(?<=[aeiou]l)l(?=(?:ing|ed|ers?|ors?|ment)$)"), ""),  # counselling, enrollment
    (re.compile(r"(?<=ag)e(?=ing$)"), ""),  # ageing
    (re.compile(r"^healthcare$"), "health care"),
)
_MAY_VARY = re.compile("is|lys|our|[tb]re|[tb]erd|ae|oe|gramme|ll|age|healthcare")  # what one of these has at least


def singular(word: str) -> str:
    """Lower the case of a word, drop its diacritics, a possessive 's and a regular plural.

    >>> [singular(word) for word in ("Studies", "analyses", "worker’s", "clinics", "loneliness", "Diabetes")]
    ['study', 'analysis', 'worker', 'clinic', 'loneliness', 'diabete']
    """
    whole = word[:-2] if word.endswith(("'s", "’s")) else word
    form = whole.lower() if whole.isascii() and whole.isalnum() else fold(whole).replace(" ", "")
    if not form.endswith("s"):
        return form
    for pattern, singular_end in _PLURALS:
        if pattern.search(form):
            return pattern.sub(singular_end, form)
    return form


@lru_cache(maxsize=1 << 16)
def fold_spelling(word: str) -> str:
    """Give the form under which a word meets its plural, its possessive and its British or American variant.

    >>> [fold_spelling(word) for word in ("Centres", "behaviour's", "Randomised", "paediatric", "Programmes")]
    ['center', 'behavior', 'randomized', 'pediatric', 'program']
    """
    form = singular(word)
    if not _MAY_VARY.search(form):
        return form
    for pattern, american in _VARIANTS:
        form = pattern.sub(american, form)
    return form
