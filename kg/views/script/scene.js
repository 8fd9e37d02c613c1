// The scene: what the picture holds. Its own nodes are numbered 0 to count - 1, most important first.
//   ids, x, y, r, colour (index into colours)    of nodes
//   a, b, weight, kind, far                      of lines, by numbers of nodes, in the order they are painted
//   regions                                      { name, colour, hull [[x, y], …], count }, largest first
//   at(id)                                       a model node's number here, -1 if it is not drawn
const EMPTY = {
  view: null,
  count: 0,
  ids: new Int32Array(),
  regions: [],
  a: new Int32Array(),
  b: new Int32Array(),
  weight: new Int32Array(),
  axes: [],
  at: () => -1,
  box: [0, 0, 1, 1],
};
let scene = EMPTY,
  sceneFrom = "";

// Make the scene again, unless nothing has changed but what is chosen, or how it is looked at.
const LOOKING = ["chosen", "path", "at", "theme", "rows", "match", "sort"];
function renewScene(view) {
  const from = JSON.stringify([
    ...Object.entries(FIELDS).map(([name, field]) => (LOOKING.includes(name) ? 0 : field.write(state[name]))),
    view.also ? state.chosen : 0,
    document.documentElement.dataset.theme,
    upright(),
  ]);
  if (from === sceneFrom) return;
  sceneFrom = from;
  scene = makeScene(view);
  hovered = -1;
}

function makeScene(view) {
  const marks = left().slice();
  for (const id of ALL)
    if (!view.types.includes(TYPES[typeOf[id]]) || (view.types.length > 1 && state.types.has(TYPES[typeOf[id]])))
      marks[id] = 0;
  if (state.ego !== null) {
    const near = ringsAround(state.ego, state.hops, view.kinds);
    for (const id of ALL) if (!near.has(id)) marks[id] = 0;
  }
  if (state.core) keepCore(marks, state.core, view.kinds);
  const place = view.place ? view.place(marks) : standing(view, marks);
  const importance = Float32Array.from(ALL, (id) => (marks[id] ? radiusOf(id) : 0));
  const ids = ALL.filter((id) => marks[id] && place(id)).sort((a, b) => importance[b] - importance[a] || a - b);
  const numbers = new Int32Array(N).fill(-1),
    colours = [],
    seen = new Map();
  const x = new Float64Array(ids.length),
    y = new Float64Array(ids.length),
    r = new Float32Array(ids.length),
    colour = new Uint16Array(ids.length);
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  ids.forEach((id, at) => {
    const paintOf = colourOf(id),
      [left, top] = state.pinned.get(id) || place(id);
    if (!seen.has(paintOf)) {
      seen.set(paintOf, colours.length);
      colours.push(paintOf);
    }
    numbers[id] = at;
    x[at] = left;
    y[at] = top;
    r[at] = importance[id];
    colour[at] = seen.get(paintOf);
    box[0] = Math.min(box[0], left - r[at]);
    box[1] = Math.min(box[1], top - r[at]);
    box[2] = Math.max(box[2], left + r[at]);
    box[3] = Math.max(box[3], top + r[at]);
  });
  return {
    view,
    ids,
    count: ids.length,
    x,
    y,
    r,
    colour,
    colours,
    ...makeLines(view, numbers, x, y, Math.hypot(box[2] - box[0], box[3] - box[1])),
    box: ids.length ? box : [0, 0, 1, 1],
    regions: view.region ? makeRegions(view, ids, x, y, r) : [],
    axes: view.axes ? view.axes() : [],
    at: (id) => (id === null ? -1 : numbers[id]),
  };
}

