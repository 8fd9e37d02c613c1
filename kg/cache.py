"""The user's cache: what is kept there is downloaded or made again if it is missing."""

from __future__ import annotations

import os
from pathlib import Path

from kg.files import replace_file


def cache_folder() -> Path:
    """Where downloads, indexes and tables are kept: `$KG_CACHE`, else kg in `$XDG_CACHE_HOME`, else `~/.cache/kg`."""
    if own := os.environ.get("KG_CACHE"):
        return Path(own)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kg"


def keep(file: Path, content: bytes) -> None:
    """Write a file of the cache, whole or not at all, whoever else does so at the same time. Raises `OSError` where it cannot be written."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with replace_file(file) as out:
        out.write(content)
