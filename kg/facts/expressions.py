"""Which FaBiO Expression a study is, by the types its records state."""

from __future__ import annotations

from kg.facts.quads import Node
from kg.facts.vocabulary import FABIO
from kg.record import Record

# The names of publication types in PubMed, RIS, CSL, Crossref, Web of Science, Scopus, JATS and BibTeX, in lower case;
# where "article" means whatever a container holds, the container decides. FaBiO's Works (SystematicReview,
# ClinicalTrialReport …) are disjoint from its Expressions, so that a systematic review is a review article here.
_TYPES: dict[str, Node] = {
    name: expression
    for expression, names in (
        (
            FABIO.JournalArticle,
            "journal article|introductory journal article|jour|ejour|article-journal|journal-article|research-article",
        ),
        (FABIO.ReviewArticle, "review|systematic review|scoping review|meta-analysis|review-article|systematic-review"),
        (FABIO.BriefReport, "brief-report"),
        (FABIO.JournalEditorial, "editorial|editorial material"),
        (FABIO.Letter, "letter"),
        (FABIO.Comment, "comment|article-commentary|peer-review|peer_review"),
        (FABIO.NewsItem, "news|news item"),
        (FABIO.RetractionNotice, "retraction of publication|retraction notice|retraction"),
        (FABIO.Preprint, "preprint|posted-content"),
        (FABIO.Book, "book|ebook|edbook|monograph|edited-book|edited book|electronic book|reference-book"),
        (FABIO.BookChapter, "chap|echap|chapter|book-chapter|book chapter|book section|inbook|incollection"),
        (FABIO.ConferenceProceedings, "proceedings"),
        (
            FABIO.ConferencePaper,
            "conf|cpaper|paper-conference|proceedings-article|conference paper|proceedings paper|inproceedings|conference",
        ),
        (FABIO.ConferencePoster, "poster"),
        (FABIO.Thesis, "thes|thesis|dissertation|academic dissertation|phdthesis|mastersthesis"),
        (FABIO.ReportDocument, "rprt|report|technical report|techreport|government publication"),
        (FABIO.MagazineArticle, "mgzn|article-magazine|magazine article"),
        (FABIO.NewspaperArticle, "newspaper article|article-newspaper"),
        (FABIO.WebContent, "elec|webpage|web page"),
        (FABIO.BlogPost, "blog|post-weblog"),
        (FABIO.PatentDocument, "pat|patent"),
        (FABIO.ReferenceEntry, "ency|dict|entry-encyclopedia|entry-dictionary|reference-entry"),
        (FABIO.Manuscript, "unpb|unpublished|unpublished work|manuscript"),
    )
    for name in names.split("|")
}
_BY_CONTAINER = {"journal": FABIO.JournalArticle, "book": FABIO.BookChapter, "conference": FABIO.ConferencePaper}


def expressions(record: Record) -> tuple[Node, ...]:
    """Choose the FaBiO classes of what a record describes: those of its types, else that of its container's kind.

    >>> from kg.record import Source
    >>> expressions(Record("abc", Source("ris", "x.ris", 1, ""), types=("JOUR", "Review")))
    ('<http://purl.org/spar/fabio/JournalArticle>', '<http://purl.org/spar/fabio/ReviewArticle>')
    """
    known = dict.fromkeys(_TYPES[name] for name in map(str.lower, record.types) if name in _TYPES)
    if known:
        return tuple(known)
    kind = record.container.kind if record.container else ""
    return (_BY_CONTAINER.get(kind, FABIO.Expression),)
