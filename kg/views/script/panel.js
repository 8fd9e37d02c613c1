// The panel: what is known of the node chosen last, of several, or how to begin.
function panel() {
  if (state.path.length) return ofPath();
  if (state.chosen.length > 1) return [...ofSeveral(), ...ofNode(last())];
  return state.chosen.length ? ofNode(last()) : beginning();
}

function beginning() {
  const cut = leftOut();
  return [
    make("h2", {}, "In this graph"),
    terms(TYPES.filter((type) => model.totals[type]).map((type) => [capital(NAMES[type][1]), number(model.totals[type])])),
    cut ? make("p", {}, cut) : null,
    make("p", { class: "quiet" }, "Choose a node, or search. Drag to move, scroll or pinch to zoom."),
    make("p", { class: "quiet" }, key("/"), " searches, ", key("Esc"), " clears, ", key("0"), " fits, ", key("u"), " undoes, ", key("?"), " shows all keys."),
    ...["author", "concept"].flatMap((type) => list(`${capital(NAMES[type][1])} with most studies`, topOf(type, "Studies", 5).map((id) => button(id, number(fact(id, "Studies")))))),
  ].filter(Boolean);
}
const topOf = (type, name, most) => Array.from(ofType[type]).filter((id) => fact(id, name)).sort((a, b) => fact(b, name) - fact(a, name) || a - b).slice(0, most);

function leftOut() {
  const cut = ["author", "study"].filter((type) => ofType[type].length < model.totals[type]);
  if (!cut.length) return "";
  const parts = cut.map((type) => `${number(ofType[type].length)} of ${count(model.totals[type], NAMES[type])}`);
  return `Showing ${parts.join(" and ")}: the clusters with most studies and their top people. The whole network is in coauthors.graphml.`;
}

function ofNode(id) {
  const type = TYPES[typeOf[id]], links = linksOf(id);
  const parts = [make("h2", {}, NAMES[type][0]), make("h3", { dir: "auto" }, nameOf(id))];
  if (fact(id, "Retracted")) parts.push(make("p", { class: "warning" }, "This study was retracted."));
  parts.push(terms(factsOf(id).map(([name, value]) => [name, shownValue(value, name)])));
  if (pictured() && scene.at(id) < 0) parts.push(make("p", { class: "quiet" }, viewNow().types.includes(type) ? "Not in this picture: the filters leave it out." : "Not a part of this view."));
  if (links.length) parts.push(make("p", { class: "links" }, ...links.map((each) => link(...each))));
  parts.push(actionsOn(id));
  if (type === "cluster" && fieldOf[id] >= 0) parts.push(...list("Field", [button(ofType.field[0] + fieldOf[id], "")]));
  if (clusterOf[id] >= 0 && type !== "cluster") parts.push(...list("Cluster", [button(clusterNode(clusterOf[id]), number(membersOf(clusterOf[id]).length))]));
  return [...parts, ...around(id), ...evidence(id), ...merged(id)];
}

function actionsOn(id) {
  const type = TYPES[typeOf[id]], on = state.ego === id;
  const narrowing = { concept: "concept", institution: "institution" }[type];
  return make("div", { class: "tabs", role: "group", "aria-label": "With this node" },
    press(type === "cluster" ? "Its people" : type === "field" ? "Its clusters" : on ? "Everybody again" : "Only its neighbours", () => (on ? ego() : lookInto(id)), { "aria-pressed": String(on) }),
    narrowing ? press(state[narrowing] === id ? "All studies again" : "Only its studies", () => change({ [narrowing]: state[narrowing] === id ? null : id }), { "aria-pressed": String(state[narrowing] === id) }) : null,
    press("Hide", hide), press(state.pinned.has(id) ? "Let go" : "Pin", pin, { "aria-pressed": String(state.pinned.has(id)) }));
}

