"""Corrections are understood whole or not at all."""

import pytest

from kg.corrections import read_corrections
from kg.decision import Naming, Verdict
from kg.errors import InputError
from kg.iri import Minter

MINTER = Minter("https://example.org/kg/")


def read(tmp_path, text):
    path = tmp_path / "corrections.toml"
    path.write_text(text, "utf-8")
    return read_corrections(path, MINTER)


def test_each_kind_of_correction_is_read_with_the_line_where_it_begins(tmp_path):
    corrections = read(
        tmp_path,
        """# what the library knows
[[same]]
of = ["https://example.org/kg/person/moffatt-s-a", "person/moffatt-suzanne-b"]
why = "one staff page"

[[different]]
of = ["study/doi/10.1/x/author/1", "study/doi/10.1/y/author/4"]

[[name]]
printed = "Nguyen Van A"
family = "Nguyen"
given = "Van A"
""",
    )
    assert corrections.same == (Verdict(("person/moffatt-s-a", "person/moffatt-suzanne-b"), 2, "one staff page"),)
    assert corrections.different == (Verdict(("study/doi/10.1/x/author/1", "study/doi/10.1/y/author/4"), 6),)
    assert corrections.names == (Naming("Nguyen Van A", "Nguyen", "Van A", line=9),)


def test_a_node_is_meant_however_its_key_is_encoded_and_a_mark_of_utf_8_is_no_part_of_the_file(tmp_path):
    text = '\ufeff[[same]]\nof = ["https://example.org/kg/study/doi/10.1/%3Cx%3E", "study/doi/10.1/<y>"]\n'
    assert read(tmp_path, text).same == (Verdict(("study/doi/10.1/<x>", "study/doi/10.1/<y>"), 1),)


def test_a_file_of_nothing_but_comments_corrects_nothing(tmp_path):
    assert read(tmp_path, "# later\n") == read(tmp_path, "")


def test_a_header_inside_a_text_costs_the_lines_and_nothing_else(tmp_path):
    text = 'why = """\n[[same]]\n"""'
    corrections = read(tmp_path, f'[[same]]\nof = ["person/a", "person/b"]\n{text}\n')
    assert corrections.same == (Verdict(("person/a", "person/b"), 0, "[[same]]\n"),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("\n[[same]\n", ":2: not TOML: Expected ']]'"),
        ('[[sane]]\nof = ["person/a", "person/b"]', ":1: there is no kind of correction sane; did you mean same?"),
        ('\n[same]\nof = ["person/a", "person/b"]', ":2: a correction begins with [[same]]"),
        ("same = 3", "a correction begins with [[same]]"),
        ('[[same]]\noff = ["person/a", "person/b"]', ":1: there is no field of [[same]] off; did you mean of?"),
        ('[[same]]\nof = "person/a"', ':1: `of` is a list: of = ["person/…'),
        ('[[same]]\nof = ["person/a", 3]', ":1: `of` is a list"),
        ('[[name]]\nprinted = "A"\nfamily = 3', ":1: `family` is a text"),
        ('[[same]]\nof = ["person/a"]', ":1: `of` needs two or more nodes"),
        ('\n[[same]]\nof = ["person/a", "person/a"]', ":2: `of` needs two or more nodes"),
        (
            '[[same]]\nof = ["person/a", "https://orcid.org/0000-0002-1825-0097"]',
            "not a person, an authorship, a study or a record",
        ),
        ('[[different]]\nof = ["person/a", "study/doi/10.1/x"]', "people and studies in one correction"),
        ('[[institution]]\nprinted = "A"\nror = "049e6bc11"', ":1: not a ROR id: 049e6bc11"),
        ('[[name]]\nprinted = "A"', ":1: [[name]] needs `family`"),
    ],
)
def test_what_is_not_understood_is_an_error_that_says_where(tmp_path, text, message):
    with pytest.raises(InputError, match=r"corrections\.toml") as error:
        read(tmp_path, text)
    assert message in str(error.value)


def test_what_is_not_utf_8_is_refused_by_name(tmp_path):
    path = tmp_path / "corrections.toml"
    path.write_bytes('[[name]]\nprinted = "Núñez"'.encode("latin-1"))
    with pytest.raises(InputError, match=r"corrections\.toml: not UTF-8"):
        read_corrections(path, MINTER)
