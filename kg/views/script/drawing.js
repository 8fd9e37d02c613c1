// The picture as SVG, as it stands, with a title above and the legend below.
const HEAD = 44;
function svgText() {
  const entries = legendEntries(),
    columns = Math.max(1, Math.floor(sight.wide / 250)),
    foot = Math.ceil(entries.length / columns) * 20 + 40;
  const { root, add, text } = xml("http://www.w3.org/2000/svg", "svg"),
    wide = sight.wide,
    high = sight.high + HEAD + foot,
    { scale } = camera;
  for (const [name, value] of Object.entries({
    width: wide,
    height: high,
    viewBox: `0 0 ${wide} ${high}`,
    "font-family": paint.font,
    role: "img",
  }))
    root.setAttribute(name, value);
  add(root, "title", {}, model.title);
  add(root, "rect", { width: wide, height: high, fill: paint.back });
  add(add(root, "clipPath", { id: "frame" }), "rect", { y: HEAD, width: wide, height: sight.high });
  add(
    root,
    "text",
    { x: 16, y: 28, "font-size": 17, "font-weight": "bold", fill: paint.text },
    shorten(model.title, Math.floor(wide / 10)),
  );
  const inside = add(root, "g", { "clip-path": "url(#frame)" }),
    picture = add(inside, "g", { transform: `translate(0 ${HEAD})` });
  const near = (value) => Math.round(value * 10) / 10,
    spot = (x, y) => onScreen(x, y).map(near),
    lit = bright();
  drawRegions(add, picture, spot, scale);
  drawLines(add, picture, spot, scale, lit);
  for (let at = scene.count - 1; at >= 0; at -= 1)
    drawNode(add, picture, at, spot(scene.x[at], scene.y[at]), near(Math.max(scene.r[at] * scale, 1.1)), lit);
  for (const { text: label, x, y, size, bold } of placeLabels({
    scale,
    wide: sight.wide,
    high: sight.high,
    spot: onScreen,
    lit,
    most: 2000,
  })) {
    const style = {
      x: near(x),
      y: near(y),
      "font-size": near(size),
      "text-anchor": "middle",
      "dominant-baseline": "central",
      fill: paint.text,
      stroke: paint.back,
      "stroke-width": haloOf(),
      "stroke-linejoin": "round",
      "paint-order": "stroke",
    };
    add(picture, "text", bold ? { ...style, "font-weight": "bold" } : style, label);
  }
  if (scene.axes.length) drawAxes(add, picture);
  const legend = add(root, "g", { "font-size": 13, fill: paint.text });
  entries.forEach(({ name, colour, type }, index) => {
    const x = 16 + (index % columns) * 250,
      y = HEAD + sight.high + 22 + Math.floor(index / columns) * 20;
    drawShape(add, legend, type, x + 6, y - 4, 6, { fill: colour });
    add(legend, "text", { x: x + 20, y }, shorten(name, 32));
  });
  add(legend, "text", { x: 16, y: high - 10, "font-size": 11, fill: paint.quiet }, describe());
  return text();
}

