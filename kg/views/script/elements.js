// Elements: all text from records goes through textContent; nothing is ever parsed as HTML.
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

function swatch(kind, colour) {
  const element = make("span", { class: `swatch ${kind}`, "aria-hidden": "true" });
  element.style.setProperty("--swatch", colour);
  return element;
}

function row(id, note) {
  const node = nodes[id], text = node.type === "study" ? `${node.short}: ${shorten(node.name, 70)}` : node.name;
  return [swatch(node.type, colourOf(node)), make("span", { dir: "auto" }, text), make("small", {}, note)];
}

const goTo = (id) => {
  const view = model.views.find((each) => each.key === state.view), type = nodes[id].type;
  const home = !view || view.types.includes(type) ? state.view : model.views.find((each) => each.types.includes(type)).key;
  state.types.delete(type);
  if (type === "concept" && nodes[id].weight < least()) state.least = nodes[id].weight;
  change({ node: id, cluster: null, ...(home === state.view ? {} : { view: home }) });
  if (home !== "table" && drawn.here?.has(id)) bring(id);
  $("panel").scrollTop = 0;
  $("panel").focus({ preventScroll: true });
};
const button = (id, note = "") => make("li", {}, make("button", { class: "row", type: "button", onclick: () => goTo(id) }, ...row(id, note)));

// Move the picture only if the node is out of sight, or too small to be told from the others.
function bring(id) {
  const [x, y] = drawn.at(id), spot = network.canvasToDOM({ x, y }), small = network.getScale() < 0.45;
  const away = spot.x < 40 || spot.y < 40 || spot.x > canvas.clientWidth - 40 || spot.y > canvas.clientHeight - 40;
  if (small || away) network.moveTo({ position: { x, y }, scale: small ? 0.8 : network.getScale() });
}

function goToCluster(index) {
  change({ cluster: index, node: null });
  if (state.view !== "table" && network.getScale() < 0.45) fit(drawn.ids.filter((id) => nodes[id].cluster === index));
}
