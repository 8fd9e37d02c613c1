// The data, read once and never changed. A node is its number, 0 to N - 1; nodes stand type by type.
//
// The seams of this page, for whoever adds to it:
//   model     this file: TYPES, typeOf, nameOf, shortOf, fact, factsOf, linksOf, positions, kinds, neighbours
//   state     state.js: `state` is what is shown and chosen; `change(news)` is the only way to alter it
//   filters   filters.js: `left()` marks the nodes that the filters leave
//   views     views.js: `VIEWS`, one entry a view; a picture's entry says what makes its scene, a sheet's how it is written
//   scene     scene.js: `scene`, what the picture holds at the moment, in typed arrays; painter.js paints it
//   parts     page.js: `show()` draws every part of the page from the state
const $ = (id) => document.getElementById(id);
const read = (id) => JSON.parse($(id).textContent);
const model = read("model");
const NAMES = {
  author: ["author", "authors"],
  study: ["study", "studies"],
  institution: ["institution", "institutions"],
  concept: ["concept", "concepts"],
  cluster: ["cluster", "clusters"],
  field: ["field", "fields"],
};
const TYPES = Object.keys(NAMES);
const number = (n) =>
  n > 0 && n < 0.001 ? "< 0.001" : n.toLocaleString("en", { maximumFractionDigits: 3 });
const count = (n, [one, many]) => `${number(n)} ${n === 1 ? one : many}`;
const capital = (text) => text[0].toUpperCase() + text.slice(1);
const shorten = (text, most) =>
  text.length > most ? `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, "").trimEnd()}…` : text; // no half of a letter

// A column as kg/views/columns.py writes it, as a function of the node.
function columnOf(column) {
  if (!column) return () => null;
  const { from = 0, start = "", runs } = column;
  const is = Array.isArray(column)
    ? column
    : runs
      ? runs.flatMap(([value, times]) => new Array(times).fill(value))
      : column.is;
  return start ? (id) => (is[id - from] == null ? null : start + is[id - from]) : (id) => is[id - from] ?? null;
}
const columnsOf = (columns = {}) => new Map(Object.entries(columns).map(([name, column]) => [name, columnOf(column)]));
const lengthOf = (column) =>
  (column.from || 0) + (column.runs ? column.runs.reduce((sum, run) => sum + run[1], 0) : (column.is || column).length);

const raw = read("nodes");
const N = raw.type ? lengthOf(raw.type) : 0;
const ALL = Int32Array.from({ length: N }, (_, id) => id);
const iriOf = columnOf(raw.iri),
  typeName = columnOf(raw.type),
  nameOf = columnOf(raw.name),
  shortName = columnOf(raw.short);
const shortOf = (id) => shortName(id) || nameOf(id);
const factColumns = columnsOf(raw.facts),
  linkColumns = columnsOf(raw.links),
  placeColumns = columnsOf(raw.at);
const typeOf = Uint8Array.from(ALL, (id) => TYPES.indexOf(typeName(id)));
const is = (id, type) => TYPES[typeOf[id]] === type;
const ofType = Object.fromEntries(TYPES.map((type, index) => [type, ALL.filter((id) => typeOf[id] === index)]));
const clusterColumn = columnOf(raw.cluster),
  fieldColumn = columnOf(raw.field),
  sizeColumn = columnOf(raw.size);
