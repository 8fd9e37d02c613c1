// What can be taken away: the picture, the selection as tables, the network for other programs.
const TAKEAWAYS = {
  Link: ["address of this view", () => copy(location.href)],
  SVG: ["picture, text as text", () => save("network.svg", new Blob([svgText()], { type: "image/svg+xml" }))],
  PNG: ["picture, 300 dpi", async () => save("network.png", await png())],
  CSV: ["table of what is shown", () => save(`${state.rows || "author"}.csv`, new Blob([csv()], { type: "text/csv" }))],
  JSON: ["nodes and links shown", () => save("selection.json", new Blob([json()], { type: "application/json" }))],
  GraphML: [
    "for Cytoscape, igraph, yEd",
    () => save("network.graphml", new Blob([graphml()], { type: "application/xml" })),
  ],
  GEXF: ["for Gephi", () => save("network.gexf", new Blob([gexf()], { type: "application/xml" }))],
  VOSviewer: [
    "for VOSviewer, with places",
    () => save("vosviewer.json", new Blob([vosviewer()], { type: "application/json" })),
  ],
};
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return "Copied.";
  } catch {
    return "The address bar has the link to this view."; // a frame, or a page from disk, may not be allowed to copy
  }
}
function takeaways() {
  const menu = make("details", { class: "menu" }, make("summary", {}, "Save"));
  const act = (action) => async () => {
    tell((await action()) ?? "Saved.");
    menu.open = false;
  };
  menu.append(
    make(
      "div",
      {},
      ...Object.entries(TAKEAWAYS).map(([name, [what, action]]) =>
        make(
          "button",
          { type: "button", onclick: act(action), "aria-label": `${name}: ${what}` },
          make("b", {}, name),
          ` ${what}`,
        ),
      ),
    ),
  );
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  return menu;
}
function closeMenu() {
  const menu = document.querySelector(".menu[open]");
  if (!menu) return false;
  menu.open = false;
  menu.firstChild.focus();
  return true;
}

// What the files hold: what is chosen, if that is several; else what the view shows.
function taken() {
  if (!pictured()) return tableRows().ids;
  return state.chosen.length > 1 ? state.chosen : Array.from(scene.ids);
}
function takenLinks() {
  if (!pictured()) return [];
  const ids = new Set(taken());
  return Array.from(scene.a, (a, i) => ({
    from: scene.ids[a],
    to: scene.ids[scene.b[i]],
    kind: scene.view.kinds[scene.kind[i]],
    weight: scene.weight[i],
  })).filter(({ from, to }) => ids.has(from) && ids.has(to));
}

// Cells that a spreadsheet would run as a formula get an apostrophe.
const cell = (value) =>
  `"${String(value ?? "")
    .replace(/^[=+\-@\t\r]/, "'$&")
    .replace(/"/g, '""')}"`;
function csv() {
  const { ids, columns, value } = tableRows(),
    chosen = new Set(state.chosen),
    several = ids.filter((id) => chosen.has(id));
  const rows = (several.length > 1 ? several : ids).map((id) => [
    iriOf(id),
    ...columns.map((column) => value(id, column)),
  ]);
  return `\ufeff${[["IRI", ...columns], ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("")}`;
}

function json() {
  const bare = (id) => ({
    iri: iriOf(id),
    type: TYPES[typeOf[id]],
    name: nameOf(id),
    facts: Object.fromEntries(factsOf(id)),
    links: linksOf(id).map((each) => each[1]),
  });
  const lines = takenLinks().map(({ from, to, ...rest }) => ({ from: iriOf(from), to: iriOf(to), ...rest }));
  return JSON.stringify({ nodes: taken().map(bare), links: lines }, null, 1);
}
