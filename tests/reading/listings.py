"""Listings made up for tests of reading, and how they are read."""

from pathlib import Path

from kg.clock import Clock
from kg.folder import BuildFolder
from kg.processes.workers import Workers
from kg.reading.reading import Reading
from kg.reading.spool import Spool

RIS = "TY  - JOUR\nTI  - Study {0} of {1}\nAU  - Kaplan, Ruth\nPY  - 2020\nN1  - {2}\nER  - \n\n"


def export(file: int, records: int) -> str:
    """Make records in RIS, others for each file."""
    return "".join(RIS.format(number, file, f"{file * number:08} " * 20) for number in range(records))


def read(paths: list[Path], out: Path, jobs: int, listener=lambda _step: None) -> tuple[Reading, BuildFolder]:
    """Read with so many processes into a folder, which need not be there."""
    folder = BuildFolder(out)
    folder.path.mkdir(exist_ok=True)
    with Workers(jobs) as workers:
        done = Reading(paths, folder, workers, Clock(listener))
        done.run(Spool(folder.records))
    return done, folder
