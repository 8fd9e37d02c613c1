"""The example that comes with kg: a page of Reference Citation Analysis records on social prescribing."""

from pathlib import Path


def example() -> Path:
    """The path of the example listing, eight records; their abstracts are our own summaries.

    >>> example().name
    'social-prescribing.rca.txt'
    """
    return Path(__file__).with_name("social-prescribing.rca.txt")
