"""The words that tell subjects apart."""

from hypothesis import given
from hypothesis import strategies as st

from kg.entities.concepts.topics import Topics, Words, find_words
from kg.record import Record, Source

WORDS = ("rain", "wind", "snow", "hail", "mist", "fogs")


def find(titles: list[str]) -> Words:
    return find_words([Record(str(n), Source("ris", "f", n, ""), title=title) for n, title in enumerate(titles)])


@given(st.lists(st.sets(st.sampled_from(WORDS)), max_size=9), st.integers(0, 9))
def test_a_study_is_told_by_the_words_that_another_has_too_whatever_they_are_told_with(texts, cut):
    topics = Topics()
    for some in (range(len(texts))[:cut], range(len(texts))[cut:]):
        topics.add([str(n) for n in some], find([" ".join(sorted(texts[n])) for n in some]))
    picked = dict(topics.pick())
    for n, own in enumerate(texts):
        others = {word for m, other in enumerate(texts) if m != n for word in other}
        assert len(picked[str(n)]) == len(own & others)
        assert set(picked[str(n)]) == own & others


def test_nothing_tells_studies_apart_that_all_have_the_same_words():
    topics = Topics()
    topics.add([str(n) for n in range(300)], find(["Preventing falls of older people"] * 300))
    assert set(dict(topics.pick()).values()) == {()}
