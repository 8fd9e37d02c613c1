"""Why two people of a build are one or two: by the evidence that they were told apart by, and the corrections."""

from __future__ import annotations

from msgspec import structs

from kg.corrections import read_corrections
from kg.decision import NO_CORRECTIONS
from kg.entities.identities import Identities, KnownPerson
from kg.entities.people.comparison import Comparison, compare_people
from kg.entities.people.decided import tell_decisions
from kg.entities.people.evidence import Evidence
from kg.entity import Mention
from kg.errors import UnknownNodeError
from kg.folder import BuildFolder
from kg.iri import Minter
from kg.processes.collector import without_collector


@without_collector()
def compare(folder: BuildFolder, minter: Minter, one: str, other: str) -> Comparison:
    """Tell why two people are one or two, given by their IRIs or by what follows the base: "person/…" or "record/…/author/3".

    Raises `UnknownNodeError` for what is neither a person of the build nor an author of a record.
    """
    known = Identities.read(folder.identities)
    (person, mentions), (other_person, others) = (_find_author(known, minter, each) for each in (one, other))
    corrected = read_corrections(folder.corrections, minter) if folder.corrections.exists() else NO_CORRECTIONS
    evidence = Evidence.read(folder.evidence)
    decided = tell_decisions(evidence.anchors(), corrected, known, person.mentions, other_person.mentions)
    found = compare_people(evidence, mentions, others)
    return structs.replace(found, one=person.key == other_person.key, remarks=tuple(decided))


def _find_author(known: Identities, minter: Minter, node: str) -> tuple[KnownPerson, tuple[Mention, ...]]:
    """Find a person, who may have become one with another, or one authorship and whose it is."""
    kind, key = minter.key(node if "://" in node else minter.base + node)
    gone = {each.old: each.new for each in known.replaced if each.kind == "person"}
    record, _, position = key.partition("/author/")
    asked = Mention(record, int(position)) if kind == "record" and position.isdecimal() else None
    for each in known.people:
        if kind == "person" and each.key == gone.get(key, key):
            return each, each.mentions
        if asked in each.mentions:
            return each, (asked,)
    raise UnknownNodeError(f"{node}: neither a person of this build nor an author of one of its records")
