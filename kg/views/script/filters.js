// What the filters leave. Years, concept, institution and country choose studies; the rest follows from these.
const narrowed = () =>
  span && ((state.from !== null && state.from > span[0]) || (state.to !== null && state.to < span[1]));
const choosing = () =>
  Boolean(narrowed() || state.concept !== null || state.institution !== null || state.country !== null);
// What the reader has asked for by name: of that nothing is left out.
const focused = () => ["ego", "concept", "institution", "country"].some((name) => state[name] !== null);
// The fewest studies of a concept, and of a cluster, that is drawn: fewer where these are what the view is about. What is
// drawn at first (`first`) is no filter: it holds where clusters are drawn, and only until something is asked for.
const least = () => state.least ?? (state.view === "concepts" ? 1 : model.least);
const first = () => state.first ?? model.team;
const team = () => state.team ?? (viewOf(state.view).teams && !focused() ? first() : 1);
// How many studies the strongest cluster has that a node is of, by its authors.
function strengthOf(id) {
  if (clusterOf[id] >= 0) return fact(clusterNode(clusterOf[id]), "Studies");
  const near = { study: "wrote", institution: "affiliated", concept: "about" }[TYPES[typeOf[id]]];
  return near ? neighbours(id, near).reduce((most, each) => Math.max(most, strengthOf(each)), 1) : 1;
}
// What the filters must be for some nodes to be drawn.
function revealing(ids, view) {
  const types = new Set([...state.types].filter((type) => !ids.some((id) => is(id, type)))),
    concepts = ids.filter((id) => is(id, "concept")).map((id) => fact(id, "Studies")),
    teams = view.teams ? ids.filter((id) => !is(id, "field")).map(strengthOf) : [],
    weakest = Math.min(...teams),
    news = { types };
  if (Math.min(...concepts) < least()) news.least = Math.min(...concepts);
  if (weakest < (state.team ?? 0)) news.team = weakest;
  if (weakest < first()) news.first = weakest;
  return news;
}

let leftNow = { address: null };
function left(teams = team()) {
  const address = [
    ...["without", "hidden"].flatMap((name) => FIELDS[name].write(state[name])),
    ...["view", "from", "to", "least", "papers", "concept", "institution", "country"].map((name) => state[name]),
    teams,
  ].join(" ");
  if (leftNow.address !== address) leftNow = { address, marks: marked(teams) };
  return leftNow.marks;
}

function marked(teams) {
  const marks = new Uint8Array(N),
    some = (id, kind) => neighbours(id, kind).some((each) => marks[each]);
  const { from: who, to: where, study: when } = edgesOf("affiliated"),
    placed = state.institution !== null || state.country !== null;
  const here = (institution) =>
    (state.institution === null || institution === state.institution) &&
    (state.country === null || fact(institution, "Country") === state.country);
  const open = (author) => !state.without.has(clusterOf[author]) && (teams <= 1 || strengthOf(author) >= teams);

  const printed = new Set(),
    signers = new Set(); // studies and people of the institutions asked for
  if (placed)
    for (let i = 0; i < who.length; i += 1)
      if (here(where[i])) {
        printed.add(when[i]);
        signers.add(who[i]);
      }
  for (const id of ofType.study) {
    const year = yearOf[id],
      authors = neighbours(id, "wrote");
    marks[id] =
      (!narrowed() || (year >= (state.from ?? span[0]) && year <= (state.to ?? span[1]))) &&
      (state.concept === null || neighbours(id, "about").includes(state.concept)) &&
      (!placed || printed.has(id)) &&
      (authors.length ? authors.some(open) : !state.without.size && teams <= 1);
  }
  for (const id of ofType.author) {
    if (!open(id) || (placed && !signers.has(id))) continue;
    const own = neighbours(id, "wrote"),
      papers = choosing() ? own.reduce((sum, study) => sum + marks[study], 0) : fact(id, "Studies");
    marks[id] = papers >= (state.papers ?? (choosing() ? 1 : 0));
  }
  if (state.papers !== null)
    for (const id of ofType.study) if (marks[id] && neighbours(id, "wrote").length) marks[id] = some(id, "wrote");
  for (let i = 0; i < who.length; i += 1)
    if (marks[who[i]] && (when[i] < 0 ? !choosing() : marks[when[i]]) && here(where[i])) marks[where[i]] = 1;
  for (const id of ofType.concept) marks[id] = fact(id, "Studies") >= least() && some(id, "about");
  for (const id of ofType.author)
    if (marks[id] && clusterOf[id] >= 0) marks[clusterNode(clusterOf[id])] = 1;
  for (const id of ofType.cluster) if (marks[id] && fieldOf[id] >= 0) marks[ofType.field[0] + fieldOf[id]] = 1;
  for (const id of state.hidden) marks[id] = 0;
  return marks;
}

// How many studies a link rests on among those the filters leave; what links clusters and facts has no studies of its own.
const counted = new Map(); // of nodes, their studies as sets, while they are needed
function weightOf(kind, edge) {
  const { from, to, weight, study } = edgesOf(kind);
  if (kind === "affiliated") return !choosing() || study[edge] < 0 || left()[study[edge]] ? 1 : 0;
  if (!choosing() || !["coauthor", "partner", "together"].includes(kind)) return weight[edge];
  if (!counted.has(to[edge])) counted.set(to[edge], new Set(studiesOf(to[edge])));
  const other = counted.get(to[edge]),
    marks = left();
  let together = 0;
  for (const each of studiesOf(from[edge])) if (marks[each] && other.has(each)) together += 1;
  return together;
}

// Whether any filter is set, and the way back.
const FILTERS = [
  "types",
  "without",
  "from",
  "to",
  "least",
  "team",
  "papers",
  "weight",
  "core",
  "ego",
  "hops",
  "concept",
  "institution",
  "country",
  "hidden",
  "path",
];
const filtersSet = () => FILTERS.some((name) => FIELDS[name].write(state[name]).length);
const clearFilters = () => change(Object.fromEntries([...FILTERS, "first"].map((name) => [name, FIELDS[name].none()])));