const SHAPES = ["circle", "square", "triangle", "diamond", "circle"];
function drawShape(add, parent, type, x, y, r, look) {
  const points = (some) =>
    some
      .map(([right, down]) => `${Math.round((x + right * r) * 10) / 10},${Math.round((y + down * r) * 10) / 10}`)
      .join(" ");
  const corners = {
    square: [
      [-0.89, -0.89],
      [0.89, -0.89],
      [0.89, 0.89],
      [-0.89, 0.89],
    ],
    triangle: [
      [0, -1.2],
      [1.1, 0.75],
      [-1.1, 0.75],
    ],
    diamond: [
      [0, -1.25],
      [1.25, 0],
      [0, 1.25],
      [-1.25, 0],
    ],
  }[SHAPES[type]];
  return corners
    ? add(parent, "polygon", { points: points(corners), ...look })
    : add(parent, "circle", { cx: x, cy: y, r, ...look });
}
function drawRegions(add, picture, spot, scale) {
  for (const lane of scene.axes.length ? lanes : []) {
    const [x, y] = spot(laneEnds()[0], lane.top),
      [right, bottom] = spot(laneEnds()[1], lane.bottom);
    add(picture, "rect", {
      x,
      y,
      width: right - x,
      height: bottom - y,
      fill: mix(lane.colour, paint.back, paint.region * 0.5),
    });
  }
  for (const { colour, hull } of scene.regions) {
    const look = mix(colour, paint.back, Number(paint.region));
    add(picture, "polygon", {
      points: hull.map(([x, y]) => spot(x, y).join(",")).join(" "),
      fill: look,
      stroke: look,
      "stroke-width": Math.round(2 * Math.max(EDGE * scale, 5)),
      "stroke-linejoin": "round",
    });
  }
}
function drawAxes(add, picture) {
  const look = { "font-size": 12, "font-weight": "bold", fill: paint.text },
    left = gutter();
  add(picture, "rect", { width: left, height: sight.high, fill: paint.back });
  add(picture, "rect", { width: sight.wide, height: AXIS, fill: paint.back });
  for (const { text, x } of yearsInSight()) add(picture, "text", { x, y: 16, "text-anchor": "middle", ...look }, text);
  for (const { lines, colour, y, top, bottom } of lanesInSight()) {
    add(picture, "rect", { x: left - 4, y: top, width: 4, height: bottom - top, fill: colour });
    lines.forEach((text, row) => add(picture, "text", { x: 8, y: y + row * 14 + 4, ...look }, text));
  }
}
function drawLines(add, picture, spot, scale, lit) {
  const crowd = crowding(),
    strong = standsOut(),
    paths = new Map(),
    place = (at) => spot(scene.x[at], scene.y[at]).join(" ");
  scene.a.forEach((a, i) => {
    const key = [lit && strong(i) ? 1 : 0, Math.min(scene.weight[i], 5), scene.kind[i], scene.far[i]].join(" ");
    if (!paths.has(key)) paths.set(key, []);
    paths.get(key).push(`M${place(a)}L${place(scene.b[i])}`);
  });
  const looks = [...paths].map(([key, parts]) => [key.split(" ").map(Number), parts]);
  for (const [[front, level, kind, far], parts] of looks.sort(
    ([one], [other]) => one[0] - other[0] || one[1] - other[1],
  )) {
    const { width, alpha } = lineStyle(level, scale, crowd, kind, far);
    drawPath(
      add,
      picture,
      parts.join(""),
      front ? paint.accent : paint.edge,
      width,
      front ? 0.85 : lit ? alpha * 0.45 : alpha,
    );
  }
  for (const { points, colour, wide } of scene.axes.length ? courses() : [])
    drawPath(add, picture, `M${points.map((point) => spot(...point).join(" ")).join("L")}`, colour, wide, 1);
}
function drawPath(add, parent, d, stroke, width, alpha) {
  const [broad, seen] = [width, alpha].map((value) => Math.round(value * 100) / 100);
  return add(parent, "path", { d, fill: "none", stroke, "stroke-width": broad, "stroke-opacity": seen });
}
function drawNode(add, picture, at, [x, y], r, lit) {
  const id = scene.ids[at],
    colour = scene.colours[scene.colour[at]],
    faded = lit && !lit.has(id);
  const node = drawShape(add, picture, typeOf[id], x, y, r, {
    fill: faded ? mix(colour, paint.back, 0.35) : colour,
    stroke: state.chosen.includes(id) ? paint.accent : mix(colour, paint.outline, 0.6),
    "stroke-width": state.chosen.includes(id) ? 3 : 0.8,
  });
  add(node, "title", {}, nameOf(id));
  const cross = `M${x - r} ${y - r}L${x + r} ${y + r}M${x + r} ${y - r}L${x - r} ${y + r}`;
  if (fact(id, "Retracted")) drawPath(add, picture, cross, paint.warn, Math.max(1.5, r * 0.25), 1);
}

// What the colours mean: countries or kinds, or else the clusters that are regions, as long as no two look alike; then the
// shapes, where there are several.
function legendEntries() {
  const own = ownColours(scene.view),
    clusters = scene.view.regionColour || !["group", "cluster"].includes(state.colour) ? [] : scene.regions,
    alike = new Set(clusters.map(({ colour }) => colour)).size < clusters.length,
    groups = own.length || alike ? own : clusters,
    entries = groups.map(({ name, colour }) => ({ name, colour, type: 1 }));
  if (state.colour === "year" && span)
    entries.push(
      ...[0, 0.5, 1]
        .map((part) => Math.round(span[0] + part * (span[1] - span[0])))
        .map((year) => ({ name: String(year), colour: rampColour(year, span), type: 1 })),
    );
  if (state.colour === "citations")
    entries.push(
      { name: "no citations", colour: paint.ramp[0], type: 1 },
      { name: "most citations", colour: paint.ramp.at(-1), type: 1 },
      { name: "not counted", colour: paint.none, type: 1 },
    );
  if (state.colour === "stability")
    entries.push(
      { name: "between clusters", colour: paint.ramp[0], type: 1 },
      { name: "firmly in one cluster", colour: paint.ramp.at(-1), type: 1 },
    );
  const types = TYPES.map((_, index) => index).filter((index) => scene.ids.some((id) => typeOf[id] === index));
  return types.length > 1
    ? [...entries, ...types.map((type) => ({ name: NAMES[TYPES[type]][0], colour: paint.quiet, type }))]
    : entries;
}
