"""What every test may use."""

import os
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Give the folder of real data and gold beside the project; skip where it is missing."""
    if not SHARED.is_dir():
        pytest.skip("needs ../shared, the real data beside the project")
    return SHARED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """In continuous integration, where the real data and a browser are there, a skipped test is a failure."""
    skipped = terminalreporter.stats.get("skipped", [])
    if os.environ.get("CI") and SHARED.is_dir() and skipped:
        terminalreporter.write_line(f"{len(skipped)} tests were skipped although all they need is here", red=True)
        terminalreporter._session.exitstatus = pytest.ExitCode.TESTS_FAILED
