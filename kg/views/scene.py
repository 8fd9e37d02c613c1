"""The views of the page: which nodes and links each shows, and where they stand.

A view is one entry of `VIEWS`: its title, the types of node and link it draws, and the blocks its layout is made of.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable

from msgspec import Struct

from kg.views.layout import place
from kg.views.model import ABOUT, AFFILIATED, AUTHOR, COAUTHOR, CONCEPT, INSTITUTION, STUDY, WROTE, Model, Node

_LABELLED = 400  # up to so many nodes every label has room of its own
_LETTER = 7.6  # mean width of a letter at the labels' size
_LABEL = 22.0  # height of a label
_LONGEST = 26  # letters of a label
_LONGEST_TITLE = 30  # letters of a cluster's title
_TOPICS = 25  # concepts in the picture at first, or as many as one in so many of its other nodes
_SHARED = -1  # the block of what belongs to several clusters: first, hence in the middle


class View(Struct, frozen=True):
    """A picture of the model: the types of node and kinds of link it draws."""

    key: str
    title: str
    types: tuple[str, ...]
    kinds: tuple[str, ...]
    blocks: Callable[[Model], dict[int, int]]


class Layout(Struct, frozen=True):
    """Where a view's nodes stand, and the middle of each cluster's title, in pixels; keys are positions in the model."""

    nodes: dict[int, tuple[int, int]]
    titles: dict[int, tuple[int, int]]


def locate(model: Model, view: View) -> Layout:
    """Lay out a view."""
    blocks = view.blocks(model)
    shown = [index for index, node in enumerate(model.nodes) if node.type in view.types]
    where = {node: position for position, node in enumerate(shown)}
    links = [(where[e.a], where[e.b]) for e in model.edges if e.kind in view.kinds]
    least, labelled = least_studies(model), len(shown) <= _LABELLED
    boxes = [_box(model.nodes[node], labelled and not _minor(model.nodes[node], least)) for node in shown]
    names = {
        index: min(len(cluster.name), _LONGEST_TITLE) * _LETTER * 1.15 if len(shown) <= _LABELLED else 1.0
        for index, cluster in enumerate(model.clusters)
    }
    points = place(boxes, links, {where[node]: blocks[node] for node in shown}, names).tolist()
    edges: defaultdict[int, list[tuple[float, float, float]]] = defaultdict(list)
    for node, (x, y), (wide, high) in zip(shown, points, boxes, strict=True):
        edges[blocks[node]].append((x - wide / 2, x + wide / 2, y - high / 2))
    titles = {
        block: (
            round((min(left for left, _, _ in ends) + max(right for _, right, _ in ends)) / 2),
            round(min(top for _, _, top in ends)),
        )
        for block, ends in sorted(edges.items())
        if block in names
    }
    return Layout({node: (round(x), round(y)) for node, (x, y) in zip(shown, points, strict=True)}, titles)


def size(node: Node) -> int:
    """Give the radius of a node, in pixels: its area grows with its weight."""
    if node.type == AUTHOR:
        return min(round(8 + 4 * math.sqrt(max(node.weight - 1, 0))), 30)
    if node.type == STUDY:
        return min(round(11 + math.sqrt(node.weight) / 2), 24)
    return min(round(7 + math.sqrt(max(node.weight, 1))), 20)


def least_studies(model: Model) -> int:
    """In how many studies a concept must be to stand in the picture at first, so that it does not drown the rest.

    The others are found by search, listed beside their studies, and drawn when the reader asks for them.
    """
    weights = sorted((node.weight for node in model.nodes if node.type == CONCEPT), reverse=True)
    most = max(_TOPICS, (len(model.nodes) - len(weights)) // _TOPICS)
    return weights[most] + 1 if len(weights) > most else 1


def _minor(node: Node, least: int) -> bool:
    return node.type == CONCEPT and node.weight < least


def _box(node: Node, labelled: bool) -> tuple[float, float]:
    """Give the room a node needs: itself, a margin, and its label below it where all are labelled."""
    across = 2.0 * size(node) + 10
    if not labelled:
        return across, across
    return max(across, min(len(node.short), _LONGEST) * _LETTER + 12), across + _LABEL


def _by_cluster(model: Model) -> dict[int, int]:
    """Put authors with their cluster; those without one by themselves, after the clusters."""
    last = len(model.clusters)
    return {
        index: last + index if node.cluster is None else node.cluster
        for index, node in enumerate(model.nodes)
        if node.type == AUTHOR
    }


def _by_home(model: Model) -> dict[int, int]:
    """Put every node with the cluster most of its links lead to, and concepts of several clusters together."""
    home = _by_cluster(model)
    near: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for edge in model.edges:
        if edge.kind in (WROTE, AFFILIATED):
            near[edge.b][home[edge.a]] += edge.weight
    for index, node in enumerate(model.nodes):
        if node.type in (STUDY, INSTITUTION):
            ranked = sorted(near[index].items(), key=lambda item: (-item[1], item[0]))
            home[index] = ranked[0][0] if ranked else len(model.clusters) + index
    topics: defaultdict[int, set[int]] = defaultdict(set)
    for edge in model.edges:
        if edge.kind == ABOUT:
            topics[edge.b].add(home[edge.a])
    for index, node in enumerate(model.nodes):
        if node.type == CONCEPT:
            homes = topics[index]
            home[index] = next(iter(homes)) if len(homes) == 1 else _SHARED
    return home


VIEWS = (
    View("coauthors", "Co-authorship", (AUTHOR,), (COAUTHOR,), _by_cluster),
    View("everything", "Everything", (AUTHOR, STUDY, INSTITUTION, CONCEPT), (WROTE, AFFILIATED, ABOUT), _by_home),
)
