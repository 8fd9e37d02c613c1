"""The terms of `kg.terms` as facts name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg import terms
from kg.facts.quads import Node, named


class _Vocabulary:
    """The terms of a vocabulary, printed, under the same names."""

    def __init__(self, vocabulary: terms.Vocabulary) -> None:
        for name, term in vars(vocabulary).items():
            setattr(self, name, named(term.value))

    if TYPE_CHECKING:  # where it were defined, each look-up of a term would take six times as long

        def __getattr__(self, name: str) -> Node: ...


BIDO = _Vocabulary(terms.BIDO)
C4O = _Vocabulary(terms.C4O)
CITO = _Vocabulary(terms.CITO)
DC = _Vocabulary(terms.DC)
DCAT = _Vocabulary(terms.DCAT)
DCTERMS = _Vocabulary(terms.DCTERMS)
DEO = _Vocabulary(terms.DEO)
DOCO = _Vocabulary(terms.DOCO)
FABIO = _Vocabulary(terms.FABIO)
FOAF = _Vocabulary(terms.FOAF)
FRAPO = _Vocabulary(terms.FRAPO)
FRBR = _Vocabulary(terms.FRBR)
KG = _Vocabulary(terms.KG)
MESHV = _Vocabulary(terms.MESHV)
OA = _Vocabulary(terms.OA)
ORG = _Vocabulary(terms.ORG)
OWL = _Vocabulary(terms.OWL)
PRISM = _Vocabulary(terms.PRISM)
PRO = _Vocabulary(terms.PRO)
PROV = _Vocabulary(terms.PROV)
PSO = _Vocabulary(terms.PSO)
RDF = _Vocabulary(terms.RDF)
RDFS = _Vocabulary(terms.RDFS)
SCHEMA = _Vocabulary(terms.SCHEMA)
SCORO = _Vocabulary(terms.SCORO)
SKOS = _Vocabulary(terms.SKOS)
TIME = _Vocabulary(terms.TIME)
TVC = _Vocabulary(terms.TVC)
VIVO = _Vocabulary(terms.VIVO)
VOID = _Vocabulary(terms.VOID)
XSD = _Vocabulary(terms.XSD)
