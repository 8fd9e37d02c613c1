"""E-mail addresses that are one person's, whatever the name printed beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import combinations, starmap

from kg.entities.people.authorships import Signature
from kg.entities.people.forms import Form
from kg.entities.people.names import differ, vouch

Name = tuple[str, tuple[str, ...]]  # surname and given names

_NAMES = 3  # that are printed of a person, at most: more share the address


def find_mailboxes(signatures: Sequence[Signature]) -> list[Form]:
    """Give the form of each authorship, with the number of its e-mail address if that is one person's, yet stands with names that differ.

    All have one surname then, or one given name, and no two of them stand in one byline: else they are relatives, colleagues, or an office.
    """
    mailed = [(place, each.email) for place, each in enumerate(signatures) if each.email]
    forms: defaultdict[str, set[Form]] = defaultdict(set)
    for place, email in mailed:
        forms[email].add(signatures[place].form)
    several = {email: theirs for email, theirs in forms.items() if any(starmap(differ, combinations(theirs, 2)))}
    studies: dict[Name, set[str]] = {form[:2]: set() for theirs in several.values() for form in theirs}
    surnames = {surname for surname, _ in studies}
    for each in signatures if studies else ():
        if each.form.family in surnames and (name := each.form[:2]) in studies:
            studies[name].add(each.work.study)
    own = sorted(email for email, theirs in several.items() if _is_own(theirs, studies))
    numbers = {email: number for number, email in enumerate(own, 1)}
    found = [each.form for each in signatures]
    for place, email in mailed:
        if email in numbers:
            found[place] = found[place]._replace(mailbox=numbers[email])
    return found


def _is_own(forms: Collection[Form], studies: Mapping[Name, set[str]]) -> bool:
    if len({(each.surname, each.given[:1]) for each in forms}) > _NAMES:
        return False
    return all(
        vouch(one._replace(mailbox=1), other._replace(mailbox=1)) and not studies[one[:2]] & studies[other[:2]]
        for one, other in combinations(forms, 2)
        if differ(one, other)
    )
