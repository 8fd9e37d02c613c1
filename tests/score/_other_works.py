"""What databases have beside an article and is another work: functions from a record to one of such a work."""

from __future__ import annotations

from zlib import crc32

from kg.record import Container, Date, Record
from tests.score._distorting import Distort, in_turn, on_names, on_place, on_title, on_year, replace


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


def _talk(each: Record) -> Record:
    """Print it in a supplement of its volume, if it does not stand in one."""
    pages = f"S{crc32(each.key.encode()) % 900}"
    return each if "upp" in each.volume + each.issue else replace(each, issue="Suppl 1", pages=pages)


def _proceedings(each: Record) -> Record:
    """Print it in the proceedings of that year, whose volume may by chance have the same number."""
    moved = _elsewhere(0, "{}", "Proceedings of the Society of Everything")(each)
    return replace(moved, volume=str(crc32(each.key[::-1].encode()) % 60 + 1))


def _in(journal: str) -> Distort:
    return lambda each: replace(each, container=Container(journal), volume="", issue="", pages="")


def _say(form: str) -> Distort:
    return on_title(lambda title: form.format(title.rstrip(".")))


_UNPLACED = on_place(volume="", issue="", pages="")

OTHER_WORKS: dict[str, Distort] = {
    "its erratum": in_turn(_say("Erratum: {}"), _elsewhere(0)),
    "its erratum, with a place behind": in_turn(_say("{} (vol 12, pg 345, 2010)"), _elsewhere(0)),
    "its erratum, with a DOI behind": in_turn(_say("{} (Cancer (2010) DOI: 10.1002/cncr.1)"), _elsewhere(0)),
    "its erratum, said behind": in_turn(_say("{} [Corrigendum]"), _UNPLACED),
    "its erratum, said of Smith": in_turn(_say("Correction for Smith et al., {}"), _elsewhere(0)),
    "its retraction": in_turn(_say("{} (Retraction of vol 12, pg 345, 2010)"), _elsewhere(1)),
    "a concern about it": in_turn(_say("Expression of Concern: {}"), _elsewhere(1)),
    "a reply": in_turn(_say("{} - Reply"), _elsewhere(0)),
    "a reply, not placed": in_turn(_say("{}. The authors respond"), _UNPLACED),
    "a discussion": in_turn(_say('Discussion of "{}"'), on_place(pages=lambda each: str(crc32(each.key.encode()) % 5000 + 3000))),
    "a comment by others": in_turn(on_names(lambda _: "Zweig Q"), _elsewhere(0)),
    "its second part": in_turn(_say("{}. Part II"), _elsewhere(0)),
    "its second report": in_turn(_say("{}: second report"), _elsewhere(0)),
    "its protocol": in_turn(_say("{}: study protocol for a randomised controlled trial"), on_year(-1), _UNPLACED),
    "its protocol, of that year": in_turn(_say("{}: protocol of a systematic review"), _UNPLACED),
    "a talk, the year before": _elsewhere(-1, "S{}", "Proceedings of the Society of Everything"),
    "a talk in a supplement": _elsewhere(-1, "A{}"),
    "a talk in a supplement of that volume": _talk,
    "a talk, that year, elsewhere": _proceedings,
    "its preprint": lambda each: replace(each, container=Container("medRxiv"), volume="", issue="", pages="", types=("Preprint",)),
    "its preprint, not said to be one": _in("Research Square"),
    "the same title, two years later": _elsewhere(2),
}  # fmt: skip
