"""A small authority."""

import pytest

from kg.authorities.index import Index
from kg.authorities.opening import open_authority
from tests.conftest import DUMP


@pytest.fixture(scope="session")
def dump():
    """Twenty real organisations (their ids in other registers are made up), and one that is withdrawn, in ROR's schema 2."""
    return DUMP


@pytest.fixture(scope="session")
def index(dump) -> Index:
    return open_authority(dump)
