"""How many affiliations are read a second of CPU: `python -m tests.bench.affiliations [--authority FILE]`.

The strings are the different ones of the samples, in a fixed random order, each seen for the first time. They are parsed in
batches as builds do, parsed and put in their places, parsed one at a time (a tenth of them), and, given a dump of ROR
or RDF of organisations, parsed, placed, told apart and linked to it as a build does, which leaves reference cycles alone. Medians of three rounds, each in a new process, so that nothing is kept from one to another.
"""

import argparse
import gc
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg import readers
from kg.authorities.opening import open_authority
from kg.entities.institutions import make_institutions
from kg.entities.institutions.organisations import read_organisations
from kg.entities.institutions.places import locate
from kg.processes.collector import without_collector
from kg.record import Affiliation, Contributor, Record, Source
from kg.values.affiliations import parse_affiliations
from kg.values.gazetteer import load_gazetteer

SAMPLES = Path(__file__).resolve().parents[3] / "shared/samples"
NOWHERE = Source("", "", 1, "")
BATCH = 4096
ROUNDS = 3


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--authority", type=Path, help="a dump of ROR, or RDF of organisations")
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.measure:
        print(measure(given.measure, given.authority))
        return
    for what in ["parse", "place", "one", *(["link"] if given.authority else [])]:
        command = [sys.executable, "-m", "tests.bench.affiliations", "--measure", what, *arguments]
        rates = [float(subprocess.check_output(command)) for _ in range(ROUNDS)]
        print(f"{TITLES[what]:28}{statistics.median(rates):8,.0f} strings a second")


TITLES = {
    "parse": "parsed",
    "place": "parsed and placed",
    "one": "parsed one at a time",
    "link": "linked to the authority",
}


def measure(what: str, authority: Path | None) -> float:
    """Give the rate of one way of reading all strings."""
    texts = sorted({text for file in sorted(SAMPLES.rglob("*.*")) for text in find_affiliations(file)})
    random.Random(0).shuffle(texts)
    gazetteer = load_gazetteer()
    parse_affiliations(["Yale University"], gazetteer)
    index = open_authority(authority) if authority else None
    gc.collect()
    gc.freeze()
    started = time.process_time()
    if what == "one":
        texts = texts[::10]
        for text in texts:
            parse_affiliations([text], gazetteer)
    elif index and what == "link":
        records = (
            Record(text, NOWHERE, contributors=(Contributor("", affiliations=(Affiliation(text),)),)) for text in texts
        )
        with without_collector():
            make_institutions(read_organisations(records, gazetteer), index)
    else:
        for first in range(0, len(texts), BATCH):
            for found in parse_affiliations(texts[first : first + BATCH], gazetteer):
                for each in found if what == "place" else ():
                    locate(each.path, gazetteer)
    return len(texts) / (time.process_time() - started)


def find_affiliations(file: Path) -> Iterator[str]:
    """Give the affiliations of a file's records; of a file of no known format, none."""
    try:
        for record in readers.read(file):
            if isinstance(record, Record):
                yield from (each.text for author in record.contributors for each in author.affiliations)
    except readers.FormatError:
        return


if __name__ == "__main__":
    main(sys.argv[1:])
