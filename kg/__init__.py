"""Knowledge graphs from the scientific literature: `build` one from listings, or `open` one that was built.

>>> import kg, tempfile
>>> g = kg.build(kg.example(), tempfile.mkdtemp())
>>> g.clusters.to_dicts()[0]["name"]
'Newcastle / Durham'

Data flow one way, and each part knows those before it only (`tests/test_architecture.py`). `making` goes from files to N-Quads:
`reading` opens what `readers` read and `clean` cleans by `values`; `entities` finds who is who, with `authorities`; `networks`
finds who writes with whom; `describing` tells it all in `facts`. `publishing` goes on from there:
`stores` load the quads, `shapes` check them, `queries` ask them, `exporters` and `views` write what people see. `pipeline` does both in a
folder that takes the place of the old one. `cli` and `graph` are the doors.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.examples import example
    from kg.graph import Graph, build

    open = Graph  # noqa: A001  # kg.open(folder) reads well, and nobody imports it bare
    __version__: str

__all__ = ["Graph", "__version__", "build", "example", "open"]

_HOMES = {
    "Graph": "kg.graph:Graph",
    "build": "kg.graph:build",
    "example": "kg.examples:example",
    "open": "kg.graph:Graph",
}


def __dir__() -> list[str]:
    """Offer what can be asked for, loaded or not, as notebooks complete it."""
    return sorted({*globals(), *__all__})


def __getattr__(name: str) -> object:
    """Load what is asked for: a process that only reads files needs no store, network or page."""
    if name == "__version__":
        found = import_module("importlib.metadata").version(__name__)
    elif name in _HOMES:
        module, _, attribute = _HOMES[name].partition(":")
        found = getattr(import_module(module), attribute)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = found
    return found
