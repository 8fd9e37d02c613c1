"""A small store to export."""

import pytest

from kg.stores import EmbeddedStore


@pytest.fixture(scope="session")
def store(library):
    with EmbeddedStore() as embedded:
        embedded.load(library)
        yield embedded
