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

// `sheet` is { scale, wide, high, spot(x, y), lit } with `lit` the set of bright nodes or null; gives [{ text, x, y, size, bold, at }].
function placeLabels(sheet) {
  const taken = new Boxes(),
    labels = [],
    { scale, wide, high, spot, lit, most = 350 } = sheet;
  const seen = [];
  for (let at = 0; at < scene.count && seen.length < 4000; at += 1) {
    const [x, y] = spot(scene.x[at], scene.y[at]),
      radius = scene.r[at] * scale;
    if (x < -80 || y < -30 || x > wide + 80 || y > high + 30) continue;
    seen.push({ at, x, y, radius });
    if (radius > 3) taken.add([x - radius, y - radius, x + radius, y + radius], at);
  }
  const write = (text, x, y, size, bold, at, force = false) => {
    const half = widthOf(text, size, bold) / 2 + 3,
      box = [x - half, y - size * 0.62, x + half, y + size * 0.62];
    if (!force && (box[0] < 0 || box[2] > wide || box[1] < 0 || box[3] > high || taken.hits(box, at))) return false;
    taken.add(box);
    labels.push({ text, x, y, size, bold, at });
    return true;
  };
  const label = ({ at, x, y, radius }, force) => {
    const size = Math.min(Math.max(12.5 * scale, 10.5), 15),
      text = shorten(shortOf(scene.ids[at]), force ? 60 : 28),
      bold = force || is(scene.ids[at], "cluster");
    const aside = radius + widthOf(text, size, bold) / 2 + 5,
      down = radius + size * 0.75;
    return (
      [
        [0, down],
        [0, -down],
        [aside, 0],
        [-aside, 0],
      ].some(([right, below]) => write(text, x + right, y + below, size, bold, at)) ||
      (force && write(text, x, y + down, size, bold, at, true))
    );
  };
  const chosen = new Set(state.chosen.map((id) => scene.at(id)));
  const first = seen.filter(({ at }) => chosen.has(at)).slice(0, 40);
  for (const each of first) label(each, true);
  for (const region of scene.regions) {
    const xs = region.hull.map((corner) => spot(corner[0], 0)[0]),
      ys = region.hull.map((corner) => spot(0, corner[1])[1]);
    const [leftmost, rightmost] = [Math.min(...xs), Math.max(...xs)],
      broad = rightmost - leftmost + 40 * scale;
    if (broad < 34 || rightmost < 0 || leftmost > wide) continue;
    const size = Math.min(15, Math.max(11.5, broad / 10)),
      text = shorten(region.name, 34),
      half = widthOf(text, size, true) / 2 + 6;
    const x = Math.min(Math.max((leftmost + rightmost) / 2, half), Math.max(wide - half, half));
    const away = Math.max(18 * scale, 6) + size * 0.8; // above the region, else below it
    if (!write(text, x, Math.min(...ys) - away, size, true, -1)) write(text, x, Math.max(...ys) + away, size, true, -1);
  }
  const others = seen.filter(({ at }) => !chosen.has(at) && (!lit || lit.has(scene.ids[at])));
  const tries = scale < 0.35 && !lit ? 140 : 700;
  for (const each of others.slice(0, tries)) if (labels.length < most) label(each, false);
  return labels;
}
