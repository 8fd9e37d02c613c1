"""Record -> Record: what a source printed becomes values, field by field; what cannot becomes a fault."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from typing import TypeVar

import msgspec

from kg.record import (
    Affiliation,
    Container,
    Contributor,
    Date,
    Fault,
    Field,
    Grant,
    Identifier,
    Metric,
    Record,
    Reference,
    Relation,
    Section,
)
from kg.values.dates import parse_date
from kg.values.emails import take_emails
from kg.values.identifiers import clean_identifier, find_registrations
from kg.values.markup import drop_markup
from kg.values.misread import READ_ANEW, is_suspicious, read_all_anew
from kg.values.names import is_nobody, parse_name
from kg.values.pages import is_article_number
from kg.values.sections import split_sections
from kg.values.titles import clean_title

_MOST_DIGITS = 30
_TEXTUAL = (  # fields that a program may have misread
    "title", "container", "pages", "contributors", "abstract", "keywords", "headings", "grants", "references", "relations",
    "licence", "extra",
)  # fmt: skip
_encode = msgspec.json.Encoder().encode

Value = TypeVar("Value", Identifier, Date, Metric)
Part = TypeVar("Part", Affiliation, Container, Contributor, Reference, Relation)
Texts = TypeVar("Texts", Affiliation, Container, Contributor, Field, Grant)


def clean(record: Record) -> Iterator[Record | Fault]:
    """Give the faults of a record's fields, then exactly one record, with what could be read of them.

    Texts in UTF-8 that were read as another encoding are read anew, with a fault that keeps them as they were. Names are
    taken apart, identifiers and dates made canonical, metrics made numbers, the abstract is split into its labelled
    sections, registrations are found, and mark-up and e-mail addresses taken out of all text that may be published. A
    value that cannot be read is left out of the record.
    """
    faults: list[Fault] = []
    record = _read_anew(record, faults)
    abstract = _clean_abstract(record.abstract)
    nobodies = [each for each in record.contributors if is_nobody(each.name)]
    article_number = record.article_number or (record.pages if is_article_number(record.pages) else "")
    cleaned = msgspec.structs.replace(
        record,
        title=clean_title(_plain(record.title)),
        identifiers=_clean_each(record, "identifiers", record.identifiers, clean_identifier, faults),
        dates=_clean_each(record, "dates", record.dates, _clean_date, faults),
        pages="" if record.pages == article_number else record.pages,
        article_number=article_number,
        container=record.container and _clean_container(record, record.container, faults),
        contributors=_clean_contributors(record, nobodies, faults),
        abstract=abstract,
        keywords=_clean_texts(record.keywords),
        registrations=_find_registrations(record, abstract),
        references=tuple(_clean_reference(record, each, faults) for each in record.references),
        grants=tuple(_replace_texts(each, drop_markup, "agency") for each in record.grants),
        relations=tuple(_clean_part(record, "relations", each, faults) for each in record.relations),
        metrics=_clean_each(record, "metrics", record.metrics, _clean_metric, faults),
        flags=_clean_texts(record.flags),
        extra=(
            *[_replace_texts(field, _mailless, "value") for field in record.extra],
            *[Field(each.role, each.name) for each in nobodies],
        ),
    )
    yield from faults
    yield cleaned


def _read_anew(record: Record, faults: list[Fault]) -> Record:
    """Read anew the texts that were misread; the fault of a field has those of it, a line each."""
    fields = [getattr(record, name) for name in _TEXTUAL]
    texts = _encode(fields)  # all at once, several times as fast as one by one
    if texts.isascii() or not is_suspicious(texts.decode()):
        return record
    changed = {}
    for name, old in zip(_TEXTUAL, fields, strict=True):
        misread: dict[str, None] = {}
        new = read_all_anew(old, misread)
        if misread:
            raw = "\n".join(misread)
            faults.append(Fault(record.source.file, record.source.line, raw, READ_ANEW, name, record.key))
            changed[name] = new
    return msgspec.structs.replace(record, **changed)


def _clean_each(
    record: Record, field: str, values: tuple[Value, ...], convert: Callable[[Value], Value], faults: list[Fault]
) -> tuple[Value, ...]:
    """Convert each value, once; those that raise ValueError become faults."""
    if not values:
        return ()
    converted: list[Value] = []
    for value in values:
        try:
            converted.append(convert(value))
        except ValueError as error:
            printed = value.printed if isinstance(value, Date) else value.value
            faults.append(Fault(record.source.file, record.source.line, printed, str(error), field, record.key))
    return tuple(dict.fromkeys(converted)) if len(converted) > 1 else tuple(converted)


def _clean_part(record: Record, field: str, part: Part, faults: list[Fault]) -> Part:
    """Make the identifiers of a part of the record canonical."""
    if not part.identifiers:
        return part
    identifiers = _clean_each(record, field, part.identifiers, clean_identifier, faults)
    return msgspec.structs.replace(part, identifiers=identifiers)


def _clean_reference(record: Record, reference: Reference, faults: list[Fault]) -> Reference:
    """Make its identifiers canonical and its text plain."""
    text = reference.text
    return Reference(
        drop_markup(text) if "<" in text or "&" in text else text,
        _clean_each(record, "references", reference.identifiers, clean_identifier, faults),
    )


def _clean_container(record: Record, container: Container, faults: list[Fault]) -> Container:
    """Make its identifiers canonical and its texts plain: some exports put the publisher's e-mail address there."""
    container = _clean_part(record, "container", container, faults)
    return _replace_texts(container, _plain, "title", "abbreviation", "publisher")


