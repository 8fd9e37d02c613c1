"""Score the concept scheme on unseen abstracts, and the study designs against MeSH: `python -m tests.score.concepts`.

Coverage: the health-services abstracts of the OpenAlex sample are those that OpenAlex itself tags, with a score of 0.3 or
more, with one of the concepts in HEALTH_SERVICES, in the order of the file. Designs: PubMed records with an abstract; MeSH
publication types are far from complete, so what is "wrong" there is listed for reading.
"""

from __future__ import annotations

import gzip
import json
import random
import time
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.entities.concepts import find_mentions
from kg.entities.concepts.designs import find_designs
from kg.entities.concepts.scheme import load_scheme
from kg.entity import ConceptMention
from kg.record import Record, Section, Source

SHARED = Path(__file__).resolve().parents[3] / "shared"
HEALTH_SERVICES = {
    "Family medicine",
    "Health care",
    "Health policy",
    "Health promotion",
    "Health services",
    "Health services research",
    "Intervention (counseling)",
    "Mental health",
    "Nursing",
    "Primary care",
    "Psychological intervention",
    "Public health",
    "Qualitative research",
    "Social support",
}
TYPES = {
    "Randomized Controlled Trial": "randomised-controlled-trial",
    "Meta-Analysis": "meta-analysis",
    "Systematic Review": "systematic-review",
    "Case Reports": "case-report",
}


def main() -> None:
    """Print coverage, the most frequent concepts, speed, mentions to read, and the table of designs."""
    coverage(list(openalex()))
    designs(list(pubmed()))


def coverage(records: list[Record]) -> None:
    """Print how much of the records the scheme covers, and a sample of mentions to judge by eye."""
    scheme = load_scheme()
    started = time.process_time()
    found = [list(find_mentions(record, record.key)) for record in records]
    seconds = time.process_time() - started
    sizes = [len({each.concept for each in mentions}) for mentions in found]
    size = sum(len(part.text.encode()) for record in records for part in record.abstract)
    print(
        f"{len(records)} health-services abstracts, {len(scheme.labels)} concepts, {len(scheme.patterns)} forms of labels"
    )
    print(f"with a concept {share(sizes, 1)}, with three or more {share(sizes, 3)}, mean {sum(sizes) / len(sizes):.1f}")
    print(f"{len(records) / seconds:,.0f} abstracts and {size / seconds / 1e6:.2f} MB a second of CPU")
    counts = Counter(concept for mentions in found for concept in {each.concept for each in mentions})
    print("most frequent:", "; ".join(f"{scheme.labels[each]} {n}" for each, n in counts.most_common(30)))
    tops = Counter(top for mentions in found for top in {top for each in mentions for top in top_concepts(each)})
    print("by top concept:", "; ".join(f"{top} {n / len(records):.0%}" for top, n in tops.most_common()))
    sample = random.Random(0).sample([each for mentions in found for each in mentions], 30)
    for each in sample:
        at = max(each.sentence.find(each.exact), 0)
        print(
            f"  {scheme.labels[each.concept]:34.34} | {each.exact:28.28} | {each.sentence[max(0, at - 60) : at + 70]!r}"
        )


def share(sizes: list[int], least: int) -> str:
    """The share of the sizes that are at least so large."""
    return f"{sum(size >= least for size in sizes) / len(sizes):.1%}"


def top_concepts(mention: ConceptMention) -> list[str]:
    """The labels of the top concepts above a mention's."""
    scheme = load_scheme()
    return [scheme.labels[each] for each in scheme.above(mention.concept) if each not in scheme.broader]


def designs(records: list[tuple[Record, set[str]]]) -> None:
    """Print how designs agree with the publication types that MeSH indexers gave, narrower designs included."""
    scheme = load_scheme()
    own = [{above for each in named(record) for above in scheme.above(each)} for record, _ in records]
    print(f"\n{len(records)} PubMed abstracts, {sum(map(bool, own))} with a design")
    print(f"{'':30}{'both':>6}{'only ours':>11}{'only MeSH':>11}")
    for kind, concept in TYPES.items():
        pairs = Counter(
            (any(each.endswith("#" + concept) for each in ours), kind in types)
            for ours, (_, types) in zip(own, records, strict=True)
        )
        print(f"{kind:30}{pairs[True, True]:6}{pairs[True, False]:11}{pairs[False, True]:11}")


def named(record: Record) -> tuple[str, ...]:
    """The designs of a record."""
    return find_designs(record, find_mentions(record, record.key))


def openalex() -> Iterator[Record]:
    """Give the health-services abstracts of the OpenAlex sample."""
    with gzip.open(SHARED / "samples/openalex/synergy-first-half.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            work = json.loads(line)
            tags = {each["display_name"] for each in work["concepts"] if float(each["score"]) >= 0.3}
            if tags & HEALTH_SERVICES and work["abstract_inverted_index"]:
                words = [(at, word) for word, places in work["abstract_inverted_index"].items() for at in places]
                yield make(work["id"], work["title"] or "", [("", " ".join(word for _, word in sorted(words)))])


def pubmed() -> Iterator[tuple[Record, set[str]]]:
    """Give the PubMed records with an abstract, and their publication types."""
    for path in sorted((SHARED / "samples/pubmed").glob("*_articles.xml.gz")):
        with gzip.open(path) as file:
            for _, node in ET.iterparse(file):
                if node.tag == "PubmedArticle":
                    title = "".join(next(node.iter("ArticleTitle")).itertext())
                    sections = [(each.get("Label", ""), "".join(each.itertext())) for each in node.iter("AbstractText")]
                    types = {each.text or "" for each in node.iter("PublicationType")}
                    if sections:
                        yield make(node.findtext(".//PMID") or "", title, sections), types
                    node.clear()


def make(key: str, title: str, sections: Iterable[tuple[str, str]]) -> Record:
    """A record of title and abstract alone."""
    parts = tuple(Section(label, text) for label, text in sections)
    return Record(key, Source("score", "", 1, ""), title=title, abstract=parts)


if __name__ == "__main__":
    main()
