"""What every test may use."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Give the folder of real data and gold beside the project; skip where it is missing."""
    if not SHARED.is_dir():
        pytest.skip("needs ../shared, the real data beside the project")
    return SHARED
