"""The views whose pictures are laid out here: which nodes and links each shows, and where the nodes stand.

A view is one entry of `VIEWS`: its title, the types of node and kinds of link it draws, and the blocks (regions) its
layout is made of. What each view can do in the browser stands in `script/views.js`, under the same key.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable

from msgspec import Struct

from kg.views.layout import place
from kg.views.model import (
    ABOUT,
    AFFILIATED,
    AUTHOR,
    BETWEEN,
    CLUSTER,
    COAUTHOR,
    CONCEPT,
    FIELD,
    INSTITUTION,
    PARTNER,
    STUDY,
    TOGETHER,
    WROTE,
    Model,
    Node,
)

_LABELLED = 500  # up to so many nodes every label has room of its own
_LETTER = 7.6  # mean width of a letter at the labels' size
_LABEL = 22.0  # height of a label
_LINE = 22  # letters of a label in one line; a longer one is broken in two
_LONGEST = 44  # letters of a label
_LONGEST_TITLE = 30  # letters of a region's title
_CLUSTERS = 80  # clusters in a picture at first, so that their names can be read
_FEW = 5  # fewer than one in so many of what a picture holds at first is too little
_TOPICS = 25  # concepts in the picture at first, or as many as one in so many of its other nodes
_BAND = 120  # pixels between what is large and the rest below it
_SHARED = -1  # the block of what belongs to several clusters: first, hence in the middle

Layout = dict[int, tuple[int, int]]
"""Where a view's nodes stand, in pixels at scale 1; keys are positions in the model."""


class View(Struct, frozen=True):
    """A picture of the model: the types of node and kinds of link it draws, and the block each node stands in.

    `names` gives the titles that stand above blocks; blocks that are not in `first` stand below those that are.
    """

    key: str
    types: tuple[str, ...]
    kinds: tuple[str, ...]
    blocks: Callable[[Model], dict[int, int]]
    names: Callable[[Model], dict[int, str]]
    first: Callable[[Model], set[int] | None] = lambda _model: None


def arrange(model: Model) -> dict[str, Layout]:
    """Lay out every view."""
    return {view.key: locate(model, view) for view in VIEWS}


def locate(model: Model, view: View) -> Layout:
    """Lay out a view."""
    blocks = view.blocks(model)
    shown = [index for index, node in enumerate(model.nodes) if node.type in view.types]
    first = view.first(model)
    layout: Layout = {}
    for below in (False, True):
        some = [each for each in shown if (first is not None and blocks[each] not in first) is below]
        placed = _locate(model, view, some, blocks)
        down = _bottom(layout) - _bottom(placed, top=True) + _BAND if layout else 0
        layout |= {node: (x, y + down) for node, (x, y) in placed.items()}
    return layout


def _bottom(layout: Layout, *, top: bool = False) -> int:
    """Give where a layout ends, or where it begins."""
    return (min if top else max)((y for _, y in layout.values()), default=0)


def _locate(model: Model, view: View, shown: list[int], blocks: dict[int, int]) -> Layout:
    where = {node: position for position, node in enumerate(shown)}
    links = sorted(
        {(where[e.a], where[e.b]) for e in model.edges if e.kind in view.kinds and e.a in where and e.b in where}
    )
    least, labelled = least_studies(model), len(shown) <= _LABELLED
    boxes = [_box(model.nodes[node], labelled and not _minor(model.nodes[node], least)) for node in shown]
    titles = {
        block: min(len(name), _LONGEST_TITLE) * _LETTER * 1.15 if labelled else 1.0
        for block, name in view.names(model).items()
    }
    points = place(boxes, links, {where[node]: blocks[node] for node in shown}, titles).tolist()
    return {node: (round(x), round(y)) for node, (x, y) in zip(shown, points, strict=True)}


def size(node: Node) -> int:
    """Give the radius of a node, in pixels: its area grows with its studies, a study's with its citations."""
    if node.type == AUTHOR:
        return min(round(8 + 4 * math.sqrt(max(node.number("Studies") - 1, 0))), 30)
    if node.type == STUDY:
        return min(round(11 + math.sqrt(node.number("Citations")) / 2), 24)
    if node.type == CLUSTER:
        return min(round(12 + 3 * math.sqrt(node.number("Authors"))), 60)
    return min(round(7 + math.sqrt(max(node.number("Studies"), 1))), 20)


