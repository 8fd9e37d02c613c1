// A node as Turtle: what the page knows of it, in the words of the graph (see ontology/README.md).
const PREFIXES = {
  dcterms: "http://purl.org/dc/terms/",
  fabio: "http://purl.org/spar/fabio/",
  foaf: "http://xmlns.com/foaf/0.1/",
  kg: "https://example.org/kg/terms#",
  owl: "http://www.w3.org/2002/07/owl#",
  prism: "http://prismstandard.org/namespaces/basic/2.0/",
  rdfs: "http://www.w3.org/2000/01/rdf-schema#",
  schema: "https://schema.org/",
  skos: "http://www.w3.org/2004/02/skos/core#",
  xsd: "http://www.w3.org/2001/XMLSchema#",
};
const iri = (text) =>
  `<${clean(text).replace(/[\u0000-\u0020<>"{}|^`\\]/g, (c) => `%${c.charCodeAt(0).toString(16).padStart(2, "0")}`)}>`;
const literal = (text) => JSON.stringify(clean(text));
const nodes = (ids) => [...new Set(ids)].map((id) => iri(iriOf(id)));
const year = (text) => `${literal(text)}^^xsd:gYear`;

const TOLD = {
  author: (id) => [
    ["a", [fact(id, "Signs as") ? "foaf:Group" : "foaf:Person"]],
    ["rdfs:label", [literal(nameOf(id))]],
    ["schema:affiliation", nodes(neighbours(id, "affiliated"))],
    ["owl:sameAs", sames(id)],
  ],
  study: (id) => [
    ["a", ["schema:ScholarlyArticle"]],
    ["dcterms:title", [literal(nameOf(id))]],
    ["fabio:hasPublicationYear", [fact(id, "Year")].filter(Boolean).map(year)],
    ["prism:doi", [fact(id, "DOI")].filter(Boolean).map(literal)],
    ["fabio:hasPubMedId", [fact(id, "PMID")].filter(Boolean).map(literal)],
    ["fabio:hasPubMedCentralId", [fact(id, "PMCID")].filter(Boolean).map(literal)],
    ["dcterms:creator", nodes(neighbours(id, "wrote"))],
    ["kg:mentions", nodes(neighbours(id, "about"))],
  ],
  institution: (id) => [
    ["a", ["foaf:Organization"]],
    ["foaf:name", [literal(nameOf(id))]],
    ["owl:sameAs", sames(id)],
  ],
  concept: (id) => [
    ["a", ["skos:Concept"]],
    ["skos:exactMatch", sames(id)],
  ],
  cluster: (id) => [
    ["a", ["kg:Cluster"]],
    ["rdfs:label", [literal(nameOf(id))]],
    ["foaf:member", nodes(membersOf(clusterOf[id]))],
  ],
  field: (id) => [
    ["a", ["kg:Field"]],
    ["rdfs:label", [literal(nameOf(id))]],
  ],
};
const sames = (id) => linksOf(id).map((each) => iri(each[1]));

function turtle(id) {
  const head = Object.entries(PREFIXES).map(([name, start]) => `@prefix ${name}: <${start}> .\n`);
  const told = TOLD[TYPES[typeOf[id]]](id).filter(([, values]) => values.length);
  const body = told.map(([property, values]) => `${property} ${values.join(" , ")}`).join(" ;\n  ");
  return `${head.join("")}\n${iri(iriOf(id))} ${body} .\n`;
}
