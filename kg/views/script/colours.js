// What colours and sizes mean. Clusters have a few colours in turn, countries and kinds one each as far as these go; numbers
// run along viridis; what is left over or has no value is grey. Types differ by shape as well.
let paint = {};
const GROUPS = 10; // colours of groups, as page.css names them
const RAMP = ["#440154", "#443a83", "#31688e", "#21918c", "#35b779", "#8fd744", "#d8c810"];
function readColours() {
  const style = getComputedStyle(document.documentElement),
    colour = (name) => style.getPropertyValue(`--${name}`).trim();
  const names = [
    "back",
    "text",
    "quiet",
    "accent",
    "edge",
    "study",
    "institution",
    "concept",
    "none",
    "outline",
    "region",
    "warn",
  ];
  paint = Object.fromEntries(names.map((name) => [name, colour(name)]));
  paint.groups = Array.from({ length: GROUPS }, (_, index) => colour(`c${index}`));
  paint.ramp = document.documentElement.dataset.theme === "dark" ? RAMP.map((each) => mix(each, "#ffffff", 0.8)) : RAMP;
  paint.font = getComputedStyle(document.body).fontFamily;
}

// A colour between two others, all as #rrggbb: the share of the first.
function mix(first, second, share) {
  const part = (colour, at) => parseInt(colour.slice(at, at + 2), 16);
  const mixed = [1, 3, 5].map((at) => Math.round(part(first, at) * share + part(second, at) * (1 - share)));
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

const groupColour = (group) => (group < 0 || group === undefined ? paint.none : paint.groups[group % GROUPS]);
const ownColour = (rank) => paint.groups[rank] ?? paint.none;
function rampColour(value, [low, high]) {
  const at = high > low ? Math.min(Math.max((value - low) / (high - low), 0), 1) * (paint.ramp.length - 1) : 0,
    first = Math.floor(at);
  return at === first ? paint.ramp[first] : mix(paint.ramp[first + 1], paint.ramp[first], at - first);
}

// Countries by how many institutions they have; an author's is that of the institution printed most often.
const tally = (values) => {
  const counts = new Map();
  for (const value of values)
    if (value !== null && value !== undefined) counts.set(value, (counts.get(value) || 0) + 1);
  return counts;
};
const ranked = (counts) => [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map((pair) => pair[0]);
const COUNTRIES = ranked(tally(Array.from(ofType.institution, (id) => fact(id, "Country"))));
const KINDS = ranked(tally(Array.from(ofType.concept, (id) => fact(id, "Kind"))));
const lazily = (make) => {
  let made = null;
  return () => (made ??= make());
};
const countryOf = lazily(() => {
  const found = new Int16Array(N).fill(-1),
    place = new Map(COUNTRIES.map((name, index) => [name, index]));
  for (const id of ofType.institution) found[id] = place.get(fact(id, "Country")) ?? -1;
  const most = (countries) => (countries.length ? ranked(tally(countries))[0] : -1);
  const some = (ids) => Array.from(ids, (id) => found[id]).filter((country) => country >= 0);
  for (const id of ofType.author) found[id] = most(some(neighbours(id, "affiliated")));
  for (const id of ofType.study) found[id] = most(some(neighbours(id, "wrote")));
  for (const id of ofType.cluster) found[id] = most(some(membersOf(clusterOf[id])));
  return found;
});
const clusterFor = lazily(() => {
  // of every node: its own, or that of most of its authors
  const found = Int32Array.from(clusterOf);
  const most = (ids) => ranked(tally(Array.from(ids, (id) => found[id]).filter((each) => each >= 0)))[0] ?? -1;
  for (const id of ofType.study) found[id] = most(neighbours(id, "wrote"));
  for (const id of ofType.institution) found[id] = most(neighbours(id, "affiliated"));
  for (const id of ofType.concept) found[id] = most(neighbours(id, "about"));
  return found;
});
const yearFor = lazily(() =>
  Float32Array.from(ALL, (id) => {
    // of a study, or the mean of those a node stands for
    const years = Array.from(studiesOf(id), (study) => yearOf[study]).filter(Boolean);
    return years.length ? years.reduce((sum, year) => sum + year, 0) / years.length : NaN;
  }),
);
const citationsFor = lazily(() =>
  Float32Array.from(ALL, (id) => {
    // its own, or those of the studies it stands for; not a number where nobody counted
    const counts = [fact(id, "Citations") ?? Array.from(studiesOf(id), (study) => fact(study, "Citations"))]
      .flat()
      .filter((count) => count !== null);
    return counts.length ? counts.reduce((sum, count) => sum + count, 0) : NaN;
  }),
);
const mostCited = lazily(() =>
  TYPES.map((type) => ofType[type].reduce((most, id) => Math.max(most, citationsFor()[id] || 0), 1)),
);

// How firmly an author belongs to a cluster, or a cluster holds together: from 0 to 1.
const firmness = (id) => fact(id, is(id, "cluster") ? "Stability" : "Stays with the cluster");

// By default authors and clusters have their cluster's colour, institutions their country's, concepts their kind's.
function usualColour(id) {
  const type = TYPES[typeOf[id]];
  if (type === "institution" && state.view === "institutions") return ownColour(COUNTRIES.indexOf(fact(id, "Country")));
  if (type === "concept" && state.view === "concepts") return ownColour(KINDS.indexOf(fact(id, "Kind")));
  if (type === "study" && state.view === "timeline") return groupColour(clusterFor()[id]);
  return clusterOf[id] >= 0 ? groupColour(clusterOf[id]) : paint[type] || paint.none;
}
function colourOf(id) {
  if (state.colour === "cluster") return groupColour(clusterFor()[id]);
  if (state.colour === "country") return ownColour(countryOf()[id]);
  if (state.colour === "year") return Number.isNaN(yearFor()[id]) ? paint.none : rampColour(yearFor()[id], span);
  if (state.colour === "citations" && Number.isNaN(citationsFor()[id])) return paint.none;
  if (state.colour === "citations")
    return rampColour(Math.log1p(citationsFor()[id]), [0, Math.log1p(mostCited()[typeOf[id]])]);
  if (state.colour === "stability") return firmness(id) === null ? paint.none : rampColour(firmness(id), [0, 1]);
  return usualColour(id);
}

// Radii in the picture: areas grow with what is asked for.
function radiusOf(id) {
  if (state.size === "papers") return sizeOf[id];
  if (state.size === "citations") return 6 + 24 * Math.sqrt((citationsFor()[id] || 0) / mostCited()[typeOf[id]]);
  return 6 + 24 * Math.sqrt(centrality()[id]);
}
