"""What speaks for and against two authorships being one person's, in log-odds that add up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import fsum, log
from typing import NamedTuple

from kg.entities.authorships import Form, Signature, Work
from kg.entities.context import Context
from kg.entities.names import Agreement, compare
from kg.entity import Reason

# Natural log-odds: log(P(seen | one person) / P(seen | namesakes)). Where a range is given, it is what three labelled sets
# (Web of Science, Song's and the GS PubMed authors) show for the feature on its own; we take the cautious middle of it.
WEIGHTS = {
    # A rare name leaves little room for a namesake, a common one much: -log(namesakes expected), within these bounds:
    # even the rarest name in a corpus may be common in the world.
    "name: most": 1.5,
    "name: least": -4.0,
    # An equal full given name is worth its rarity among those with that initial, within these bounds (0.3 to 4.3).
    "given: most": 3.0,
    "given: least": 0.5,
    # "Rob"/"Robert", "Mohammad"/"Mohammed": one person's variants, but far more often two people (-4.5 to -2.5).
    "given: alike": -2.5,
    # The chance that two people share a middle initial is 1 in 13, but sets of namesakes are chosen to share it (0.3 to 2.8).
    "middle: equal": 1.5,
    # "J" and "JM", "JM" and "JMA": most authors and most styles print all initials (-3.8 to -0.1).
    "middle: one-sided": -1.0,
    "middle: alike": -1.0,
    # Each shared co-author is worth log(0.3 / chance): some three in ten pairs of a person's studies share a given team member.
    "co-author: shared": 0.3,
    # A shared name is a shared person only if it is nobody else's too: where namesakes work in one field and country, chance
    # alone (above) badly understates how often "Lee J" stands in both bylines.
    "co-author: one person": 1.0,
    "co-author: most": 4.0,
    "co-authors: most": 7.0,
    # Two teams of three or more without anybody else in common (-1.7 to -0.9); whom they share counts from there.
    "co-authors: none": -1.2,
    # The organisation is the same (2.8 to 4.8); other organisations in one city (0.1 to 1.8), in one country
    # (-1.2 to -0.7), in different countries (-3.7 to -1.6). People move, and print only one of several affiliations.
    "organisation: equal": 3.0,
    "organisation: same city": 1.0,
    "organisation: other": -0.9,
    "organisation: other country": -2.0,
    # The same journal (2.0 to 3.0), less where a corpus has few journals; it overlaps with the subject.
    "journal: most": 2.0,
    "journal: shared": 0.15,
    # Likeness of topics (0 to 1): none is worth -1.0 to -0.7, 0.04 0.6 to 1.3, 0.08 1.8 to 2.4, 0.12 and more 1.5 to 4.
    "subject: none": -0.7,
    "subject: slope": 30.0,
    "subject: most": 2.5,
    # Careers end: nothing up to five years apart, then about -0.1 a year (-1.3 at 12, -2.0 at 40).
    "years: each": -0.1,
    "years: free": 5.0,
    "years: least": -2.5,
    # Identifiers are wrong now and then, above all when one author's is printed for all.
    "orcid": 8.0,
    "email": 6.0,
}
THRESHOLD = 1.0  # nearly three to one for one person, to make up for evidence that overlaps
UNKNOWN = -2.0  # what a pair counts that shares nothing but a common name and was therefore never looked at

_NOTES = {
    "name": "{0} is the name of both; {1} namesakes expected",
    "given": "given names: {0}, {1}",
    "middle": "middle names: {0}, {1}",
    "co-authors": "co-authors in common: {0}",
    "organisation": "{0}",
    "journal": "the same journal",
    "subject": "words in common: {0}",
    "years": "{0} years apart",
    "orcid": "the same ORCID",
    "email": "the same e-mail address",
}


class Evidence(NamedTuple):
    """A piece of evidence before it is put into words."""

    feature: str
    weight: float
    detail: tuple[str, ...] = ()

    def reason(self) -> Reason:
        """Put it into words."""
        return Reason(self.feature, round(self.weight, 2), _NOTES[self.feature].format(*self.detail))


def contradict(one: Form, other: Form) -> bool:
    """Tell whether two signatures cannot be one person's, whatever else speaks for it.

    Their ORCIDs or suffixes differ, or their names do. An equal ORCID outweighs another surname or other given names, not
    both: then it is printed beside the wrong author.
    """
    given = compare(one.given, other.given)
    if one.orcid and other.orcid:
        return one.orcid != other.orcid or (one.family != other.family and given.first is Agreement.CONFLICT)
    if one.suffix and other.suffix and one.suffix != other.suffix:
        return True
    return one.family != other.family or Agreement.CONFLICT in given


def weigh(one: Signature, other: Signature, context: Context) -> list[Evidence]:
    """Weigh all evidence for and against two authorships of different studies that do not `contradict` each other."""
    return [
        *_weigh_name(one, other, context),
        *_weigh_identifiers(one, other),
        *_weigh_coauthors(one, other, context),
        *_weigh_places(one, other),
        *_weigh_subject(one.work, other.work, context),
    ]


def total(found: Iterable[Evidence]) -> float:
    """Add up the log-odds, exactly, so that no order shows. However rare a name, it is not evidence enough by itself."""
    pieces = list(found)
    odds = fsum(each.weight for each in pieces)
    supported = any(each.weight > 0 for each in pieces if each.feature != "name")
    return odds if supported else min(odds, 0.0)


def _weigh_name(one: Signature, other: Signature, context: Context) -> Iterator[Evidence]:
    namesakes = context.namesakes(one.block)
    weight = max(min(-log(namesakes), WEIGHTS["name: most"]), WEIGHTS["name: least"])
    yield Evidence("name", weight, (one.author.name, f"{namesakes:.2g}"))
    first, middle = compare(one.form.given, other.form.given)
    if first is Agreement.EQUAL:
        rarity = -log(context.given_share(one.form.given[0]))
        weight = max(min(rarity, WEIGHTS["given: most"]), WEIGHTS["given: least"])
        yield Evidence("given", weight, (one.form.given[0], other.form.given[0]))
    elif first is Agreement.ALIKE:
        yield Evidence("given", WEIGHTS["given: alike"], (one.form.given[0], other.form.given[0]))
    if middle is not Agreement.ABSENT:
        shown = (" ".join(one.form.given[1:]) or "none", " ".join(other.form.given[1:]) or "none")
        yield Evidence("middle", WEIGHTS[f"middle: {middle.value}"], shown)


def _weigh_identifiers(one: Signature, other: Signature) -> Iterator[Evidence]:
    if one.form.orcid and one.form.orcid == other.form.orcid:
        yield Evidence("orcid", WEIGHTS["orcid"])
    if one.email and one.email == other.email:
        yield Evidence("email", WEIGHTS["email"])


def _weigh_coauthors(one: Signature, other: Signature, context: Context) -> Iterator[Evidence]:
    shared = sorted((one.work.names & other.work.names) - {one.block, other.block})
    least = WEIGHTS["co-authors: none"] if min(len(one.work.names), len(other.work.names)) > 2 else 0.0
    odds = least + fsum(_weigh_coauthor(name, other.work, context) for name in shared)
    if odds:
        yield Evidence("co-authors", min(odds, WEIGHTS["co-authors: most"]), (", ".join(shared[:10]) or "nobody",))


def _weigh_coauthor(name: str, other: Work, context: Context) -> float:
    chance = log(WEIGHTS["co-author: shared"] / context.coauthor_chance(name, other))
    identity = WEIGHTS["co-author: one person"] - log(context.namesakes(name))
    return max(min(chance, identity, WEIGHTS["co-author: most"]), 0.0)


def _weigh_places(one: Signature, other: Signature) -> Iterator[Evidence]:
    if one.organisations & other.organisations:
        yield Evidence("organisation", WEIGHTS["organisation: equal"], ("the same organisation",))
    elif one.cities & other.cities:
        yield Evidence("organisation", WEIGHTS["organisation: same city"], ("the same city",))
    elif one.countries and other.countries and not one.countries & other.countries:
        yield Evidence("organisation", WEIGHTS["organisation: other country"], ("different countries",))
    elif one.organisations and other.organisations:
        yield Evidence("organisation", WEIGHTS["organisation: other"], ("different organisations",))


def _weigh_subject(one: Work, other: Work, context: Context) -> Iterator[Evidence]:
    if one.journal and one.journal == other.journal:
        share = (max(context.journals[one.journal] - 2, 0) + 1) / context.works
        if (odds := log(WEIGHTS["journal: shared"] / share)) > 0:
            yield Evidence("journal", min(odds, WEIGHTS["journal: most"]))
    if one.topic and other.topic:
        odds = WEIGHTS["subject: none"] + WEIGHTS["subject: slope"] * context.likeness(one, other)
        # A concept is an IRI; its name reads better.
        shared = ", ".join(sorted(each.rpartition("#")[2] for each in one.topic & other.topic)[:10]) or "none"
        yield Evidence("subject", min(odds, WEIGHTS["subject: most"]), (shared,))
    if one.year and other.year and abs(one.year - other.year) > WEIGHTS["years: free"]:
        gap = abs(one.year - other.year)
        odds = WEIGHTS["years: each"] * (gap - WEIGHTS["years: free"])
        yield Evidence("years", max(odds, WEIGHTS["years: least"]), (str(gap),))
