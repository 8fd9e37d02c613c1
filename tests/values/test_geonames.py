"""The tables of places, made once and then read from the user's cache."""

import os
from pathlib import Path

import pytest

from kg.cache import cache_folder
from kg.values import geonames
from kg.values.geonames import load_tables


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a cache of its own that has the tables, made of a few cities."""
    monkeypatch.setenv("KG_CACHE", str(tmp_path))
    monkeypatch.setattr(geonames, "_CITIES", "cities15000.json")
    load_tables()
    (file,) = (cache_folder() / "places").iterdir()
    return file


def test_the_tables_are_kept_as_they_were_made() -> None:
    assert load_tables() == geonames.make_tables()


def test_kept_tables_are_not_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(geonames, "make_tables")
    assert load_tables().named["lisboa"]


def test_damaged_tables_are_made_again(kept: Path) -> None:
    whole = kept.read_bytes()
    kept.write_bytes(whole[: len(whole) // 2])
    assert load_tables().named["lisboa"]
    assert kept.read_bytes() == whole


def test_tables_of_another_release_are_not_read(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(geonames, "version", lambda _: "0")
    load_tables()
    assert len(list(kept.parent.iterdir())) == 2


def test_without_a_cache_that_can_be_written_the_tables_are_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = tmp_path / "file"
    nowhere.touch()
    monkeypatch.setenv("KG_CACHE", os.fspath(nowhere))
    assert load_tables().named["lisboa"]
