"""A valid graph with one of everything that shapes speak of, and how to change it."""

from pyoxigraph import NamedNode, Quad, RdfFormat, parse, serialize

from kg.shapes import validate
from kg.stores import EmbeddedStore
from kg.terms import PREFIXES

PROLOGUE = "\n".join(f"@prefix {prefix}: <{space}> ." for prefix, space in PREFIXES.items())
BASE = "@base <https://example.org/kg/> ."

# A record, the study it describes, two authors, their university's department, its city, their cluster.
VALID = {
    "claims": """
        <record/r> a kg:Record ; prov:hadPrimarySource kg:ReferenceCitationAnalysis ; dcterms:title "Link workers" ;
            fabio:hasPublicationYear "2021"^^xsd:gYear ; prism:doi "10.1000/x" ; fabio:hasPubMedId "33761145" ;
            fabio:hasPubMedCentralId "PMC8278514" ; prism:issn "1472-696X" ; prism:eIssn "1472-6963" ;
            kg:received "2020-01-02"^^xsd:date ; kg:revised "2020-02-02"^^xsd:date ; kg:accepted "2020-03-02"^^xsd:date ;
            kg:indexed "2021-01-01"^^xsd:date ; kg:citationCount 17 ; kg:impactIndex 4.3 .
        <record/r/author/1> a kg:Authorship ; kg:ofRecord <record/r> ; vivo:rank 1 ; kg:printedName "Bell S" .
        <record/r/author/2> a kg:Authorship ; kg:ofRecord <record/r> ; vivo:rank 2 ; kg:printedName "SPRING team" .
        <record/r/affiliation/1/1> a kg:Affiliation ; kg:ofAuthorship <record/r/author/1> ; kg:printedAffiliation "Leeds" .
    """,
    "merged": """
        <study/s> a fabio:JournalArticle, schema:ScholarlyArticle ; dcterms:title "Link workers" ;
            fabio:hasPublicationYear "2021"^^xsd:gYear ; prism:publicationDate "2021-05-01"^^xsd:date ; prism:doi "10.1000/x" ;
            fabio:hasPubMedId "33761145" ; fabio:hasPubMedCentralId "PMC8278514" ; frbr:partOf <journal/j> ; frapo:isFundedBy <grant/g> ;
            fabio:hasDateReceived "2020-01-02"^^xsd:date ; dcterms:dateAccepted "2020-03-02"^^xsd:date ;
            dcterms:creator <person/a>, <person/b>, <person/team> ; prov:wasDerivedFrom <record/r> .
        <study/s/contributor/1> a kg:Contribution ; pro:withRole pro:editor ; pro:relatesToDocument <study/s> ; vivo:rank 1 ;
            kg:printedName "Editor E" ; prov:wasDerivedFrom <record/r/author/2> .
        <grant/g> a frapo:Grant ; frapo:hasGrantNumber "G1" ; frapo:hasFundingAgency <funder/f> ; prov:wasDerivedFrom <record/r> .
        <funder/f> a frapo:FundingAgency ; foaf:name "Trust" ; prov:wasDerivedFrom <record/r> .
        <study/s/author/1> a pro:RoleInTime ; pro:isHeldBy <person/a> ; pro:withRole pro:author ;
            pro:relatesToDocument <study/s> ; vivo:rank 1 ; kg:printedName "Bell S" ; kg:matchScore 0.9 ;
            prov:wasDerivedFrom <record/r/author/1> .
        <study/s/author/2> a pro:RoleInTime ; pro:isHeldBy <person/b> ; pro:withRole pro:author ;
            pro:relatesToDocument <study/s> ; vivo:rank 2 ; kg:printedName "Rhodes J" ; prov:wasDerivedFrom <record/r/author/2> .
        <study/s/author/3> a pro:RoleInTime ; pro:isHeldBy <person/team> ; pro:withRole pro:author ;
            pro:relatesToDocument <study/s> ; vivo:rank 3 ; kg:printedName "SPRING team" ;
            prov:wasDerivedFrom <record/r/author/2> .
        <study/s/author/1/affiliation/1> a pro:RoleInTime ; pro:isHeldBy <person/a> ; pro:withRole scoro:affiliate ;
            pro:relatesToOrganization <institution/unit> ; pro:relatesToDocument <study/s> ; vivo:rank 1 ;
            kg:ofAuthorship <study/s/author/1> ; kg:printedAffiliation "Leeds" ;
            prov:wasDerivedFrom <record/r/affiliation/1/1> .
        <person/a> a foaf:Person ; foaf:name "Bell S" ; rdfs:label "Bell, Sadie" ; foaf:familyName "Bell" ; foaf:givenName "Sadie" ;
            owl:sameAs <https://orcid.org/0000-0002-1825-0097> ; schema:affiliation <institution/whole> ; kg:degree 1 ;
            kg:betweenness 0.0 ; kg:clusteringCoefficient 1.0 ; kg:stability 0.9 ; prov:wasDerivedFrom <record/r/author/1> .
        <person/b> a foaf:Person ; foaf:name "Rhodes J" ; rdfs:label "Rhodes, J" ; prov:wasDerivedFrom <record/r/author/2> .
        <person/team> a foaf:Group ; foaf:name "SPRING team" ; prov:wasDerivedFrom <record/r/author/2> .
        <institution/unit> a org:OrganizationalUnit, foaf:Organization ; foaf:name "Surgery" ;
            org:subOrganizationOf <institution/faculty> ; prov:wasDerivedFrom <record/r/affiliation/1/1> .
        <institution/faculty> a org:OrganizationalUnit, foaf:Organization ; foaf:name "Medicine" ;
            org:subOrganizationOf <institution/whole> ; prov:wasDerivedFrom <record/r/affiliation/1/1> .
        <institution/whole> a org:Organization, foaf:Organization ; foaf:name "University of Leeds" ; kg:shortName "Leeds" ;
            owl:sameAs <https://ror.org/024mrxd33> ; schema:location <place/leeds> ;
            prov:wasDerivedFrom <record/r/affiliation/1/1> .
        <place/leeds> a schema:City ; schema:name "Leeds" ; schema:containedInPlace <place/uk> ; schema:latitude 53.8 ;
            schema:longitude -1.5 .
        <place/uk> a schema:Country ; schema:name "United Kingdom" ; kg:countryCode "GB" .
        <journal/j> a fabio:Journal ; dcterms:title "BMC Medicine" ; prism:issn "1472-696X" ; prov:wasDerivedFrom <record/r> .
        <cluster/c> a kg:Cluster, foaf:Group ; rdfs:label "Leeds" ; vivo:rank 1 ; foaf:member <person/a>, <person/b> ;
            kg:hasStudy <study/s> ; kg:hasInstitution <institution/whole> ; kg:hasCentralPerson <person/a> ;
            kg:firstYear "2021"^^xsd:gYear ; kg:lastYear "2021"^^xsd:gYear ; prov:wasDerivedFrom <study/s> .
        <cluster/d> a kg:Cluster, foaf:Group ; rdfs:label "York" ; vivo:rank 2 ; foaf:member <person/a> , <person/b> ;
            kg:hasCentralPerson <person/b> ; prov:wasDerivedFrom <study/s> .
        <field/f> a kg:Field, foaf:Group ; rdfs:label "link workers" ; vivo:rank 1 ;
            prov:wasDerivedFrom <cluster/c>, <cluster/d> .
    """,
    "build": '<occurrence/1> a kg:Occurrence ; kg:ofRecord <record/r> ; kg:file "page.txt" ; kg:line 7 .',
}


def store_of(**texts):
    store = EmbeddedStore()
    for graph, turtle in texts.items():
        name = {"graph_name": NamedNode(f"https://example.org/kg/{graph}")} if graph != "merged" else {}
        for quad in parse(f"{PROLOGUE}\n{BASE}\n{turtle}".encode(), RdfFormat.TURTLE):
            store.load([Quad(*quad.triple, *name.values())])
    return store


def write_lines(quads):
    return sorted(serialize(quads, format=RdfFormat.N_QUADS).splitlines(keepends=True))


def changed(old, new):
    """Validate the graph above with one of its parts changed."""
    assert sum(text.count(old) for text in VALID.values()) >= 1
    return list(validate(store_of(**{graph: text.replace(old, new, 1) for graph, text in VALID.items()})))
