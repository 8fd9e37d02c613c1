"""What a title announces itself to be: an erratum, a retraction, an expression of concern, a reply or comment; and of what."""

from __future__ import annotations

import re

_STOP = r"\s*:|\ [-–—]+(?=\s)"
_BEHIND = r"(?:[:.]|\s[-–—]+)\s*"
_WHOSE = r"(?:author|publisher)[’']?s?\ "
_OF_SOMEBODY = r"\ (?:for|to)\ [^,:]{1,60}\ et\ al\.?,"  # "Correction for Smith et al., Walking and mood"
_ERRATUM = r"(?:erratum|errata|corrigend(?:um|a)|addendum|correction)"
_AUTHORS = r"(?:the\ )?authors?[’']?s?[’']?"

# How the title of a notice begins or ends, each by the kind of the notice.
_FORMS = {
    "retraction": rf"""^retraction(?:\ notice|\ statement)?(?:STOP|\ to\b\s*:?|\ note\b\s*:?|{_OF_SOMEBODY}|$)
        | ^notice\ of\ retraction\b | {_BEHIND}retraction$ | \(retraction\ of\ vol.*$""",
    "erratum": rf"""^(?:{_WHOSE})?(?:
        (?:erratum|errata|corrigend(?:um|a)|addendum|correction\ notice)\b(?:\ (?:to|for)\b\s*:?|STOP)?
        | corrections?(?:STOP|\ to\b|{_OF_SOMEBODY}|$)) | {_BEHIND}(?:{_WHOSE})?{_ERRATUM}$""",
    "concern": r"^(?:editorial\ )?expression\ of\ concern\b(?:\ (?:to|on|regarding|about)\b\s*:?|STOP)?|\(expression\ of\ concern\ (?:of|for)\ vol.*$",
    "comment": rf"""^(?:{_AUTHORS}\ )?(?:repl(?:y|ies)(?:STOP|\ to\b|$)|response(?:STOP|$|\ to:))
        | ^in\ reply\b | ^re(?:STOP) | ^{_AUTHORS}\ (?:response\b|respond$) | ^(?:editorial\ )?comments?(?:STOP|\ on\b)
        | ^(?:invited\ )?(?:commentary|discussion)(?:STOP|\ on\b) | ^(?:discussion\ of|closure\ to)\ ["“]
        | ^response\ to\ (?:the\ )?(?:letters?|comments?|editorial)\b | ^letter\ (?:by\ .{{1,80}}\ )?regarding\b
        | {_BEHIND}(?:{_AUTHORS}\ (?:repl(?:y|ies)|response|respond) | (?:in\ )?reply(?:\ to\b.*)?)$""",
}
_HINTS = {  # of which such a title has one, in small letters and with ^ before it
    "retraction": ("retraction",),
    "erratum": ("errat", "corrigend", "addendum", "correction"),
    "concern": ("concern",),
    "comment": ("^re", "repl", "response", "respond", "comment", "discussion", "^closure", "^letter"),
}
_NOTICES = tuple(
    (kind, _HINTS[kind], re.compile(form.replace("STOP", _STOP), re.IGNORECASE | re.VERBOSE))
    for kind, form in _FORMS.items()
)
# What a notice is about: "(vol 360, pg 542, 2009)" in the Web of Science, "(Cancer (2009) 115 (542))" in Scopus.
_ABOUT = re.compile(
    r"vol\.? ?\w+, (?:pg?|pp|art)\b.*\d{4}|.+\(\d{4}\),? (?:\d[^(]*\(.+\).*|doi\b.*)", re.IGNORECASE | re.DOTALL
)
_LAST_BRACKET = re.compile(r"\(((?:[^()]++|\([^()]*+\))*+)\)[\s.]*\Z")
_LONGEST_ABOUT = 400  # characters
_BRACKETED = re.compile(rf"\s?[\[(]((?:{_WHOSE})?(?:{_ERRATUM}|retraction|reply))[\])][\s.]*$", re.IGNORECASE)


def unbracket(title: str) -> str:
    """Write what a title says of itself behind a stop, so that it is not taken for a database's note.

    >>> unbracket("Walking and mood [Corrigendum].")
    'Walking and mood: Corrigendum'
    """
    return _BRACKETED.sub(r": \1", title) if title.endswith(("]", ")", "].", ").")) else title


def split_notice(bare: str) -> tuple[str, str]:
    """Tell what notice a title announces, and give the title of what it is about.

    >>> split_notice("Walking and mood. The authors respond")
    ('comment', 'Walking and mood')
    """
    text = _leave_out_about(bare)
    folded = f"^{text.casefold()}"
    for kind, hints, form in _NOTICES:
        if any(map(folded.__contains__, hints)) and (found := form.search(text)):
            rest = text[found.end() :].strip() if found.start() == 0 else text[: found.start()]
            return kind, rest or text
    return "" if text == bare else "erratum", text


def _leave_out_about(title: str) -> str:
    """Leave out what a notice is about; no other brackets than the last say so."""
    last = _LAST_BRACKET.search(title, max(0, len(title) - _LONGEST_ABOUT))
    return title[: last.start()] if last and _ABOUT.fullmatch(last[1]) else title
