// The state: what is shown and chosen, kept in the address.
// `types` and `clusters` are those left out; `rows` is the type the table shows.
const state = {
  view: model.views[0].key, node: null, cluster: null, from: null, to: null, least: null, theme: null, rows: null,
  types: new Set(), clusters: new Set(),
};
let written = "";

function toAddress() {
  const address = new URLSearchParams();
  if (state.view !== model.views[0].key) address.set("view", state.view);
  if (state.node !== null) address.set("node", nodes[state.node].iri);
  if (state.cluster !== null) address.set("cluster", model.clusters[state.cluster].iri);
  for (const name of ["from", "to", "least", "theme", "rows"]) if (state[name]) address.set(name, state[name]);
  for (const type of state.types) address.append("hide", type);
  for (const cluster of state.clusters) address.append("without", model.clusters[cluster].iri);
  return address.toString();
}

function fromAddress() {
  const address = new URLSearchParams(location.hash.slice(1));
  const number = (name) => (/^\d{1,4}$/.test(address.get(name)) ? Number(address.get(name)) : null);
  const clusterOf = (iri) => model.clusters.findIndex((cluster) => cluster.iri === iri);
  const found = clusterOf(address.get("cluster"));
  Object.assign(state, {
    view: [...model.views.map((view) => view.key), "table"].find((key) => key === address.get("view")) || model.views[0].key,
    node: byIri.get(address.get("node")) ?? null,
    cluster: found < 0 ? null : found,
    from: number("from"), to: number("to"), least: number("least"),
    theme: ["dark", "light"].find((theme) => theme === address.get("theme")) || null,
    rows: TYPES.find((type) => type === address.get("rows")) || null,
    types: new Set(address.getAll("hide").filter((type) => TYPES.includes(type))),
    clusters: new Set(address.getAll("without").map(clusterOf).filter((index) => index >= 0)),
  });
}

function change(news) {
  const step = ["view", "node", "cluster"].some((name) => name in news && news[name] !== state[name]);
  Object.assign(state, news);
  written = toAddress();
  history[step ? "pushState" : "replaceState"](null, "", `#${written}`);
  show("view" in news);
}
