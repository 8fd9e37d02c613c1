"""What is asked of people is what is least certain, with lines that would answer it."""

import tomllib

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from kg import review
from kg.corrections import read_corrections
from kg.entity import AffiliationOf, Authorship, Doubt, Entities, Institution, Link, Mention, Person, Reason
from kg.files import read_jsonl, write_jsonl
from kg.iri import Minter
from kg.review import Question, find_questions

MINTER = Minter("https://example.org/kg/")
WHY = (Reason("name", -0.5, "a common name"), Reason("coauthors", 2.0, "they share a co-author"))


def written(person, *studies):
    """A person's authorships, the only author of each of these studies."""
    return [Authorship(each, 1, person, f"Name of {person}", (Mention(f"r{each}", 1),)) for each in studies]


def chain(person, scores, studies):
    """A person whose authorships were linked one after the other."""
    mentions = [Mention(f"r{each}", 1) for each in studies]
    links = tuple(Link(a, b, score, WHY) for a, b, score in zip(mentions, mentions[1:], scores, strict=False))
    return Person(person, f"Name of {person}", label=f"Name of {person}", mentions=tuple(mentions), links=links)


def test_a_merge_that_is_hardly_likely_is_worth_as_many_studies_as_hang_on_it():
    studies = ["a", "b", "c", "d", "e"]
    entities = Entities(
        people=(chain("p", (0.99, 0.6, 0.99, 0.99), studies),), authorships=tuple(written("p", *studies))
    )
    first, *others = (each for each in find_questions(entities, MINTER) if each.kind == "merge")
    assert (first.score, first.value, others) == (0.6, round(0.4 * 2, 4), [])
    assert first.nodes[1:] == (f"{MINTER.base}study/b/author/1", f"{MINTER.base}study/c/author/1")
    assert first.reasons == ("+ they share a co-author", "- a common name")


def test_people_who_may_be_one_are_asked_for_once_by_their_best_evidence():
    entities = Entities(
        people=(chain("p", (1.0,), "ab"), chain("q", (1.0,), "cd")),
        authorships=(*written("p", *"ab"), *written("q", *"cd")),
        doubts=(
            Doubt(Mention("ra", 1), Mention("rc", 1), 0.3, WHY, 1.2),
            Doubt(Mention("rb", 1), Mention("rd", 1), 0.4, WHY, 1.6),
        ),
    )
    (question,) = (each for each in find_questions(entities, MINTER) if each.kind == "split")
    assert (question.score, question.value) == (0.6, 0.8)


def test_what_hangs_on_people_kept_apart_is_the_smaller_of_the_two():
    entities = Entities(
        people=(chain("p", (1.0,), "ab"), chain("q", (), "c")),
        authorships=(*written("p", *"ab"), *written("q", "c")),
        doubts=(Doubt(Mention("ra", 1), Mention("rc", 1), 0.4, WHY, 1.0),),
    )
    (question,) = (each for each in find_questions(entities, MINTER) if each.kind == "split")
    assert question.value == 0.4


def test_institutions_are_asked_for_only_where_they_were_looked_up():
    entities = Entities(
        institutions=(Institution("i", "Institute of Nowhere"), Institution("k", "Known", ror="https://ror.org/x")),
        affiliations=(),
    )
    assert not find_questions(entities, MINTER)
    assert not find_questions(entities, MINTER, linked=True)  # nobody is there


def test_an_organisation_without_an_entry_counts_the_authorships_of_its_units_which_are_not_asked_for():
    places = (("i", "u"), ("u",), ("k",))
    entities = Entities(
        institutions=(
            Institution("i", "Institute of Nowhere"),
            Institution("k", "Known", ror="https://ror.org/x"),
            Institution("u", "Unit", unit=True, parent="i"),
        ),
        affiliations=tuple(AffiliationOf("s", n, 1, "", keys, ()) for n, keys in enumerate(places, 1)),
    )
    (question,) = find_questions(entities, MINTER, linked=True)
    assert (question.what, question.value) == ("Institute of Nowhere: no entry found (2 authorships)", 1.0)


def test_people_without_any_affiliation_are_asked_for_most_studies_first():
    entities = Entities(
        people=(chain("p", (1.0,), "ab"), chain("q", (), "c")), authorships=(*written("p", *"ab"), *written("q", "c"))
    )
    assert [each.what for each in find_questions(entities, MINTER)] == [
        "Name of p: no affiliation in 2 studies",
        "Name of q: no affiliation in 1 study",
    ]
    assert [each.value for each in find_questions(entities, MINTER)] == [0.5, 0.25]


def test_who_has_an_affiliation_somewhere_and_groups_are_not_asked_for_one():
    group = structs.replace(chain("g", (), "c"), collective=True)
    entities = Entities(
        people=(group, chain("p", (1.0,), "ab")),
        authorships=(*written("p", *"ab"), *written("g", "c")),
        affiliations=(AffiliationOf("b", 1, 1, "Leeds", (), ()),),
    )
    assert find_questions(entities, MINTER) == []


def test_of_one_kind_only_the_most_valuable_are_asked(monkeypatch):
    monkeypatch.setattr(review, "_MOST", 2)
    people = [("p", "a"), ("q", "bc"), ("r", "def")]
    entities = Entities(
        people=tuple(chain(who, (1.0,) * (len(studies) - 1), studies) for who, studies in people),
        authorships=tuple(each for who, studies in people for each in written(who, *studies)),
    )
    assert [each.value for each in find_questions(entities, MINTER)] == [0.75, 0.5]


def test_what_no_correction_can_tell_comes_last():
    entities = Entities(
        people=(chain("p", (0.9,), "ab"), chain("q", (1.0, 1.0, 1.0), "cdef")),
        authorships=(*written("p", *"ab"), *written("q", *"cdef")),
    )
    questions = find_questions(entities, MINTER)
    assert [bool(each.paste) for each in questions] == [True, False, False]
    assert questions[1].value > questions[0].value


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_what_is_to_be_pasted_is_toml_whatever_a_key_holds(name):
    entities = Entities(
        people=(chain(f"p{name}", (0.6,), [f"a{name}", "b"]),), authorships=tuple(written(f"p{name}", f"a{name}", "b"))
    )
    (question,) = (each for each in find_questions(entities, MINTER) if each.paste)
    assert len(tomllib.loads(question.paste)["different"][0]["of"]) == 2


def test_the_lines_to_paste_are_understood_as_corrections(tmp_path):
    entities = Entities(people=(chain("p", (0.6,), "ab"),), authorships=tuple(written("p", *"ab")))
    questions = find_questions(entities, MINTER)
    (tmp_path / "corrections.toml").write_text("".join(each.paste for each in questions), "utf-8")
    (verdict,) = read_corrections(tmp_path / "corrections.toml", MINTER).different
    assert verdict.nodes == ("study/a/author/1", "study/b/author/1")


def test_questions_are_read_as_they_were_written(tmp_path):
    entities = Entities(people=(chain("p", (0.6,), "ab"),), authorships=tuple(written("p", *"ab")))
    questions = find_questions(entities, MINTER)
    write_jsonl(tmp_path / "review.jsonl", questions)
    assert list(read_jsonl(tmp_path / "review.jsonl", Question)) == questions != []
