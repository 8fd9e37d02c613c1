// What stands around a node in the panel: its neighbours, sentences as evidence, why it is one.

// The neighbours, by type: strongest first, authors of a study in its byline's order.
const AROUND = {
  author: [
    ["study", "wrote"],
    ["author", "coauthor"],
    ["institution", "affiliated"],
  ],
  study: [
    ["author", "wrote"],
    ["concept", "about"],
  ],
  institution: [
    ["author", "affiliated"],
    ["institution", "partner"],
  ],
  concept: [
    ["study", "about"],
    ["concept", "together"],
  ],
  cluster: [["cluster", "between"]],
  field: [],
};
const MOST_LISTED = 200;
function around(id) {
  const parts = [],
    type = TYPES[typeOf[id]];
  if (type === "cluster")
    for (const [title, mark] of [
      ["Central", "central"],
      ["Bridges", "bridge"],
      ["Authors", ""],
    ]) {
      const some = membersOf(clusterOf[id]).filter((each) => (fact(each, "Part in the cluster") || "").includes(mark));
      parts.push(
        ...shortList(
          title,
          some.map((each) => [each, count(fact(each, "Studies"), NAMES.study)]),
        ),
      );
    }
  if (type === "field")
    parts.push(
      ...shortList(
        "Clusters",
        clustersOf(fieldOf[id]).map((each) => [each, number(fact(each, "Authors"))]),
      ),
    );
  for (const [other, kind] of AROUND[type]) {
    const near = new Map(),
      { weight, rank } = edgesOf(kind),
      ends = neighbours(id, kind),
      edges = incident(id, kind);
    ends.forEach((each, at) => {
      const known = near.get(each);
      near.set(each, {
        weight: (known && kind === "affiliated" ? known.weight : 0) + weight[edges[at]],
        rank: rank[edges[at]],
      });
    });
    const byline = type === "study" && other === "author";
    const ordered = [...near].sort(
      ([a, one], [b, two]) =>
        (byline ? one.rank - two.rank : 0) ||
        two.weight - one.weight ||
        yearOf[b] - yearOf[a] ||
        sizeOf[b] - sizeOf[a] ||
        a - b,
    );
    const title =
      { coauthor: "Co-authors", partner: "Works with", together: "Together with", between: "Writes with" }[kind] ||
      capital(NAMES[other][1]);
    parts.push(
      ...shortList(
        title,
        ordered.map(([each, { weight }]) => [each, weight > 1 ? `×${number(weight)}` : ""]),
      ),
    );
  }
  if (type === "study") {
    const { study, to } = edgesOf("affiliated"),
      places = new Set();
    for (const author of neighbours(id, "wrote"))
      for (const edge of incident(author, "affiliated")) if (study[edge] === id) places.add(to[edge]);
    parts.push(
      ...shortList(
        "Institutions",
        [...places].sort((a, b) => a - b).map((each) => [each, ""]),
      ),
    );
  }
  if (type === "institution")
    parts.push(
      ...shortList(
        "Studies",
        studiesOf(id)
          .sort((a, b) => yearOf[b] - yearOf[a] || a - b)
          .map((each) => [each, ""]),
      ),
    );
  return parts;
}
const shortList = (title, items) =>
  list(
    `${title} (${number(items.length)})`,
    items.slice(0, MOST_LISTED).map(([id, note]) => button(id, note)),
  );

// Sentences as evidence: those of a study, or those that name a concept.
const quoted = lazily(() => {
  const found = new Map(),
    put = (id, index) => {
      if (!found.has(id)) found.set(id, []);
      found.get(id).push(index);
    };
  model.evidence.forEach(([study, , concepts], index) => {
    put(study, index);
    for (const [concept] of concepts) put(concept, index);
  });
  return found;
});
function evidence(id) {
  const said = (quoted().get(id) || []).map((index) => model.evidence[index]);
  return said.length ? [make("h2", {}, "Evidence"), ...said.slice(0, 60).map((each) => quotation(each, id))] : [];
}
function quotation([study, sentence, found], id) {
  const words = found
    .filter(([concept]) => id === study || concept === id)
    .map(([, exact]) => exact)
    .filter(Boolean)
    .sort((a, b) => b.length - a.length);
  const quote = make("blockquote", { dir: "auto" });
  const marks = words.length
    ? new RegExp(`(${words.map((each) => each.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|")})`, "g")
    : null;
  for (const part of marks ? sentence.split(marks) : [sentence])
    quote.append(words.includes(part) ? make("mark", {}, part) : part);
  if (id !== study)
    quote.append(
      make(
        "div",
        {},
        press(shortOf(study), () => goTo(study), { class: "plain" }),
      ),
    );
  return quote;
}

// Why records or authorships are held to be this one node.
const merges = new Map(model.merges.map(([id, ...why]) => [id, why]));
function merged(id) {
  if (!merges.has(id)) return [];
  const [links, score, reasons] = merges.get(id),
    what = is(id, "study") ? "records" : "names in bylines";
  return [
    make("h2", {}, "Why this is one"),
    make(
      "p",
      {},
      `${count(links + 1, ["", what]).trim()} were put together; the least certain step is ${Math.floor(score * 1000) / 10} % sure:`,
    ),
    make("ul", { class: "reasons" }, ...reasons.map((reason) => make("li", { dir: "auto" }, reason))),
  ];
}
