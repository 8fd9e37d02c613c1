"""Which columns of tables say what, for each of the tools and databases whose tables are told by the names of these."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

OWN = "="  # before our name of a column, which no table has

_YEAR = re.compile(r"(?:(?:1[5-9]|20)\d\d(?:\.0)?)?")


class Layout(Struct, frozen=True):
    """The columns that only this table has, what each is for, and what tells a row: a column of ours and its form.

    `between` says what parts the values in a list, where semicolons do not; `type` is what all rows are.
    """

    telling: frozenset[str]
    columns: Mapping[str, str]
    row: tuple[str, re.Pattern[str]] = ("year", _YEAR)
    between: Mapping[str, str] = {}
    type: str = ""


_RAYYAN = Layout(
    frozenset(("key", "title", "year", "pubmed_id", "pmc_id")),
    {
        "key": "ordinal", "title": "title", "year": "year", "month": "month", "day": "day", "journal": "journal", "issn": "issn",
        "volume": "volume", "issue": "issue", "pages": "pages", "authors": "authors", "url": "url", "language": "language",
        "publisher": "publisher", "location": "country", "abstract": "abstract", "doi": "doi", "keywords": "keywords",
        "pubmed_id": "pmid", "pmc_id": "pmcid",
    },
)  # fmt: skip
_COVIDENCE = Layout(
    frozenset(("Covidence #", "Published Year")),
    {
        "Covidence #": "ordinal", "Title": "title", "Published Year": "year", "Published Month": "month", "Journal": "journal",
        "Volume": "volume", "Issue": "issue", "Pages": "pages", "Authors": "authors", "Abstract": "abstract", "DOI": "doi",
    },
)  # fmt: skip
_ASYSD = Layout(
    frozenset(("record_id", "author", "title", "year", "number")),
    {
        "record_id": "ordinal", "title": "title", "year": "year", "journal": "journal", "isbn": "issn", "volume": "volume",
        "number": "issue", "pages": "pages", "author": "authors", "url": "url", "abstract": "abstract", "doi": "doi",
        "keywords": "keywords",
    },
)  # fmt: skip
_IEEE = Layout(
    frozenset(("Document Title", "Publication Year", "Date Added To Xplore")),
    {
        "Document Title": "title", "Publication Year": "year", "Publication Title": "journal", "ISSN": "issn", "ISBNs": "isbn",
        "Volume": "volume", "Issue": "issue", "Start Page": "first", "End Page": "last", "Authors": "authors",
        "Author Affiliations": "affiliations", "PDF Link": "url", "Publisher": "publisher", "Abstract": "abstract", "DOI": "doi",
        "Author Keywords": "keywords", "IEEE Terms": "headings", "Funding Information": "grants", "Document Identifier": "type",
        "Article Citation Count": "ieee-citations",
    },
)  # fmt: skip
_BVS = Layout(  # https://github.com/bireme/iahx-opac/blob/master/templates/regional/export-csv.txt
    frozenset(("Descriptor(s)", "Fulltext URL", "Publication year")),
    {
        "Title": "title", "Authors": "authors", "Journal": "journal", "Type": "type", "Language": "language",
        "Publication year": "year", "Descriptor(s)": "headings", "Keyword(s)": "keywords", "Publication Country": "country",
        "Fulltext URL": "url", "Abstract": "abstract", "Volume number": "volume", "Issue number": "issue", "DOI": "doi",
        "ISSN": "issn", "PMCID": "pmcid", "ID": "accession", "Database": "database", "Source": "citation",
    },
    between={"title": "/ "},
)  # fmt: skip
_EBSCO = Layout(
    frozenset(("an", "title", "contributors", "longDBName")),
    {
        "title": "title", "contributors": "authors", "source": "journal", "publicationDate": "date", "abstract": "abstract",
        "pubTypes": "type", "language": "language", "doi": "doi", "volume": "volume", "issue": "issue", "pageStart": "first",
        "pageEnd": "last", "subjects": "keywords", "plink": "url", "issns": "issn", "isbns": "isbn", "publisher": "publisher",
        "an": "accession", "longDBName": "database",
    },
    ("date", re.compile(r"(?:(?:1[5-9]|20)\d\d.{0,20})?")),
)  # fmt: skip
_SPRINGER = Layout(
    frozenset(("Item Title", "Item DOI", "Publication Title")),
    {
        "Item Title": "title", "Publication Title": "journal", "Journal Volume": "volume", "Journal Issue": "issue",
        "Item DOI": "doi", "Authors": "authors", "Publication Year": "year", "URL": "url", "Content Type": "type",
    },
    between={"authors": ""},
)  # fmt: skip
_PUBLISH_OR_PERISH = Layout(  # https://harzing.com/resources/publish-or-perish
    frozenset(("Cites", "Authors", "GSRank", "QueryDate")),
    {
        "Authors": "authors", "Title": "title", "Year": "year", "Source": "journal", "Publisher": "publisher", "DOI": "doi",
        "ISSN": "issn", "Volume": "volume", "Issue": "issue", "StartPage": "first", "EndPage": "last", "Abstract": "abstract",
        "ArticleURL": "url", "Cites": "publish-or-perish-citations",
    },
    ("year", re.compile(r"0|(?:(?:1[5-9]|20)\d\d)?")),
    {"authors": ","},
)  # fmt: skip
_OPENALEX = Layout(
    frozenset(("id", "publication_year", "authorships.author.display_name")),
    {
        "id": "openalex", "doi": "doi", "ids.pmid": "pmid", "ids.pmcid": "pmcid", "title": "title", "display_name": "title",
        "publication_year": "year", "publication_date": "date", "type": "type", "language": "language", "abstract": "abstract",
        "primary_location.source.display_name": "journal", "primary_location.source.issn_l": "issn",
        "primary_location.source.host_organization_name": "publisher", "biblio.volume": "volume", "biblio.issue": "issue",
        "biblio.first_page": "first", "biblio.last_page": "last", "authorships.author.display_name": "authors",
        "authorships.author.orcid": "orcids", "keywords.display_name": "keywords", "cited_by_count": "openalex-citations",
        "is_retracted": "retracted", "open_access.is_oa": "open", "referenced_works": "references",
    },
    ("openalex", re.compile(r"(?:https://openalex\.org/)?W\d+")),
    dict.fromkeys(("authors", "orcids", "keywords", "references"), "|"),
)  # fmt: skip
_CNKI = Layout(
    frozenset(("SrcDatabase-来源库", "Title-题名", "Author-作者")),
    {
        "Title-题名": "title", "Author-作者": "authors", "Source-文献来源": "journal", "Keyword-关键词": "keywords",
        "Summary-摘要": "abstract", "PubTime-发表时间": "date", "Year-年": "year", "Volume-卷": "volume", "Period-期": "issue",
        "PageCount-页码": "pages", "ISSN-国际标准刊号": "issn", "DOI-DOI": "doi", "URL-网址": "url", "SrcDatabase-来源库": "type",
    },
)  # fmt: skip
_TRIAL = {
    "NCT Number": "registration", "Study Title": "title", "Title": "title", "Study URL": "url", "URL": "url",
    "Brief Summary": "abstract", "Conditions": "keywords", "Study Type": "type", "First Posted": "date",
}  # fmt: skip
_CLINICAL_TRIALS = tuple(  # https://clinicaltrials.gov/data-api/about-api/csv-download; the second until 2023
    Layout(
        frozenset(("NCT Number", *telling)),
        _TRIAL,
        ("registration", re.compile(r"NCT\d{8}")),
        {"keywords": "|"},
        "Trial registry record",
    )
    for telling in (("Study Title", "Study URL"), ("Title", "Study Designs"))
)
_ICTRP = Layout(
    frozenset(("TrialID", "Public title", "Source Register")),
    {
        "TrialID": "registration", "Scientific title": "title", "Public title": "brief", "web address": "url",
        "Date registration": "date", "Study type": "type", "Condition": "keywords",
    },
    ("registration", re.compile(r"\S.*")),
    type="Trial registry record",
)  # fmt: skip
_LAYOUTS = (
    _RAYYAN, _COVIDENCE, _ASYSD, _IEEE, _BVS, _EBSCO, _SPRINGER, _PUBLISH_OR_PERISH, _OPENALEX, _CNKI, *_CLINICAL_TRIALS, _ICTRP,
)  # fmt: skip


def find_layout(header: Sequence[str]) -> Layout | None:
    """Find the layout of a table by the names of its columns; the one that tells a row is among them."""
    return next((each for each in _LAYOUTS if each.telling <= {*header} and each.row[0] in _ours(each, header)), None)


def _ours(layout: Layout, header: Sequence[str]) -> set[str]:
    return {layout.columns.get(each, "") for each in header}