def _clean_date(date: Date) -> Date:
    """Read the date as it is printed, unless the source tells its value."""
    try:
        return Date(date.kind, date.printed, parse_date(date.value or date.printed.strip()))
    except ValueError:
        raise ValueError(f"{date.kind}: no such date") from None


def _clean_metric(metric: Metric) -> Metric:
    """Make the number canonical ("4.0" is "4"); raise ValueError unless it can be a figure of its kind."""
    try:
        number = Decimal(metric.value)
    except InvalidOperation:
        raise ValueError(f"{metric.kind}: not a number") from None
    if not number.is_finite() or number < 0 or abs(number.adjusted()) > _MOST_DIGITS:
        raise ValueError(f"{metric.kind}: not a number of any use")
    if metric.kind.endswith("-citations") and number != number.to_integral_value():
        raise ValueError(f"{metric.kind}: not a whole number")
    return Metric(metric.kind, f"{number.normalize():f}" if number else "0")


def _clean_contributors(
    record: Record, nobodies: Sequence[Contributor], faults: list[Fault]
) -> tuple[Contributor, ...]:
    """Clean all but those that say that there is nobody; one without any name is a fault."""
    cleaned: list[Contributor] = []
    for position, each in enumerate(record.contributors, 1):
        if not (each.name.strip() or each.full_name.strip() or each.family.strip()):
            reason = f"{each.role} {position} has no name"
            faults.append(Fault(record.source.file, record.source.line, "", reason, "contributors", record.key))
        elif each not in nobodies:
            cleaned.append(_clean_contributor(record, each, faults))
    return tuple(cleaned)


def _clean_contributor(record: Record, contributor: Contributor, faults: list[Fault]) -> Contributor:
    """Take the name apart (unless the source did), and mark-up and e-mail addresses out of all text."""
    text = contributor.name + contributor.full_name + contributor.family + contributor.given
    identified = contributor.identifiers
    for part in contributor.affiliations:
        text += part.text
        identified += part.identifiers
    marked = "<" in text or "&" in text
    if marked:
        contributor = _drop_markup(contributor)
    if marked or "@" in text:
        contributor = _take_emails(contributor)
    if identified:
        contributor = _clean_part(record, "contributors", contributor, faults)
        affiliations = tuple(_clean_part(record, "affiliations", part, faults) for part in contributor.affiliations)
        contributor = msgspec.structs.replace(contributor, affiliations=affiliations)
    if contributor.collective or contributor.family:
        return contributor
    name = parse_name(contributor.name, contributor.full_name)
    return msgspec.structs.replace(
        contributor, family=name.family, given=name.given, initials=name.initials, suffix=name.suffix
    )


def _drop_markup(contributor: Contributor) -> Contributor:
    """Take the mark-up out of a name and its affiliations."""
    contributor = _replace_texts(contributor, drop_markup, "name", "full_name", "family", "given")
    affiliations = tuple(_replace_texts(each, drop_markup, "text") for each in contributor.affiliations)
    return msgspec.structs.replace(contributor, affiliations=affiliations)


def _take_emails(contributor: Contributor) -> Contributor:
    """Move the first e-mail address to its own field; an affiliation of which nothing else is left is none."""
    texts = [contributor.name, contributor.full_name, *(each.text for each in contributor.affiliations)]
    taken = [take_emails(text) for text in texts]
    (name, _), (full_name, _), *rest = taken
    if not (addresses := [address for _, found in taken for address in found]):
        return contributor
    return msgspec.structs.replace(
        contributor,
        name=name,
        full_name=full_name,
        email=contributor.email or addresses[0],
        affiliations=tuple(
            Affiliation(text, each.identifiers)
            for (text, _), each in zip(rest, contributor.affiliations, strict=True)
            if any(map(str.isalnum, text))  # more than the full stop behind the address
        ),
    )


def _clean_abstract(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Split an abstract without labels into its sections; leave one that has them."""
    if not any(section.label for section in sections):
        sections = split_sections([drop_markup(section.text) for section in sections])
    return tuple(Section(section.label, _plain(section.text)) for section in sections)


def _find_registrations(record: Record, abstract: tuple[Section, ...]) -> tuple[Identifier, ...]:
    """Collect the registrations that the record lists, and those its title and abstract name."""
    text = "\n".join((record.title, *(section.text for section in abstract)))
    if record.truncated:
        text = text.rpartition(" ")[0]  # a number may break off, too
    return tuple(dict.fromkeys((*record.registrations, *find_registrations(text))))


def _clean_texts(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(text for text in map(_plain, texts) if text)


def _replace_texts(part: Texts, convert: Callable[[str], str], *names: str) -> Texts:
    """Convert the texts of these names; without any mark-up or e-mail address in them it is the same part."""
    changed = {}
    for name in names:
        text = getattr(part, name)
        if "<" in text or "&" in text or "@" in text:
            changed[name] = convert(text)
    return msgspec.structs.replace(part, **changed) if changed else part


def _plain(text: str) -> str:
    return _mailless(drop_markup(text))


def _mailless(text: str) -> str:
    return take_emails(text)[0]
