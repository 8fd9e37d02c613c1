"""The sections of an abstract, and what each is for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.facts.literals import integer, text
from kg.facts.nodes import step
from kg.facts.quads import Node, Quad
from kg.facts.vocabulary import C4O, DCTERMS, DEO, DOCO, KG, RDF, VIVO
from kg.record import Section

# How words of labels begin, and the class of discourse element they tell of. DEO has the purpose of a work in its
# introduction, who pays for it in its acknowledgements, limits and readings of the results in its discussion.
_STEMS: dict[str, Node] = {
    stem: role
    for role, stems in (
        (DEO.Background, "background context literature known"),
        (DEO.Motivation, "rationale importance motivation justification need"),
        (DEO.Introduction, "introduct aim objective goal purpose hypothes question"),
        (DEO.ProblemStatement, "problem"),
        (
            DEO.Methods,
            """method methodolog design setting participant patient animal population sampl subject intervention exposure
            comparator measur outcome procedure approach analys analyz search selection eligib inclusion criteria data
            synthesis protocol evaluat""",
        ),
        (DEO.Materials, "material"),
        (DEO.Results, "result finding observation"),
        (DEO.Discussion, "discuss interpretation limit strength debate"),
        (DEO.Conclusion, "conclu implication recommend message"),
        (DEO.Evaluation, "significance relevance value impact"),
        (DEO.FutureWork, "future"),
        (DEO.Acknowledgements, "fund acknowledg sponsor support financ"),
        (DEO.ExternalResourceDescription, "regist"),
    )
    for stem in stems.split()
}
_ROLE = re.compile(rf"\b(?:{'|'.join(sorted(_STEMS, key=len, reverse=True))})", re.IGNORECASE)


def discourse_elements(label: str) -> tuple[Node, ...]:
    """Tell the DEO classes of a section from its printed label; a label can name several, or none that is known.

    >>> discourse_elements("METHODS AND FINDINGS")
    ('<http://purl.org/spar/deo/Methods>', '<http://purl.org/spar/deo/Results>')
    """
    return tuple(dict.fromkeys(_STEMS[stem.lower()] for stem in _ROLE.findall(label)))


def section_facts(study: Node, sections: tuple[Section, ...]) -> Iterator[Quad]:
    """Describe the sections of a study's abstract, in order; one without a label is the abstract itself, which is told already."""
    if len(sections) == 1 and not sections[0].label:
        return
    for rank, section in enumerate(sections, start=1):
        node = step(study, f"section/{rank}")
        yield node, RDF.type, DOCO.Section
        for role in discourse_elements(section.label):
            yield node, RDF.type, role
        yield node, DCTERMS.isPartOf, study
        yield node, VIVO.rank, integer(rank)
        if section.label:
            yield node, KG.printedLabel, text(section.label)
        yield node, C4O.hasContent, text(section.text)
