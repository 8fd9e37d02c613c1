"""Page ranges and article numbers stand at the same place."""

import pytest

from kg.values.pages import is_article_number


@pytest.mark.parametrize("printed", ["e000941", "e72845", "BJGPO.2021.0017", "17579139231184809", "045001", "CD012345"])
def test_article_numbers(printed: str):
    assert is_article_number(printed)


@pytest.mark.parametrize(
    "printed", ["", "280", "1-185", "e338-e347", "S15", "305-12", "A544", "243 passim", "85; author reply 86", "10323"]
)
def test_pages(printed: str):
    assert not is_article_number(printed)
