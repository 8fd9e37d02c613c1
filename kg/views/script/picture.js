// The picture: nodes through vis-network, regions and lines under them.
let paint = {}, drawn = { view: null, ids: [], lines: [], regions: [], order: [], strokes: [] }, hovered = null;
const points = new vis.DataSet();
const network = new vis.Network($("network"), { nodes: points, edges: new vis.DataSet() }, { ...read("options"), autoResize: true });
const canvas = $("network").querySelector("canvas");
canvas.setAttribute("role", "img");
canvas.parentElement.setAttribute("role", "group");
canvas.parentElement.setAttribute("aria-label", "Network: arrow keys move, plus and minus zoom");

function readColours() {
  const style = getComputedStyle(document.documentElement), colour = (name) => style.getPropertyValue(`--${name}`).trim();
  const names = ["back", "text", "quiet", "accent", "edge", "study", "institution", "concept", "none", "outline", "region"];
  paint = Object.fromEntries(names.map((name) => [name, colour(name)]));
  paint.clusters = Array.from({ length: 8 }, (_, index) => colour(`c${index}`));
  paint.font = getComputedStyle(document.body).fontFamily;
}

// A colour between two others, all as #rrggbb: the share of the first.
function mix(first, second, share) {
  const part = (colour, at) => parseInt(colour.slice(at, at + 2), 16);
  const mixed = [1, 3, 5].map((at) => Math.round(part(first, at) * share + part(second, at) * (1 - share)));
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

const clusterColour = (cluster) => (cluster === undefined || cluster === null ? paint.none : paint.clusters[cluster % paint.clusters.length]);
const colourOf = (node) => (node.type === "author" ? clusterColour(node.cluster) : paint[node.type]);

function draw(refit) {
  const view = model.views.find((each) => each.key === state.view);
  const left = filtered();
  const drawnType = (type) => view.types.includes(type) && !(view.types.length > 1 && state.types.has(type));
  const ids = ALL.filter((id) => left.has(id) && drawnType(nodes[id].type));
  const here = new Set(ids), near = lit();
  const lines = edges.filter((edge) => view.kinds.includes(edge.kind) && here.has(edge.from) && here.has(edge.to) && together(edge));
  const at = (id) => nodes[id].at[view.key];
  const inside = new Map();
  for (const id of ids) if (nodes[id].cluster !== undefined) inside.set(nodes[id].cluster, [...(inside.get(nodes[id].cluster) || []), id]);
  const regions = [...inside].filter(([, ids]) => ids.length > 1).map(([cluster, ids]) => ({ cluster, size: ids.length, hull: hull(ids.map(at)) }));
  regions.sort((a, b) => b.size - a.size || a.cluster - b.cluster);
  const order = ids.toSorted((a, b) => nodes[b].size - nodes[a].size || linksOf[b].length - linksOf[a].length || a - b);
  drawn = { view, ids, lines, regions, order, at, here, near, strokes: strokesOf(lines, at, near) };
  points.clear();
  points.add(ids.map((id) => {
    const node = nodes[id], colour = colourOf(node), [x, y] = at(id);
    const strong = { background: colour, border: paint.accent };
    return {
      id, x, y, shape: node.shape, size: node.size, opacity: !near || near.has(id) ? 1 : 0.25,
      borderWidth: ids.length > 600 ? 0 : 1.5, borderWidthSelected: 3,
      color: { background: colour, border: mix(colour, paint.outline, 0.55), highlight: strong, hover: strong },
    };
  }));
  if (state.node !== null && here.has(state.node)) network.selectNodes([state.node], false);
  if (refit) fit();
  network.redraw();
  canvas.setAttribute("aria-label", `${view.title}: ${describe()}. The same can be read in the table and found by search.`);
}

// The lines by how they are drawn: the more there are, the fainter; those of a selection stand out.
function strokesOf(lines, at, near) {
  const crowd = Math.min(1, Math.max(0.12, 900 / lines.length));
  const picked = (edge) => edge.from === state.node || edge.to === state.node;
  const inner = (edge) => state.cluster !== null && [edge.from, edge.to].every((id) => nodes[id].cluster === state.cluster);
  const layers = [
    [lines.filter((edge) => !picked(edge) && !inner(edge)), paint.edge, near ? 0.3 : 1],
    [lines.filter(inner), paint.quiet, 0.6],
    [lines.filter(picked), paint.accent, 1],
  ];
  return layers.flatMap(([layer, colour, alpha]) => [0, 1, 2, 3, 4].map((weight) => ({
    some: layer.filter((edge) => (edge.kind === "about" ? 0 : Math.min(edge.weight, 4)) === weight).map(({ from, to }) => [at(from), at(to)]),
    colour, width: weight || 1, alpha: alpha * (weight ? Math.sqrt(crowd) : crowd), dash: weight || crowd < 1 ? [] : [4, 5],
  })));
}

// The nodes that a selection leaves bright, or null for all.
function lit() {
  if (state.node !== null) return new Set([state.node, ...neighbours(state.node)]);
  if (state.cluster === null) return null;
  return new Set(ALL.filter((id) => nodes[id].cluster === state.cluster || neighbours(id).some((each) => nodes[each].cluster === state.cluster)));
}

function hull(corners) {
  const sorted = corners.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);
  const turn = (a, b, c) => (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
  const half = (list) => list.reduce((chain, point) => {
    while (chain.length > 1 && turn(chain.at(-2), chain.at(-1), point) <= 0) chain.pop();
    chain.push(point);
    return chain;
  }, []).slice(0, -1);
  return [...half(sorted), ...half(sorted.toReversed())];
}

// Frame some nodes, or all with the clusters' titles.
function fit(ids = drawn.ids, margin = 40) {
  if (!ids.length) return;
  network.setSize("100%", "100%"); // else the next resize of the canvas changes the scale set here
  const xs = ids.map((id) => drawn.at(id)[0]), ys = ids.map((id) => drawn.at(id)[1]);
  if (ids === drawn.ids && drawn.regions.length <= 12) {
    for (const { cluster } of drawn.regions) {
      const [x] = drawn.view.titles[cluster], half = Math.min(model.clusters[cluster].name.length, 30) * 4;
      xs.push(x - half, x + half);
    }
  }
  // Regions reach 30 beyond their nodes, and labels stand to both sides.
  const box = [Math.min(...xs) - 40, Math.min(...ys) - 44, Math.max(...xs) + 40, Math.max(...ys) + 34];
  const wide = $("network").clientWidth - margin, high = $("network").clientHeight - margin;
  const scale = Math.min(wide / Math.max(box[2] - box[0], 1), high / Math.max(box[3] - box[1], 1), 1.3);
  network.moveTo({ position: { x: (box[0] + box[2]) / 2, y: (box[1] + box[3]) / 2 }, scale });
}

// Regions and lines lie under the nodes. Lines are ours, not vis-network's: one path for many of them is twice as fast.
network.on("beforeDrawing", (pen) => {
  const scale = network.getScale();
  pen.lineJoin = pen.lineCap = "round";
  for (const { cluster, hull } of drawn.regions) {
    pen.fillStyle = pen.strokeStyle = mix(clusterColour(cluster), paint.back, paint.region);
    pen.lineWidth = 2 * Math.max(30, 8 / scale);
    trace(pen, hull);
    pen.closePath();
    pen.fill();
    pen.stroke();
  }
  for (const { some, colour, alpha, width, dash } of drawn.strokes) {
    pen.strokeStyle = colour;
    pen.lineWidth = Math.max(width, 0.6 / scale);
    pen.globalAlpha = alpha;
    pen.setLineDash(dash);
    pen.beginPath();
    for (const [from, to] of some) {
      pen.moveTo(from[0], from[1]);
      pen.lineTo(to[0], to[1]);
    }
    pen.stroke();
  }
  pen.globalAlpha = 1;
  pen.setLineDash([]);
});

function trace(pen, corners) {
  pen.beginPath();
  corners.forEach((corner, index) => pen[index ? "lineTo" : "moveTo"](...corner));
}