// Where the nodes of a view stand: in a picture higher than wide, farther apart downwards until they fill it. What does
// not overlap never comes to overlap so.
const ASPECT = 1.15; // of the pictures as they are laid out: width to height
const upright = () => (sight.high > sight.wide ? Math.min((ASPECT * sight.high) / sight.wide, 3) : 1);
function standing(view, marks) {
  const place = positions(view.key) || (() => null),
    stretch = upright();
  if (!focused())
    return (id) => {
      const at = place(id);
      return at && [at[0], at[1] * stretch];
    };
  const ids = Array.from(ALL).filter((id) => marks[id] && place(id)),
    [x, y] = [0, 1].map((axis) => closeGaps(ids, (id) => place(id)[axis]));
  return (id) => (x.has(id) ? [x.get(id), y.get(id) * stretch] : null);
}

// What is asked for by name is moved together: empty stripes across the picture become narrow, the order stays.
const STRIPE = 110;
function closeGaps(ids, along) {
  const spots = new Map();
  let last = null,
    moved = 0;
  for (const id of ids.toSorted((a, b) => along(a) - along(b))) {
    if (last !== null) moved += Math.max(along(id) - last - STRIPE, 0);
    last = along(id);
    spots.set(id, last - moved);
  }
  return spots;
}

// The lines between nodes that are drawn: each pair once, strong ones last, hence on top. How far they reach across the
// picture, whose diameter is given, is 0, 1 or 2.
function makeLines(view, numbers, x, y, across) {
  counted.clear();
  const a = [],
    b = [],
    weight = [],
    kind = [],
    far = [];
  view.kinds.forEach((name, index) => {
    const { from, to } = edgesOf(name),
      start = a.length;
    for (let i = 0; i < from.length; i += 1) {
      if (numbers[from[i]] < 0 || numbers[to[i]] < 0) continue;
      const strength = weightOf(name, i);
      if (strength < (state.weight && name !== "about" && name !== "wrote" && name !== "affiliated" ? state.weight : 1))
        continue;
      if (a.length > start && a.at(-1) === numbers[from[i]] && b.at(-1) === numbers[to[i]]) continue;
      a.push(numbers[from[i]]);
      b.push(numbers[to[i]]);
      weight.push(strength);
      kind.push(index);
      const part = Math.hypot(x[a.at(-1)] - x[b.at(-1)], y[a.at(-1)] - y[b.at(-1)]) / across;
      far.push(part < 0.08 ? 0 : part < 0.2 ? 1 : 2);
    }
  });
  const order = Int32Array.from(a, (_, i) => i).sort(
      (i, j) => weight[i] - weight[j] || kind[j] - kind[i] || far[j] - far[i] || i - j,
    ),
    pick = (list) => Int32Array.from(order, (i) => list[i]);
  return { a: pick(a), b: pick(b), weight: pick(weight), kind: pick(kind), far: pick(far) };
}

function makeRegions(view, ids, x, y, r) {
  const inside = new Map();
  ids.forEach((id, at) => {
    const region = view.region(id);
    if (region >= 0) {
      if (!inside.has(region)) inside.set(region, []);
      inside.get(region).push(at);
    }
  });
  return [...inside]
    .filter(([, some]) => some.length > 1)
    .map(([region, some]) => ({
      name: view.regionName(region),
      region,
      colour: (view.regionColour ?? groupColour)(region),
      count: some.length,
      hull: hull(
        some.flatMap((at) =>
          [
            [-1, 0],
            [1, 0],
            [0, -1],
            [0, 1],
          ].map(([right, down]) => [x[at] + right * r[at], y[at] + down * r[at]]),
        ),
      ),
    }))
    .sort((one, other) => other.count - one.count || one.region - other.region);
}

// The corners of the smallest convex shape around some points (Andrew's monotone chain).
function hull(corners) {
  const sorted = corners.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);
  const turn = (a, b, c) => (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
  const half = (list) =>
    list
      .reduce((chain, point) => {
        while (chain.length > 1 && turn(chain.at(-2), chain.at(-1), point) <= 0) chain.pop();
        chain.push(point);
        return chain;
      }, [])
      .slice(0, -1);
  return [...half(sorted), ...half(sorted.toReversed())];
}
