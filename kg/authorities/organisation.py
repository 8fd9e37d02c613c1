"""An organisation as an authority describes it: what readers of authority files give and the index is made of."""

from __future__ import annotations

from msgspec import Struct


class Location(Struct, frozen=True):
    """Where an organisation is, as far as the authority says: ISO code of the country, city with GeoNames id, degrees."""

    country: str = ""
    region: str = ""
    city: str = ""
    geonames: str = ""
    latitude: float | None = None
    longitude: float | None = None


class Organisation(Struct, frozen=True):
    """An organisation of an authority: its IRI there, its names by kind, kinds of organisation, location, relations.

    `name` is the one to show, `labels` its names in other languages, `aliases` what else it is called; `parents` are
    IRIs; `identifiers` are pairs of a scheme (grid, isni, …) and a value. All but `labels`, `aliases` and `acronyms`
    (in the authority's order) are sorted.
    """

    iri: str
    name: str
    labels: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    location: Location = Location()
    parents: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()

    @property
    def ror(self) -> str:
        """The bare ROR id, or an empty string if the authority is another."""
        return self.iri.removeprefix(ROR) if self.iri.startswith(ROR) else ""


ROR = "https://ror.org/"
