"""Which fields each reader gives, and each writer keeps, as tables: `python -m tests.score.fields [FILE…]`.

Without files, those in tests/data: small, and with all that a format can say. README.md holds these tables, and a test that they are the same.
"""

from __future__ import annotations

import io
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from kg.clean import clean
from kg.readers import formats, read
from kg.record import Fault, Record
from kg.writers import find_writer

WRITTEN = {"bibtex": "bibtex", "csl": "csl", "nbib": "medline", "ris": "ris"}
"""The reader of what each writer writes."""

DATA = Path(__file__).resolve().parents[1] / "data"


def has_part(field: str, test: Callable[[object], object]) -> Callable[[Record], bool]:
    """Whether some part of a record's field is so."""
    return lambda record: any(test(each) for each in getattr(record, field))


def has_scheme(*schemes: str) -> Callable[[Record], bool]:
    """Whether a record has an identifier of one of these schemes."""
    return has_part("identifiers", lambda each: each.scheme in schemes)


def has_container(*schemes: str) -> Callable[[Record], bool]:
    """Whether what a record appeared in has an identifier of one of these schemes."""
    return lambda record: bool(record.container) and any(s.scheme in schemes for s in record.container.identifiers)


FIELDS: dict[str, Callable[[Record], object]] = {
    "title": lambda record: record.title,
    "DOI": has_scheme("doi"),
    "PMID": has_scheme("pmid"),
    "PMCID": has_scheme("pmcid"),
    "the database's own id": has_scheme("wos", "scopus", "openalex", "lens", "dimensions", "arxiv"),
    "date of publication": lambda record: record.year,
    "other dates": has_part("dates", lambda each: each.kind != "published"),
    "journal or book": lambda record: record.container,
    "ISSN": has_container("issn", "eissn", "issnl"),
    "ISBN": lambda record: has_container("isbn")(record) or has_scheme("isbn")(record),
    "publisher": lambda record: record.container and record.container.publisher,
    "volume, issue": lambda record: record.volume or record.issue,
    "pages or article number": lambda record: record.pages or record.article_number,
    "authors": has_part("contributors", lambda each: each.role == "author" and not each.collective),
    "given names": has_part("contributors", lambda each: each.given),
    "groups as authors": has_part("contributors", lambda each: each.collective),
    "editors and other roles": has_part("contributors", lambda each: each.role != "author"),
    "ORCID or other ids of people": has_part("contributors", lambda each: each.identifiers),
    "affiliations by author": has_part("contributors", lambda each: each.affiliations),
    "ids of institutions": has_part("contributors", lambda each: any(one.identifiers for one in each.affiliations)),
    "abstract": lambda record: record.abstract,
    "sections of the abstract": has_part("abstract", lambda each: each.label),
    "keywords": lambda record: record.keywords,
    "subject headings": lambda record: record.headings,
    "headings with qualifiers": has_part("headings", lambda each: each.qualifiers),
    "publication types": lambda record: record.types,
    "language": lambda record: record.language,
    "grants": lambda record: record.grants,
    "trial registrations": lambda record: record.registrations,
    "references": lambda record: record.references,
    "retractions, errata, comments": lambda record: record.relations,
    "licence": lambda record: record.licence,
    "open access": lambda record: record.open_access is not None,
    "citation counts": lambda record: record.metrics,
}


def gather(paths: Iterable[Path]) -> dict[str, set[str]]:
    """Read files and give the fields that each format's records have."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for path in paths:
        for record in _clean(read(path)):
            found[record.source.format] |= {name for name, test in FIELDS.items() if test(record)}
    return dict(sorted(found.items()))


def gather_kept(paths: Iterable[Path]) -> dict[str, set[str]]:
    """Write the records of files in each format, read them again, and give the fields that most records with them still have."""
    records = [each for path in paths for each in _clean(read(path))]
    kept: dict[str, set[str]] = {}
    for name, reader in WRITTEN.items():
        survived: defaultdict[str, list[bool]] = defaultdict(list)
        for record in records:
            out = io.BytesIO()
            find_writer(name).write([record], out)
            again = next(_clean(formats()[reader].read(io.BytesIO(out.getvalue()), name)), None)
            for field, test in FIELDS.items():
                if test(record):
                    survived[field].append(again is not None and bool(test(again)))
        kept[name] = {field for field, each in survived.items() if 2 * sum(each) > len(each)}
    return kept


def _clean(items: Iterable[Record | Fault]) -> Iterator[Record]:
    for item in items:
        if isinstance(item, Record):
            yield from (each for each in clean(item) if isinstance(each, Record))


def fixtures() -> list[Path]:
    """Give the files in tests/data that stand below the name of their format."""
    return sorted(each for name in formats() for each in (DATA / name).glob("*") if each.name != "seed-expected.json")


def print_table(found: dict[str, set[str]]) -> str:
    """Print the table in Markdown."""
    rows = [["", *(f"`{name}`" for name in found)], ["---", *(":-:" for _ in found)]]
    rows += [[field, *("✓" if field in given else "" for given in found.values())] for field in FIELDS]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


if __name__ == "__main__":
    given = list(map(Path, sys.argv[1:])) or fixtures()
    print(print_table(gather(given)), print_table(gather_kept(given)), sep="\n\n")
