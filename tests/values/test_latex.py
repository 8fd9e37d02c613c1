"""What LaTeX prints."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.values.latex import decode_latex


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        (r"{\'{E}}douard, G\"odel, Fran\c{c}ois, Erd{\H o}s, \v{S}koda", "Édouard, Gödel, François, Erdős, Škoda"),
        (r"{\AA}ngstr\"om {\O}re {\L}\'od\'z \ss{} \ae", "Ångström Øre Łódź ß æ"),
        (r"\'\i{} \"{\i} {\i}", "í ï ı"),
        (r"50\% of \$5 \& a\_b \{c\} \#1", "50% of $5 & a_b {c} #1"),
        ("cost $5 and more", "cost $5 and more"),
        (r"H$_2$O, $\alpha$-helix, $O(n \log n)$", "H2O, α-helix, O(n log n)"),
        (r"``so'' --- 3--4~m", "“so” — 3–4 m"),
        (r"{B}rain {MRI} \emph{in vivo} {\em now} \textbf{x}", "Brain MRI in vivo now x"),
        (r"{\TeX} and {\LaTeX} by \MF", "TeX and LaTeX by MF"),
        (r"{\noopsort{1973b}}1973", "1973"),
        (r"p \textless 0.05", "p <0.05"),
        (r"\url{http://a.org/b_c}", "http://a.org/b_c"),
        (r"{\uktug}", "uktug"),
        (r"\~{}x \^{} \'{}", "~x ^"),
        (r"two \\ lines", "two lines"),
        ("plain  text\n here", "plain text here"),
        ("100% sure", "100% sure"),
        ("", ""),
        ("\\", ""),
        (r"\input{/etc/passwd}", "/etc/passwd"),
    ],
)
def test_commands_become_what_they_print(text: str, printed: str):
    assert decode_latex(text) == printed


@given(st.text(alphabet="a {}\\'\"$~-_^%`c\n", max_size=80))
def test_any_text_has_a_reading_without_braces_that_are_not_escaped(text: str):
    shown = decode_latex(text)
    assert shown == " ".join(shown.split())
    assert "\\{" in text or "{" not in shown


@pytest.mark.parametrize(
    "piece", ["\\'{", "{", "}", "$", "\\frac", "\\noopsort{", "\\begin{a}", "$\\", "\\'", "\\", "~", "\\c ", "\\item["]
)
def test_time_is_in_proportion_to_the_text(piece: str):
    start = time.process_time()
    decode_latex(piece * 100_000)
    assert time.process_time() - start < 1
