"""What comes after the N-Quads is the same whoever does it."""

import pytest

from kg import example, exporters, pipeline
from kg.publishing import CONVERSIONS, EXPORTS

WRITTEN = [exporters.find_exporter(form).FILE for form in (*CONVERSIONS, *EXPORTS)] + ["index.html", "violations.jsonl"]


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """Built by one process."""
    out = tmp_path_factory.mktemp("alone") / "out"
    pipeline.build([example()], out, jobs=1)
    return out


@pytest.mark.parametrize("many", [10**9, 0], ids=["with helpers", "and with further ones to load and to ask"])
def test_what_people_see_is_the_same_whichever_processes_write_it(alone, tmp_path, monkeypatch, many):
    monkeypatch.setattr("kg.publishing._FEW_QUADS", 0)
    monkeypatch.setattr("kg.publishing._MANY_QUADS", many)
    report = pipeline.build([example()], tmp_path / "out", jobs=2)
    for name in WRITTEN:
        assert (tmp_path / "out" / name).read_bytes() == (alone / name).read_bytes(), name
    assert all(report.stages[stage].cpu > 0 for stage in ("load", "query", "page", "export", "shapes"))


def test_a_page_that_cannot_be_drawn_ends_the_build_and_leaves_no_process_waiting(tmp_path, monkeypatch):
    monkeypatch.setattr("kg.publishing._FEW_QUADS", 0)
    monkeypatch.setattr("kg.publishing._Drawing", lambda *_: None)  # the process that draws stumbles over it
    with pytest.raises(AttributeError) as failed:
        pipeline.build([example()], tmp_path / "out", jobs=2)
    assert "raised in a worker process" in failed.value.__notes__
    assert not (tmp_path / "out").exists()
