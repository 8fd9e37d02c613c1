"""Labelled duplicates: what may not get worse. `tests/score/duplicates.py` prints the figures, and which pairs are missed."""

import importlib.util
from pathlib import Path

import pytest

_SPEC = importlib.util.spec_from_file_location("duplicates", Path(__file__).parents[2] / "score/duplicates.py")
duplicates = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(duplicates)


@pytest.mark.parametrize(
    ("name", "precision", "recall"),
    [
        ("cytology_screening", 0.995, 0.995),
        ("respiratory", 0.99, 0.98),
        ("haematology", 0.98, 0.81),  # its labels join errata, replies and different trials with articles
    ],
)
def test_pairs_of_labelled_sets_are_found(shared: Path, name: str, precision: float, recall: float):
    folder = shared / "gold/duplicates" / name
    gold = duplicates.pairs_of(duplicates.read_groups(folder / "merged_record_ids.csv"))
    found = duplicates.pairs_of(duplicates.find_groups(list(duplicates.read_set(folder / "records_pre_merged.csv"))))
    assert len(found & gold) >= precision * len(found)
    assert len(found & gold) >= recall * len(gold)


def test_any_folder_of_that_form_can_be_scored_whatever_columns_it_has(tmp_path: Path, capsys: pytest.CaptureFixture):
    title = "Social prescribing and loneliness in later life"
    rows = [
        "record_id,author,year,title,journal,doi",
        f'1,"Ames, Ann; Bo, Ben",2020,{title},BMC Med,10.1000/x',
        f'2,"Ames, A. and Bo, B.",2020,{title}.,BMC Medicine,NA',
        f'3,"Cole, C.",2020,{title[:17]} in primary care,Lancet,10.1000/y',
    ]
    (tmp_path / "records_pre_merged.csv").write_text("\n".join(rows))
    (tmp_path / "merged_record_ids.csv").write_text('merged_ids\n"1, 2"\n')
    duplicates.main([str(tmp_path)])
    assert "1.0000  1.0000     1.000000      1" in capsys.readouterr().out
