"""Nothing is lost: each word that an entry says is in a field of its record, among what is kept as read, or in a fault."""

import csv
import html
import json
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import msgspec
import pytest
from lxml import etree

from kg.readers import read
from kg.record import Fault, Record
from kg.values.latex import decode_latex
from tests.score.fields import fixtures

XML = {"endnote", "ictrp", "jats", "pubmed", "zotero_rdf"}
JSON = {"crossref", "csl", "europepmc", "lens_json", "openalex", "semantic_scholar"}
TABLES = {"dimensions", "lens", "pubmed_csv", "scopus", "tables", "wos_tab", "wos_table", "zotero"}

WORD = re.compile(r"[^\W\d_]+|\d+")
# Mark-up, hosts of addresses, and e-mail addresses, which are for matching only.
ASIDE = re.compile(r"</?[A-Za-z][\w:.-]*[^<>]*>|\bhttps?://[^/]+/|\S+@\S+")
TAG = re.compile(r"^(?:%\S|[A-Z][A-Z0-9]{1,3} *-(?= |$)|[A-Z][A-Z0-9](?= |$))", re.MULTILINE)
NAME = re.compile(r"^\s*@\w+\s*\{|[\w-]+\s*=(?=\s*[\"{\w])", re.MULTILINE)
# What is no part of an article's record, marks, and what is told by the address of a licence or the first of two forms of pages.
UNREAD = [
    "body", "back/ack", "back/app-group", "back/fn-group", "back/glossary", "back/notes", "back/sec", "back/ref-list/title", "sub-article", "floats-group", "label", "xref", "address", "permissions/license", "kwd-group/title",
    "abstract//title", "ReferenceList/Title", "EndPage", "PubMedPubDate/Hour", "PubMedPubDate/Minute", "database", "source-app",
    "ref-type",
]  # fmt: skip
WITHIN = ("{*}sub", "{*}sup", "{*}i", "{*}b", "{*}italic", "{*}bold", "style")
# Members that say how, in which order or by whose word, not what; what OpenAlex itself knows of an institution.
HOW = frozenset((
    "abbreviation", "asserted-by", "author_position", "content-version", "date-time", "doi-asserted-by", "group",
    "institutions", "isOpenAccess", "issn-type", "isbn-type", "key", "label", "publication_date",
    "qualifier_id", "qualifier_ui", "registry", "role", "sequence",
))  # fmt: skip
# What entries say in words, and the model by the field, the kind or the place of a value, or of nobody and nothing.
SAID = {
    "bibtex": "and others electronic linking r 1 j jop ack nhfb bnb stoc knv",
    "citations": "epub erratum in",
    "crossref": "abstract k retraction",
    "dimensions": "ur",
    "endnote": "electronic linking print",
    "europepmc": "retraction med",
    "ictrp": "euctr de 3 2018",
    "jats": "mailto",
    "medline": "clinicaltrials gov electronic linking print",
    "lens": "true false",
    "lens_json": "print electronic magid 00 t",
    "openalex": "keywords pmc articles",
    "ovid": "ovid technologies print author reprint e mail px md phd",
    "pubmed": "clinicaltrials gov not available",
    "pubmed_csv": "epub of in",
    "pubmed_text": "epub author information collaborators conflict statement article in erratum comment no authors listed 1 2",
    "rca": "reference citation analysis article s affiliation in open per collapse",
    "refer": "electronic linking",
    "refworks": "rt a t yr vo s rw rfesdcfkexd 1 9 34",
    "ris": "record 2 of provider john wiley sons ltd some content text plain charset utf 8 electronic references",
    "scopus": "no author name id abstract available",
    "tables": "and false grant numbers 0 marloweian mcdonaldxiaolong zhanganna",
    "wos": "clarivate analytics web science",
    "wos_tab": "b c",
    "wos_table": "c",
}


def texts_of(record: Record) -> Iterator[str]:
    """Give the texts of an entry without the names of its fields."""
    raw, form = record.source.raw, record.source.format
    if form in XML:
        root = etree.fromstring(raw.encode(), etree.XMLParser(recover=True, remove_comments=True))
        for path in UNREAD:
            for each in [*root.iterfind(f".//{{*}}{path.replace('/', '/{*}').replace('{*}/', '/')}")]:
                each.clear(keep_tail=True)
        etree.strip_tags(root, *WITHIN)
        yield from map(str, root.itertext())
    elif form in JSON:
        yield from leaves(json.loads(raw.rstrip(",")), HOW)
    elif form in TABLES:
        yield from next(csv.reader([raw], delimiter="\t" if raw.count("\t") > 2 else ","))
    elif form == "bibtex":
        yield decode_latex(NAME.sub(" ", raw))
    else:
        yield TAG.sub(" ", raw)


def leaves(value: object, without: frozenset[str] = frozenset()) -> Iterator[str]:
    if isinstance(value, dict):
        without |= {"author"} if "unstructured" in value else set()  # where a reference as printed has it, too
        yield from leaves([each for name, each in value.items() if name not in without], without)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from leaves(each, without)
    elif isinstance(value, str):
        yield value


def words(texts: Iterable[str]) -> set[str]:
    plain = (ASIDE.sub(" ", html.unescape(text)).casefold() for text in texts)
    return {word.lstrip("0") or "0" for text in plain for word in WORD.findall(text)}


def find_lost(path: Path, most: int) -> set[str]:
    """Find the words of entries that are nowhere in what was read of them."""
    lost: set[str] = set()
    faults: list[Fault] = []
    for item in islice(read(path), most):
        if isinstance(item, Fault):
            faults.append(item)
            continue
        fields = msgspec.to_builtins(item)
        ordinal = fields.pop("source").get("ordinal", "")
        told = (*leaves(fields), ordinal, *(each.raw for each in faults if each.record == item.key))
        lost |= words(texts_of(item)) - words(told) - {*SAID.get(item.source.format, "").split()}
    return lost


@pytest.mark.parametrize("path", fixtures(), ids=lambda path: f"{path.parent.name}-{path.name}")
def test_no_word_of_our_files_is_lost(path: Path):
    assert not find_lost(path, 100)


def test_no_word_of_real_exports_is_lost(shared: Path):
    paths = [each for each in sorted((shared / "samples").rglob("*")) if each.is_file() and "gold" not in each.name]
    assert {path.name: lost for path in paths if (lost := find_lost(path, 50))} == {}
