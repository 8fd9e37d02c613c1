"""What is installed from a wheel works away from the clone."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def test_the_names_that_kg_offers_are_there_and_are_completed():
    program = "import kg, sys; print({*kg.__all__} <= {*dir(kg)}, 'kg.graph' in sys.modules, *(kg.__dict__.get(n) or getattr(kg, n) for n in kg.__all__))"
    ran = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert ran.stdout.startswith("True False ")  # a process that only reads files loads no store


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """A wheel built from the sdist, so that both are tried."""
    out = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, "-m", "build", "--outdir", out, ROOT], check=True, capture_output=True)
    assert list(out.glob("*.tar.gz"))
    return next(out.glob("*.whl"))


def test_the_wheel_holds_ontology_queries_template_example_and_type_marker(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {f"kg/ontology/{name}" for name in ("kg.ttl", "shapes.ttl", "concepts.ttl", "context.jsonld")} <= names
    assert {"kg/py.typed", "kg/views/page.html.j2", "kg/queries/top-authors.rq"} <= names
    assert "kg/examples/social-prescribing.rca.txt" in names
    assert not [name for name in names if name.startswith("tests")]


def test_a_fresh_environment_builds_and_validates_with_the_wheel(wheel, tmp_path):
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "venv"], check=True)
    python = tmp_path / "venv/bin/python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel], check=True)
    for arguments in (["demo", "--quiet"], ["validate"], ["query", "top-authors", "--format", "json"]):
        ran = subprocess.run(
            [tmp_path / "venv/bin/kg", *arguments], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0, ran.stderr
    assert (tmp_path / "outputs/demo/index.html").exists()