// The neighbours, by type: strongest first, authors of a study in its byline's order.
const AROUND = {
  author: [["study", "wrote"], ["author", "coauthor"], ["institution", "affiliated"]],
  study: [["author", "wrote"], ["concept", "about"]],
  institution: [["author", "affiliated"], ["institution", "partner"]],
  concept: [["study", "about"], ["concept", "together"]],
  cluster: [["cluster", "between"]],
  field: [],
};
const MOST_LISTED = 200;
function around(id) {
  const parts = [], type = TYPES[typeOf[id]];
  if (type === "cluster") for (const [title, mark] of [["Central", "central"], ["Bridges", "bridge"], ["Authors", ""]]) {
    const some = membersOf(clusterOf[id]).filter((each) => (fact(each, "Part in the cluster") || "").includes(mark));
    parts.push(...shortList(title, some.map((each) => [each, count(fact(each, "Studies"), NAMES.study)])));
  }
  if (type === "field") parts.push(...shortList("Clusters", clustersOf(fieldOf[id]).map((each) => [each, number(fact(each, "Authors"))])));
  for (const [other, kind] of AROUND[type]) {
    const near = new Map(), { weight, rank } = edgesOf(kind), ends = neighbours(id, kind), edges = incident(id, kind);
    ends.forEach((each, at) => { const known = near.get(each); near.set(each, { weight: (known && kind === "affiliated" ? known.weight : 0) + weight[edges[at]], rank: rank[edges[at]] }); });
    const byline = type === "study" && other === "author";
    const ordered = [...near].sort(([a, one], [b, two]) => (byline ? one.rank - two.rank : 0) || two.weight - one.weight || yearOf[b] - yearOf[a] || sizeOf[b] - sizeOf[a] || a - b);
    const title = { coauthor: "Co-authors", partner: "Works with", together: "Together with", between: "Writes with" }[kind] || capital(NAMES[other][1]);
    parts.push(...shortList(title, ordered.map(([each, { weight }]) => [each, weight > 1 ? `×${number(weight)}` : ""])));
  }
  if (type === "study") {
    const { study, to } = edgesOf("affiliated"), places = new Set();
    for (const author of neighbours(id, "wrote")) for (const edge of incident(author, "affiliated")) if (study[edge] === id) places.add(to[edge]);
    parts.push(...shortList("Institutions", [...places].sort((a, b) => a - b).map((each) => [each, ""])));
  }
  if (type === "institution") parts.push(...shortList("Studies", studiesOf(id).sort((a, b) => yearOf[b] - yearOf[a] || a - b).map((each) => [each, ""])));
  return parts;
}
const shortList = (title, items) => list(`${title} (${number(items.length)})`, items.slice(0, MOST_LISTED).map(([id, note]) => button(id, note)));

// Sentences as evidence: those of a study, or those that name a concept.
const quoted = lazily(() => {
  const found = new Map(), put = (id, index) => { if (!found.has(id)) found.set(id, []); found.get(id).push(index); };
  model.evidence.forEach(([study, , concepts], index) => { put(study, index); for (const [concept] of concepts) put(concept, index); });
  return found;
});
function evidence(id) {
  const said = (quoted().get(id) || []).map((index) => model.evidence[index]);
  return said.length ? [make("h2", {}, "Evidence"), ...said.slice(0, 60).map((each) => quotation(each, id))] : [];
}
function quotation([study, sentence, found], id) {
  const words = found.filter(([concept]) => id === study || concept === id).map(([, exact]) => exact).filter(Boolean).sort((a, b) => b.length - a.length);
  const quote = make("blockquote", { dir: "auto" });
  const marks = words.length ? new RegExp(`(${words.map((each) => each.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|")})`, "g") : null;
  for (const part of marks ? sentence.split(marks) : [sentence]) quote.append(words.includes(part) ? make("mark", {}, part) : part);
  if (id !== study) quote.append(make("div", {}, press(shortOf(study), () => goTo(study), { class: "plain" })));
  return quote;
}

// Why records or authorships are held to be this one node.
const merges = new Map(model.merges.map(([id, ...why]) => [id, why]));
function merged(id) {
  if (!merges.has(id)) return [];
  const [links, score, reasons] = merges.get(id), what = is(id, "study") ? "records" : "names in bylines";
  return [make("h2", {}, "Why this is one"), make("p", {}, `${count(links + 1, ["", what]).trim()} were put together; the least certain step is ${Math.floor(score * 1000) / 10} % sure:`),
    make("ul", { class: "reasons" }, ...reasons.map((reason) => make("li", { dir: "auto" }, reason)))];
}

function ofSeveral() {
  const people = state.chosen.filter((id) => is(id, "author"));
  return [
    make("h2", {}, `${number(state.chosen.length)} chosen`),
    make("div", { class: "tabs", role: "group", "aria-label": "With all chosen" },
      people.length > 1 ? press("Path between the last two", findPath) : null, press("Hide", hide), press("Pin", pin)),
    make("ul", {}, ...state.chosen.slice(0, MOST_LISTED).map((id) => button(id, ""))),
  ];
}

function ofPath() {
  const steps = state.path.flatMap((id, at) => {
    const shared = at ? studiesOf(id).filter((study) => studiesOf(state.path[at - 1]).includes(study)) : [];
    return [...Array.from(shared).slice(0, 5).map((study) => make("li", { class: "step" }, make("ul", {}, button(study)))), button(id)];
  });
  return [make("h2", {}, `A path of ${count(state.path.length - 1, ["step", "steps"])}`), make("ul", {}, ...steps),
    press("Close", () => change({ path: [] }))];
}
