// The network in the formats of other programs. XML is made element by element, so that no text can be anything else.
const clean = (text) =>
  String(text)
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");
function xml(space, root) {
  const file = document.implementation.createDocument(space, root);
  const add = (parent, name, attributes = {}, text = null, of = space) => {
    const element = file.createElementNS(of, name);
    for (const [each, value] of Object.entries(attributes)) element.setAttribute(each, clean(value));
    if (text !== null) element.textContent = clean(text);
    parent.append(element);
    return element;
  };
  return {
    root: file.documentElement,
    add,
    text: () => `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(file)}\n`,
  };
}
const idOf = (id) => keyOf(id).replace(/[^A-Za-z0-9._-]/g, "-") + `-${id}`;
const attributesOf = (ids) =>
  [...factColumns.keys()]
    .filter((name) => ids.some((id) => fact(id, name) !== null))
    .map((name, index) => ({
      name,
      key: `f${index}`,
      numeric: ids.every((id) => ["number", "object"].includes(typeof fact(id, name))),
    }));

// http://graphml.graphdrawing.org/specification.html
function graphml() {
  const { root, add, text } = xml("http://graphml.graphdrawing.org/xmlns", "graphml"),
    ids = taken(),
    extra = attributesOf(ids);
  const keys = [
    ["label", "string"],
    ["type", "string"],
    ["iri", "string"],
    ["cluster", "string"],
    ["x", "double"],
    ["y", "double"],
    ...extra.map(({ key, numeric }) => [key, numeric ? "double" : "string"]),
  ];
  for (const [name, type] of keys)
    add(root, "key", {
      id: name,
      for: "node",
      "attr.name": extra.find((each) => each.key === name)?.name ?? name,
      "attr.type": type,
    });
  for (const [name, type] of [
    ["kind", "string"],
    ["weight", "int"],
  ])
    add(root, "key", { id: name, for: "edge", "attr.name": name, "attr.type": type });
  const graph = add(root, "graph", { id: "network", edgedefault: "undirected" });
  for (const id of ids) {
    const node = add(graph, "node", { id: idOf(id) }),
      at = scene.at(id);
    const data = {
      label: nameOf(id),
      type: TYPES[typeOf[id]],
      iri: iriOf(id),
      cluster: clusterOf[id] >= 0 ? clusterName(clusterOf[id]) : null,
      x: at < 0 ? null : scene.x[at],
      y: at < 0 ? null : scene.y[at],
    };
    for (const { key, name } of extra) data[key] = fact(id, name);
    for (const [key, value] of Object.entries(data)) if (value !== null) add(node, "data", { key }, value);
  }
  for (const { from, to, kind, weight } of takenLinks()) {
    const edge = add(graph, "edge", { source: idOf(from), target: idOf(to) });
    add(edge, "data", { key: "kind" }, kind);
    add(edge, "data", { key: "weight" }, weight);
  }
  return text();
}

// https://gexf.net/1.3/ with places, sizes and colours
function gexf() {
  const viz = "http://gexf.net/1.3/viz",
    { root, add, text } = xml("http://gexf.net/1.3", "gexf"),
    ids = taken(),
    extra = attributesOf(ids);
  root.setAttribute("version", "1.3");
  const graph = add(root, "graph", { defaultedgetype: "undirected" }),
    kinds = add(graph, "attributes", { class: "node" });
  const all = [
    { name: "type", key: "type" },
    { name: "iri", key: "iri" },
    { name: "cluster", key: "cluster" },
    ...extra,
  ];
  for (const { name, key, numeric } of all)
    add(kinds, "attribute", { id: key, title: name, type: numeric ? "double" : "string" });
  const nodes = add(graph, "nodes"),
    edges = add(graph, "edges");
  for (const id of ids) {
    const node = add(nodes, "node", { id: idOf(id), label: nameOf(id) }),
      values = add(node, "attvalues"),
      at = scene.at(id);
    const known = {
      type: TYPES[typeOf[id]],
      iri: iriOf(id),
      cluster: clusterOf[id] >= 0 ? clusterName(clusterOf[id]) : null,
    };
    for (const { name, key } of all) {
      const value = known[key] ?? fact(id, name);
      if (value !== null) add(values, "attvalue", { for: key, value });
    }
    if (at < 0) continue;
    const [r, g, b] = [1, 3, 5].map((from) => parseInt(scene.colours[scene.colour[at]].slice(from, from + 2), 16));
    add(node, "viz:position", { x: scene.x[at], y: -scene.y[at], z: 0 }, null, viz);
    add(node, "viz:size", { value: scene.r[at] }, null, viz);
    add(node, "viz:color", { r, g, b }, null, viz);
  }
  takenLinks().forEach(({ from, to, kind, weight }, index) =>
    add(edges, "edge", { id: index, source: idOf(from), target: idOf(to), weight, label: kind }),
  );
  return text();
}

// https://app.vosviewer.com/docs/file-types/json-file-type/
const VOSVIEWER_CLUSTERS = 1000; // as many as it knows; those after them are the smallest
function vosviewer() {
  const ids = taken(),
    known = new Set(ids.map((id) => clusterOf[id]).filter((each) => each >= 0 && each < VOSVIEWER_CLUSTERS)),
    [left, top, right] = scene.box;
  const items = ids.map((id) => {
    const at = scene.at(id),
      weights = Object.fromEntries(
        ["Studies", "Citations", "Authors"]
          .filter((name) => fact(id, name) !== null)
          .map((name) => [name, fact(id, name)]),
      );
    const place =
      at < 0
        ? {}
        : { x: (2 * (scene.x[at] - left)) / (right - left) - 1, y: -(2 * (scene.y[at] - top)) / (right - left) + 1 };
    const year = yearFor()[id];
    return {
      id: id + 1,
      label: shortOf(id),
      ...place,
      ...(known.has(clusterOf[id]) ? { cluster: clusterOf[id] + 1 } : {}),
      weights,
      scores: Number.isNaN(year) ? {} : { "Mean year": year },
      url: iriOf(id),
    };
  });
  return JSON.stringify(
    {
      network: {
        items,
        links: takenLinks().map(({ from, to, weight }) => ({
          source_id: from + 1,
          target_id: to + 1,
          strength: weight,
        })),
        clusters: [...known].sort((a, b) => a - b).map((each) => ({ cluster: each + 1, label: clusterName(each) })),
      },
    },
    null,
    1,
  );
}
