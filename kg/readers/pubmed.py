"""Reads PubMed XML: baseline and update files, and what EFetch gives, articles and books.

The elements: https://dtd.nlm.nih.gov/ncbi/pubmed/doc/out/250101/ (the DTD of 2025; older files differ in little). A PMID
that an update file withdraws is a `Deletion`: its record is not to be used any more, and that is all that is known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import BinaryIO, TypeAlias, cast

from kg.readers import _pubmed_fields as fields
from kg.readers import _pubmed_links as links
from kg.readers._draft import Draft
from kg.readers._pubmed_people import read_people
from kg.readers._xml import OUTSIDE, Element, Entry, Envelope, print_date, read_entries, text_of
from kg.record import Date, Deletion, Fault, Identifier, Record, Source, record_key

TITLE = "PubMed XML (baseline, update files, EFetch)"
BOUNDARY = re.compile(rb"</PubmedArticle>\s*(?=<PubmedArticle>)")

Handler: TypeAlias = Callable[[Draft, Element], None]

_ARTICLE, _BOOK, _DELETIONS = "PubmedArticle", "PubmedBookArticle", ("DeleteCitation", "DeleteDocument")
_ENVELOPE = Envelope(("PubmedArticleSet", "PubmedBookArticleSet"))
_SIGNS = (b"<PubmedArticleSet", b"<PubmedArticle>", b"<PubmedBookArticle", b"<DeleteCitation>")


def sniff(head: bytes) -> bool:
    """Tell whether the elements of a set of PubMed's are there.

    >>> sniff(b'<?xml version="1.0"?><PubmedArticleSet><PubmedArticle>')
    True
    """
    return any(sign in head for sign in _SIGNS)


def read(stream: BinaryIO, file: str) -> Iterator[Record | Fault]:
    """Read a set, or several one after the other, as records, deletions and faults in the order in which they stand."""
    yield from read_entries(stream, file, (_ARTICLE, _BOOK, *_DELETIONS), _ENVELOPE, _read_entry)


def _read_entry(entry: Entry, file: str) -> Iterator[Record | Fault]:
    if entry.name in _DELETIONS:
        for each in entry.root.iter("PMID"):
            pmid = text_of(each)
            line = entry.line + (cast("int | None", each.sourceline) or 1) - 1
            yield Deletion(file, line, pmid, "deleted by its source", identifier=Identifier("pmid", pmid))
        return
    draft = Draft()
    _walk(_RECORD, draft, entry.root)
    if not any(each.scheme == "pmid" for each in draft.identifiers):
        yield Fault(file, entry.line, entry.raw, f"{OUTSIDE}: it has no PMID")
        return
    yield draft.finish(record_key(entry.text), Source("pubmed", file, entry.line, entry.raw))


def _walk(table: Mapping[str, Handler], draft: Draft, node: Element) -> None:
    """Read each child as the table says; what it does not name is kept as it is."""
    for child in node:
        handler = table.get(child.tag)
        if handler:
            handler(draft, child)
        else:
            draft.keep(child.tag, _run_together(child) if len(child) else text_of(child))


def _run_together(node: Element) -> str:
    return " ".join(text for piece in node.itertext() if (text := str(piece).strip()))


def _table(**handlers: Handler) -> Handler:
    return partial(_walk, handlers)


def _keep_attributes(draft: Draft, node: Element) -> None:
    for name, value in node.items():
        draft.keep(f"{node.tag}/@{name!s}", str(value))


def _citation(draft: Draft, node: Element) -> None:
    _keep_attributes(draft, node)
    _CITATION(draft, node)


def _article(draft: Draft, node: Element) -> None:
    _keep_attributes(draft, node)
    _ARTICLE_PARTS(draft, node)


def _text(name: str) -> Handler:
    def read_text(draft: Draft, node: Element) -> None:
        setattr(draft, name, text_of(node))

    return read_text


def _texts(name: str) -> Handler:
    def read_texts(draft: Draft, node: Element) -> None:
        if text := text_of(node):
            getattr(draft, name).append(text)

    return read_texts


def _date(kind: str) -> Handler:
    def read_date(draft: Draft, node: Element) -> None:
        draft.dates.append(Date(kind, print_date(node)))

    return read_date


def _container_identifier(scheme: str) -> Handler:
    def read_identifier(draft: Draft, node: Element) -> None:
        draft.container_identifiers.append(Identifier(scheme, text_of(node)))

    return read_identifier


def _book(draft: Draft, node: Element) -> None:
    """Read Book; its authors and editors are the record's unless the chapter has its own."""
    draft.kind = "book"
    _BOOK_PARTS(draft, node)


