"""Knowledge graphs from the scientific literature: `build` one from listings, or `open` one that was built.

>>> import kg, tempfile
>>> g = kg.build(kg.example(), tempfile.mkdtemp())
>>> g.clusters.to_dicts()[0]["name"]
'Newcastle / Durham'
"""

from importlib.metadata import version

__version__ = version("kg")

from kg.examples import example
from kg.graph import Graph, build

open = Graph  # noqa: A001  # kg.open(folder) reads well, and nobody imports it bare

__all__ = ["Graph", "__version__", "build", "example", "open"]
