// Which labels are written, and where: the most important first, none across another or a node, none cut by the edge.
// They are placed in pixels of a sheet (`spot` turns world into sheet); painter.js and the exports write them.
const widths = new Map(); // of texts, in ems
const gauge = document.createElement("canvas").getContext("2d");
function widthOf(text, size, bold) {
  const key = (bold ? "b" : "r") + text;
  if (!widths.has(key)) {
    gauge.font = `${bold ? "bold " : ""}20px ${paint.font}`;
    if (widths.size > 20000) widths.clear();
    widths.set(key, gauge.measureText(text).width / 20);
  }
  return widths.get(key) * size;
}

// A long text in two lines, broken at the space nearest to its middle.
function inTwo(text) {
  const spaces = text.length > 22 ? [...text.matchAll(/ /g)].map((found) => found.index) : [],
    middle = text.length / 2,
    at = spaces.sort((one, other) => Math.abs(one - middle) - Math.abs(other - middle) || one - other)[0];
  return at > 0 ? [text.slice(0, at), text.slice(at + 1)] : [text];
}
const LANDMARKS = 12; // nodes that are named before the regions, where there are several types of them
const NAMED = 30; // regions of those in sight that are named however small they are: the largest
// The first nodes of each type in turn, so that the many of one type do not crowd out the best of another.
function strongest(nodes, most) {
  const types = TYPES.map((_, type) => nodes.filter(({ at }) => typeOf[scene.ids[at]] === type)).filter((some) => some.length);
  return types.flatMap((some) => some.slice(0, Math.ceil(most / types.length)));
}
const heightOf = (lines, size) => size * (1.24 + 1.15 * (lines.length - 1));

// `sheet` is { scale, wide, high, spot(x, y), lit } with `lit` the set of bright nodes or null, and perhaps `covered`, a box where
// something lies on it; gives [{ text, x, y, size, bold, at }].
function placeLabels(sheet) {
  const taken = new Boxes(),
    labels = [],
    { scale, wide, high, spot, lit, covered, most = 350 } = sheet,
    clear = gutter();
  if (covered) taken.add(covered);
  const seen = [];
  for (let at = 0; at < scene.count && seen.length < 4000; at += 1) {
    const [x, y] = spot(scene.x[at], scene.y[at]),
      radius = scene.r[at] * scale;
    if (x < (clear || -80) || y < -30 || x > wide + 80 || y > high + 30) continue;
    seen.push({ at, x, y, radius });
    if (radius > 3) taken.add([x - radius, y - radius, x + radius, y + radius], at);
  }
  const write = (lines, x, y, size, bold, at, { force = false, still = false } = {}) => {
    const half = Math.max(...lines.map((text) => widthOf(text, size, bold))) / 2 + 3,
      tall = heightOf(lines, size) / 2,
      inside = Math.min(Math.max(x, clear + half), wide - half);
    if (Math.abs(inside - x) > (still ? 0 : half) && !force) return false;
    const box = [inside - half, y - tall, inside + half, y + tall];
    if (!force && (box[1] < (clear && AXIS) || box[3] > high || taken.hits(box, at))) return false;
    taken.add(box);
    lines.forEach((text, row) =>
      labels.push({ text, x: inside, y: y + (row - (lines.length - 1) / 2) * size * 1.15, size, bold, at }),
    );
    return true;
  };
  const label = ({ at, x, y, radius }, force) => {
    const size = Math.min(Math.max(12.5 * scale, 10.5), 15),
      lines = inTwo(shorten(shortOf(scene.ids[at]), force ? 80 : 44)),
      bold = force || is(scene.ids[at], "cluster");
    const aside = radius + Math.max(...lines.map((text) => widthOf(text, size, bold))) / 2 + 5,
      down = radius + heightOf(lines, size) / 2 + size * 0.13;
    return (
      [
        [0, down],
        [0, -down],
        [aside, 0],
        [-aside, 0],
      ].some(([right, below]) => write(lines, x + right, y + below, size, bold, at, { still: right !== 0 })) || // beside it, not on it
      (force && write(lines, x, y + down, size, bold, at, { force }))
    );
  };
  const chosen = new Set(state.chosen.map((id) => scene.at(id)));
  const first = seen.filter(({ at }) => chosen.has(at)).slice(0, 40);
  for (const each of first) label(each, true);
  const others = seen.filter(({ at }) => !chosen.has(at) && (!lit || lit.has(scene.ids[at]))),
    landmarks = scene.view.types.length > 1 && !lit ? strongest(others, LANDMARKS) : [];
  for (const each of landmarks) label(each, false);
  let named = 0;
  for (const region of scene.regions) {
    const xs = region.hull.map((corner) => spot(corner[0], 0)[0]),
      ys = region.hull.map((corner) => spot(0, corner[1])[1]);
    const [leftmost, rightmost] = [Math.min(...xs), Math.max(...xs)],
      broad = rightmost - leftmost + 40 * scale;
    const highest = Math.min(...ys),
      lowest = Math.max(...ys);
    if (rightmost < 0 || leftmost > wide || lowest < 0 || highest > high) continue;
    if (broad < 34 && (named += 1) > NAMED) continue;
    const size = Math.min(15, Math.max(11.5, broad / 10)),
      lines = inTwo(shorten(region.name, 72)),
      x = (leftmost + rightmost) / 2,
      y = (highest + lowest) / 2,
      edge = Math.max(EDGE * scale, 6),
      away = edge + heightOf(lines, size) / 2 + size * 0.2,
      aside = edge + Math.max(...lines.map((text) => widthOf(text, size, true))) / 2 + 5;
    [
      [x, highest - away],
      [x, lowest + away],
      [rightmost + aside, y],
      [leftmost - aside, y],
    ].some(([across, down], side) => write(lines, across, down, size, true, -1, { still: side > 1 }));
  }
  const best = lit ? [] : strongest(others, 140),
    tries = new Set(scale < 0.35 && !lit ? best : [...best, ...others.slice(0, 700)]);
  for (const each of tries) if (labels.length < most && !landmarks.includes(each)) label(each, false);
  return labels;
}
