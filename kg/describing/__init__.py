"""From records and entities to the sorted graph: shards of records are described side by side, in runs that are joined."""

from __future__ import annotations

from kg.describing.describing import Describing

__all__ = ["Describing"]
