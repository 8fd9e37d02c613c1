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
const heightOf = ({ lines, size }) => size * (1.24 + 1.15 * (lines.length - 1));
const broadOf = ({ lines, size, bold }) => Math.max(...lines.map((line) => widthOf(line, size, bold)));

// Where a text may stand at a box of the screen. Beside it, it must not be moved: it would lie on it.
function placesAt([left, top, right, bottom], text) {
  const [x, y] = [(left + right) / 2, (top + bottom) / 2],
    away = heightOf(text) / 2 + text.size * 0.15,
    aside = broadOf(text) / 2 + 5;
  return {
    above: { x, y: top - away },
    below: { x, y: bottom + away },
    right: { x: right + aside, y, still: true },
    left: { x: left - aside, y, still: true },
  };
}

// The breadth of the letters' outline: what lies across a line of years interrupts it.
const haloOf = () => (scene.view.spans ? 6 : 3);

// Writes labels where there is room. `sheet` is { scale, wide, high, spot(x, y), lit } with `lit` the set of bright nodes or
// null, and perhaps `covered`, a box where something lies on it.
class Writer {
  labels = [];
  taken = new Boxes();
  clear = gutter();
  constructor(sheet) {
    this.sheet = sheet;
    if (sheet.covered) this.taken.add(sheet.covered);
  }

  write(text, { x, y, still = false }, at, force = false) {
    const { wide, high } = this.sheet,
      { lines, size, bold } = text,
      half = broadOf(text) / 2 + 3,
      tall = heightOf(text) / 2,
      inside = Math.min(Math.max(x, this.clear + half), wide - half),
      box = [inside - half, y - tall, inside + half, y + tall];
    if (!force) {
      if (Math.abs(inside - x) > (still ? 0 : half)) return false;
      if (box[1] < (this.clear && AXIS) || box[3] > high || this.taken.hits(box, at)) return false;
    }
    this.taken.add(box);
    lines.forEach((line, row) => {
      const down = (row - (lines.length - 1) / 2) * size * 1.15;
      this.labels.push({ text: line, x: inside, y: y + down, size, bold, at });
    });
    return true;
  }

  // The name of a node, which stands somewhere if it must: beside the line of its years rather than over an end of it.
  label({ at, x, y, radius, years }, must = false) {
    const text = {
        lines: inTwo(shorten(shortOf(scene.ids[at]), must ? 80 : 44)),
        size: Math.min(Math.max(12.5 * this.sheet.scale, 10.5), 15),
        bold: must || is(scene.ids[at], "cluster"),
      },
      box = [x - radius, y - radius, x + radius, y + radius],
      { below, above, right, left } = placesAt(box, text);
    let places = [below, above, right, left];
    if (years) {
      const beyond = placesAt([Math.min(box[0], years[0]), y, Math.max(box[2], years[1]), y], text),
        clear = (place) => years.every((end) => Math.abs(end - place.x) > broadOf(text) / 2);
      places = [...[right, left].filter(clear), beyond.right, beyond.left, below, above, right, left];
    }
    if (!places.some((place) => this.write(text, place, at)) && must) this.write(text, below, at, true);
  }

  // The name of a region; of small ones so many as `NAMED`.
  small = 0;
  name({ name, hull }) {
    const { scale, wide, high, spot } = this.sheet,
      xs = hull.map((corner) => spot(corner[0], 0)[0]),
      ys = hull.map((corner) => spot(0, corner[1])[1]),
      [west, north, east, south] = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)],
      broad = east - west + 40 * scale,
      edge = Math.max(EDGE * scale, 6);
    if (east < 0 || west > wide || south < 0 || north > high) return;
    if (broad < 34 && (this.small += 1) > NAMED) return;
    const text = { lines: inTwo(shorten(name, 72)), size: Math.min(15, Math.max(11.5, broad / 10)), bold: true },
      { above, below, right, left } = placesAt([west - edge, north - edge, east + edge, south + edge], text);
    [above, below, right, left].some((place) => this.write(text, place, -1));
  }
}

// The nodes in sight, most important first; the larger ones, and the lines of others' years, are not written on.
function nodesInSight({ scale, wide, high, spot }, { clear, taken }) {
  const seen = [],
    lines = scene.view.spans ? courses().map(({ points }) => points.map((point) => spot(...point))) : [];
  for (const [at, [[from, y], [to]]] of lines.entries()) taken.add([from, y - 1, to, y + 1], at);
  for (let at = 0; at < scene.count && seen.length < 4000; at += 1) {
    const [x, y] = spot(scene.x[at], scene.y[at]),
      radius = scene.r[at] * scale;
    if (x < (clear || -80) || y < -30 || x > wide + 80 || y > high + 30) continue;
    seen.push({ at, x, y, radius, years: lines[at]?.map(([end]) => end) });
    if (radius > 3) taken.add([x - radius, y - radius, x + radius, y + radius], at);
  }
  return seen;
}

// The labels of a sheet, as [{ text, x, y, size, bold, at }]: what is chosen, the best of each type, regions, the others.
function placeLabels(sheet) {
  const { scale, lit, most = 350 } = sheet,
    writer = new Writer(sheet),
    seen = nodesInSight(sheet, writer),
    chosen = new Set(state.chosen.map((id) => scene.at(id))),
    others = seen.filter(({ at }) => !chosen.has(at) && (!lit || lit.has(scene.ids[at]))),
    best = lit ? [] : strongest(others, 140),
    landmarks = scene.view.types.length > 1 && !lit ? strongest(others, LANDMARKS) : [];
  for (const each of seen.filter(({ at }) => chosen.has(at)).slice(0, 40)) writer.label(each, true);
  for (const each of landmarks) writer.label(each);
  for (const region of scene.regions) writer.name(region);
  for (const each of new Set(scale < 0.35 && !lit ? best : [...best, ...others.slice(0, 700)]))
    if (writer.labels.length < most && !landmarks.includes(each)) writer.label(each);
  return writer.labels;
}
