"""The block in which an RCA page lists affiliations: two bars close each author's slot, shown or not."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from kg.record import Affiliation, Contributor
from kg.values.keys import fold
from kg.values.names import is_group, is_personal

_BAR = "|"


class Slot(Struct, frozen=True):
    """An author's slot that is shown: its place in the byline (from 1), the full name, the affiliations."""

    position: int
    full_name: str
    affiliations: list[str]


def read_slots(block: Sequence[str], *, broken: bool) -> tuple[list[Slot], int]:
    """Read the slots that are shown, and count them all.

    Of a block that breaks off, the last line is not used: it may be incomplete.

    >>> read_slots(["- Ann Bell", "- Leeds, UK", "| | | | - Cy Dow", "- York, UK", "| |"], broken=False)[1]
    3
    """
    slots: list[Slot] = []
    position, named = 1, False
    for line in block[:-1] if broken else block:
        text = line.lstrip("| ")
        bars = line.count(_BAR, 0, len(line) - len(text))
        if bars:
            position += bars // 2
            named = False
        entry = text.removeprefix("-").strip()
        if not entry:
            continue
        if not named:
            slots.append(Slot(position, entry, []))
            named = True
        elif text.startswith("-") or not slots[-1].affiliations:
            slots[-1].affiliations.append(entry)
        else:
            slots[-1].affiliations[-1] += f" {entry}"
    return slots, position - 1


def align(
    byline: Sequence[str], slots: Sequence[Slot], count: int, *, broken: bool
) -> tuple[tuple[Contributor, ...], list[Slot]]:
    """Join the names of the byline and the slots; gives the contributors, and the slots that are nobody's.

    Positions count. If there are not as many slots as names (unless the block breaks off), a slot belongs to the one
    name whose family name is in its full name.
    """
    if not byline:
        return tuple(_contributor(slot.full_name, slot) for slot in slots), []
    if not slots or count == len(byline) or (broken and count < len(byline)):
        matched = {slot.position: slot for slot in slots}
    else:
        matched = _match(byline, slots)
    lost = [slot for slot in slots if slot not in matched.values()]
    return tuple(_contributor(name, matched.get(position)) for position, name in enumerate(byline, 1)), lost


def _match(byline: Sequence[str], slots: Sequence[Slot]) -> dict[int, Slot]:
    """Give each slot to the one name whose family name is in the slot's full name."""
    families = [f" {fold(name.rpartition(' ')[0] if is_personal(name) else name)} " for name in byline]
    matched: dict[int, Slot] = {}
    for slot in slots:
        full_name = f" {fold(slot.full_name)} "
        fitting = [position for position, family in enumerate(families, 1) if family in full_name]
        if len(fitting) == 1:
            matched.setdefault(fitting[0], slot)
    return matched


def _contributor(name: str, slot: Slot | None) -> Contributor:
    collective = not is_personal(name) and is_group(name)
    if slot is None:
        return Contributor(name, collective=collective)
    return Contributor(
        name, slot.full_name, collective=collective, affiliations=tuple(map(Affiliation, slot.affiliations))
    )
