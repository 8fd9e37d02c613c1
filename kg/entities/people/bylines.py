"""What a record says about who its authors are, worked out record by record: their names' forms, addresses, and what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Self

from msgspec import Struct

from kg.entities.people.fields import Field, find_field
from kg.entities.people.forms import Form, fold_family, fold_suffix, given_names
from kg.record import Contributor, Record
from kg.values.keys import fold


class Author(Struct, frozen=True, array_like=True, gc=False):
    """An author's place in a byline (counted from 1), name (nothing else of the contributor), its form, e-mail address, addresses as printed."""

    position: int
    name: Contributor
    form: Form
    email: str = ""
    addresses: tuple[str, ...] = ()

    @classmethod
    def read(cls, position: int, printed: Contributor) -> Self:
        """Read what is printed of an author."""
        orcids = [each.value for each in printed.identifiers if each.scheme == "orcid" and each.value]
        name = Contributor(
            name=printed.name,
            collective=printed.collective,
            family=printed.family,
            given=printed.given,
            initials=printed.initials,
            suffix=printed.suffix,
        )
        addresses = tuple([each.text for each in printed.affiliations])
        return cls(position, name, read_form(name, orcids[0] if orcids else ""), printed.email.lower(), addresses)


class Background(Struct, frozen=True, array_like=True):
    """What a record says about each of its authors besides.

    `headings` are the labels of its subject headings, `funding` the numbers of grants and those who gave them; the `country`
    of the journal is as printed, `field` the words of its title and of the record's.
    """

    headings: tuple[str, ...] = ()
    country: str = ""
    funding: tuple[str, ...] = ()
    field: Field = Field()


class Byline(Struct, frozen=True, array_like=True):
    """The authors of a record, and what it says about each of them."""

    authors: tuple[Author, ...]
    background: Background


def read_byline(record: Record) -> Byline:
    """Read who wrote a record, and what it says about them.

    >>> from kg.record import Source
    >>> li = Contributor("Li A", family="Li", given="An", initials="A")
    >>> byline = read_byline(Record("k", Source("rca", "f", 1, ""), contributors=(Contributor("Abel B", role="editor"), li)))
    >>> [(each.position, each.form.family, each.form.given) for each in byline.authors]
    [(2, 'li', ('an',))]
    """
    return Byline(tuple(_read_authors(record.contributors)), _read_background(record))


def read_form(name: Contributor, orcid: str) -> Form:
    """Give the form of an author's name, with their ORCID or an empty string."""
    return Form(fold_family(name), given_names(name), fold_suffix(name.suffix) if name.suffix else "", orcid)


def _read_authors(contributors: Iterable[Contributor]) -> Iterator[Author]:
    return (Author.read(n, each) for n, each in enumerate(contributors, 1) if each.role == "author")


def _read_background(record: Record) -> Background:
    funding = {fold(text).replace(" ", "") for each in record.grants for text in (each.number, each.agency)}
    return Background(
        headings=tuple(sorted({each.label for each in record.headings})),
        country=record.container.country if record.container else "",
        funding=tuple(sorted(funding - {""})),
        field=find_field(record),
    )
