"""Records and entities as quads: claims, conclusions, the dataset's description of itself, the build's provenance.

One file for each kind of thing; `claims` and `merged` put them together for a record's own graph and for the default graph. A quad is
a tuple of printed terms (`quads`), made of `vocabulary`, `nodes` and `literals`.
"""

from kg.facts.builds import Occurrence, occurrence_facts, provenance
from kg.facts.citations import Works
from kg.facts.claims import claims
from kg.facts.dataset import Census, describe_dataset
from kg.facts.merged import (
    Describe,
    Neighbourhood,
    agents,
    neighbourhoods,
    shared_conclusions,
    study_conclusions,
)
from kg.facts.nodes import Nodes
from kg.facts.quads import Quad, print_quads
from kg.facts.shared import Shared

__all__ = [
    "Census",
    "Describe",
    "Neighbourhood",
    "Nodes",
    "Occurrence",
    "Quad",
    "Shared",
    "Works",
    "agents",
    "claims",
    "describe_dataset",
    "neighbourhoods",
    "occurrence_facts",
    "print_quads",
    "provenance",
    "shared_conclusions",
    "study_conclusions",
]