def least_studies(model: Model) -> int:
    """In how many studies a concept must be to stand among everything at first, so that it does not drown the rest.

    The others are found by search, listed beside their studies, and drawn when the reader asks for them.
    """
    others, large = sum(node.type in (AUTHOR, STUDY, INSTITUTION) for node in model.nodes), _large(model)
    homes = [node.cluster for node in model.nodes if node.type == AUTHOR]
    share = sum(home in large for home in homes) / max(len(homes), 1) if large else 1
    return _least(model, CONCEPT, max(_TOPICS, int(share * others) // _TOPICS))


def least_of_clusters(model: Model) -> int:
    """In how many studies a cluster must be written to stand in a picture at first, so that its name can be read."""
    return _least(model, CLUSTER, _CLUSTERS)


def _least(model: Model, kind: str, most: int) -> int:
    """Give the fewest studies that leave at most so many nodes of a type; one less, where that leaves too little."""
    weights = sorted((node.number("Studies") for node in model.nodes if node.type == kind), reverse=True)
    if len(weights) <= most:
        return 1
    least = weights[most] + 1
    return max(least - (weights[most // _FEW] < least), 1)


def _large(model: Model) -> set[int] | None:
    """Give the clusters that stand in a picture at first, None for all."""
    least = least_of_clusters(model)
    clusters = (node for node in model.nodes if node.type == CLUSTER)
    return None if least == 1 else {node.cluster or 0 for node in clusters if node.number("Studies") >= least}


def _minor(node: Node, least: int) -> bool:
    return node.type == CONCEPT and node.number("Studies") < least


def _box(node: Node, labelled: bool) -> tuple[float, float]:
    """Give the room a node needs: itself, a margin, and its label below it where all are labelled."""
    across = 2.0 * size(node) + 10
    if not labelled:
        return across, across
    letters = min(len(node.short or node.name), _LONGEST)
    lines = 1 if letters <= _LINE else 2
    return max(across, letters / lines * _LETTER + 12), across + lines * _LABEL


def _by_cluster(model: Model) -> dict[int, int]:
    """Put authors with their cluster; those without one by themselves, after the clusters."""
    last = len(model.nodes)
    return {
        index: last + index if node.cluster is None else node.cluster
        for index, node in enumerate(model.nodes)
        if node.type == AUTHOR
    }


def _by_home(model: Model) -> dict[int, int]:
    """Put every node with the cluster most of its links lead to, large ones first, and concepts of several clusters together."""
    home, large = _by_cluster(model), _large(model) or set()
    near: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for edge in model.edges:
        if edge.kind in (WROTE, AFFILIATED):
            near[edge.b][home[edge.a]] += 1
    for index, node in enumerate(model.nodes):
        if node.type in (STUDY, INSTITUTION):
            ranked = sorted(near[index].items(), key=lambda item: (item[0] not in large, -item[1], item[0]))
            home[index] = ranked[0][0] if ranked else len(model.nodes) + index
    topics: defaultdict[int, set[int]] = defaultdict(set)
    for edge in model.edges:
        if edge.kind == ABOUT:
            topics[edge.b].add(home[edge.a])
    for index, node in enumerate(model.nodes):
        if node.type == CONCEPT:
            homes = topics[index]
            home[index] = next(iter(homes)) if len(homes) == 1 else _SHARED
    return home


def _large_or_shared(model: Model) -> set[int] | None:
    large = _large(model)
    return large and large | {_SHARED}


def _by_fact(kind: str, fact: str) -> Callable[[Model], dict[int, int]]:
    """Put nodes of a type with those that have the same fact, most frequent first."""

    def blocks(model: Model) -> dict[int, int]:
        number = {name: index for index, name in enumerate(_values(model, kind, fact))}
        return {index: number[node.text(fact)] for index, node in enumerate(model.nodes) if node.type == kind}

    return blocks


def _values(model: Model, kind: str, fact: str) -> list[str]:
    counted = Counter(node.text(fact) for node in model.nodes if node.type == kind)
    return sorted(counted, key=lambda name: (-counted[name], name))


def _facts_names(kind: str, fact: str) -> Callable[[Model], dict[int, str]]:
    return lambda model: dict(enumerate(_values(model, kind, fact)))


def _cluster_names(model: Model) -> dict[int, str]:
    return {node.cluster or 0: node.name for node in model.nodes if node.type == CLUSTER}


def _by_field(model: Model) -> dict[int, int]:
    """Put every cluster with its field, and those without one by themselves, after the fields."""
    return {
        index: len(model.nodes) + index if node.field is None else node.field
        for index, node in enumerate(model.nodes)
        if node.type == CLUSTER
    }


def _large_fields(model: Model) -> set[int] | None:
    """Give the blocks of clusters that stand in the picture of them at first, None for all."""
    large, blocks = _large(model), _by_field(model)
    return large and {block for index, block in blocks.items() if model.nodes[index].cluster in large}


def _field_names(model: Model) -> dict[int, str]:
    return {node.field or 0: node.name for node in model.nodes if node.type == FIELD}


_ALL = (AUTHOR, STUDY, INSTITUTION, CONCEPT)
VIEWS = (
    View("coauthors", (AUTHOR,), (COAUTHOR,), _by_cluster, _cluster_names, _large),
    View("everything", _ALL, (WROTE, AFFILIATED, ABOUT), _by_home, _cluster_names, _large_or_shared),
    View(
        *("institutions", (INSTITUTION,), (PARTNER,)),
        *(_by_fact(INSTITUTION, "Country"), _facts_names(INSTITUTION, "Country")),
    ),
    View("concepts", (CONCEPT,), (TOGETHER,), _by_fact(CONCEPT, "Kind"), _facts_names(CONCEPT, "Kind")),
    View("clusters", (CLUSTER,), (BETWEEN,), _by_field, _field_names, _large_fields),
)
