"""What several tests of reading are given."""

from pathlib import Path

import pytest

from tests.reading.listings import export


@pytest.fixture(scope="module")
def many(tmp_path_factory) -> Path:
    """Thirty files with some records in common, one of them no export."""
    folder = tmp_path_factory.mktemp("many")
    for number in range(30):
        (folder / f"{number:02}.ris").write_text(export(number % 25, 20 + 40 * (number % 7)))
    (folder / "notes.txt").write_text("nothing to read")
    return folder
