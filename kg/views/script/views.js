// The views. A picture says which nodes and links it draws, and what its regions are; a sheet is an element filled by `fill`.
// `also` are types that are not drawn themselves, but seen by what they wrote.
// Places come from kg/views/scene.py under the same key, or from `place(marks)`, a function from node to [x, y].
const byCluster = { region: (id) => clusterOf[id], regionName: clusterName };
const VIEWS = [
  { key: "overview", title: "Overview", fill: () => overview() },
  { key: "coauthors", title: "Co-authorship", types: ["author"], kinds: ["coauthor"], ...byCluster },
  {
    key: "everything",
    title: "Everything",
    types: ["author", "study", "institution", "concept"],
    kinds: ["wrote", "affiliated", "about"],
    ...byCluster,
  },
  {
    key: "institutions",
    title: "Institutions",
    types: ["institution"],
    kinds: ["partner"],
    region: (id) => COUNTRIES.indexOf(fact(id, "Country")),
    regionName: (country) => COUNTRIES[country],
  },
  {
    key: "concepts",
    title: "Concepts",
    types: ["concept"],
    kinds: ["together"],
    region: (id) => KINDS.indexOf(fact(id, "Kind")),
    regionName: (kind) => KINDS[kind],
  },
  {
    key: "clusters",
    title: "Clusters",
    types: ["cluster"],
    kinds: ["between"],
    region: (id) => fieldOf[id],
    regionName: fieldName,
  },
  {
    key: "timeline",
    title: "Timeline",
    types: ["study"],
    kinds: [],
    also: ["author"],
    place: (marks) => placeInTime(marks),
    axes: () => timeAxes(),
  },
  { key: "table", title: "Table", fill: () => table() },
];
const viewNow = () => VIEWS.find((view) => view.key === state.view);
const pictured = () => Boolean(viewNow().types);

// The view that draws a type, the present one if it does.
function viewFor(type) {
  const now = viewNow();
  if (type === "field") return VIEWS.find((view) => view.key === "clusters");
  return now.key === "table" || (now.types && [...now.types, ...(now.also || [])].includes(type))
    ? now
    : VIEWS.find((view) => view.types && view.types.includes(type));
}
