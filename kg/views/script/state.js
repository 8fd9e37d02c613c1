// The state: what is shown and chosen. It is kept in the address, so that an address is a view to share, and every
// change can be undone. A field has its value when nothing is said, and how it is written and read; what cannot be
// read is as if nothing was said.
const OPENS = !ofType.author.length ? "overview" : N <= 5000 ? "coauthors" : "clusters";
const COLOURS = ["group", "cluster", "country", "year", "citations", "stability"],
  SIZES = ["papers", "citations", "centrality"];
const COLUMNS = ["Name", ...factColumns.keys(), "Cluster"]; // of the table
const word = (none, words) => ({
  none: () => none,
  write: (value) => (value === none ? [] : [value]),
  read: ([text]) => (words().includes(text) ? text : none),
});
const whole = (none = null) => ({
  none: () => none,
  write: (value) => (value === none ? [] : [value]),
  read: ([text]) => (/^\d{1,6}$/.test(text) ? Number(text) : none),
});
const words = {
  none: () => "",
  write: (text) => (text ? [text] : []),
  read: ([text]) => text.slice(0, 200),
};
const node = {
  none: () => null,
  write: (id) => (id === null ? [] : [keyOf(id)]),
  read: ([key]) => byKey.get(key) ?? null,
};
const nodeList = (type) => ({
  none: () => [],
  write: (ids) => ids.map(keyOf),
  read: (keys) => [
    ...new Set(keys.map((key) => byKey.get(key)).filter((id) => id !== undefined && (!type || is(id, type)))),
  ],
});
const wordSet = (words) => ({
  none: () => new Set(),
  write: (set) => [...set].sort(),
  read: (texts) => new Set(texts.filter((text) => words().includes(text))),
});
// Clusters by their numbers, runs of them as "3-9".
const clusterSet = {
  none: () => new Set(),
  write: (set) => {
    const runs = [];
    for (const each of [...set].sort((a, b) => a - b))
      if (runs.length && runs.at(-1)[1] === each - 1) runs.at(-1)[1] = each;
      else runs.push([each, each]);
    return runs.length ? [runs.map(([a, b]) => (a === b ? `${a + 1}` : `${a + 1}-${b + 1}`)).join(".")] : [];
  },
  read: ([text = ""]) => {
    const set = new Set();
    for (const [, a, b = a] of text.matchAll(/(?:^|\.)(\d{1,6})(?:-(\d{1,6}))?(?=\.|$)/g))
      for (let each = a - 1; each < b && each < ofType.cluster.length; each += 1) if (each >= 0) set.add(each);
    return set;
  },
};
const spots = {
  none: () => new Map(),
  write: (map) => [...map].map(([id, [x, y]]) => `${Math.round(x)},${Math.round(y)},${keyOf(id)}`),
  read: (texts) =>
    new Map(
      texts
        .map((text) => /^(-?\d{1,6}),(-?\d{1,6}),(.+)$/s.exec(text))
        .filter((found) => found && byKey.has(found[3]))
        .map(([, x, y, key]) => [byKey.get(key), [Number(x), Number(y)]]),
    ),
};
// Where the camera is: x, y and scale.
const place = {
  none: () => null,
  write: (at) => (at ? [[at[0], at[1], at[2] * 1000].map(Math.round).join(",")] : []),
  read: ([text]) => {
    const [, x, y, scale] = /^(-?\d{1,7}),(-?\d{1,7}),(\d{1,5})$/.exec(text) || [];
    return scale > 0 ? [Number(x), Number(y), scale / 1000] : null;
  },
};
const FIELDS = {
  view: word(OPENS, () => VIEWS.map((view) => view.key)),
  chosen: nodeList(),
  path: nodeList(),
  ego: node,
  hops: whole(1),
  hidden: nodeList(),
  pinned: spots,
  at: place,
  types: wordSet(() => TYPES),
  without: clusterSet,
  from: whole(),
  to: whole(),
  least: whole(),
  team: whole(),
  first: whole(),
  papers: whole(),
  weight: whole(),
  core: whole(),
  concept: node,
  institution: node,
  country: word(null, () => COUNTRIES),
  arrange: word("links", () => ["links", "year"]),
  colour: word("group", () => COLOURS),
  size: word("papers", () => SIZES),
  theme: word(null, () => ["dark", "light"]),
  rows: word(null, () => TYPES),
  match: words,
  sort: word(null, () => COLUMNS.flatMap((name) => [name, `-${name}`])),
};
const state = {};
let written = "",
  past = [];

function toAddress() {
  const address = new URLSearchParams();
  for (const [name, field] of Object.entries(FIELDS))
    for (const value of field.write(state[name])) address.append(name, value);
  return address.toString();
}

function fromAddress(text) {
  const address = new URLSearchParams(text);
  for (const [name, field] of Object.entries(FIELDS)) {
    const values = address.getAll(name);
    state[name] = values.length ? field.read(values) : field.none();
  }
  written = toAddress();
}

function change(news) {
  const before = written,
    view = viewNow();
  Object.assign(state, news);
  if (viewNow() !== view) state.at = null;
  written = toAddress();
  if (written === before) return;
  past = [...past.slice(-199), before];
  remember(news.view !== undefined || news.chosen !== undefined);
  show(view !== viewNow());
}

// A frame in a notebook has no address of its own to keep.
function remember(step) {
  if (location.protocol === "about:") return;
  try {
    history[step ? "pushState" : "replaceState"](null, "", `#${written}`);
  } catch {
    // A browser may refuse an address that changes too often; the next change writes all of it.
  }
}

// Show what an address says, and from where.
function restore(address) {
  const view = viewNow(),
    at = String(state.at);
  fromAddress(address);
  show(view !== viewNow() || !state.at || at !== String(state.at)); // without a place it is the whole
}

function undo() {
  if (!past.length) {
    tell("Nothing to undo.");
    return;
  }
  restore(past.pop());
  remember(false);
  tell("Undone.");
}

const toggled = (set, key) => {
  const next = new Set(set);
  if (!next.delete(key)) next.add(key);
  return next;
};
const last = () => state.chosen.at(-1) ?? null;
