"""Text with LaTeX commands, as BibTeX files have it, -> plain text.

What a command prints comes from the tables of pylatexenc. Its own decoder is not used: it loses the text of commands
that it does not know, raises IndexError and RecursionError on broken ones, and takes a hundred times as long.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pylatexenc.latex2text import get_default_latex_context_db

_TABLE = get_default_latex_context_db()
_TOKEN = re.compile(r"\\([A-Za-z]+)\s*|\\(.)|([{}$~]|---|--|``|''|_|\\)", re.DOTALL)
_MARKED = re.compile(r"[\\{}$~]|--|``|''")
_DOLLAR = re.compile(r"(?<!\\)\$")
_BARE = str.maketrans("", "", "{}\\")
_ACCENTS = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328", "d": "\u0323", "b": "\u0331",
    "r": "\u030a",
}  # fmt: skip
_SIGNS = {"---": "—", "--": "–", "``": "“", "''": "”", "~": " ", "{": "", "}": "", "\\": ""}
_DOTTED = {"ı": "i", "ȷ": "j"}  # under an accent
_SPACES = {",": " ", ";": " ", ":": " ", " ": " ", "\n": " ", "\\": " ", "!": "", "/": "", "-": "", "(": "", ")": ""}
_MORE = {"textless": "<", "textgreater": ">", "textbar": "|", "copyright": "©", "pounds": "£", "degree": "°"}
_SILENT = frozenset({"noopsort", "cite", "label", "hspace", "vspace", "href"})  # their argument is not printed


def decode_latex(text: str) -> str:
    r"""Give the text that LaTeX would print, in one line: accents, symbols, ligatures; formulas without their dollars.

    Braces and commands that print nothing of their own are left out; of those that are not known, the names of logos
    stay, and whatever is all that there is. Takes time in proportion to the text, whatever it is, and reads no file.

    >>> decode_latex(r"{\'E}douard on {\TeX} --- 50\% of \emph{{H}ofest\"adt}~3")
    'Édouard on TeX — 50% of Hofestädt 3'
    """
    if not _MARKED.search(text):
        return " ".join(text.split())
    return _decode(text) or _decode_unknown(text)


def _decode_unknown(text: str) -> str:
    bare = " ".join(text.translate(_BARE).split())
    return bare if any(map(str.isalnum, bare)) else ""


@lru_cache(maxsize=1 << 14)
def _decode(text: str) -> str:
    printer = _Printer(has_formulas=len(_DOLLAR.findall(text)) % 2 == 0)
    place = 0
    for token in _TOKEN.finditer(text):
        printer.print(text[place : token.start()])
        place = token.end()
        command, escaped, sign = token.groups()
        if command:
            printer.run(command)
        elif escaped:
            printer.escape(escaped)
        else:
            printer.sign(sign)
    printer.print(text[place:])
    return unicodedata.normalize("NFC", " ".join("".join(printer.printed).split()))


class _Printer:
    """What has been printed, and what waits: an accent for its letter, a silent command for the end of its argument."""

    def __init__(self, *, has_formulas: bool) -> None:
        self.printed: list[str] = []
        self._dollar = "" if has_formulas else "$"
        self._in_formula = False
        self._accent = ""
        self._silent: int | None = None  # braces that are open in what is not printed

    def print(self, text: str) -> None:
        """Print a text, its first letter under the accent that waits."""
        if not text or self._silent:
            return
        self._silent = None
        if self._accent and (bare := text.lstrip()):
            text = _DOTTED.get(bare[0], bare[0]) + _ACCENTS[self._accent] + bare[1:]
            self._accent = ""
        self.printed.append(text)

    def run(self, command: str) -> None:
        """Print what a command stands for."""
        if command in _SILENT and not self._silent:
            self._silent = 0
        elif command in _ACCENTS:
            self._accent = command
        else:
            shown = _MORE.get(command) or getattr(_TABLE.get_macro_spec(command), "simplify_repl", None)
            if not isinstance(shown, str) or "%" in shown:
                shown = command if command.isupper() or "TeX" in command else ""
            self.print(f"{shown} " if len(shown) > 2 and command == shown.lower() else shown)  # "log n"

    def escape(self, character: str) -> None:
        """Print a character that is escaped, unless it is an accent or a space of some width."""
        if character in _ACCENTS:
            self._accent = character
        else:
            self.print(_SPACES.get(character, character))

    def sign(self, sign: str) -> None:
        """Print a ligature; follow braces and formulas."""
        if self._silent is not None and sign in {"{", "}"}:
            self._silent += 1 if sign == "{" else -1
            self._silent = self._silent or None
        elif sign == "$":
            self._in_formula ^= not self._dollar
            self.print(self._dollar)
        elif sign == "_":
            self.print("" if self._in_formula else sign)
        elif sign == "}" and self._accent:  # over nothing: the sign itself
            shown, self._accent = self._accent, ""
            self.print(shown if shown in "~^`" else "")
        else:
            self.print(_SIGNS[sign])
