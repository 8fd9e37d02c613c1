"""Page ranges and article numbers, which listings print at the same place."""

from __future__ import annotations

import re

# One token that no printed page is: letters and four or more digits, six digits and more, or dots inside.
_ARTICLE_NUMBER = re.compile(
    r"(?:e|E)\d+|[A-Za-z]+\d{4,}|[A-Za-z]*0\d{4,}|\d{6,}|[A-Za-z]+[\w]*(?:\.\d+)+|\d{1,3}\.\d{4,}"
)


def is_article_number(printed: str) -> bool:
    """Whether what stands at the place of the pages is the number of an article that has none.

    >>> [is_article_number(pages) for pages in ("e000941", "BJGPO.2021.0017", "280", "e338-e347", "S15")]
    [True, True, False, False, False]
    """
    return _ARTICLE_NUMBER.fullmatch(printed) is not None
