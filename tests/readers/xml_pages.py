"""Pages of each format of XML, and how tests read them."""

import io
from pathlib import Path
from types import ModuleType

import pytest

from kg.clean import clean
from kg.readers import endnote, ictrp, jats, pubmed, zotero_rdf
from kg.record import Fault, Record
from tests.readers.items import records_of

DATA = Path(__file__).parents[1] / "data"
FIXTURES: dict[ModuleType, bytes] = {
    pubmed: (DATA / "pubmed/oddities.xml").read_bytes(),
    jats: (DATA / "jats/article.xml").read_bytes(),
    endnote: (DATA / "endnote/library.xml").read_bytes(),
    ictrp: (DATA / "ictrp/trials.xml").read_bytes(),
    zotero_rdf: (DATA / "zotero_rdf/library.rdf").read_bytes(),
}
# The smallest record of each, around some text.
SMALLEST: dict[ModuleType, str] = {
    pubmed: "<PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>{}</ArticleTitle></Article></MedlineCitation></PubmedArticle>",
    jats: "<article article-type='x'><front><article-meta><title-group><article-title>{}</article-title></title-group></article-meta></front></article>",
    endnote: "<record><ref-type name='Book'>6</ref-type><titles><title>{}</title></titles></record>",
    zotero_rdf: "<bib:Book rdf:about='#item_1'><z:itemType>book</z:itemType><dc:title>{}</dc:title></bib:Book>",
    ictrp: "<Trial><TrialID>NCT01234567</TrialID><Scientific_title>{}</Scientific_title></Trial>",
}
each_format = pytest.mark.parametrize("reader", FIXTURES, ids=lambda reader: reader.__name__.rpartition(".")[2])


def read_bytes(reader: ModuleType, content: bytes) -> list[Record | Fault]:
    return list(reader.read(io.BytesIO(content), "f.xml"))


def read_text(reader: ModuleType, text: str) -> list[Record | Fault]:
    """Read the smallest record around a text, and a whole one after it."""
    return read_bytes(reader, (SMALLEST[reader].format(text) + SMALLEST[reader].format("Whole")).encode())


def reasons_of(items: list[Record | Fault]) -> list[str]:
    return [item.reason for item in items if isinstance(item, Fault)]


def survive(items: list[Record | Fault]) -> None:
    for record in records_of(items):
        assert isinstance(list(clean(record))[-1], Record)
