"""Score the resolution of people against gold, beside what bibliometric tools do: `python tests/score/people.py`.

Three sets: Web of Science records whose authors have ORCIDs (which the resolver does not see), PubMed records whose
first authors Song et al. told apart, and the GS pairs of PubMed authorships in RCA text.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import time
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from pathlib import Path

from kg.clean import clean
from kg.entities import resolve
from kg.entity import Entities
from kg.readers import read
from kg.record import Affiliation, Container, Contributor, Date, Identifier, Record, Section, Source, record_key
from kg.values.keys import fold

SHARED = Path(__file__).resolve().parents[3] / "shared"
Place = tuple[str, int]  # a record's identifier in the gold, position in the byline
Pair = tuple[Place, Place]


def main() -> None:
    """Print a table for each set."""
    for title, gold in (("WoS, by ORCID", wos()), ("Song, first authors", song()), ("GS pairs", gs())):
        records, pairs, ambiguous = gold
        started = time.perf_counter()
        entities = resolve(records)
        seconds = time.perf_counter() - started
        print(f"\n{title}: {len(records)} records, {len(entities.authorships)} authorships, {seconds:.1f} s")
        print(f"{'':36}{'F1':>7}{'precision':>11}{'recall':>8}{'specificity':>13}{'pairs':>9}")
        ours = found(records, entities)
        initial, given = by_name(records, first_initial), by_name(records, given_name)
        for label, chosen in (("all", pairs), ("ambiguous names", ambiguous)):
            if not chosen:
                continue
            for name, person in (("kg", ours), ("surname + initial", initial), ("surname + given name", given)):
                print(f"{f'{label}: {name}':36}{score(person, chosen)}")


def score(person: dict[Place, str], pairs: Iterable[tuple[Pair, bool]]) -> str:
    """Compare who is one person with whom: F1, precision, recall, specificity, number of pairs."""
    counts = Counter((person[a] == person[b], same) for (a, b), same in pairs if a in person and b in person)
    right, wrong, missed, apart = counts[True, True], counts[True, False], counts[False, True], counts[False, False]
    precision, recall = right / max(right + wrong, 1), right / max(right + missed, 1)
    f1 = 2 * right / max(2 * right + wrong + missed, 1)
    return f"{f1:7.3f}{precision:11.3f}{recall:8.3f}{apart / max(apart + wrong, 1):13.3f}{counts.total():9}"


def found(records: Iterable[Record], entities: Entities) -> dict[Place, str]:
    """Whom each authorship was found to be of."""
    names = {record.key: _name(record) for record in records}
    return {(names[m.record], m.position): person.key for person in entities.people for m in person.mentions}


def by_name(records: Iterable[Record], form: Callable[[Contributor], str]) -> dict[Place, str]:
    """Take every name for a person, as most tools do."""
    return {(_name(each), n): form(author) for each in records for n, author in enumerate(each.contributors, 1)}


def first_initial(author: Contributor) -> str:
    """Surname and first initial."""
    return fold(f"{author.family} {author.initials[:1]}")


def given_name(author: Contributor) -> str:
    """Surname and first given name as far as printed."""
    return fold(
        f"{author.family} {(author.given or author.initials).split()[0] if author.given or author.initials else ''}"
    )


def wos() -> tuple[list[Record], list[tuple[Pair, bool]], list[tuple[Pair, bool]]]:
    """Read the Web of Science export; who is who is told by ORCID."""
    records = list(_wos_records())
    orcid, form = {}, {}
    byline = {(_name(each), n): author for each in records for n, author in enumerate(each.contributors, 1)}
    with (SHARED / "gold/people/wos_ble_mentions.tsv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            place = row["ut"], int(row["author_pos"])
            orcid[place], form[place] = row["orcid"], first_initial(byline[place])
    return records, *_pairs(orcid, form)


def song() -> tuple[list[Record], list[tuple[Pair, bool]], list[tuple[Pair, bool]]]:
    """Read Song et al.'s PubMed records; the gold tells who their first authors are."""
    records = list(_pubmed_records(SHARED / "samples/pubmed/song_dev_articles.xml.gz"))
    first = {(_name(each), 1): first_initial(each.contributors[0]) for each in records if each.contributors}
    with (SHARED / "gold/people/song_dev.tsv").open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        who = {(row["pmid"], 1): row["author_id"] for row in rows if (row["pmid"], 1) in first}
    return records, *_pairs(who, first)


