"""The interactive page: one offline HTML file that shows the graph."""

from __future__ import annotations

from pathlib import Path

from kg.views.gather import Run, build_model
from kg.views.page import render
from kg.views.scene import arrange

__all__ = ["draw"]


def draw(run: Run, path: Path, title: str) -> None:
    """Write the interactive page of a graph to `path`.

    `run(name, **parameters)` runs a canned query and gives its rows. The page is one file of about 0.1 MB and 0.7 kB
    for each node; it opens from disk and asks the network for nothing. Equal rows give equal bytes.
    """
    model = build_model(run)
    path.write_text(render(model, arrange(model), title), encoding="utf-8")
