"""What git keeps of outputs/ is what the example gives."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.cli import app

KEPT = Path(__file__).resolve().parents[1] / "outputs/demo"


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("outputs") / "demo"
    assert CliRunner().invoke(app, ["demo", "-o", str(folder), "--quiet"]).exit_code == 0
    return folder


@pytest.mark.parametrize("name", ["graph.ttl", "clusters.csv"])
def test_the_demo_kept_in_git_is_what_a_build_makes(demo, name):
    assert (demo / name).read_text("utf-8") == (KEPT / name).read_text("utf-8")


def test_every_file_of_a_build_is_described_in_the_outputs_readme(demo):
    readme = (KEPT.parent / "README.md").read_text("utf-8")
    assert [path.name for path in demo.iterdir() if f"`{path.name}" not in readme] == []
