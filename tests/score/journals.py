"""Score which journals are one against PubMed's own titles: `python -m tests.score.journals`.

For each journal of the samples, PubMed gives a full title, an ISO abbreviation and NLM's abbreviation. All of them without
their ISSNs, once as printed and once in capitals without punctuation, are put together; a pair of forms is right if it is of one NLM number.
The baseline holds only equal titles (but for case, "&" and "The") to be one.
"""

from __future__ import annotations

import gzip
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import combinations

from lxml import etree

from kg.entities.journals import find_journals
from kg.record import Container
from kg.values.journal_titles import fold_title
from tests.conftest import SHARED

Group = Callable[[list[str]], Iterable[Iterable[str]]]


def main() -> None:
    """Print the table, and what went wrong."""
    gold = read_titles()
    print(f"{len(gold)} journals, {len(set().union(*gold.values()))} forms")
    print(f"{'':24}{'precision':>10}{'recall':>8}")
    for title, group in (("equal titles", group_equal), ("kg", group_found)):
        right, found, there, wrong, missed = score(gold, group)
        print(f"{title:24}{right / found:10.4f}{right / there:8.4f}")
    print("\nwrong:", *sorted(wrong)[:20], "\nmissed:", *sorted(missed)[:40], sep="\n  ")


def read_titles() -> dict[str, set[str]]:
    """Read the forms of each journal's title, by its NLM number."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted((SHARED / "samples/pubmed").iterdir()):
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            for _, journal in etree.iterparse(file, tag="MedlineCitation", recover=True, load_dtd=False):
                number = journal.findtext("MedlineJournalInfo/NlmUniqueID")
                forms = (
                    journal.findtext("Article/Journal/Title"),
                    journal.findtext("Article/Journal/ISOAbbreviation"),
                    journal.findtext("MedlineJournalInfo/MedlineTA"),
                )
                for form in filter(None, forms):
                    found[number] |= {form, " ".join(re.findall(r"[\w&()]+", form)).upper()}
                journal.clear()
    return dict(found)


def score(gold: dict[str, set[str]], group: Group) -> tuple[int, int, int, set[tuple[str, str]], set[tuple[str, str]]]:
    """Count the pairs that are right, found, and there to be found; give the wrong and the missed ones."""
    of: dict[str, set[str]] = defaultdict(set)
    for number, forms in gold.items():
        for form in forms:
            of[form].add(number)
    pairs = {pair for members in group(sorted(of)) for pair in combinations(sorted(members), 2)}
    expected = {pair for forms in gold.values() for pair in combinations(sorted(forms), 2)}
    wrong = {(a, b) for a, b in pairs if not of[a] & of[b]}
    return len(pairs & expected), len(pairs), len(expected), wrong, expected - pairs


def group_equal(titles: list[str]) -> Iterable[Iterable[str]]:
    """Group equal titles."""
    found: dict[str, list[str]] = defaultdict(list)
    for title in titles:
        found[fold_title(title)].append(title)
    return found.values()


def group_found(titles: list[str]) -> Iterable[Iterable[str]]:
    """Group titles as the project does."""
    return (journal.titles for journal in find_journals(map(Container, titles)).journals)


if __name__ == "__main__":
    main()
