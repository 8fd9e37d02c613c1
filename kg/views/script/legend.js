// The legend, which is also the filters.
function legend() {
  const shown = filtered(), view = model.views.find((each) => each.key === state.view);
  const tally = (type) => [...shown].filter((id) => nodes[id].type === type).length.toLocaleString("en");
  const flipped = (set, key) => { const next = new Set(set); if (!next.delete(key)) next.add(key); return next; };
  const box = (attributes, name, key) => make("input", {
    type: "checkbox", ...attributes, checked: !state[name].has(key), onchange: () => change({ [name]: flipped(state[name], key) }),
  });
  $("types").replaceChildren(...TYPES.map((type) => make("div", { class: "toggle" }, make("label", {},
    box({ disabled: !view || view.types.length === 1 }, "types", type), swatch(type, type === "author" ? paint.clusters[0] : paint[type]),
    make("span", {}, capital(NAMES[type][1])), make("small", { class: "quiet" }, tally(type))))));
  $("clusters").replaceChildren(...model.clusters.slice(0, 100).map((cluster, index) => make("div", { class: "toggle" },
    box({ "aria-label": `Show ${cluster.name}` }, "clusters", index), clusterButton(index))));
  const bulk = (text, clusters) => make("button", { type: "button", onclick: () => change({ clusters: new Set(clusters) }) }, text);
  if (model.clusters.length > 1) $("clusters").append(make("div", { class: "tabs" }, bulk("all", []), bulk("none", model.clusters.keys())));
  $("least").value = least();
  $("least-label").hidden = !nodes.some((node) => node.type === "concept");
  if (span) for (const [name, limit] of [["from", span[0]], ["to", span[1]]]) $(name).value = state[name] || limit;
}

function numberInputs() {
  $("least").addEventListener("change", (event) => change({ least: Math.max(1, event.target.valueAsNumber || model.least) }));
  $("years-heading").hidden = $("years").hidden = !span;
  if (!span) return;
  for (const [name, text] of [["from", "from"], ["to", "to"]]) {
    const input = make("input", { id: name, type: "number", min: span[0], max: span[1], step: 1, inputmode: "numeric" });
    input.addEventListener("change", () => change({ [name]: Number.isInteger(input.valueAsNumber) ? input.valueAsNumber : null }));
    $("years").append(make("label", {}, text, input));
  }
}
