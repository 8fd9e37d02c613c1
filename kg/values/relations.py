"""How PubMed names what another work is to this one: by tags of MEDLINE, by RefType in its XML, and in the citations it prints."""

from __future__ import annotations

# Relation, tag (https://www.nlm.nih.gov/bsd/mms/medlineelements.html), RefType of the DTD, words; not all have all.
# In and on are what others did to this record, for and of what it did to others.
_NAMES = (
    ("commented-by", "CIN", "CommentIn", "Comment in"),
    ("comments-on", "CON", "CommentOn", "Comment on"),
    ("republishes-corrected", "CRF", "CorrectedandRepublishedFrom", "Corrected and republished from"),
    ("republished-corrected-in", "CRI", "CorrectedandRepublishedIn", "Corrected and republished in"),
    ("dataset-described-in", "DDIN", "AssociatedDataset", ""),
    ("dataset-used-in", "DRIN", "AssociatedPublication", ""),
    ("expresses-concern-about", "ECF", "ExpressionOfConcernFor", "Expression of concern for"),
    ("concern-expressed-in", "ECI", "ExpressionOfConcernIn", "Expression of concern in"),
    ("corrects", "EFR", "ErratumFor", "Erratum for"),
    ("corrected-by", "EIN", "ErratumIn", "Erratum in"),
    ("summarises", "ORI", "OriginalReportIn", "Original report in"),
    ("partially-retracted-by", "PRIN", "PartialRetractionIn", "Partial retraction in"),
    ("partially-retracts", "PROF", "PartialRetractionOf", "Partial retraction of"),
    ("retracted-by", "RIN", "RetractionIn", "Retraction in"),
    ("retracts", "ROF", "RetractionOf", "Retraction of"),
    ("republishes", "RPF", "RepublishedFrom", "Republished from"),
    ("republished-in", "RPI", "RepublishedIn", "Republished in"),
    ("retracts-and-republishes", "RRF", "RetractedandRepublishedFrom", "Retracted and republished from"),
    ("retracted-and-republished-in", "RRI", "RetractedandRepublishedIn", "Retracted and republished in"),
    ("summarised-in", "SPIN", "SummaryForPatientsIn", "Summary for patients in"),
    ("updated-by", "UIN", "UpdateIn", "Update in"),
    ("updates", "UOF", "UpdateOf", "Update of"),
    ("reprinted-in", "", "ReprintIn", "Reprint in"),
    ("reprints", "", "ReprintOf", "Reprint of"),
)
BY_TAG = {tag: relation for relation, tag, _, _ in _NAMES if tag}
BY_REF_TYPE = {ref_type: relation for relation, _, ref_type, _ in _NAMES}
BY_WORDS = {words: relation for relation, _, _, words in _NAMES if words}