const clusterOf = Int32Array.from(ALL, (id) => clusterColumn(id) ?? -1);
const fieldOf = Int32Array.from(ALL, (id) => fieldColumn(id) ?? -1);
const sizeOf = Float32Array.from(ALL, sizeColumn);
const fact = (id, name) => factColumns.get(name)?.(id) ?? null;
const factsOf = (id) => [...factColumns].map(([name, value]) => [name, value(id)]).filter((pair) => pair[1] !== null);
const linksOf = (id) =>
  [...linkColumns].map(([name, url]) => [name, url(id)]).filter((pair) => /^https?:\/\//i.test(pair[1] || ""));
const yearOf = Int16Array.from(ALL, (id) => (is(id, "study") && fact(id, "Year")) || 0);
const clusterNode = (cluster) => ofType.cluster[0] + cluster;
const clusterName = (cluster) => nameOf(clusterNode(cluster));
const fieldName = (field) => nameOf(ofType.field[0] + field);
const clustersOf = (field) => Array.from(ofType.cluster).filter((id) => fieldOf[id] === field);
const positions = (view) => placeColumns.get(view);

// Nodes by the part of their IRI that tells them apart, as addresses name them.
const shared = (raw.iri && raw.iri.start) || "";
const keyOf = (id) => iriOf(id).slice(shared.length);
const byKey = new Map(Array.from(ALL, (id) => [keyOf(id), id]));

// Links, kind by kind, in typed arrays.
const kinds = Object.fromEntries(
  Object.entries(read("edges")).map(([kind, columns]) => {
    const length = lengthOf(columns.from);
    const typed = (name, none) => {
      const value = columnOf(columns[name]);
      return Int32Array.from({ length }, (_, edge) => value(edge) ?? none);
    };
    return [
      kind,
      {
        kind,
        from: typed("from", 0),
        to: typed("to", 0),
        weight: typed("weight", 1),
        rank: typed("rank", 0),
        study: typed("study", -1),
      },
    ];
  }),
);
const NO_EDGES = {
  from: new Int32Array(),
  to: new Int32Array(),
  weight: new Int32Array(),
  rank: new Int32Array(),
  study: new Int32Array(),
};
const edgesOf = (kind) => kinds[kind] || NO_EDGES;

// The links of each node, both ways, as runs in one array: node `id` has entries start[id] to start[id + 1].
const adjacencies = new Map();
function adjacency(kind) {
  if (!adjacencies.has(kind)) {
    const { from, to } = edgesOf(kind),
      start = new Uint32Array(N + 1),
      other = new Int32Array(2 * from.length),
      edge = new Int32Array(2 * from.length);
    for (let i = 0; i < from.length; i += 1) {
      start[from[i] + 1] += 1;
      start[to[i] + 1] += 1;
    }
    for (let id = 0; id < N; id += 1) start[id + 1] += start[id];
    const next = start.slice();
    for (let i = 0; i < from.length; i += 1) {
      other[next[from[i]]] = to[i];
      edge[next[from[i]]++] = i;
      other[next[to[i]]] = from[i];
      edge[next[to[i]]++] = i;
    }
    adjacencies.set(kind, { start, other, edge });
  }
  return adjacencies.get(kind);
}
function neighbours(id, kind) {
  const { start, other } = adjacency(kind);
  return other.subarray(start[id], start[id + 1]);
}
function incident(id, kind) {
  const { start, edge } = adjacency(kind);
  return edge.subarray(start[id], start[id + 1]);
}

// The studies that a node stands for: an author's own, an institution's and a concept's.
const signed = new Map(); // institutions to the studies that print them
for (const { to, study } of [edgesOf("affiliated")]) {
  for (let i = 0; i < to.length; i += 1) {
    if (study[i] < 0) continue;
    if (!signed.has(to[i])) signed.set(to[i], new Set());
    signed.get(to[i]).add(study[i]);
  }
}
function studiesOf(id) {
  const type = TYPES[typeOf[id]];
  if (type === "study") return [id];
  if (type === "institution") return [...(signed.get(id) || [])];
  if (type === "cluster")
    return [...new Set(membersOf(clusterOf[id]).flatMap((each) => [...neighbours(each, "wrote")]))];
  if (type === "field") return [...new Set(clustersOf(fieldOf[id]).flatMap((each) => studiesOf(each)))];
  return neighbours(id, type === "author" ? "wrote" : "about");
}
let members = null;
function membersOf(cluster) {
  if (!members) {
    members = Array.from(ofType.cluster, () => []);
    for (const id of ofType.author) if (clusterOf[id] >= 0) members[clusterOf[id]].push(id);
  }
  return members[cluster] || [];
}
const known = Array.from(ofType.study, (id) => yearOf[id]).filter(Boolean);
const span = known.length
  ? known.reduce(([low, high], year) => [Math.min(low, year), Math.max(high, year)], [9999, 0])
  : null;
