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
  const type = TYPES[typeOf[id]];
  const parts = type === "study" ? [] : yearsOf(studiesOf(id));
  if (type === "cluster") parts.push(...peopleIn(clusterOf[id]));
  if (type === "field") {
    const inside = clustersOf(fieldOf[id]).map((each) => [each, number(fact(each, "Authors"))]);
    parts.push(...shortList("Clusters", inside));
  }
  for (const [other, kind] of AROUND[type]) parts.push(...besideBy(id, other, kind));
  if (type === "study") parts.push(...shortList("Institutions", bare(printedOn(id))));
  if (type === "institution") parts.push(...shortList("Studies", bare(studiesOf(id).sort(newestFirst))));
  return parts;
}
const bare = (ids) => ids.map((id) => [id, ""]);
const newestFirst = (a, b) => yearOf[b] - yearOf[a] || a - b;

// A bar for each year, as high as the part of the studies that it has.
function barsOf(studies, first, last) {
  const many = tally(Array.from(studies, (study) => yearOf[study]).filter(Boolean)),
    most = Math.max(...many.values());
  return Array.from({ length: last - first + 1 }, (_, at) => {
    const bar = make("span", { class: "bar" });
    bar.style.setProperty("--part", (many.get(first + at) || 0) / most);
    return bar;
  });
}

// How many studies in each year, as bars that can also be heard.
function yearsOf(studies) {
  const many = tally(Array.from(studies, (study) => yearOf[study]).filter(Boolean));
  const years = [...many.keys()].sort((a, b) => a - b);
  if (years.length < 2) return [];
  const bars = barsOf(studies, years[0], years.at(-1));
  const told = years.map((year) => `${year}: ${many.get(year)}`).join(", ");
  const chart = make(
    "div",
    { class: "sparks" },
    make("div", { class: "spark", role: "img", "aria-label": told, title: told }, ...bars),
    make("div", { class: "ends quiet" }, make("span", {}, String(years[0])), make("span", {}, String(years.at(-1)))),
  );
  chart.style.setProperty("--bars", bars.length);
  return [make("h2", {}, "Studies by year"), chart];
}

function peopleIn(cluster) {
  const part = (id) => fact(id, "Part in the cluster") || "";
  return Object.entries({ Central: "central", Bridges: "bridge", Authors: "" }).flatMap(([title, mark]) => {
    const some = membersOf(cluster).filter((id) => part(id).includes(mark));
    return shortList(
      title,
      some.map((id) => [id, count(fact(id, "Studies"), NAMES.study)]),
    );
  });
}

const TITLES = { coauthor: "Co-authors", partner: "Works with", together: "Together with", between: "Writes with" };
function besideBy(id, other, kind) {
  const near = new Map(),
    { weight, rank, study } = edgesOf(kind),
    edges = incident(id, kind);
  neighbours(id, kind).forEach((each, at) => {
    const edge = edges[at],
      known = near.get(each) || { weight: 0, years: [] };
    known.weight += weight[edge];
    known.rank = rank[edge];
    if (study[edge] >= 0 && yearOf[study[edge]]) known.years.push(yearOf[study[edge]]);
    near.set(each, known);
  });
  const byline = kind === "wrote" && other === "author";
  const ordered = [...near].sort(
    ([a, one], [b, two]) =>
      (byline ? one.rank - two.rank : 0) || two.weight - one.weight || newestFirst(a, b) || sizeOf[b] - sizeOf[a],
  );
  const note = ({ weight: many, years }) => {
    if (years.length) return [...new Set([Math.min(...years), Math.max(...years)])].join("–");
    return many > 1 ? `×${number(many)}` : "";
  };
  return shortList(
    TITLES[kind] || capital(NAMES[other][1]),
    ordered.map(([each, known]) => [each, note(known)]),
  );
}

function printedOn(study) {
  const { study: printed, to } = edgesOf("affiliated"),
    places = new Set();
  for (const author of neighbours(study, "wrote"))
    for (const edge of incident(author, "affiliated")) if (printed[edge] === study) places.add(to[edge]);
  return [...places].sort((a, b) => a - b);
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

// A piece of evidence, marked as speaking for or against, and how strongly: a factor of e is 1.
const because = (words, weight) =>
  make(
    "li",
    { dir: "auto", class: weight < 0 ? "against" : "for" },
    words,
    make("small", { class: "quiet" }, ` ${weight < 0 ? "−" : "+"}${Math.abs(weight).toFixed(1)}`),
  );

// Why records or authorships are held to be this one node.
const merges = new Map(model.merges.map(([id, ...why]) => [id, why]));
const STEPS = 5; // that are shown at once
function merged(id) {
  if (!merges.has(id)) return [];
  const [links, steps] = merges.get(id),
    placed = is(id, "institution"),
    what = is(id, "study") ? "records" : "names in bylines",
    told = placed
      ? "These names, as printed, were taken for this entry of an authority."
      : `${number(links + 1)} ${what} were put together.`,
    least = links > STEPS ? ` The least certain of the ${number(links)} steps stand first.` : "",
    cut = links > steps.length ? ` Only ${number(steps.length)} of them are in this page; kg explain shows all.` : "";
  const rest = steps.slice(STEPS),
    more = press(`Show ${count(rest.length, ["more step", "more steps"])}`, () => {
      const shown = rest.map((each, at) => ofStep(each, STEPS + at));
      more.replaceWith(...shown);
      shown[0].firstChild.focus();
    });
  return [
    make("h2", {}, placed ? "Why this entry" : "Why this is one"),
    make("p", {}, told + least + cut),
    ...steps.slice(0, STEPS).map(ofStep),
    ...(rest.length ? [more] : []),
  ];
}
function ofStep([score, studies, reasons, printed], at) {
  return make(
    "details",
    { class: "doubt", open: at === 0 },
    make(
      "summary",
      {},
      make("span", { dir: "auto" }, studies.map(shortOf).join(" and ") || printed || `Step ${at + 1}`),
      make("small", {}, `${Math.floor(score * 1000) / 10} % sure`),
    ),
    make(
      "ul",
      { class: "reasons" },
      ...reasons.flatMap((reason, of) => (of % 2 ? [] : [because(model.reasons[reason], reasons[of + 1])])),
    ),
    studies.length ? make("ul", {}, ...studies.map((study) => button(study))) : null,
  );
}
