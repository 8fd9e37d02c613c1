"""Labelled duplicates: what may not get worse. `tests/score/duplicates.py` prints the figures, and which pairs are missed."""

import importlib.util
from pathlib import Path

import pytest

_SPEC = importlib.util.spec_from_file_location("duplicates", Path(__file__).parents[1] / "score/duplicates.py")
duplicates = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(duplicates)


@pytest.mark.parametrize(
    ("name", "precision", "recall"),
    [
        ("cytology_screening", 0.995, 0.99),
        ("respiratory", 0.99, 0.97),
        ("haematology", 0.98, 0.80),  # its labels join errata, replies and different trials with articles
    ],
)
def test_pairs_of_labelled_sets_are_found(shared: Path, name: str, precision: float, recall: float):
    folder = shared / "gold/duplicates" / name
    gold = duplicates.pairs_of(duplicates.read_groups(folder / "merged_record_ids.csv"))
    found = duplicates.pairs_of(duplicates.find_groups(list(duplicates.read_set(folder / "records_pre_merged.csv"))))
    assert len(found & gold) >= precision * len(found)
    assert len(found & gold) >= recall * len(gold)
