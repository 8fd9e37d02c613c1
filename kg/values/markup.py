"""Texts without the mark-up that databases leave in them."""

from __future__ import annotations

import html
import re

from kg.values.controls import UNFIT

_INVISIBLE = re.compile(rf"[{UNFIT}\x1c-\x1f\ud800-\udfff]")
_REFERENCE = re.compile(
    r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});"
)  # "AT&T" and "?a=1&copy=2" are none
_END = r"(?:\s[^<>]*)?/?>"
# What stands inside a line in HTML, JATS and MathML, and what begins a new one; other words in angle brackets are text.
_INLINE = re.compile(
    r"</?(?:[a-z]{1,6}:)?(?:i|b|u|em|strong|sub|sup|sc|scp|italic|bold|underline|overline|strike|roman|monospace|sans-serif|small|big|tt|font|"
    r"span|ext-link|xref|uri|email|named-content|styled-content|inline-formula|tex-math|etal|"
    r"math|semantics|annotation|m(?:i|n|o|row|text|sub|sup|subsup|frac|over|under|underover|style|space|fenced|sqrt|root|table|tr|td))"
    + _END
    + r"|</a>|<a\s[^<>]*>",
    re.IGNORECASE,
)
_BLOCK = re.compile(
    r"</?(?:[a-z]{1,6}:)?(?:p|br|hr|div|h[1-6]|title|subtitle|sec|section|abstract|ul|ol|li|list|list-item|label|comment|break|"
    r"disp-formula|table|thead|tbody|tr|th|td)" + _END,
    re.IGNORECASE,
)
_LAYERS = 8  # of what was escaped again and again, or hidden by other mark-up: more would take hostile texts a time that grows with their square
_HEADING = re.compile(r"<(h[1-6])>([^<>]{1,100})</\1>", re.IGNORECASE)


def drop_markup(text: str) -> str:
    """Read character references and drop the tags of HTML, JATS and MathML; headings end in a colon.

    Other angle brackets stay: they may be all that a text on numbers or programs has. Control characters that a reference
    stands for are left out, as readers leave out those in the file.

    >>> drop_markup("<scp>RNA</scp> in H<sub>2</sub>O &amp; air<br/>at p &lt; 0.05, <ctrl-M>")
    'RNA in H2O & air at p < 0.05, <ctrl-M>'
    """
    for _ in range(_LAYERS):
        if "&" not in text and "<" not in text:
            break
        before, text = text, _REFERENCE.sub(_read_reference, text)
        text = _HEADING.sub(_read_heading, text)
        text = _BLOCK.sub(" ", _INLINE.sub("", text))
        if text == before:
            break
    return text


def _read_heading(heading: re.Match[str]) -> str:
    return f" {heading[2].strip().rstrip(':. ')}: "


def _read_reference(reference: re.Match[str]) -> str:
    return _INVISIBLE.sub("", html.unescape(reference[0]))
