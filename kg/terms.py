"""Vocabulary: every namespace and every term that the graph uses, in one place.

`DCTERMS.title` is the node `http://purl.org/dc/terms/title`. A hyphen in a term is an underscore here
(`PSO.open_access`), a Python keyword gets one at its end (`VOID.class_`). `ontology/README.md` says what stands where.
"""

from __future__ import annotations

import keyword
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from pyoxigraph import NamedNode

PREFIXES = {
    "bido": "http://purl.org/spar/bido/",
    "c4o": "http://purl.org/spar/c4o/",
    "cito": "http://purl.org/spar/cito/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "deo": "http://purl.org/spar/deo/",
    "doco": "http://purl.org/spar/doco/",
    "fabio": "http://purl.org/spar/fabio/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "frapo": "http://purl.org/cerif/frapo/",
    "frbr": "http://purl.org/vocab/frbr/core#",
    "kg": "https://example.org/kg/terms#",
    "kgc": "https://example.org/kg/concepts#",
    "mesh": "http://id.nlm.nih.gov/mesh/",
    "meshv": "http://id.nlm.nih.gov/mesh/vocab#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prism": "http://prismstandard.org/namespaces/basic/2.0/",
    "pro": "http://purl.org/spar/pro/",
    "prov": "http://www.w3.org/ns/prov#",
    "pso": "http://purl.org/spar/pso/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "scoro": "http://purl.org/spar/scoro/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "tvc": "http://www.essepuntato.it/2012/04/tvc/",
    "vivo": "http://vivoweb.org/ontology/core#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


class Vocabulary:
    """The terms of one vocabulary that the graph uses, as attributes; iterating gives them in their order here.

    >>> Vocabulary("void", "triples class").class_
    <NamedNode value=http://rdfs.org/ns/void#class>
    """

    def __init__(self, prefix: str, terms: str) -> None:
        for term in terms.split():
            name = term.replace("-", "_")
            self.__dict__[name + "_" * keyword.iskeyword(name)] = NamedNode(PREFIXES[prefix] + term)

    def __getattr__(self, name: str) -> NamedNode:
        raise AttributeError(f"{name} is not a term that kg/terms.py lists")

    def __iter__(self) -> Iterator[NamedNode]:
        yield from self.__dict__.values()


# Our own terms: those of the data, defined in ontology/kg.ttl.
KG = Vocabulary(
    "kg",
    """Record Authorship Affiliation Cluster Field Contribution Coauthorship Occurrence Reference
    journalTitle containerKind subjectHeading qualifier majorTopic publishedOnline publishedInPrint received revised accepted indexed citationCount impactIndex registrationNumber flag
    truncated
    ofRecord ofAuthorship printedName printedFullName printedAffiliation printedLabel initials nameSuffix
    studyDesign mentions matchScore part sentence acronym shortName placeInferred countryCode
    degree weightedDegree betweenness coreNumber clusteringCoefficient stability
    hasStudy hasInstitution hasConcept hasBridge hasCentralPerson firstYear lastYear
    between papers weight file sha256 line ordinal
    Crossref Dimensions Lens OpenAlex PubMed ReferenceCitationAnalysis Scopus WebOfScience impactIndexPerArticle""",
)

RDF = Vocabulary("rdf", "type")
RDFS = Vocabulary("rdfs", "label")
OWL = Vocabulary("owl", "sameAs")
XSD = Vocabulary("xsd", "boolean date dateTime decimal gYear gYearMonth integer")
DCTERMS = Vocabulary(
    "dcterms",
    """abstract alternative bibliographicCitation creator dateAccepted description format hasVersion identifier isPartOf
    isReplacedBy isVersionOf language license relation source subject title""",
)
DC = Vocabulary("dc", "publisher rights")
CITO = Vocabulary(
    "cito",
    """cites corrects discusses hasReplyFrom isCitedBy isCorrectedBy isDiscussedBy isQualifiedBy isRetractedBy
    isReviewedBy isUpdatedBy qualifies repliesTo retracts reviews updates""",
)
FRAPO = Vocabulary("frapo", "FundingAgency Grant hasFundingAgency hasGrantNumber isFundedBy")
MESHV = Vocabulary("meshv", "Descriptor SupplementaryConceptRecord")
FABIO = Vocabulary(
    "fabio",
    """Expression ExpressionCollection Journal Book BlogPost BookChapter BriefReport Comment ConferencePaper ConferencePoster
    ConferenceProceedings JournalArticle JournalEditorial Letter MagazineArticle Manuscript NewsItem NewspaperArticle PatentDocument Preprint
    ReferenceEntry ReportDocument RetractionNotice ReviewArticle Thesis WebContent hasArXivId hasDateReceived
    hasElectronicArticleIdentifier hasPII hasPubMedCentralId hasPubMedId hasPublicationYear""",
)
FRBR = Vocabulary(
    "frbr",
    """partOf revision revisionOf summarization summarizationOf supplement supplementOf translation translationOf""",
)
PRISM = Vocabulary(
    "prism",
    "doi eIssn endingPage isbn issn issueIdentifier keyword pageRange publicationDate startingPage volume",
)
PRO = Vocabulary(
    "pro",
    """RoleInTime author compiler contributor editor guest-editor illustrator isHeldBy relatesToDocument
    relatesToOrganization reviewer series-editor translator withRole""",
)
SCORO = Vocabulary("scoro", "affiliate collaborator")
PSO = Vocabulary(
    "pso",
    """StatusInTime catalogued holdsStatusInTime isStatusHeldBy open-access retracted-from-publication revised
    withStatus""",
)
TVC = Vocabulary("tvc", "atTime")
TIME = Vocabulary("time", "Instant inXSDDate")
C4O = Vocabulary(
    "c4o",
    """GlobalCitationCount hasContent hasGlobalCitationFrequency hasGlobalCountSource hasGlobalCountValue""",
)
BIDO = Vocabulary(
    "bido",
    """BibliometricDataInTime NumericBibliometricData accordingTo hasMeasure hasNumericValue
    holdsBibliometricDataInTime withBibliometricData""",
)
DOCO = Vocabulary("doco", "Section")
DEO = Vocabulary(
    "deo",
    """Acknowledgements Background Conclusion Discussion Evaluation ExternalResourceDescription FutureWork Introduction
    Materials Methods Motivation ProblemStatement Results""",
)
FOAF = Vocabulary("foaf", "Group Organization Person familyName givenName member name")
VIVO = Vocabulary("vivo", "rank")
ORG = Vocabulary("org", "Organization OrganizationalUnit subOrganizationOf")
SCHEMA = Vocabulary(
    "schema",
    """additionalType City Country MedicalTrial PostalAddress ScholarlyArticle about address addressCountry addressLocality
    addressRegion affiliation containedInPlace genre inLanguage isAccessibleForFree latitude location longitude
    name postalCode softwareVersion version""",
)
SKOS = Vocabulary("skos", "Concept altLabel broader inScheme prefLabel")
OA = Vocabulary(
    "oa",
    """Annotation SpecificResource TextPositionSelector TextQuoteSelector classifying end exact hasBody hasSelector hasSource
    hasTarget motivatedBy start tagging""",
)
PROV = Vocabulary(
    "prov",
    """Activity Entity SoftwareAgent endedAtTime hadPrimarySource startedAtTime used wasAssociatedWith wasDerivedFrom
    wasGeneratedBy""",
)
VOID = Vocabulary(
    "void",
    """Dataset class classPartition classes entities properties property propertyPartition triples uriSpace
    vocabulary""",
)
DCAT = Vocabulary("dcat", "Dataset")


def ontology_file(name: str) -> Traversable:
    """Find a file of the ontology: inside the installed package, or beside it in a clone.

    Raises FileNotFoundError if there is none.

    >>> ontology_file("kg.ttl").name
    'kg.ttl'
    """
    clone = Path(__file__).resolve().parents[1] / "ontology"
    for folder in (resources.files("kg") / "ontology", clone):
        file = folder / name
        if file.is_file():
            return file
    raise FileNotFoundError(f"the ontology has no file {name}")
