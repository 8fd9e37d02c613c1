"""E-mail addresses: found in text, taken out of it, and never published."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

_DOMAINS = tomllib.loads(files("kg.values").joinpath("email_domains.toml").read_text("utf-8"))

# Lengths are bounded as in RFC 5321, which also keeps the search linear.
# A space may have crept in beside the @, which nothing else has before a domain.
_ADDRESS = r"(?<![\w.])[^\W\d_]?[\w!#$%&'*+/=?^`{|}~.-]{1,63}\s?@\s?(?:[^\W_](?:[\w-]{0,62})\.){1,8}(?:[a-z]{1,24}|[A-Z]{1,24})\b"
_EMAIL = re.compile(_ADDRESS)
_ANNOUNCEMENT = re.compile(
    r"[\s;,(]{0,8}(?i:\b(?:electronic address|e-?mail(?: address)?|contact|correspondence)(?:es)?\s{0,8}[:.]?\s{0,8})?"
    r"<?(?:mailto:)?\Z"
)
_CLOSING = re.compile(r">?\)?")
_ENDS = re.compile(r"(?<![\s;,])[\s;,]+\.$|(?<=\.)\s*\.$")  # what is left of the sentence around one
_REACH = 64  # characters before an @ in which an address can begin, and before that its announcement


def take_emails(text: str) -> tuple[str, tuple[str, ...]]:
    """Take the e-mail addresses out of a text, with the words that announce them; gives what is left, and them.

    >>> take_emails("University of Oita, Japan. Electronic address: ab@oita-med.ac.jp.")
    ('University of Oita, Japan.', ('ab@oita-med.ac.jp',))
    """
    if "@" not in text:
        return text, ()
    found: list[str] = []
    kept: list[str] = []
    done = 0
    while (sign := text.find("@", done)) >= 0 and (address := _EMAIL.search(text, max(done, sign - _REACH - 1))):
        begin, end = address.span()
        announced = _ANNOUNCEMENT.search(text, max(done, begin - _REACH), begin)
        kept.append(text[done : announced.start() if announced else begin])
        found.append("".join(address[0].split()))
        closing = _CLOSING.match(text, end)
        done = closing.end() if closing else end
    if not found:
        return text, ()
    return _ENDS.sub("", "".join(kept) + text[done:]).strip(), tuple(found)


def find_domain(email: str) -> str:
    """Give the part of an e-mail address that names an organisation, nothing for who holds mail for everybody.

    >>> find_domain("j.m.wildman@cs.newcastle.ac.uk"), find_domain("someone@gmail.com"), find_domain("a@itri.org")
    ('newcastle.ac.uk', '', 'itri.org')
    """
    labels = email.rpartition("@")[2].split(".")
    kept = labels[-3:] if len(labels) > 2 and labels[-2] in _DOMAINS["second_level"] else labels[-2:]
    return "" if kept[0] in _DOMAINS["providers"] else ".".join(kept)
