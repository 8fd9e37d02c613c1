"""Papers as databases export them: PubMed XML, MEDLINE and RIS."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from tests.bench._papers import Paper, Person


def _names(paper: Paper) -> Iterator[tuple[Person, str]]:
    for each in paper.authors:
        yield each, " ".join(each.initials) if paper.initials_only else each.given


def _print_pubmed(paper: Paper) -> str:
    authors = "".join(
        f"<Author><LastName>{each.family}</LastName><ForeName>{given}</ForeName><Initials>{each.initials}</Initials>"
        + (f'<Identifier Source="ORCID">{each.orcid}</Identifier>' if each.orcid else "")
        + f"<AffiliationInfo><Affiliation>{escape(each.address(paper.number))}</Affiliation></AffiliationInfo></Author>"
        for each, given in _names(paper)
    )
    abstract = "".join(
        f'<AbstractText Label="{label}">{text}</AbstractText>' if label else f"<AbstractText>{text}</AbstractText>"
        for label, text in paper.sections
    )
    keywords = "".join(f"<Keyword>{each}</Keyword>" for each in paper.keywords)
    doi = f'<ArticleId IdType="doi">{paper.doi}</ArticleId>' if paper.doi else ""
    issn = f'<ISSN IssnType="Print">{paper.journal.issn}</ISSN>' if paper.journal.issn else ""
    return (
        f'<PubmedArticle><MedlineCitation Status="MEDLINE"><PMID Version="1">{paper.pmid}</PMID><Article>'
        f"<Journal>{issn}<JournalIssue><Volume>{paper.volume}</Volume><Issue>{paper.issue or ''}</Issue>"
        f"<PubDate><Year>{paper.year}</Year></PubDate></JournalIssue><Title>{paper.journal.title}</Title>"
        f"<ISOAbbreviation>{paper.journal.abbreviation}</ISOAbbreviation></Journal>"
        f"<ArticleTitle>{paper.title}.</ArticleTitle><Pagination><MedlinePgn>{_short_pages(paper)}</MedlinePgn></Pagination>"
        + (f"<Abstract>{abstract}</Abstract>" if abstract else "")
        + f"<AuthorList>{authors}</AuthorList><Language>eng</Language>"
        "<PublicationTypeList><PublicationType>Journal Article</PublicationType></PublicationTypeList></Article>"
        f"<KeywordList>{keywords}</KeywordList></MedlineCitation>"
        f'<PubmedData><ArticleIdList><ArticleId IdType="pubmed">{paper.pmid}</ArticleId>{doi}</ArticleIdList></PubmedData>'
        "</PubmedArticle>\n"
    )


def _print_medline(paper: Paper) -> str:
    lines = [
        f"PMID- {paper.pmid}",
        *([f"IS  - {paper.journal.issn} (Print)"] if paper.journal.issn else []),
        f"VI  - {paper.volume}",
        *([f"IP  - {paper.issue}"] if paper.issue else []),
        f"DP  - {paper.year}",
        f"TI  - {paper.title}.",
        f"PG  - {_short_pages(paper)}",
        *([f"LID - {paper.doi} [doi]"] if paper.doi else []),
    ]
    if paper.sections:
        lines.append("AB  - " + " ".join(f"{label}: {text}" if label else text for label, text in paper.sections))
    for each, given in _names(paper):
        lines += [f"FAU - {each.family}, {given}", f"AU  - {each.family} {each.initials}"]
        lines += [f"AUID- ORCID: {each.orcid}"] if each.orcid else []
        lines.append(f"AD  - {each.address(paper.number)}")
    lines += [
        "LA  - eng",
        "PT  - Journal Article",
        f"TA  - {paper.journal.abbreviation}",
        f"JT  - {paper.journal.title}",
    ]
    lines += [f"OT  - {each}" for each in paper.keywords]
    return "\n".join(lines) + "\n\n"


def _print_ris(paper: Paper) -> str:
    lines = [
        "TY  - JOUR",
        *(f"AU  - {each.family}, {given}" for each, given in _names(paper)),
        f"TI  - {paper.title}",
        f"JO  - {paper.journal.title}",
        f"VL  - {paper.volume}",
        *([f"IS  - {paper.issue}"] if paper.issue else []),
        f"SP  - {paper.first}",
        f"EP  - {paper.last}",
        f"PY  - {paper.year}",
        *([f"DO  - {paper.doi}"] if paper.doi else []),
        *([f"SN  - {paper.journal.issn}"] if paper.journal.issn else []),
        *(f"AD  - {address}" for address in dict.fromkeys(each.address(paper.number) for each in paper.authors)),
    ]
    if paper.sections:
        lines.append("AB  - " + " ".join(text for _, text in paper.sections))
    lines += [f"KW  - {each}" for each in paper.keywords]
    return "\n".join(lines) + "\nER  - \n\n"


def _short_pages(paper: Paper) -> str:
    """Print a range as MEDLINE does: 1017-1025 is 1017-25."""
    first, last = str(paper.first), str(paper.last)
    if len(first) != len(last):
        return f"{first}-{last}"
    start = next((place for place in range(len(first)) if first[place] != last[place]), len(first) - 1)
    return f"{first}-{last[start:]}"


FORMATS = {
    ".xml": ('<?xml version="1.0" encoding="utf-8"?>\n<PubmedArticleSet>\n', _print_pubmed, "</PubmedArticleSet>\n"),
    ".nbib": ("", _print_medline, ""),
    ".ris": ("", _print_ris, ""),
}