def gs() -> tuple[list[Record], list[tuple[Pair, bool]], list[tuple[Pair, bool]]]:
    """Read the GS records from RCA text, with the pairs whose two records are both there."""
    pieces = (each for each in read(SHARED / "samples/rca/gs_dev.rca.txt.gz") if isinstance(each, Record))
    records = [each for piece in pieces for each in clean(piece) if isinstance(each, Record)]
    with (SHARED / "gold/people/gs_pairs_dev.tsv").open(encoding="utf-8", newline="") as lines:
        pairs: list[tuple[Pair, bool]] = [
            (((row["pmid1"], int(row["pos1"])), (row["pmid2"], int(row["pos2"]))), row["same"] == "1")
            for row in csv.DictReader(lines, delimiter="\t")
        ]
    return records, pairs, []


def _pairs(who: dict[Place, str], form: dict[Place, str]) -> tuple[list[tuple[Pair, bool]], list[tuple[Pair, bool]]]:
    """Make all pairs that are the same or share a name form, and those of forms that several people share."""
    people: defaultdict[str, set[str]] = defaultdict(set)
    for place, name in form.items():
        if place in who:
            people[name].add(who[place])
    pairs = [
        ((a, b), who[a] == who[b]) for a, b in combinations(sorted(who), 2) if form[a] == form[b] or who[a] == who[b]
    ]
    return pairs, [each for each in pairs if len(people[form[each[0][0]]]) > 1]


def _name(record: Record) -> str:
    return record.identifier("ut") or record.identifier("pmid") or record.key


def _wos_records() -> Iterator[Record]:
    for path in sorted((SHARED / "samples/wos").glob("ble-*.txt.gz")):
        with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                yield _wos_record(row)


def _wos_record(row: dict[str, str]) -> Record:
    where: defaultdict[str, list[Affiliation]] = defaultdict(list)
    for names, text in re.findall(r"\[([^]]*)\] ([^\[]*?)(?:;|$)", row["C1"]):
        for name in names.split("; "):
            where[name].append(Affiliation(text.strip()))
    contributors = []
    for short, long in zip(row["AU"].split("; "), row["AF"].split("; "), strict=True):
        family, _, initials = short.partition(", ")
        given = long.partition(", ")[2]
        contributors.append(
            Contributor(
                short.replace(",", ""), family=family, given=given, initials=initials, affiliations=tuple(where[long])
            )
        )
    identifiers = [("ut", row["UT"]), ("doi", row["DI"].lower()), ("pmid", row["PM"])]
    return _record(row["TI"], row["SO"], row["PY"], identifiers, authors=contributors, abstract=row["AB"])


def _pubmed_records(path: Path) -> Iterator[Record]:
    with gzip.open(path) as raw:
        text = re.sub(rb"<\?xml[^>]*>|<!DOCTYPE[^>]*>|</?PubmedArticleSet[^>]*>", b"", raw.read())
    for article in ET.parse(io.BytesIO(b"<all>" + text + b"</all>")).iter("PubmedArticle"):
        contributors = [
            Contributor(
                f"{author.findtext('LastName')} {author.findtext('Initials', '')}",
                family=author.findtext("LastName", ""),
                given=author.findtext("ForeName", ""),
                initials=author.findtext("Initials", ""),
                suffix=author.findtext("Suffix", ""),
                affiliations=tuple(
                    Affiliation(each.text or "") for each in author.findall("AffiliationInfo/Affiliation")
                ),
            )
            for author in article.findall(".//Article/AuthorList/Author")
            if author.find("LastName") is not None
        ]
        year = article.findtext(".//Article//PubDate/Year") or article.findtext(".//PubDate/MedlineDate", "")[:4]
        title = "".join(article.find(".//ArticleTitle").itertext())  # type: ignore[union-attr]
        abstract = " ".join("".join(each.itertext()) for each in article.findall(".//AbstractText"))
        pmid = [("pmid", article.findtext(".//PMID", ""))]
        yield _record(
            title, article.findtext(".//Journal/Title", ""), year, pmid, authors=contributors, abstract=abstract
        )


def _record(
    title: str,
    journal: str,
    year: str,
    identifiers: list[tuple[str, str]],
    *,
    authors: list[Contributor],
    abstract: str,
) -> Record:
    return Record(
        key=record_key(str(identifiers)),
        source=Source("gold", "", 1, ""),
        title=title,
        identifiers=tuple(Identifier(scheme, value) for scheme, value in identifiers if value),
        dates=(Date("published", year, year),) if year.isdigit() else (),
        container=Container(journal) if journal else None,
        contributors=tuple(authors),
        abstract=(Section("", abstract),) if abstract else (),
    )


if __name__ == "__main__":
    main()
