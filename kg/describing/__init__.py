"""From records and entities to the sorted graph: some hundred records at once are described side by side, in runs that are joined.

In come the spool, entities and the network; `facts` says what is told of each. Out comes one sorted file of N-Quads, and a census
of it.
"""

from __future__ import annotations

from kg.describing.describing import Describing

__all__ = ["Describing"]
