"""Which FaBiO Expression a study is, by the types its records state."""

from __future__ import annotations

from pyoxigraph import NamedNode

from kg.record import Record
from kg.terms import FABIO

# The names of publication types in PubMed, RIS, CSL and Crossref, in lower case. FaBiO's Works (SystematicReview,
# ClinicalTrialReport …) are disjoint from its Expressions, so that a systematic review is a review article here.
_TYPES: dict[str, NamedNode] = {
    name: expression
    for expression, names in (
        (FABIO.JournalArticle, "journal article|jour|article-journal|journal-article"),
        (FABIO.ReviewArticle, "review|systematic review|scoping review|meta-analysis|review-article"),
        (FABIO.JournalEditorial, "editorial"),
        (FABIO.Letter, "letter"),
        (FABIO.Comment, "comment|peer-review|peer_review"),
        (FABIO.NewsItem, "news"),
        (FABIO.RetractionNotice, "retraction of publication|retraction notice|retraction"),
        (FABIO.Preprint, "preprint|posted-content"),
        (FABIO.Book, "book|edbook|monograph|edited-book|reference-book"),
        (FABIO.BookChapter, "chap|chapter|book-chapter|book chapter"),
        (FABIO.ConferencePaper, "conf|cpaper|paper-conference|proceedings-article|conference paper|proceedings paper"),
        (FABIO.ConferencePoster, "poster"),
        (FABIO.Thesis, "thes|thesis|dissertation|academic dissertation"),
        (FABIO.ReportDocument, "rprt|report|technical report|government publication"),
        (FABIO.MagazineArticle, "mgzn|article-magazine|magazine article"),
        (FABIO.NewspaperArticle, "newspaper article|article-newspaper"),
        (FABIO.WebContent, "elec|webpage|web page"),
        (FABIO.BlogPost, "blog|post-weblog"),
        (FABIO.PatentDocument, "pat|patent"),
        (FABIO.ReferenceEntry, "ency|dict|entry-encyclopedia|entry-dictionary|reference-entry"),
        (FABIO.Manuscript, "unpb|manuscript"),
    )
    for name in names.split("|")
}
_BY_CONTAINER = {"journal": FABIO.JournalArticle, "book": FABIO.BookChapter, "conference": FABIO.ConferencePaper}


def expressions(record: Record) -> tuple[NamedNode, ...]:
    """Choose the FaBiO classes of what a record describes: those of its types, else that of its container's kind.

    >>> from kg.record import Source
    >>> [each.value for each in expressions(Record("abc", Source("ris", "x.ris", 1, ""), types=("JOUR", "Review")))]
    ['http://purl.org/spar/fabio/JournalArticle', 'http://purl.org/spar/fabio/ReviewArticle']
    """
    known = dict.fromkeys(_TYPES[name] for name in map(str.lower, record.types) if name in _TYPES)
    if known:
        return tuple(known)
    kind = record.container.kind if record.container else ""
    return (_BY_CONTAINER.get(kind, FABIO.Expression),)
