"""What the command line prints: explanations, duplicates, questions, lists."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import shorten
from typing import TYPE_CHECKING

import msgspec
from rich.markup import escape
from rich.table import Column, Table

from kg.cli.console import out, say_count
from kg.cli.reports import show_sources

if TYPE_CHECKING:  # what makes these takes long to load
    from kg.dedupe import Deduplication, Group
    from kg.entities.people.comparison import Comparison
    from kg.entity import AuthorityLink, Link, Reason, RecordLink
    from kg.explain import Explanation
    from kg.queries import Query
    from kg.queries.rows import Value
    from kg.review import Question

_SURE = 0.9995
_LISTED = 3  # of a list in a cell of a table
_RECORDS = 10  # of an explanation that are printed
_PART_FACTS = 40  # of all parts of a node that are printed without being asked for
_VALUE = 300  # characters of a value, likewise
_LINES, _LINE = 12, 600  # of a record's text, and characters of one, likewise
_CHOICE = "It is that of the fullest record, or of the next that has one; of lists (identifiers, keywords, headings …) the values of all are kept."


def show_explanation(explanation: Explanation, *, full: bool = False) -> None:
    """Print facts, then why names are one person or records one study, then the first records as read.

    Unless `full`, long values and texts are cut, and the facts of parts (authorships, affiliations, mentions …) counted if they are many.
    """
    out.print(f"[bold]{escape(explanation.iri)}[/]\n")
    numbers = {evidence.record: f"[{number}]" for number, evidence in enumerate(explanation.evidence, 1)}
    facts = Table("property", Column("value", overflow="fold"), "said by", box=None, pad_edge=False)
    about = explanation.facts[0].subject
    own = [fact for fact in explanation.facts if fact.subject == about]
    left_out = 0 if full or len(explanation.facts) - len(own) <= _PART_FACTS else len(explanation.facts) - len(own)
    for fact in own if left_out else explanation.facts:
        if fact.subject != about:
            about = fact.subject
            facts.add_row(f"\n[italic]{escape(about)}[/]")
        value = fact.value if full else shorten(fact.value, _VALUE, placeholder=" …")
        facts.add_row(*map(escape, (fact.property, value, " ".join(map(numbers.__getitem__, fact.records)))))
    out.print(facts)
    if left_out:
        parts = len({fact.subject for fact in explanation.facts}) - 1
        out.print(
            f"… and {say_count(left_out, 'fact')} of {say_count(parts, 'part')}: authorships, affiliations, mentions … (--full shows them)"
        )
    out.print("[dim]Where nobody is named, kg concluded it from all the records below.[/]")
    _show_reasons(explanation, numbers)
    for evidence in explanation.evidence[:_RECORDS]:
        places = ", ".join(evidence.places)
        out.print(f"\n[bold]{escape(numbers[evidence.record])} {escape(places)}[/]  {escape(evidence.record)}")
        out.print(escape(evidence.raw if full else _cut_text(evidence.raw)))
    if len(explanation.evidence) > _RECORDS:
        out.print(f"\n… and {say_count(len(explanation.evidence) - _RECORDS, 'more record')} (--json shows all)")


def _cut_text(text: str) -> str:
    """Give the first lines of a text, each as far as it can be taken in at a glance."""
    lines = text.splitlines()
    shown = [line if len(line) <= _LINE else f"{line[:_LINE]} …" for line in lines[:_LINES]]
    more = [f"… and {say_count(len(lines) - _LINES, 'more line')} (--full shows them)"] if len(lines) > _LINES else []
    return "\n".join(shown + more)


def show_comparison(comparison: Comparison) -> None:
    """Print how likely two people are one, and what speaks for and against it, pair of authorships by pair."""
    held = "one person" if comparison.one else "two people"
    out.print(
        f"Held to be {held}; by the evidence one person with a probability of [bold]{_show_probability(comparison.score)}[/]"
    )
    for each in (*comparison.remarks, *(f"impossible: {each}" for each in comparison.obstacles)):
        out.print(f"  {escape(each)}")
    for link in comparison.links:
        ends = " and ".join(f"record/{each.record}/author/{each.position}" for each in (link.a, link.b))
        table = Table(
            "for",
            "against",
            "",
            title=f"{ends}: {_show_probability(link.score)}",
            title_justify="left",
            box=None,
            pad_edge=False,
        )
        for reason in sorted(link.reasons, key=lambda each: -each.weight):
            weight = f"{reason.weight:+.2f}"
            table.add_row(*((weight, "") if reason.weight > 0 else ("", weight)), escape(reason.note))
        out.print(table)


def _show_reasons(explanation: Explanation, numbers: Mapping[str, str]) -> None:
    """Print why names are one person or records one study, and in what the records differ."""
    for link in explanation.links:
        sure = _show_probability(link.score)
        out.print(f"\n[bold]{_tell_merge(link, numbers)}[/] with probability {sure}; the evidence, in log-odds:")
        for reason in link.reasons:
            out.print(f"  {reason.weight:+.2f}  {escape(reason.note)}")
    if explanation.conflicts:
        out.print(f"\n[bold]The records differ[/]; the value shown comes first. {_CHOICE}")
    for conflict in explanation.conflicts:
        for variant in conflict.variants:
            who = " ".join(_number(record, numbers) for record in variant.records)
            out.print(f"  {conflict.field}: {escape(variant.value)}  {who}")


def _tell_merge(link: Link | RecordLink | AuthorityLink, numbers: Mapping[str, str]) -> str:
    """Say what was taken for one."""
    from kg.entity import AuthorityLink, RecordLink

    if isinstance(link, AuthorityLink):
        return f"“{escape(link.printed)}” is {escape(link.iri)}"
    if isinstance(link, RecordLink):
        return f"{_number(link.a, numbers)} and {_number(link.b, numbers)} are one study"
    pair = (f"author {each.position} of {_number(each.record, numbers)}" for each in (link.a, link.b))
    return f"{' and '.join(pair)} are one person"


def _number(key: str, numbers: Mapping[str, str]) -> str:
    """The number, in brackets, of the record of that key."""
    return next((escape(number) for record, number in numbers.items() if record.endswith(f"/{key}")), escape(key))


def show_duplicates(found: Deduplication) -> None:
    """Print each group with the reasons for it and what its records differ in, then the counts of each source."""
    if found.studies and not found.groups:
        out.print("No two records are of one study.")
    for group in found.groups:
        _show_group(group)
        if group is not found.groups[-1]:
            out.print()
    if any(group.conflicts for group in found.groups):
        out.print(f"\n[dim]Where records differ, the value shown comes first. {_CHOICE}[/]")
    show_sources(found.sources)


def _show_group(group: Group) -> None:
    out.print(f"[bold]study/{escape(group.study)}[/]")
    numbers = {each.record: number for number, each in enumerate(group.members, 1)}
    for each in group.members:
        out.print(escape(f"  [{numbers[each.record]}] {each.title or 'no title'} ({each.year or 'no year'})"))
        places = ", also ".join((f"{each.file}#{each.line}", *each.copies))
        out.print(escape(f"      record/{each.record}  {places}"))
    for numbered, link in _gather_links(group.links, numbers):
        out.print(escape(f"  {numbered} are one study with probability {_show_probability(link.score)}"))
        for side, told in _weigh(link.reasons):
            out.print(escape(f"    {side}{told}"))
    for conflict in group.conflicts:
        values = (f"{each.value} {_bracket(map(numbers.__getitem__, each.records))}" for each in conflict.variants)
        out.print(escape(f"  {conflict.field}: {', not '.join(values)}"))


def _weigh(reasons: Sequence[Reason]) -> Iterator[tuple[str, str]]:
    """Give what speaks for and against, and what has no weight, as what people decided."""
    for side, sign in (("for: ", 1), ("against: ", -1)):
        if told := "; ".join(f"{each.note} ({each.weight:+.1f})" for each in reasons if each.weight * sign > 0):
            yield side, told
    yield from (("", each.note) for each in reasons if not each.weight)


def _gather_links(links: Sequence[RecordLink], numbers: Mapping[str, int]) -> Iterator[tuple[str, RecordLink]]:
    """Give the links with the numbers of what they join; those of one record to others for equal reasons are given as one."""
    alike: defaultdict[tuple[int, tuple[Reason, ...]], list[tuple[int, RecordLink]]] = defaultdict(list)
    for link in links:
        one, other = sorted((numbers[link.a], numbers[link.b]))
        alike[one, link.reasons].append((other, link))
    for (one, _), others in sorted(alike.items(), key=lambda item: item[0][0]):
        yield f"[{one}] and {_bracket(other for other, _ in others)}", others[0][1]


def _bracket(numbers: Iterable[int]) -> str:
    return "".join(f"[{number}]" for number in sorted(numbers))


def _show_probability(score: float) -> str:
    """Print three digits, but nothing as certain that is not."""
    if score >= _SURE:
        return "over 0.999"
    return f"{score:.3f}" if score >= 1 - _SURE else "under 0.001"


def show_questions(questions: Sequence[Question], most: int) -> None:
    """Print what is least certain: what is at stake, the evidence, the lines that would change it."""
    for number, each in enumerate(questions[:most], 1):
        out.print(f"[bold]{number}. {escape(each.what)}[/]")
        sure = f", {each.score:.0%} sure" if each.score else ""
        out.print(f"   {each.kind}{sure}, {each.value:.2f} authorships at stake", style="dim")
        for reason in each.reasons:
            out.print(f"   {escape(reason)}")
        out.print(escape(each.paste) or "   No correction can tell: the listing would have to be completed.\n")
    if len(questions) > most:
        out.print(f"… and {len(questions) - most} more (--most N shows more, --format csv or json for other programs)")
    if not questions:
        out.print("Nothing is in doubt.")


def describe_empty(asked: Query, given: Mapping[str, str]) -> str:
    """Say that a canned query found nothing, with which values, and how others are given.

    >>> from kg.queries import catalogue
    >>> describe_empty(catalogue()["studies-of-concept"], {})
    'no rows for concept="social prescribing"; --param concept=… asks for another'
    >>> describe_empty(catalogue()["evidence"], {"study": "study/x"})
    'no rows for study=study/x; --param study=… asks for another'
    """
    told = [each for each in asked.parameters if each.name in given or not each.optional]
    values = [f"{each.name}={given.get(each.name, each.default)}" for each in told]
    if not values:
        return "no rows"
    return f"no rows for {', '.join(values)}; --param {told[0].name}=… asks for another"


def shorten_list(value: Value) -> Value:
    """Cut a text that lists things to the first few.

    >>> shorten_list("Ada; Bo; Cy; Dee; Eve")
    'Ada; Bo; Cy … 2 more'
    """
    parts = value.split("; ") if isinstance(value, str) else ()
    return f"{'; '.join(parts[:_LISTED])} … {len(parts) - _LISTED} more" if len(parts) > _LISTED else value


def show_formats(listed: Mapping[str, Mapping[str, str]], examples: Mapping[str, str]) -> None:
    """Print the formats that can be read or written, each with its title, below the command that does so."""
    for heading, formats in listed.items():
        out.print(f"[bold]{heading.capitalize()}[/]: {examples[heading]}")
        table = Table(box=None, show_header=False, pad_edge=False)
        for name, title in formats.items():
            table.add_row(f"  {name}", escape(title))
        out.print(table, "")


def print_json(value: object) -> None:
    """Print any of our structs as indented JSON."""
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n")
