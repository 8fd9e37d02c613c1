// The whole page, and its start.
function describe() {
  const kinds = TYPES.map((type) => [type, drawn.ids.filter((id) => nodes[id].type === type).length]).filter((pair) => pair[1]);
  const parts = kinds.map(([type, n]) => count(n, NAMES[type])).join(", ") || "nothing";
  const clusters = new Set(drawn.ids.map((id) => nodes[id].cluster).filter((each) => each !== undefined));
  return `${parts} and ${count(drawn.lines.length, ["link", "links"])} shown · ${count(clusters.size, ["cluster", "clusters"])}`;
}

function show(refit) {
  const dark = state.theme ? state.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  readColours();
  $("network").hidden = state.view === "table";
  $("table").hidden = state.view !== "table";
  legend();
  if (state.view === "table") table();
  else draw(refit);
  $("panel").replaceChildren(...panel());
  const chosen = state.node !== null ? ` · ${nodes[state.node].name}` : state.cluster !== null ? ` · ${model.clusters[state.cluster].name}` : "";
  $("status").textContent = (state.view === "table" ? $("table").querySelector("caption").textContent : describe()) + chosen;
  for (const tab of $("views").children) tab.setAttribute("aria-current", String(tab.dataset.view === state.view));
  $("theme").textContent = dark ? "Light" : "Dark";
}

function start() {
  for (const { key, title } of [...model.views, { key: "table", title: "Table" }]) {
    $("views").append(make("button", { type: "button", "data-view": key, onclick: () => change({ view: key }) }, title));
  }
  const actions = {
    Fit: () => fit(), PNG: png,
    CSV: () => save(`${state.rows || "author"}.csv`, new Blob([csv(table())], { type: "text/csv" })),
    JSON: () => save("selection.json", new Blob([json()], { type: "application/json" })),
  };
  for (const [name, action] of Object.entries(actions)) $("actions").append(make("button", { type: "button", onclick: action }, name));
  const turn = () => change({ theme: document.documentElement.dataset.theme === "dark" ? "light" : "dark" });
  $("actions").append(make("button", { id: "theme", type: "button", onclick: turn }));
  $("unscripted").remove();
  numberInputs();
  fromAddress();
  show(true);
  addEventListener("hashchange", () => { if (location.hash.slice(1) !== written) { fromAddress(); written = toAddress(); show(true); } });
  addEventListener("popstate", () => { fromAddress(); written = toAddress(); show(true); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => show());
  let wide = innerWidth;
  addEventListener("resize", () => { if (innerWidth !== wide) { wide = innerWidth; setTimeout(() => fit(), 50); } });
  document.documentElement.dataset.ready = "true";
}

start();
