"""Who paid: grants and funders (FRAPO)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kg.facts.literals import clean, text
from kg.facts.nodes import Nodes
from kg.facts.quads import Node, Quad
from kg.facts.vocabulary import FOAF, FRAPO, PROV, RDF
from kg.record import Record
from kg.values.keys import fold, key


class Funding(NamedTuple):
    """A grant as a record states it: number and agency (either may be empty), and the keys of both nodes."""

    number: str
    agency: str
    grant: str
    funder: str


def find_funding(study: str, record: Record) -> tuple[Funding, ...]:
    """Read the grants of a record of `study`, each once.

    The same agency, but for case and punctuation, is one funder. The same number of the same agency is one grant; a
    number without agency tells nothing outside its study.
    """
    found: dict[tuple[str, str], Funding] = {}
    for each in record.grants:
        number, agency = clean(each.number.strip()), clean(each.agency.strip())
        funder = key(agency, fold(agency) or agency) if agency else ""
        grant = key(number, fold(number) or number, funder or study) if number else ""
        if grant or funder:
            found.setdefault((grant, funder), Funding(number, agency, grant, funder))
    return tuple(found.values())


class Funders:
    """States who paid for studies, and collects grants and funders to describe each once."""

    def __init__(self) -> None:
        self._grants: dict[str, tuple[set[str], str, list[str]]] = {}
        self._funders: dict[str, tuple[Counter[str], list[str]]] = {}

    def of_study(self, study: str, described: Sequence[Record], nodes: Nodes) -> Iterator[Quad]:
        """State the grants that a study was paid from, by its records; its funder, where no grant is stated."""
        stated: dict[tuple[str, str], None] = {}
        for record in described:
            for funding in find_funding(study, record):
                self._collect(funding, record.key)
                stated["grant" if funding.grant else "funder", funding.grant or funding.funder] = None
        for path in stated:
            yield nodes["study", study], FRAPO.isFundedBy, nodes[path]

    def _collect(self, funding: Funding, record: str) -> None:
        if funding.grant:
            numbers, _, records = self._grants.setdefault(funding.grant, (set(), funding.funder, []))
            numbers.add(funding.number)
            records.append(record)
        if funding.funder:
            names, records = self._funders.setdefault(funding.funder, (Counter(), []))
            names[funding.agency] += 1
            records.append(record)

    def absorb(self, other: Funders) -> None:
        """Take over what another collected from other studies."""
        for grant, (numbers, funder, records) in other._grants.items():
            mine = self._grants.setdefault(grant, (set(), funder, []))
            mine[0].update(numbers)
            mine[2].extend(records)
        for funder, (names, records) in other._funders.items():
            known = self._funders.setdefault(funder, (Counter(), []))
            known[0].update(names)
            known[1].extend(records)

    def facts(self, nodes: Nodes) -> Iterator[Quad]:
        """Describe the grants and the funders; of several forms of a name or number the most frequent or the first."""
        for grant, (numbers, funder, records) in sorted(self._grants.items()):
            node = nodes["grant", grant]
            yield node, RDF.type, FRAPO.Grant
            yield node, FRAPO.hasGrantNumber, text(min(numbers))
            if funder:
                yield node, FRAPO.hasFundingAgency, nodes["funder", funder]
            yield from _derived(node, records, nodes)
        for funder, (names, records) in sorted(self._funders.items()):
            node = nodes["funder", funder]
            yield node, RDF.type, FRAPO.FundingAgency
            yield node, FOAF.name, text(min(names, key=lambda name: (-names[name], name)))
            yield from _derived(node, records, nodes)


def _derived(node: Node, records: Iterable[str], nodes: Nodes) -> Iterator[Quad]:
    for each in sorted(set(records)):
        yield node, PROV.wasDerivedFrom, nodes.below("record", each)
