"""Facts as the store's own terms, to be asked about."""

from collections.abc import Iterable

from pyoxigraph import Quad, RdfFormat, parse

from kg import facts


def parse_quads(quads: Iterable[facts.Quad]) -> list[Quad]:
    """Read facts as what they print, in their order, as often as they come."""
    return [each for quad in quads for each in parse(f"{' '.join(quad)} .", RdfFormat.N_QUADS)]
