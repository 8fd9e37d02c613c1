"""What several studies share: days, trials, journals, grants, funders, headings, books; and what one record says of another's study."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from kg.entity import Entities, Study
from kg.facts.citations import Works
from kg.facts.containers import Containers
from kg.facts.funding import Funders
from kg.facts.headings import Headings
from kg.facts.journals import journal_facts
from kg.facts.nodes import Nodes
from kg.facts.quads import Quad
from kg.facts.retractions import retracted_studies
from kg.facts.studies import day_facts, retraction_facts, status_days, trial_facts
from kg.record import Record


class Shared:
    """Links each study to what it shares, and collects that while studies pass by, to describe it once at the end."""

    def __init__(self) -> None:
        self._headings = Headings()
        self._containers = Containers()
        self._funders = Funders()
        self._days: set[str] = set()
        self._trials: defaultdict[str, set[str]] = defaultdict(set)
        self._electronic: defaultdict[str, set[str]] = defaultdict(set)
        self._retracted: defaultdict[str, set[str]] = defaultdict(set)

    def of_study(
        self, study: Study, record: Record, described: Sequence[Record], works: Works, nodes: Nodes
    ) -> Iterator[Quad]:
        """State the headings, funding and container of a study; `record` combines those that it is `described` by."""
        yield from self._headings.of_study(study.key, record.headings, works, nodes)
        yield from self._funders.of_study(study.key, described, nodes)
        if not study.journal:
            yield from self._containers.of_study(study.key, record, nodes)
        self._days.update(status_days(record))
        for each in described:
            for key in retracted_studies(study.key, each, works):
                self._retracted[key].add(each.key)
            for registration in each.registrations:
                self._trials[registration.value].add(each.key)
            if each.container:
                electronic = (i.value for i in each.container.identifiers if i.scheme == "eissn")
                self._electronic[study.journal].update(electronic)

    def absorb(self, other: Shared) -> None:
        """Take over what another collected from other studies."""
        self._headings.absorb(other._headings)
        self._containers.absorb(other._containers)
        self._funders.absorb(other._funders)
        self._days |= other._days
        for mine, theirs in (
            (self._trials, other._trials),
            (self._electronic, other._electronic),
            (self._retracted, other._retracted),
        ):
            for key, values in theirs.items():
                mine[key] |= values

    def facts(self, entities: Entities, nodes: Nodes) -> Iterator[Quad]:
        """Describe what was collected, and the journals that studies appeared in."""
        for day in sorted(self._days):
            yield from day_facts(day, nodes)
        for number, keys in sorted(self._trials.items()):
            yield from trial_facts(number, sorted(keys), nodes)
        for key, keys in sorted(self._retracted.items()):
            yield from retraction_facts(key, sorted(keys), nodes)
        yield from self._headings.facts()
        yield from self._funders.facts(nodes)
        yield from self._containers.facts(nodes)
        held: defaultdict[str, list[str]] = defaultdict(list)
        for study in entities.studies:
            held[study.journal] += study.records
        for journal in entities.journals:
            if journal.key in held:
                electronic = self._electronic.get(journal.key, ())
                yield from journal_facts(journal, electronic, sorted(held[journal.key]), nodes)
