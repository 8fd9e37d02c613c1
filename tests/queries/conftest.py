"""A small store to ask."""

import pytest

from kg.stores import EmbeddedStore


@pytest.fixture(scope="session")
def store(library):
    with EmbeddedStore() as embedded:
        embedded.load(library)
        yield embedded
