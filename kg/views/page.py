"""The page itself: pyvis renders the model through a template of our own, with script, style and data inlined.

pyvis's stock template runs what stands in titles and ids, loads from the network and draws with vis-network; this one
escapes everything, allows exactly its own script and style by their hashes (Content Security Policy), keeps data in
JSON, and draws by itself (`script/`), because vis-network paints 5,000 nodes at 15 frames a second.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from msgspec import to_builtins

from kg.views.columns import by_kind, to_columns
from kg.views.model import Merge, Model, Node, Origins
from kg.views.scene import Layout, least_of_clusters, least_studies, size

# One scope, in this order: each file may use what stands before it, and in its functions what stands after.
SCRIPTS = (
    *("model", "fold", "elements", "colours", "state", "measures", "filters", "scene", "bright", "views", "timeline"),
    *("camera", "grid", "boxes", "labels", "shapes", "layers", "painter", "pointer", "keys"),
    *("choosing", "panel", "around", "fields", "legend", "search", "table", "doubts", "overview"),
    *("networks", "turtle", "drawing", "paper", "raster", "takeaway", "page"),
)


def render(model: Model, layouts: Mapping[str, Layout], title: str, origins: Origins) -> str:
    """Give the page as HTML; `layouts` says where the nodes of each view stand."""
    # Here, because it loads IPython: a fifth of a second for every command that draws nothing.
    from pyvis.network import Network  # type: ignore[import-untyped]  # noqa: PLC0415  # pyvis has no types

    network = Network()
    network.nodes = [
        _row(node) | {"at": {key: list(layout[index]) for key, layout in layouts.items() if index in layout}}
        for index, node in enumerate(model.nodes)
    ]
    network.edges = to_builtins(model.edges)
    network.heading = title
    network.templateEnv = _environment(model, title, origins)
    network.path = "page.html.j2"
    return str(network.generate_html())


def _row(node: Node) -> dict[str, object]:
    bare = {name: getattr(node, name) or None for name in ("iri", "type", "name", "short")}
    known = {"cluster": node.cluster, "field": node.field, "facts": dict(node.facts), "links": dict(node.links)}
    return bare | known | {"size": size(node)}


def _environment(model: Model, title: str, origins: Origins) -> Environment:
    """Set up the template: everything is escaped but our own script and style and the escaped JSON."""
    environment = Environment(
        loader=PackageLoader("kg.views", ""), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    sources = {
        "script": '"use strict";\n{\n' + "\n".join(_read(f"script/{name}.js") for name in SCRIPTS) + "}\n",
        "style": _read("page.css"),
    }
    at = {node.iri: index for index, node in enumerate(model.nodes)}
    environment.globals |= sources
    environment.globals |= {f"{name}_hash": _digest(source) for name, source in sources.items()}
    environment.globals["model"] = {
        "title": title,
        "evidence": to_builtins(model.evidence),
        "least": least_studies(model),
        "team": least_of_clusters(model),
        "totals": model.totals,
        "inputs": to_builtins(origins.inputs),
        "unread": to_builtins(origins.unread),
        **_tell_merges({at[iri]: merge for iri, merge in origins.merges.items() if iri in at}, at),
        "doubts": [to_builtins(each) | {"nodes": find_nodes(each.nodes, at)} for each in origins.doubts],
        "doubtful": origins.doubtful,
    }
    environment.filters |= {"data": embed, "columns": to_columns, "by_kind": by_kind}
    return environment


def _tell_merges(merges: Mapping[int, Merge], at: Mapping[str, int]) -> dict[str, object]:
    """Tell why nodes are one: as [node, links, [[score, studies, [reason, weight, …], printed], …]], each reason being written once."""
    words: dict[str, int] = {}
    told = [
        [
            node,
            merge.links,
            [
                [
                    round(step.score, 4),
                    find_nodes(step.studies, at),
                    [
                        value
                        for text, weight in step.reasons
                        for value in (words.setdefault(text, len(words)), round(weight, 1))
                    ],
                    *([step.printed] if step.printed else []),
                ]
                for step in merge.steps
            ],
        ]
        for node, merge in sorted(merges.items())
    ]
    return {"merges": told, "reasons": list(words)}


def find_nodes(iris: Iterable[str], at: Mapping[str, int]) -> list[int]:
    """Find the nodes shown; a part of one, as a name in a byline is of its study, stands for it."""
    wholes = (next((iri[:end] for end in _ends(iri) if iri[:end] in at), None) for iri in iris)
    return list(dict.fromkeys(at[iri] for iri in wholes if iri))


def _ends(iri: str) -> Iterator[int]:
    """Give where the IRI ends, and where it would without its last steps."""
    end = len(iri)
    while end > 0:
        yield end
        end = iri.rfind("/", 0, end)


def _read(name: str) -> str:
    return files("kg.views").joinpath(name).read_text(encoding="utf-8")


def embed(value: object) -> str:
    r"""Write a value as JSON that is safe inside a script element, whatever its strings hold.

    >>> print(embed("</script><!-- & \u2028"))
    "\u003c/script\u003e\u003c!-- \u0026 \u2028"
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _digest(source: str) -> str:
    """Hash an inlined source as a Content Security Policy names it."""
    return "sha256-" + b64encode(hashlib.sha256(source.encode()).digest()).decode()
