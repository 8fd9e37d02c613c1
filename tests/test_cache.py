"""Files of the user's cache."""

from pathlib import Path

import pytest

from kg.cache import cache_folder, keep


def test_the_cache_is_where_its_variable_says_else_where_the_desktop_keeps_caches_else_at_home(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in {"KG_CACHE": "/a", "XDG_CACHE_HOME": "/b", "HOME": "/c"}.items():
        monkeypatch.setenv(name, value)
    found = [cache_folder()]
    for name in ("KG_CACHE", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name)
        found.append(cache_folder())
    assert found == [Path("/a"), Path("/b/kg"), Path("/c/.cache/kg")]


def test_a_file_is_kept_whole_or_not_at_all(tmp_path: Path) -> None:
    file = tmp_path / "places" / "one"
    keep(file, b"whole")
    with pytest.raises(TypeError):
        keep(file, "no bytes")  # type: ignore[arg-type]
    assert file.read_bytes() == b"whole"
    assert list(file.parent.iterdir()) == [file]
