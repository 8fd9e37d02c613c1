"""The page itself: pyvis renders the model through a template of our own, with script, style and data inlined.

pyvis's stock template runs what stands in titles and ids, and loads from the network; this one escapes everything,
allows exactly its own scripts and style by their hashes (Content Security Policy), and keeps data in JSON.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from msgspec import to_builtins
from pyvis.network import Network  # type: ignore[import-untyped]  # pyvis has no types

from kg.views.model import Model
from kg.views.scene import VIEWS, Layout, least_studies, locate, size

_SHAPES = {"author": "dot", "study": "square", "institution": "triangle", "concept": "diamond"}
# One scope, in this order: each file may use what stands before it, and in its functions what stands after.
_SCRIPTS = (
    *("model", "state", "filters", "picture", "labels", "elements"),
    *("panel", "legend", "search", "table", "takeaway", "page"),
)
_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "edges": {"smooth": False},
    "nodes": {"borderWidth": 1.5, "labelHighlightBold": False},
    "interaction": {"hover": True, "tooltipDelay": 0, "keyboard": False},
}


def render(model: Model, title: str) -> str:
    """Give the page as HTML."""
    network = Network()
    layouts = {view.key: locate(model, view) for view in VIEWS}
    network.nodes = [
        {
            "id": index,
            "shape": _SHAPES[node.type],
            "size": size(node),
            "at": {key: layout.nodes[index] for key, layout in layouts.items() if index in layout.nodes},
            **to_builtins(node),
        }
        for index, node in enumerate(model.nodes)
    ]
    network.edges = to_builtins(model.edges)
    network.options = _OPTIONS
    network.heading = title
    network.templateEnv = _environment(model, title, layouts)
    network.path = "page.html.j2"
    return str(network.generate_html())


def _environment(model: Model, title: str, layouts: dict[str, Layout]) -> Environment:
    """Set up the template: everything is escaped but our own script and style and the escaped JSON."""
    environment = Environment(
        loader=PackageLoader("kg.views", ""), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    vis = files("pyvis").joinpath("templates/lib/vis-9.1.2/vis-network.min.js").read_text(encoding="utf-8")
    sources = {
        "vis": vis.partition("//# sourceMappingURL")[0],
        "script": '"use strict";\n{\n' + "\n".join(_read(f"script/{name}.js") for name in _SCRIPTS) + "}\n",
        "style": _read("page.css"),
    }
    environment.globals |= sources
    environment.globals |= {f"{name}_hash": _digest(source) for name, source in sources.items()}
    environment.globals["model"] = {
        "title": title,
        "views": [
            {"key": v.key, "title": v.title, "types": v.types, "kinds": v.kinds, "titles": layouts[v.key].titles}
            for v in VIEWS
        ],
        "clusters": to_builtins(model.clusters),
        "evidence": to_builtins(model.evidence),
        "least": least_studies(model),
        "totals": model.totals,
    }
    environment.filters["data"] = embed
    return environment


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
