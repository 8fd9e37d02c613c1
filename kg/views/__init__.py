"""The interactive page: one offline HTML file that shows the graph.

In come rows of canned queries: `gather` makes nodes and links of them, `scene` places these (`layout`, `stress`, `overlaps`,
`packing`), `page` puts all into one file with the scripts of `script/`, of which `model.js` comes first.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

from msgspec import Struct

from kg.files import replace_file
from kg.queries import Ask
from kg.views.gather import TABLES, build_model
from kg.views.model import Origins
from kg.views.page import render
from kg.views.scene import arrange

__all__ = ["TABLES", "Origins", "Page", "draw"]


class Page(Struct, frozen=True):
    """The interactive page as HTML; a notebook shows it inline, in a frame of its own that cannot reach the notebook."""

    html: str

    def write(self, path: Path) -> None:
        """Write the page to a file, which it replaces once it is complete."""
        with replace_file(path) as file:
            file.write(self.html.encode())

    def _repr_html_(self) -> str:
        return (
            '<iframe title="Knowledge graph" sandbox="allow-scripts allow-downloads allow-popups" width="100%" '
            f'height="720" style="border: 1px solid #ccc" srcdoc="{escape(self.html)}"></iframe>'
        )

    def __repr__(self) -> str:
        return f"<Page: {len(self.html.encode()):,} bytes>"


def draw(ask: Ask, title: str, origins: Origins | None = None) -> Page:
    """Draw the interactive page of a graph.

    `ask(name)` gives the rows of a canned query (one of `TABLES`); `origins` says what was read and why merged. The
    page is one file of about 0.1 MB and 0.3 kB for each node; it opens from disk and asks the network for nothing.
    Equal rows give equal bytes.
    """
    model = build_model(ask)
    return Page(render(model, arrange(model), title, origins or Origins()))
