"""Names of people and groups as bylines print them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.values.names import Name, is_group, is_personal, parse_name, split_byline

PARTICLES = ["", "", "", "van ", "van der ", "de la ", "von ", "di ", "el ", "ten "]
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖÉŁŠŽÇØ"
SMALL = "abcdefghijklmnopqrstuvwxyzåäöéèñçłšžøüß"

family_part = st.builds(
    lambda first, rest: first + rest, st.sampled_from(LETTERS), st.text(SMALL, min_size=2, max_size=9)
)
family = st.builds(
    lambda particle, parts, joint: particle + joint.join(parts),
    st.sampled_from(PARTICLES),
    st.lists(family_part, min_size=1, max_size=2),
    st.sampled_from(["-", " ", "’", "'"]),
)
initials = st.text(LETTERS, min_size=1, max_size=3)
suffix = st.sampled_from(["", "", "", " Jr", " 3rd"])
byline_name = st.builds(lambda f, i, s: f"{f} {i}{s}", family, initials, suffix)


@given(st.lists(byline_name, min_size=1, max_size=8))
def test_a_byline_of_any_names_comes_back_as_those_names(names: list[str]):
    title = "What walking does to people: a review. Part two"
    assert split_byline(f"{', '.join(names)}. {title}") == (tuple(names), title)


@given(family, initials.filter(lambda each: each not in {"II", "III", "IV"}), suffix)
def test_a_name_comes_apart_as_it_was_put_together(family: str, initials: str, suffix: str):
    assert parse_name(f"{family} {initials}{suffix}") == Name(family, "", initials, suffix.strip())


@given(family, st.lists(family_part, min_size=1, max_size=2))
def test_the_given_name_is_what_the_full_name_has_beside_the_family_name(family: str, given_names: list[str]):
    first = " ".join(given_names)
    letters = "".join(name[0] for name in given_names)
    name = parse_name(f"{family} {letters}", f"{first} {family}")
    assert (name.family, name.initials) == (family, letters)
    assert name.given == first


@pytest.mark.parametrize(
    ("name", "full_name", "expected"),
    [
        ("O’Brien N", "Nicola O'Brien", Name("O’Brien", "Nicola", "N")),
        ("Ismailov II", "", Name("Ismailov", "", "II")),
        ("Ismailov I II", "", Name("Ismailov", "", "I", "II")),
        ("Rocha Ade F", "Amanda de Freitas Rocha", Name("Rocha", "Amanda de Freitas", "AF")),
        ("Li X", "Li Xiao", Name("Li", "Xiao", "X")),
        ("Berg, Emma", "", Name("Berg", "Emma")),
        ("Emma van den Berg", "", Name("van den Berg", "Emma")),
        ("MOUNTER LA", "", Name("MOUNTER", "", "LA")),
        ("Caner İ", "", Name("Caner", "", "İ")),
        ("Plato", "", Name("Plato")),
        ("Dow, C.J., Jr", "", Name("Dow", "", "CJ", "Jr")),
        ("Luo, ZQ", "", Name("Luo", "", "ZQ")),
        ("LUO, ZHI", "", Name("LUO", "ZHI")),
        ("Wang, Yu", "", Name("Wang", "Yu")),
        ("Li, J.-P.", "", Name("Li", "", "JP")),
        ("Shannon,Claude E.", "", Name("Shannon", "Claude E.")),
        ("Fanning E.", "", Name("Fanning", "", "E")),
        ("A. S. Z. Belloum", "", Name("Belloum", "A. S. Z.")),
        ("Van Nguyen", "", Name("Nguyen", "Van")),
        ("Bell A", "A " * 30 + "Bell", Name("Bell", "", "A")),  # no full name is that long
    ],
)
def test_a_name_is_taken_apart(name: str, full_name: str, expected: Name):
    assert parse_name(name, full_name) == expected


@pytest.mark.parametrize(
    "title",
    [
        "Tensions and opportunities in social prescribing. Developing a framework",
        "TIETZE'S SYNDROME",
        "THE USE OF X. A review",
        "Polymer nanoparticles. Part one",
        "Proof of Concept: Magnetic Fixation. Part 2",
        "Link workers, activities and target groups in social prescribing",
        "Treatment of hepatitis B. An update",
        "Nucleic acids. 12. Synthesis of an enantiomer",
        "The Framingham Study. Diet and the heart",
        "Vitamin D",
        "",
    ],
)
def test_a_title_without_byline_is_left_whole(title: str):
    assert split_byline(title) == ((), title)


def test_groups_sign_alone_among_people_and_with_commas_inside():
    assert split_byline("WHO Collaborative Group. A title")[0] == ("WHO Collaborative Group",)
    assert split_byline("U.S. Preventive Services Task Force. A title")[0] == ("U.S. Preventive Services Task Force",)
    assert split_byline("Bell A, Centre for Walking, Health and Care Research, Dow C. A title")[0] == (
        "Bell A",
        "Centre for Walking, Health and Care Research",
        "Dow C",
    )


def test_the_rest_of_a_shortened_byline_is_no_name():
    assert split_byline("Bell A, Dow C, et al. A title") == (("Bell A", "Dow C"), "A title")


@given(st.text(max_size=80))
def test_no_text_crashes_and_none_is_lost(text: str):
    names, title = split_byline(text)
    assert all(name in text for name in names)
    assert text.endswith(title)
    assert isinstance(is_personal(text), bool)
    assert isinstance(is_group(text), bool)
    assert isinstance(parse_name(text, text), Name)
