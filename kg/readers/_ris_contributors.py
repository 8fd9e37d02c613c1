"""The contributors of a RIS record, with the addresses of which the order says whose they are."""

from __future__ import annotations

from kg.readers._tagged_fields import Tags
from kg.record import Affiliation, Contributor
from kg.values.names import is_group

_ROLES = {"AU": "author", "A1": "author", "A2": "editor", "ED": "editor", "A3": "collection-editor", "A4": "translator"}
_ADDRESS = "AD"


def find_contributors(tags: Tags, kind: str) -> tuple[Contributor, ...]:
    """Read authors, editors, series editors and translators; the authors of an edited book are its editors.

    Addresses are given to authors only where they stand between them, or where there is one author only; all others
    stay with the fields that nobody asked for. A name that ends in a comma, or names a group, is collective.
    """
    people = [each for each in tags.elements if each.tag in _ROLES]
    signed = {each.text for each in people if each.tag == "AU"}
    addresses = _find_addresses(tags)
    found: list[Contributor] = []
    for each in people:
        name, role = tags.use(each).text, _ROLES[each.tag]
        if each.tag == "A1" and name in signed:
            continue
        found.append(
            Contributor(
                name=name.rstrip(", "),
                role="editor" if role == "author" and kind == "EDBOOK" else role,
                collective=name.endswith(",") or ("," not in name and is_group(name)),
                affiliations=addresses.get(id(each), ()),
            )
        )
    return tuple(found)


def _find_addresses(tags: Tags) -> dict[int, tuple[Affiliation, ...]]:
    """Find the addresses that stand behind the author whose they are."""
    order = [each for each in tags.elements if each.tag == _ADDRESS or _ROLES.get(each.tag) == "author"]
    places = [n for n, each in enumerate(order) if each.tag != _ADDRESS]
    found: dict[int, tuple[Affiliation, ...]] = {}
    if not places or (len(places) > 1 and places[-1] - places[0] == len(places) - 1):
        return found
    for place, after in zip(places, [*places[1:], len(order)], strict=True):
        texts = [line for each in order[place + 1 : after] for line in tags.use(each).texts if line]
        found[id(order[place])] = tuple(map(Affiliation, texts))
    return found
