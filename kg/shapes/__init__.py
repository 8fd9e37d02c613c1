"""Checks a graph against `ontology/shapes.ttl` (SHACL), some hundreds of nodes at a time."""

from kg.shapes.reading_years import find_reading_years
from kg.shapes.shacl import Violation
from kg.shapes.validation import validate

__all__ = ["Violation", "find_reading_years", "validate"]
