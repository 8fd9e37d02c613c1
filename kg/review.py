"""What is least certain in a build, most valuable to look at first, each with the lines that would correct it.

What no correction can tell comes last.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

import msgspec
from msgspec import Struct

from kg.entity import Authorship, Doubt, Entities, Link, Mention, affiliate, find_tops
from kg.iri import Minter
from kg.queries import Rows

KINDS = ("merge", "split", "institution", "affiliation")
_SURE = 0.95  # links of at least this probability are not worth a look
_MOST = 1000  # questions of one kind; who has answered these builds again and gets the next


class Question(Struct, frozen=True):
    """Something that people may know better: what it is about, how sure kg is, how much hangs on it.

    `kind` is one of `KINDS`: a doubtful merge of people, a doubtful split, an institution that was not found in the
    authority, a missing affiliation. `score` (0 to 1) is how sure kg is of what the graph says now, `value` the number
    of authorships that would be put right, times the chance that they are wrong; `reasons` is the evidence in words,
    `paste` the lines for `corrections.toml` that would change it, or nothing where only the records can be completed.
    """

    kind: str
    what: str
    nodes: tuple[str, ...]
    score: float
    value: float
    reasons: tuple[str, ...] = ()
    paste: str = ""


def find_questions(entities: Entities, minter: Minter, *, linked: bool = False) -> list[Question]:
    """Find what is least certain, what can be corrected and is most valuable first; `linked` says that institutions were looked up in an authority.

    Four kinds: merges of people that are no more than likely, people kept apart who may be one, institutions that no
    entry of the authority was found for, authors without any affiliation.

    >>> find_questions(Entities(), Minter())
    []
    """
    place = {mention: each for each in entities.authorships for mention in each.mentions}
    studies = Counter(map(attrgetter("person"), entities.authorships))
    kinds = [
        _split(entities, place, minter),
        _join(entities, place, studies, minter),
        _place(entities, studies, minter),
    ]
    if linked:
        kinds.append(_name_institutions(entities, minter))
    found = [each for kind in kinds for each in sorted(kind, key=_order)[:_MOST]]
    return sorted(found, key=_order)


def tabulate(questions: Iterable[Question]) -> Rows:
    """Put the questions into a table; several values of a column are separated by "; "."""
    columns = Question.__struct_fields__
    values = ([getattr(each, column) for column in columns] for each in questions)
    return Rows(columns, (tuple("; ".join(v) if isinstance(v, tuple) else v for v in row) for row in values))


def _order(each: Question) -> tuple[bool, float, str, tuple[str, ...]]:
    return not each.paste, -each.value, each.kind, each.nodes


def _split(entities: Entities, place: Mapping[Mention, Authorship], minter: Minter) -> Iterator[Question]:
    """Merges that may be wrong: what hangs on one is the smaller of the two sides that it holds together."""
    for person in entities.people:
        for link, size in _sides(person.links, place):
            a, b = place[link.a], place[link.b]
            nodes = _authorship(a, minter), _authorship(b, minter)
            yield Question(
                kind="merge",
                what=f"{a.printed} ({a.study}) and {b.printed} ({b.study}) are held to be one person",
                nodes=(minter.node("person", person.key), *nodes),
                score=link.score,
                value=round((1 - link.score) * size, 4),
                reasons=_words(link),
                paste=_table("different", nodes, minter),
            )


def _join(
    entities: Entities, place: Mapping[Mention, Authorship], studies: Mapping[str, int], minter: Minter
) -> Iterator[Question]:
    """People kept apart who may be one: what hangs on it is the smaller of the two, by how many `studies` each has."""
    names = {each.key: each.label for each in entities.people}
    best: dict[tuple[str, str], Doubt] = {}
    for link in entities.doubts:
        one, other = sorted((place[link.a].person, place[link.b].person))
        known = best.get((one, other))
        if one != other and (known is None or (-link.score, link.a, link.b) < (-known.score, known.a, known.b)):
            best[one, other] = link
    for (one, other), link in sorted(best.items()):
        nodes = minter.node("person", one), minter.node("person", other)
        yield Question(
            kind="split",
            what=f"{names[one]}, {_count(studies[one])}, and {names[other]}, {_count(studies[other])}, are held to be two people",
            nodes=nodes,
            score=round(1 - link.score, 4),
            value=round(link.score * min(studies[one], studies[other]), 4),
            reasons=_words(link),
            paste=_table("same", nodes, minter),
        )


def _name_institutions(entities: Entities, minter: Minter) -> Iterator[Question]:
    """Institutions without an entry in the authority, by how many authorships name them or a unit of theirs."""
    tops = find_tops(entities.institutions)
    named: Counter[str] = Counter()
    for affiliation in entities.affiliations:
        named.update({tops[key] for key in affiliation.institutions})
    for each in entities.institutions:
        if not each.ror and named[each.key]:  # of a unit, its institution is
            yield Question(
                kind="institution",
                what=f"{each.name}: no entry found ({named[each.key]} authorships)",
                nodes=(minter.node("institution", each.key),),
                score=0.5,
                value=named[each.key] / 2,
                paste=f'[[institution]]\nprinted = {_quote(each.name)}\nror = "https://ror.org/…"\n',
            )


def _place(entities: Entities, studies: Mapping[str, int], minter: Minter) -> Iterator[Question]:
    """People of whom no record gives an affiliation."""
    known = {each.person for each, theirs in affiliate(entities.authorships, entities.affiliations) if theirs}
    for person in entities.people:
        if person.collective or person.key in known:
            continue
        count = studies[person.key]
        yield Question(
            kind="affiliation",
            what=f"{person.label}: no affiliation in {_count(count)}",
            nodes=(minter.node("person", person.key),),
            score=0.0,
            value=count / 4,  # nothing is wrong, something is missing
        )


def _count(studies: int) -> str:
    return "1 study" if studies == 1 else f"{studies} studies"


def _sides(links: Sequence[Link], place: Mapping[Mention, Authorship]) -> Iterator[tuple[Link, int]]:
    """For each doubtful link of the tree that makes a person: the studies on the smaller of its two sides."""
    doubtful = [link for link in links if link.score < _SURE]
    if not doubtful:
        return
    near: defaultdict[Mention, list[Mention]] = defaultdict(list)
    for link in links:
        near[link.a].append(link.b)
        near[link.b].append(link.a)

    def reach(start: Mention, barred: Mention) -> int:
        seen, waiting = {start, barred}, [start]
        while waiting:
            for each in near[waiting.pop()]:
                if each not in seen:
                    seen.add(each)
                    waiting.append(each)
        return len({place[each].study for each in seen - {barred}})

    for link in doubtful:
        yield link, min(reach(link.a, link.b), reach(link.b, link.a))


def _authorship(each: Authorship, minter: Minter) -> str:
    return minter.node("study", each.study, "author", each.rank)


def _words(link: Link) -> tuple[str, ...]:
    """The evidence, strongest first: what is for it with +, what is against it with -."""
    ordered = sorted(link.reasons, key=lambda each: (-abs(each.weight), each.feature))
    return tuple(f"{'+' if each.weight > 0 else '-'} {each.note}" for each in ordered if each.weight)


def _table(kind: str, nodes: Iterable[str], minter: Minter) -> str:
    of = ", ".join(_quote(node.removeprefix(minter.base)) for node in nodes)
    return f"[[{kind}]]\nof = [{of}]\n"


def _quote(text: str) -> str:
    """Quote a text as TOML does; JSON's strings are legal there but for DEL, which names never have."""
    return msgspec.json.encode(text).decode()
