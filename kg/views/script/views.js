// The views. A picture says which nodes and links it draws, and what its regions are; a sheet is an element filled by `fill`.
// `asks` is the question it answers, `told` how to read it, with what sizes mean at first in brackets; `groups` is what colours tell at first; `also` are types that are not drawn themselves, but seen by what they wrote; `teams` says that at first only clusters of many studies are drawn.
// Places come from kg/views/scene.py under the same key, or from `place(marks)`, a function from node to [x, y].
const byCluster = { teams: true, groups: "cluster", region: (id) => clusterOf[id], regionName: clusterName };
const VIEWS = [
  { key: "overview", title: "Overview", fill: () => overview() },
  {
    key: "coauthors",
    title: "Co-authorship",
    asks: "Who writes with whom?",
    told: "Each circle is an author, [larger with more studies]. A line joins two who wrote together, broader with more studies. Regions are clusters: people who write with each other more than with others.",
    types: ["author"],
    kinds: ["coauthor"],
    ...byCluster,
  },
  {
    key: "everything",
    title: "Everything",
    asks: "How do studies, people, places and topics hang together?",
    told: "Studies (squares) with their authors (circles), the institutions these give (triangles) and the concepts that titles and abstracts name (diamonds). What most clusters share stands together.",
    types: ["author", "study", "institution", "concept"],
    kinds: ["wrote", "affiliated", "about"],
    ...byCluster,
    groups: "type and cluster",
  },
  {
    key: "institutions",
    title: "Institutions",
    asks: "Which institutions work together, within and across countries?",
    told: "Each triangle is an institution, [larger with more studies], near others of its country. A line joins two whose people signed the same studies.",
    types: ["institution"],
    kinds: ["partner"],
    groups: "country",
    region: (id) => COUNTRIES.indexOf(fact(id, "Country")),
    regionName: (country) => COUNTRIES[country],
    regionColour: ownColour,
  },
  {
    key: "concepts",
    title: "Concepts",
    asks: "What is studied together, and when?",
    told: "Each diamond is a concept, [larger with more studies], among others of its kind. A line joins two that the same studies name.",
    types: ["concept"],
    kinds: ["together"],
    groups: "kind",
    region: (id) => KINDS.indexOf(fact(id, "Kind")),
    regionName: (kind) => KINDS[kind],
    regionColour: ownColour,
    byYear: {
      told: "Each concept stands at the middle year of the studies that name it; its line spans the years of the middle half of them. The most frequent concepts of each kind are shown.",
      kinds: [],
      region: null,
      spans: true,
      place: (marks) => placeConcepts(marks),
      axes: () => timeAxes(),
    },
  },
  {
    key: "clusters",
    title: "Clusters",
    asks: "Which groups are there, and how are they linked?",
    told: "Each circle is a cluster of authors, [larger with more of them]. A line joins clusters whose people wrote together; regions are fields of such clusters. Double click a cluster to see its people.",
    types: ["cluster"],
    kinds: ["between"],
    teams: true,
    groups: "cluster",
    region: (id) => fieldOf[id],
    regionName: fieldName,
    regionColour: () => paint.quiet, // colours tell clusters
  },
  {
    key: "timeline",
    title: "Timeline",
    asks: "What appeared when, and whose careers moved?",
    told: "Each square is a study in its year, [larger with more citations], in the lane of its authors’ cluster. Choose an author to see the career as a line from study to study.",
    types: ["study"],
    kinds: [],
    groups: "cluster",
    also: ["author"],
    place: (marks) => placeStudies(marks),
    axes: () => timeAxes(),
  },
  { key: "table", title: "Table", asks: "Everything as rows, to sort and to take away", fill: () => table() },
];
for (const view of VIEWS) if (view.byYear) view.byYear = { ...view, ...view.byYear };
const viewOf = (key) => VIEWS.find((view) => view.key === key);
function viewNow() {
  const view = viewOf(state.view);
  return state.arrange === "year" && span && view.byYear ? view.byYear : view;
}
const pictured = () => Boolean(viewNow().types);

// The view that draws a type, the present one if it does.
function viewFor(type) {
  const now = viewNow();
  if (type === "field") return viewOf("clusters");
  return now.key === "table" || (now.types && [...now.types, ...(now.also || [])].includes(type))
    ? now
    : VIEWS.find((view) => view.types && view.types.includes(type));
}
