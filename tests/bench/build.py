"""A whole build, end to end: the example cold and warm, and the real sample, each stage apart.

Every build runs in a process of its own, so that peak memory is its own; cold means the first run of a new process,
warm a second build in the same process.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from kg import example

SAMPLE = Path(__file__).resolve().parents[3] / "shared/samples/rca/gs_dev.rca.txt.gz"
PROGRAM = """
import json, sys, time
from pathlib import Path
start = time.perf_counter()
from kg import pipeline
from kg.folder import BuildFolder
imported = time.perf_counter() - start
runs = []
for _ in range(int(sys.argv[3])):
    start = time.perf_counter()
    pipeline.build([sys.argv[1]], sys.argv[2])
    runs.append(time.perf_counter() - start)
print(json.dumps({"import": imported, "runs": runs}))
"""


def main(listings: list[Path]) -> None:
    for listing in listings:
        with tempfile.TemporaryDirectory() as folder:
            start = time.perf_counter()
            runs = 2 if listing == example() else 1
            ran = subprocess.run(
                [sys.executable, "-c", PROGRAM, listing, Path(folder) / "out", str(runs)],
                check=True,
                capture_output=True,
                text=True,
            )
            cold = time.perf_counter() - start
            told = json.loads(ran.stdout)
            report = json.loads((Path(folder) / "out/build.json").read_text("utf-8"))
        counts = report["counts"]
        table = Table(
            "stage", "seconds", "CPU", "records/s", "quads/s", title=f"{listing.name}: {counts['records']:,} records"
        )
        for name, stage in report["stages"].items():
            table.add_row(name, f"{stage['seconds']:.2f}", f"{stage['cpu']:.2f}", *rates(counts, stage["cpu"]))
        total = sum(stage["cpu"] for stage in report["stages"].values())
        table.add_row("all stages", f"{report['seconds']:.2f}", f"{total:.2f}", *rates(counts, total))
        console = Console()
        console.print(table)
        console.print(
            f"process {cold:.2f} s, of it imports {told['import']:.2f} s; builds {', '.join(f'{r:.2f} s' for r in told['runs'])}"
        )
        console.print(
            f"peak memory {report['peak_megabytes']} MB; {', '.join(f'{n} {v:,}' for n, v in counts.items())}\n"
        )


def rates(counts: dict[str, int], seconds: float) -> tuple[str, str]:
    """Records and quads for each second of CPU."""
    return (f"{counts['records'] / seconds:,.0f}", f"{counts['quads'] / seconds:,.0f}") if seconds else ("", "")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or [example(), *([SAMPLE] if SAMPLE.exists() else [])])
