"""Reads trials as XML from the WHO's International Clinical Trials Registry Platform ("Export results to XML").

The elements are those of https://www.who.int/tools/clinical-trials-registry-platform (the 24 items of the WHO Trial Registration
Data Set); each is text, padded with white space. Who is to be asked about a trial is no author of it, and kept as read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from kg.readers._draft import Draft
from kg.readers._tagged_fields import try_date
from kg.readers._xml import OUTSIDE, Element, Entry, Envelope, read_entries, text_of
from kg.record import Date, Fault, Grant, Identifier, Record, Source, record_key
from kg.values.identifiers import find_registrations

TITLE = "WHO ICTRP, trials (XML)"
BOUNDARY = re.compile(rb"</Trial>\s*(?=<Trial>)")

_SIGN = re.compile(rb"<Trials_downloaded_from_ICTRP[\s>]")
_ENVELOPE = Envelope(("Trials_downloaded_from_ICTRP",))
_EXPORTED = re.compile(r"<(Export_date|Internal_Number|Last_Refreshed_on)>[^<]*</\1>")  # when and as which, not what
_BETWEEN = re.compile(r"(?:;|<br\s*/?>|\r|\n)+\s*", re.IGNORECASE)
_DATES = ("Date_registration3", "Date_registration")
_READ = frozenset(("Scientific_title", "Condition", "Source_Support", "Study_type", "TrialID", *_DATES))


def sniff(head: bytes) -> bool:
    """Tell by the root.

    >>> sniff(b'<?xml version="1.0"?><Trials_downloaded_from_ICTRP><Trial>')
    True
    """
    return _SIGN.search(head) is not None


def read(stream: BinaryIO, file: str) -> Iterator[Record | Fault]:
    """Read the trials in the order in which they stand; one without a number is a fault."""
    yield from read_entries(stream, file, ("Trial",), _ENVELOPE, _read_entry)


def _read_entry(entry: Entry, file: str) -> Iterator[Record | Fault]:
    parts = {str(each.tag): each for each in entry.root}
    number = _text(parts, "TrialID")
    if not number:
        yield Fault(file, entry.line, entry.raw, f"{OUTSIDE}: it has no TrialID")
        return
    draft = Draft(title=_text(parts, "Scientific_title") or _text(parts, "Public_title"))
    draft.types += ("Trial registry record", *filter(None, [_text(parts, "Study_type")]))
    draft.registrations += find_registrations(number) or (Identifier("ictrp", number),)
    draft.registrations += find_registrations(_text(parts, "Secondary_ID"))
    registered = next((text for tag in _DATES if try_date(text := _text(parts, tag))), "")
    if registered:
        draft.dates.append(Date("published", registered))
    draft.keywords += (text for each in _BETWEEN.split(_text(parts, "Condition")) if (text := each.strip()))
    draft.grants += (
        Grant("", text) for each in _BETWEEN.split(_text(parts, "Source_Support")) if (text := each.strip())
    )
    for tag, element in parts.items():
        if tag not in _READ and not (tag == "Public_title" and draft.title == text_of(element)):
            draft.keep(tag, text_of(element))
    if not registered:
        draft.keep("Date_registration", _text(parts, "Date_registration"))
    yield draft.finish(
        record_key(_EXPORTED.sub("", entry.raw)),
        Source("ictrp", file, entry.line, entry.raw, _text(parts, "Internal_Number")),
    )


def _text(parts: dict[str, Element], tag: str) -> str:
    return text_of(parts[tag]) if tag in parts else ""
