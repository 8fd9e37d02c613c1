// The page's behaviour. All text from records goes through textContent or the canvas; nothing is ever parsed as HTML.
"use strict";
(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const $ = (id) => document.getElementById(id);
  const model = read("model"), nodes = read("nodes"), edges = read("edges");
  const NAMES = {
    author: ["author", "authors"], study: ["study", "studies"], institution: ["institution", "institutions"], concept: ["concept", "concepts"],
  };
  const TYPES = Object.keys(NAMES), ALL = nodes.map((_, id) => id);
  const count = (n, [one, many]) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
  const capital = (text) => text[0].toUpperCase() + text.slice(1);

  // ---- the model: neighbours, years, what can be found
  const linksOf = nodes.map(() => []);
  for (const edge of edges) {
    linksOf[edge.from].push(edge);
    linksOf[edge.to].push(edge);
  }
  const other = (edge, id) => (edge.from === id ? edge.to : edge.from);
  const neighbours = (id, kind) => linksOf[id].filter((edge) => !kind || edge.kind === kind).map((edge) => other(edge, id));
  const studiesOf = nodes.map((node, id) => new Set(node.type === "author" ? neighbours(id, "wrote") : []));
  const byIri = new Map(nodes.map((node, id) => [node.iri, id]));
  const years = nodes.filter((node) => node.year).map((node) => node.year);
  const span = years.length ? [Math.min(...years), Math.max(...years)] : null;
  const letters = { ø: "o", đ: "d", ð: "d", ł: "l", æ: "ae", œ: "oe", ß: "ss", þ: "th", ı: "i", ħ: "h" };
  const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}|['’‘ʼ`]/gu, "").replace(/[øđðłæœßþıħ]/g, (c) => letters[c])
    .replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const texts = nodes.map((node) => ` ${fold([node.name, node.short, ...(node.facts || []).map((fact) => fact[1])].join(" "))}`);

  // ---- state, kept in the address
  const state = { view: model.views[0].key, node: null, cluster: null, from: null, to: null, types: new Set(), clusters: new Set(), theme: null, rows: null };
  let written = "";

  function toAddress() {
    const address = new URLSearchParams();
    if (state.view !== model.views[0].key) address.set("view", state.view);
    if (state.node !== null) address.set("node", nodes[state.node].iri);
    if (state.cluster !== null) address.set("cluster", model.clusters[state.cluster].iri);
    for (const name of ["from", "to", "theme", "rows"]) if (state[name]) address.set(name, state[name]);
    for (const type of state.types) address.append("hide", type);
    for (const cluster of state.clusters) address.append("without", model.clusters[cluster].iri);
    return address.toString();
  }

  function fromAddress() {
    const address = new URLSearchParams(location.hash.slice(1));
    const year = (name) => (/^\d{4}$/.test(address.get(name)) ? Number(address.get(name)) : null);
    const clusterOf = (iri) => model.clusters.findIndex((cluster) => cluster.iri === iri);
    const found = clusterOf(address.get("cluster"));
    Object.assign(state, {
      view: [...model.views.map((view) => view.key), "table"].find((key) => key === address.get("view")) || model.views[0].key,
      node: byIri.get(address.get("node")) ?? null,
      cluster: found < 0 ? null : found,
      from: year("from"), to: year("to"),
      theme: ["dark", "light"].find((theme) => theme === address.get("theme")) || null,
      rows: TYPES.find((type) => type === address.get("rows")) || null,
      types: new Set(address.getAll("hide").filter((type) => TYPES.includes(type))),
      clusters: new Set(address.getAll("without").map(clusterOf).filter((index) => index >= 0)),
    });
  }

  function change(news, { refit = false } = {}) {
    const step = ["view", "node", "cluster"].some((name) => name in news && news[name] !== state[name]);
    Object.assign(state, news);
    written = toAddress();
    history[step ? "pushState" : "replaceState"](null, "", `#${written}`);
    show(refit || "view" in news);
  }

  // ---- what the filters leave
  const narrowed = () => span && ((state.from && state.from > span[0]) || (state.to && state.to < span[1]));
  const inYears = (id) => !narrowed() || (nodes[id].year >= (state.from || span[0]) && nodes[id].year <= (state.to || span[1]));

  function filtered() {
    const left = new Set(), some = (id, kind) => neighbours(id, kind).some((each) => left.has(each));
    nodes.forEach((node, id) => {
      if (node.type === "author" && !state.clusters.has(node.cluster) && (!narrowed() || [...studiesOf[id]].some(inYears))) left.add(id);
    });
    nodes.forEach((node, id) => {
      if (node.type === "study" && inYears(id) && (some(id, "wrote") || (!neighbours(id, "wrote").length && !state.clusters.size))) left.add(id);
    });
    nodes.forEach((node, id) => {
      if ((node.type === "institution" && some(id, "affiliated")) || (node.type === "concept" && some(id, "about"))) left.add(id);
    });
    return left;
  }

  const together = (edge) => edge.kind !== "coauthor" || !narrowed() || [...studiesOf[edge.from]].some((study) => studiesOf[edge.to].has(study) && inYears(study));

  // ---- the picture
  let paint = {}, drawn = { view: null, ids: [], lines: [], regions: [], order: [] }, hovered = null;
  const points = new vis.DataSet();
  const network = new vis.Network($("network"), { nodes: points, edges: new vis.DataSet() }, { ...read("options"), autoResize: true });
  const canvas = $("network").querySelector("canvas");
  canvas.setAttribute("role", "img");
  canvas.parentElement.setAttribute("role", "group");
  canvas.parentElement.setAttribute("aria-label", "Network: arrow keys move, plus and minus zoom");

  function readColours() {
    const style = getComputedStyle(document.documentElement), colour = (name) => style.getPropertyValue(`--${name}`).trim();
    paint = Object.fromEntries(["back", "text", "quiet", "accent", "edge", "study", "institution", "concept", "none", "outline", "region"].map((name) => [name, colour(name)]));
    paint.clusters = Array.from({ length: 8 }, (_, index) => colour(`c${index}`));
    paint.font = getComputedStyle(document.body).fontFamily;
  }

  const mix = (a, b, share) => `#${[1, 3, 5].map((at) => Math.round(parseInt(a.slice(at, at + 2), 16) * share + parseInt(b.slice(at, at + 2), 16) * (1 - share)).toString(16).padStart(2, "0")).join("")}`;
  const clusterColour = (cluster) => (cluster === undefined || cluster === null ? paint.none : paint.clusters[cluster % paint.clusters.length]);
  const colourOf = (node) => (node.type === "author" ? clusterColour(node.cluster) : paint[node.type]);

  function draw(refit) {
    const view = model.views.find((each) => each.key === state.view);
    const left = filtered();
    const ids = ALL.filter((id) => left.has(id) && view.types.includes(nodes[id].type) && !(view.types.length > 1 && state.types.has(nodes[id].type)));
    const here = new Set(ids), near = lit();
    const lines = edges.filter((edge) => view.kinds.includes(edge.kind) && here.has(edge.from) && here.has(edge.to) && together(edge));
    const at = (id) => nodes[id].at[view.key];
    const inside = new Map();
    for (const id of ids) if (nodes[id].cluster !== undefined) inside.set(nodes[id].cluster, [...(inside.get(nodes[id].cluster) || []), id]);
    const regions = [...inside].filter(([, ids]) => ids.length > 1).map(([cluster, ids]) => ({ cluster, size: ids.length, hull: hull(ids.map(at)) }));
    regions.sort((a, b) => b.size - a.size || a.cluster - b.cluster);
    const order = ids.toSorted((a, b) => nodes[b].size - nodes[a].size || linksOf[b].length - linksOf[a].length || a - b);
    drawn = { view, ids, lines, regions, order, at, here, near };
    points.clear();
    points.add(ids.map((id) => {
      const node = nodes[id], colour = colourOf(node), [x, y] = at(id);
      const strong = { background: colour, border: paint.accent };
      return {
        id, x, y, shape: node.shape, size: node.size, opacity: !near || near.has(id) ? 1 : 0.25, borderWidth: ids.length > 600 ? 0 : 1.5, borderWidthSelected: 3,
        color: { background: colour, border: mix(colour, paint.outline, 0.55), highlight: strong, hover: strong },
      };
    }));
    if (state.node !== null && here.has(state.node)) network.selectNodes([state.node], false);
    if (refit) fit();
    network.redraw();
    canvas.setAttribute("aria-label", `${view.title}: ${describe()}. The same can be read in the table and found by search.`);
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

  function fit(margin = 40) {
    if (!drawn.ids.length) return;
    const xs = drawn.ids.map((id) => drawn.at(id)[0]), ys = drawn.ids.map((id) => drawn.at(id)[1]);
    if (drawn.regions.length <= 12) {
      for (const { cluster } of drawn.regions) {
        const [x] = drawn.view.titles[cluster], half = Math.min(model.clusters[cluster].name.length, 30) * 4;
        xs.push(x - half, x + half);
      }
    }
    const box = [Math.min(...xs), Math.min(...ys) - 44, Math.max(...xs), Math.max(...ys) + 20];
    const wide = canvas.clientWidth - 2.6 * margin, high = canvas.clientHeight - 2 * margin;
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
    const crowd = Math.min(1, Math.max(0.12, 900 / drawn.lines.length));
    const picked = (edge) => edge.from === state.node || edge.to === state.node;
    const quiet = drawn.near ? 0.3 * crowd : 1;
    for (const [lines, colour, alpha] of [[drawn.lines.filter((edge) => !picked(edge)), paint.edge, quiet], [drawn.lines.filter(picked), paint.accent, 1]]) {
      pen.strokeStyle = colour;
      for (const [width, some] of Object.entries(Object.groupBy(lines, (edge) => (edge.kind === "about" ? 0 : Math.min(edge.weight, 4))))) {
        pen.lineWidth = Math.max(Number(width) || 1, 0.6 / scale);
        pen.globalAlpha = width === "0" ? alpha * crowd : alpha;
        pen.setLineDash(width === "0" && crowd === 1 ? [4, 5] : []);
        pen.beginPath();
        for (const edge of some) {
          pen.moveTo(...drawn.at(edge.from));
          pen.lineTo(...drawn.at(edge.to));
        }
        pen.stroke();
      }
    }
    pen.globalAlpha = 1;
    pen.setLineDash([]);
  });

  function trace(pen, corners) {
    pen.beginPath();
    corners.forEach((corner, index) => pen[index ? "lineTo" : "moveTo"](...corner));
  }

  const widths = new Map(); // of texts, in ems
  // Labels are set in screen pixels, most important first; one that would cover another or a node is left out.
  network.on("afterDrawing", (pen) => {
    const scale = network.getScale(), zero = network.canvasToDOM({ x: 0, y: 0 }), ratio = canvas.width / canvas.clientWidth;
    const screen = ([x, y]) => [zero.x + x * scale, zero.y + y * scale];
    const taken = new Boxes();
    pen.save();
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.lineJoin = "round";
    pen.strokeStyle = paint.back;
    const visible = drawn.order.map((id) => ({ id, radius: nodes[id].size * scale, spot: screen(drawn.at(id)) }))
      .filter(({ spot: [x, y] }) => x > -80 && y > -30 && x < canvas.clientWidth + 80 && y < canvas.clientHeight + 30);
    for (const { id, radius, spot: [x, y] } of visible) if (radius > 3) taken.add([x - radius, y - radius, x + radius, y + radius], id);
    const width = (text, font, size) => {
      const key = font[0] + text;
      if (!widths.has(key)) widths.set(key, pen.measureText(text).width / size);
      return widths.get(key) * size;
    };
    const write = (text, x, y, font, colour, owner, force) => {
      pen.font = font;
      const size = parseFloat(font.match(/[\d.]+px/)[0]), wide = width(text, font, size) / 2 + 3, high = size * 0.62;
      const box = [x - wide, y - high, x + wide, y + high];
      if (!force && taken.hits(box, owner)) return false;
      taken.add(box);
      pen.lineWidth = 3;
      pen.strokeText(text, x, y);
      pen.fillStyle = colour;
      pen.fillText(text, x, y);
      return true;
    };
    const label = ({ id, radius, spot: [x, y] }, force) => {
      const size = Math.min(Math.max(12.5 * scale, 10), 15), text = shorten(nodes[id].short, force ? 60 : 26);
      const font = `${force ? "bold " : ""}${size}px ${paint.font}`, below = y + radius + size * 0.75, above = y - radius - size * 0.75;
      pen.font = font;
      const aside = radius + width(text, font, size) / 2 + 5;
      return [[x, below], [x, above], [x + aside, y], [x - aside, y]].some((spot) => write(text, ...spot, font, paint.text, id))
        || (force && write(text, x, below, font, paint.text, id, true));
    };
    const first = visible.filter(({ id }) => id === hovered || id === state.node);
    first.forEach((each) => label(each, true));
    for (const { cluster, hull } of drawn.regions) {
      const spots = hull.map(screen), top = Math.min(...spots.map((spot) => spot[1])), xs = spots.map((spot) => spot[0]);
      const wide = Math.max(...xs) - Math.min(...xs) + 60 * scale, text = shorten(model.clusters[cluster].name, 30);
      const size = Math.min(14, Math.max(11, wide / 9)), title = drawn.view.titles[cluster].map((each, axis) => each + (axis ? -12 : 0));
      if (wide < 30) continue;
      const font = `bold ${size}px ${paint.font}`, above = [(Math.min(...xs) + Math.max(...xs)) / 2, top - Math.max(30 * scale, 8) - 10];
      write(text, ...above, font, paint.text) || write(text, ...screen(title), font, paint.text);
    }
    const others = drawn.near ? visible.filter(({ id }) => drawn.near.has(id)) : visible;
    others.slice(0, scale < 0.35 && !drawn.near ? 60 : 400).filter((each) => !first.includes(each)).forEach((each) => label(each));
    pen.restore();
  });

  // Which boxes are taken, by cells of 64 pixels.
  class Boxes {
    cells = new Map();
    *near([left, top, right, bottom]) {
      for (let x = left >> 6; x <= right >> 6; x += 1) for (let y = top >> 6; y <= bottom >> 6; y += 1) yield x * 4096 + y;
    }
    add(box, owner = null) {
      for (const cell of this.near(box)) {
        if (!this.cells.has(cell)) this.cells.set(cell, []);
        this.cells.get(cell).push({ box, owner });
      }
    }
    hits(box, owner) {
      for (const cell of this.near(box)) {
        for (const { box: [left, top, right, bottom], owner: whose } of this.cells.get(cell) || []) {
          if (whose !== (owner ?? -1) && box[0] < right && box[2] > left && box[1] < bottom && box[3] > top) return true;
        }
      }
      return false;
    }
  }

  const shorten = (text, most) => (text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text);

  network.on("click", ({ nodes: [id] }) => (id === undefined ? change({ node: null, cluster: null }) : change({ node: id, cluster: null })));
  network.on("hoverNode", ({ node }) => { hovered = node; network.redraw(); canvas.style.cursor = "pointer"; });
  network.on("blurNode", () => { hovered = null; network.redraw(); canvas.style.cursor = ""; });

  // ---- making elements
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

  const row = (id, note) => [swatch(nodes[id].type, colourOf(nodes[id])), make("span", { dir: "auto" }, nodes[id].type === "study" ? `${nodes[id].short}: ${shorten(nodes[id].name, 70)}` : nodes[id].name), make("small", {}, note)];
  const goTo = (id) => {
    const view = model.views.find((each) => each.key === state.view), type = nodes[id].type;
    const home = !view || view.types.includes(type) ? state.view : model.views.find((each) => each.types.includes(type)).key;
    state.types.delete(type);
    change({ node: id, cluster: null, ...(home === state.view ? {} : { view: home }) });
    if (home !== "table" && drawn.here?.has(id)) bring(id);
    $("panel").scrollTop = 0;
    $("panel").focus({ preventScroll: true });
  };
  const button = (id, note = "") => make("li", {}, make("button", { class: "row", type: "button", onclick: () => goTo(id) }, ...row(id, note)));

  // Move the picture only if the node is out of sight.
  function bring(id) {
    const [x, y] = drawn.at(id), spot = network.canvasToDOM({ x, y });
    if (spot.x < 40 || spot.y < 40 || spot.x > canvas.clientWidth - 40 || spot.y > canvas.clientHeight - 40) network.moveTo({ position: { x, y } });
  }

  // ---- the panel
  function panel() {
    if (state.node !== null) return ofNode(state.node);
    if (state.cluster !== null) return ofCluster(state.cluster);
    const parts = [make("h2", {}, "In this graph"), make("dl", {}, ...TYPES.flatMap((type) => [make("dt", {}, capital(NAMES[type][1])), make("dd", {}, (model.totals[type] || 0).toLocaleString("en"))]),
      make("dt", {}, "Clusters"), make("dd", {}, model.clusters.length.toLocaleString("en")))];
    const cut = leftOut();
    if (cut) parts.push(make("p", {}, cut));
    parts.push(make("p", { class: "quiet" }, "Choose a node or a cluster, or search. Drag to move, scroll or pinch to zoom."));
    parts.push(make("p", { class: "quiet" }, make("kbd", {}, "/"), " searches, ", make("kbd", {}, "Esc"), " clears, ", make("kbd", {}, "+"), " ", make("kbd", {}, "−"), " zoom, ", make("kbd", {}, "0"), " fits, arrows move."));
    for (const type of ["author", "concept"]) {
      const most = ALL.filter((id) => nodes[id].type === type).sort((a, b) => (nodes[b].weight || 0) - (nodes[a].weight || 0) || a - b).slice(0, 5);
      if (most.length) parts.push(make("h2", {}, `${capital(NAMES[type][1])} with most studies`), make("ul", {}, ...most.map((id) => button(id, String(nodes[id].weight || "")))));
    }
    return parts;
  }

  function leftOut() {
    const cut = ["author", "study"].map((type) => [type, nodes.filter((node) => node.type === type).length]).filter(([type, shown]) => shown < model.totals[type]);
    if (!cut.length) return "";
    return `Showing ${cut.map(([type, shown]) => `${shown.toLocaleString("en")} of ${count(model.totals[type], NAMES[type])}`).join(" and ")} (the largest clusters first). The whole network is in coauthors.graphml.`;
  }

  const facts = (pairs) => make("dl", {}, ...(pairs || []).flatMap(([name, value]) => [make("dt", {}, name), make("dd", { dir: "auto" }, value)]));
  const list = (title, items) => (items.length ? [make("h2", {}, `${title} (${items.length.toLocaleString("en")})`), make("ul", {}, ...items)] : []);

  function ofNode(id) {
    const node = nodes[id], parts = [make("h2", {}, NAMES[node.type][0]), make("h3", { dir: "auto" }, node.name), facts(node.facts)];
    if (state.view !== "table" && !drawn.here.has(id)) parts.push(make("p", { class: "quiet" }, "Not in this picture: the filters leave it out."));
    const safe = (node.links || []).filter(([, url]) => /^https?:\/\//i.test(url));
    if (safe.length) parts.push(make("p", { class: "links" }, ...safe.map(([name, url]) => make("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, name))));
    if (node.cluster !== undefined) parts.push(make("h2", {}, "Cluster"), make("ul", {}, make("li", {}, clusterButton(node.cluster))));
    for (const type of ["study", "author", "institution", "concept"]) {
      const near = linksOf[id].filter((edge) => nodes[other(edge, id)].type === type).map((edge) => [other(edge, id), edge.weight, edge.rank]);
      near.sort((a, b) => b[1] - a[1] || (type === "author" ? a[2] - b[2] : 0) || (nodes[b[0]].year || 0) - (nodes[a[0]].year || 0) || nodes[a[0]].name.localeCompare(nodes[b[0]].name, "en"));
      const title = node.type === "author" && type === "author" ? "Co-authors" : capital(NAMES[type][1]);
      parts.push(...list(title, near.map(([each, weight]) => button(each, weight > 1 ? `×${weight}` : ""))));
    }
    const said = model.evidence.filter(({ study, found }) => study === id || found.some(([concept]) => concept === id));
    if (said.length) parts.push(make("h2", {}, "Evidence"), ...said.slice(0, 60).map((each) => quotation(each, id)));
    return parts;
  }

  function quotation({ study, sentence, found }, id) {
    const words = found.filter(([concept]) => id === study || concept === id).map(([, exact]) => exact).filter(Boolean).sort((a, b) => b.length - a.length);
    const quote = make("blockquote", { dir: "auto" });
    const marks = words.length ? new RegExp(`(${words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|")})`, "g") : null;
    for (const part of marks ? sentence.split(marks) : [sentence]) quote.append(words.includes(part) ? make("mark", {}, part) : part);
    if (id !== study) quote.append(make("div", { class: "quiet" }, nodes[study].short));
    return quote;
  }

  const clusterButton = (index) => make("button", { class: "row", type: "button", onclick: () => change({ cluster: index, node: null }) },
    swatch("region", clusterColour(index)), make("span", { dir: "auto" }, model.clusters[index].name), make("small", {}, model.clusters[index].authors.toLocaleString("en")));

  function ofCluster(index) {
    const cluster = model.clusters[index], members = ALL.filter((id) => nodes[id].cluster === index);
    return [make("h2", {}, "Cluster"), make("h3", { dir: "auto" }, cluster.name), facts(cluster.facts), ...list("Central", cluster.central.map((id) => button(id))),
      ...list("Bridges", cluster.bridges.map((id) => button(id))), ...list("Authors", members.map((id) => button(id, count(nodes[id].weight || 0, NAMES.study))))];
  }

  // ---- legend and filters
  function legend() {
    const shown = filtered(), view = model.views.find((each) => each.key === state.view);
    const tally = (type) => [...shown].filter((id) => nodes[id].type === type).length.toLocaleString("en");
    const flip = (set, key) => () => { const next = new Set(set); if (!next.delete(key)) next.add(key); return next; };
    $("types").replaceChildren(...TYPES.map((type) => make("div", { class: "toggle" }, make("label", {},
      make("input", { type: "checkbox", checked: !state.types.has(type), disabled: view ? view.types.length === 1 : true, onchange: () => change({ types: flip(state.types, type)() }) }),
      swatch(type, type === "author" ? paint.clusters[0] : paint[type]), make("span", {}, capital(NAMES[type][1])), make("small", { class: "quiet" }, tally(type))))));
    $("clusters").replaceChildren(...model.clusters.slice(0, 100).map((cluster, index) => make("div", { class: "toggle" },
      make("input", { type: "checkbox", "aria-label": `Show ${cluster.name}`, checked: !state.clusters.has(index), onchange: () => change({ clusters: flip(state.clusters, index)() }) }), clusterButton(index))));
    const bulk = (text, clusters) => make("button", { type: "button", onclick: () => change({ clusters: new Set(clusters) }) }, text);
    if (model.clusters.length > 1) $("clusters").append(make("div", { class: "tabs" }, bulk("all", []), bulk("none", model.clusters.keys())));
    if (span) for (const [name, limit] of [["from", span[0]], ["to", span[1]]]) $(name).value = state[name] || limit;
  }

  function yearInputs() {
    $("years-heading").hidden = $("years").hidden = !span;
    if (!span) return;
    for (const [name, text] of [["from", "from"], ["to", "to"]]) {
      const input = make("input", { id: name, type: "number", min: span[0], max: span[1], step: 1, inputmode: "numeric" });
      input.addEventListener("change", () => change({ [name]: Number.isInteger(input.valueAsNumber) ? input.valueAsNumber : null }));
      $("years").append(make("label", {}, text, input));
    }
  }

  // ---- search
  let active = -1;
  function search() {
    const words = fold($("search").value).split(" ").filter(Boolean);
    const whole = words.join(" ");
    const hits = !words.length ? [] : ALL.filter((id) => words.every((word) => texts[id].includes(word))).map((id) => {
      const name = fold(nodes[id].name);
      return [id, name.startsWith(whole) ? 0 : words.every((word) => ` ${name}`.includes(` ${word}`)) ? 1 : words.every((word) => texts[id].includes(` ${word}`)) ? 2 : 3];
    }).sort((a, b) => a[1] - b[1] || nodes[b[0]].size - nodes[a[0]].size || a[0] - b[0]);
    active = hits.length ? 0 : -1;
    $("found").textContent = words.length ? `${hits.length.toLocaleString("en")} found` : "";
    $("results").replaceChildren(...hits.slice(0, 50).map(([id], index) => make("li", { class: "row", role: "option", id: `result-${index}`, "data-node": id, onclick: () => goTo(id) }, ...row(id, NAMES[nodes[id].type][0]))));
    $("results").hidden = !hits.length;
    $("search").setAttribute("aria-expanded", String(hits.length > 0));
    mark();
  }

  function mark() {
    [...$("results").children].forEach((item, index) => item.setAttribute("aria-selected", String(index === active)));
    const item = $("results").children[active];
    if (item) { $("search").setAttribute("aria-activedescendant", item.id); item.scrollIntoView({ block: "nearest" }); } else $("search").removeAttribute("aria-activedescendant");
  }

  function clear() {
    $("search").value = "";
    search();
    change({ node: null, cluster: null });
  }

  $("search").addEventListener("input", search);
  $("search").addEventListener("keydown", (event) => {
    const items = $("results").children, step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && items.length) { active = (active + step + items.length) % items.length; mark(); event.preventDefault(); }
    if (event.key === "Enter" && items[active]) goTo(Number(items[active].dataset.node));
  });
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") { clear(); $("search").focus(); return; }
    if (typing) return;
    const zoom = { "+": 1.25, "=": 1.25, "-": 0.8 }[event.key];
    const arrow = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (event.key === "/") { event.preventDefault(); $("search").focus(); }
    else if (event.key === "0") fit();
    else if (arrow && event.target.closest("#network")) {
      const { x, y } = network.getViewPosition(), step = 60 / network.getScale();
      network.moveTo({ position: { x: x + arrow[0] * step, y: y + arrow[1] * step } });
      event.preventDefault();
    } else if (zoom) network.moveTo({ scale: network.getScale() * zoom });
  });

  // ---- the table of what the filters leave
  let sorted = [0, 1];
  function table() {
    const type = state.rows || "author", all = [...filtered()].filter((id) => nodes[id].type === type);
    const columns = ["Name", ...new Set(all.flatMap((id) => (nodes[id].facts || []).map((fact) => fact[0])))];
    const cells = all.map((id) => { const known = new Map(nodes[id].facts); return [id, columns.map((column, index) => (index ? known.get(column) ?? "" : nodes[id].name))]; });
    const by = sorted[0] < columns.length ? sorted[0] : 0;
    cells.sort((a, b) => sorted[1] * a[1][by].localeCompare(b[1][by], "en", { numeric: true }) || a[0] - b[0]);
    const tabs = TYPES.map((each) => make("button", { type: "button", "aria-pressed": String(each === type), onclick: () => { sorted = [0, 1]; change({ rows: each }); } }, capital(NAMES[each][1])));
    const head = columns.map((column, index) => make("th", { scope: "col", "aria-sort": index === by ? (sorted[1] > 0 ? "ascending" : "descending") : "none" },
      make("button", { type: "button", onclick: () => { sorted = [index, index === by ? -sorted[1] : 1]; show(); } }, column, index === by ? (sorted[1] > 0 ? " ↑" : " ↓") : "")));
    const body = cells.slice(0, 500).map(([id, values]) => make("tr", {}, ...values.map((value, index) => make("td", { dir: "auto" }, index ? value : make("button", { class: "row", type: "button", onclick: () => goTo(id) }, value)))));
    const note = cells.length > 500 ? `The first 500 of ${count(cells.length, NAMES[type])}; the CSV has all.` : count(cells.length, NAMES[type]);
    $("table").replaceChildren(make("div", { class: "tabs", role: "group", "aria-label": "Rows" }, ...tabs), make("table", {}, make("caption", {}, note), make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...body)));
    return [columns, ...cells.map((cell) => cell[1])];
  }

  // ---- take-away
  function save(name, blob) {
    const link = make("a", { href: URL.createObjectURL(blob), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  // The picture as it stands, with the title above and the clusters' names below.
  function png() {
    const ratio = canvas.width / canvas.clientWidth, line = 22 * ratio, wide = canvas.width;
    const names = drawn.regions.slice(0, 12).map(({ cluster }) => cluster).sort((a, b) => a - b);
    const columns = Math.max(1, Math.floor(wide / (260 * ratio))), foot = Math.ceil(names.length / columns) * line + line;
    const sheet = make("canvas", { width: wide, height: canvas.height + 2 * line + foot }), pen = sheet.getContext("2d");
    pen.fillStyle = paint.back;
    pen.fillRect(0, 0, sheet.width, sheet.height);
    pen.drawImage(canvas, 0, 2 * line);
    pen.fillStyle = paint.text;
    pen.font = `bold ${16 * ratio}px ${paint.font}`;
    pen.fillText(model.title, line / 2, line * 1.2, wide - line);
    pen.font = `${13 * ratio}px ${paint.font}`;
    names.forEach((cluster, index) => {
      const x = line / 2 + (index % columns) * 260 * ratio, y = canvas.height + 2 * line + Math.floor(index / columns) * line + line;
      pen.fillStyle = clusterColour(cluster);
      pen.fillRect(x, y - 11 * ratio, 12 * ratio, 12 * ratio);
      pen.fillStyle = paint.text;
      pen.fillText(shorten(model.clusters[cluster].name, 34), x + 18 * ratio, y);
    });
    sheet.toBlob((blob) => save("network.png", blob), "image/png");
  }

  // Cells that a spreadsheet would run as a formula get an apostrophe.
  const csv = (rows) => `\ufeff${rows.map((cells) => cells.map((cell) => `"${String(cell).replace(/^[=+\-@\t\r]/, "'$&").replace(/"/g, '""')}"`).join(",")).join("\r\n")}\r\n`;
  function json() {
    const bare = ({ iri, type, name, year, facts = [], links = [] }) => ({ iri, type, name, year, ...Object.fromEntries(facts), links: links.map((link) => link[1]) });
    return JSON.stringify({ nodes: drawn.ids.map((id) => bare(nodes[id])), links: drawn.lines.map((edge) => ({ from: nodes[edge.from].iri, to: nodes[edge.to].iri, kind: edge.kind, weight: edge.weight })) }, null, 1);
  }

  // ---- the whole page
  function describe() {
    const kinds = TYPES.map((type) => [type, drawn.ids.filter((id) => nodes[id].type === type).length]).filter((pair) => pair[1]);
    return `${kinds.map(([type, n]) => count(n, NAMES[type])).join(", ") || "nothing"} and ${count(drawn.lines.length, ["link", "links"])} shown`;
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
    $("status").textContent = (state.view === "table" ? $("table").querySelector("caption").textContent : `${describe()} · ${count(model.clusters.length, ["cluster", "clusters"])}`) + chosen;
    for (const tab of $("views").children) tab.setAttribute("aria-current", String(tab.dataset.view === state.view));
    $("theme").textContent = dark ? "Light" : "Dark";
  }

  function start() {
    for (const { key, title } of [...model.views, { key: "table", title: "Table" }]) $("views").append(make("button", { type: "button", "data-view": key, onclick: () => change({ view: key }) }, title));
    const actions = {
      Fit: () => fit(), PNG: png,
      CSV: () => save(`${state.rows || "author"}.csv`, new Blob([csv(table())], { type: "text/csv" })),
      JSON: () => save("selection.json", new Blob([json()], { type: "application/json" })),
    };
    for (const [name, action] of Object.entries(actions)) $("actions").append(make("button", { type: "button", onclick: action }, name));
    $("actions").append(make("button", { id: "theme", type: "button", onclick: () => change({ theme: document.documentElement.dataset.theme === "dark" ? "light" : "dark" }) }));
    $("unscripted").remove();
    yearInputs();
    fromAddress();
    show(true);
    addEventListener("hashchange", () => { if (location.hash.slice(1) !== written) { fromAddress(); written = toAddress(); show(true); } });
    addEventListener("popstate", () => { fromAddress(); written = toAddress(); show(true); });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => show());
    let wide = innerWidth;
    addEventListener("resize", () => { if (innerWidth !== wide) { wide = innerWidth; setTimeout(fit, 50); } });
    document.documentElement.dataset.ready = "true";
  }

  start();
})();
