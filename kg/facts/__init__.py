"""Records and entities as quads: claims, conclusions, the dataset's description of itself, the build's provenance."""

from kg.facts.builds import provenance
from kg.facts.claims import claims
from kg.facts.dataset import Census, describe_dataset
from kg.facts.merged import conclusions

__all__ = ["Census", "claims", "conclusions", "describe_dataset", "provenance"]
