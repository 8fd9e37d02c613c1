// The panel: the graph, a node or a cluster.
function panel() {
  if (state.node !== null) return ofNode(state.node);
  if (state.cluster !== null) return ofCluster(state.cluster);
  const names = { ...NAMES, cluster: ["cluster", "clusters"] };
  const totals = Object.keys(names).map((type) => [capital(names[type][1]), model.totals[type].toLocaleString("en")]);
  const parts = [make("h2", {}, "In this graph"), facts(totals)];
  const cut = leftOut();
  if (cut) parts.push(make("p", {}, cut));
  parts.push(make("p", { class: "quiet" }, "Choose a node or a cluster, or search. Drag to move, scroll or pinch to zoom."));
  const key = (text) => make("kbd", {}, text);
  parts.push(make("p", { class: "quiet" }, key("/"), " searches, ",
    key("Esc"), " clears, ", key("+"), " ", key("−"), " zoom, ", key("0"), " fits, arrows move."));
  for (const type of ["author", "concept"]) {
    const most = ALL.filter((id) => nodes[id].type === type).sort((a, b) => nodes[b].weight - nodes[a].weight || a - b).slice(0, 5);
    const items = most.map((id) => button(id, String(nodes[id].weight)));
    if (items.length) parts.push(make("h2", {}, `${capital(NAMES[type][1])} with most studies`), make("ul", {}, ...items));
  }
  return parts;
}

function leftOut() {
  const known = ["author", "study"].map((type) => [type, nodes.filter((node) => node.type === type).length]);
  const cut = known.filter(([type, here]) => here < model.totals[type]);
  if (!cut.length) return "";
  const parts = cut.map(([type, here]) => `${here.toLocaleString("en")} of ${count(model.totals[type], NAMES[type])}`);
  return `Showing ${parts.join(" and ")} (the clusters with most studies first). The whole network is in coauthors.graphml.`;
}

const facts = (pairs) => make("dl", {}, ...(pairs || []).flatMap(([name, value]) => [make("dt", {}, name), make("dd", { dir: "auto" }, value)]));
const list = (title, items) => (items.length ? [make("h2", {}, `${title} (${items.length.toLocaleString("en")})`), make("ul", {}, ...items)] : []);

function ofNode(id) {
  const node = nodes[id], parts = [make("h2", {}, NAMES[node.type][0]), make("h3", { dir: "auto" }, node.name), facts(node.facts)];
  if (state.view !== "table" && !drawn.here.has(id)) parts.push(make("p", { class: "quiet" }, "Not in this picture: the filters leave it out."));
  const safe = (node.links || []).filter(([, url]) => /^https?:\/\//i.test(url));
  const link = ([name, url]) => make("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, name);
  if (safe.length) parts.push(make("p", { class: "links" }, ...safe.map(link)));
  if (node.cluster !== undefined) parts.push(make("h2", {}, "Cluster"), make("ul", {}, make("li", {}, clusterButton(node.cluster))));
  for (const type of ["study", "author", "institution", "concept"]) {
    const near = linksOf[id].filter((edge) => nodes[other(edge, id)].type === type).map((edge) => [other(edge, id), edge.weight, edge.rank]);
    near.sort(([a, manyA, rankA], [b, manyB, rankB]) => manyB - manyA || (type === "author" ? rankA - rankB : 0)
      || (nodes[b].year || 0) - (nodes[a].year || 0) || nodes[a].name.localeCompare(nodes[b].name, "en"));
    const title = node.type === "author" && type === "author" ? "Co-authors" : capital(NAMES[type][1]);
    parts.push(...list(title, near.map(([each, weight]) => button(each, weight > 1 ? `×${weight}` : ""))));
  }
  const said = model.evidence.filter(({ study, found }) => study === id || found.some(([concept]) => concept === id));
  if (said.length) parts.push(make("h2", {}, "Evidence"), ...said.slice(0, 60).map((each) => quotation(each, id)));
  return parts;
}

function quotation({ study, sentence, found }, id) {
  const meant = found.filter(([concept]) => id === study || concept === id);
  const words = meant.map(([, exact]) => exact).filter(Boolean).sort((a, b) => b.length - a.length);
  const quote = make("blockquote", { dir: "auto" });
  const marks = words.length ? new RegExp(`(${words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|")})`, "g") : null;
  for (const part of marks ? sentence.split(marks) : [sentence]) quote.append(words.includes(part) ? make("mark", {}, part) : part);
  if (id !== study) quote.append(make("div", { class: "quiet" }, nodes[study].short));
  return quote;
}

function clusterButton(index) {
  const { name, authors } = model.clusters[index];
  return make("button", { class: "row", type: "button", onclick: () => goToCluster(index) },
    swatch("region", clusterColour(index)), make("span", { dir: "auto" }, name), make("small", {}, authors.toLocaleString("en")));
}

function ofCluster(index) {
  const cluster = model.clusters[index], members = ALL.filter((id) => nodes[id].cluster === index);
  return [
    make("h2", {}, "Cluster"), make("h3", { dir: "auto" }, cluster.name), facts(cluster.facts),
    ...list("Central", cluster.central.map((id) => button(id))), ...list("Bridges", cluster.bridges.map((id) => button(id))),
    ...list("Authors", members.map((id) => button(id, count(nodes[id].weight, NAMES.study)))),
  ];
}