def _book_document(draft: Draft, node: Element) -> None:
    """Read BookDocument: a chapter, or, without a title of its own, the whole book."""
    _BOOK_DOCUMENT(draft, node)
    if not draft.title:
        draft.title, draft.container = draft.container, ""
        draft.identifiers += draft.container_identifiers
        draft.container_identifiers = []


_JOURNAL = _table(
    ISSN=fields.read_issn,
    JournalIssue=_table(Volume=_text("volume"), Issue=_text("issue"), PubDate=fields.read_publication_date),
    Title=_text("container"),
    ISOAbbreviation=_text("abbreviation"),
)
_ARTICLE_PARTS = _table(
    Journal=_JOURNAL,
    ArticleTitle=fields.read_title,
    VernacularTitle=fields.read_vernacular_title,
    Pagination=fields.read_pagination,
    ELocationID=fields.read_location,
    Abstract=fields.read_abstract,
    AuthorList=read_people,
    Language=_texts("languages"),
    DataBankList=_table(DataBank=links.read_data_bank),
    GrantList=_table(Grant=links.read_grant),
    PublicationTypeList=_table(PublicationType=_texts("types")),
    ArticleDate=_date("epublish"),
)
_CITATION = _table(
    PMID=fields.read_pmid,
    DateCreated=_date("created"),
    DateCompleted=_date("completed"),
    DateRevised=_date("updated"),
    Article=_article,
    MedlineJournalInfo=_table(
        MedlineTA=fields.read_medline_abbreviation,
        NlmUniqueID=_container_identifier("nlmid"),
        ISSNLinking=_container_identifier("issnl"),
        Country=_text("country"),
    ),
    ChemicalList=_table(Chemical=fields.read_chemical),
    SupplMeshList=_table(SupplMeshName=fields.read_supplement),
    CommentsCorrectionsList=_table(CommentsCorrections=links.read_comment_or_correction),
    GeneSymbolList=_table(),
    MeshHeadingList=fields.read_headings,
    PersonalNameSubjectList=_table(),
    OtherID=fields.read_other_id,
    KeywordList=_table(Keyword=_texts("keywords")),
    InvestigatorList=read_people,
)
_DATA = _table(
    History=fields.read_history,
    ArticleIdList=fields.read_identifiers,
    ReferenceList=links.read_references,
)
_BOOK_PARTS = _table(
    BookTitle=_text("container"),
    PubDate=fields.read_publication_date,
    AuthorList=read_people,
    InvestigatorList=read_people,
    Publisher=_table(PublisherName=_text("publisher")),
    Volume=_text("volume"),
    Isbn=_container_identifier("isbn"),
    ELocationID=fields.read_location,
)
_BOOK_DOCUMENT = _table(
    PMID=fields.read_pmid,
    ArticleIdList=fields.read_identifiers,
    Book=_book,
    ArticleTitle=fields.read_title,
    VernacularTitle=fields.read_vernacular_title,
    Pagination=fields.read_pagination,
    Language=_texts("languages"),
    AuthorList=read_people,
    InvestigatorList=read_people,
    PublicationType=_texts("types"),
    Abstract=fields.read_abstract,
    KeywordList=_table(Keyword=_texts("keywords")),
    ContributionDate=_date("contributed"),
    DateRevised=_date("updated"),
    GrantList=_table(Grant=links.read_grant),
    ReferenceList=links.read_references,
)
_RECORD: dict[str, Handler] = {
    "MedlineCitation": _citation,
    "PubmedData": _DATA,
    "BookDocument": _book_document,
    "PubmedBookData": _DATA,
}
