// The layers of a sheet. `seen` is { pen, spot, wide, high, scale, lit }.
function paintRegions({ pen, spot, scale, high, lit }) {
  pen.lineJoin = "round";
  const reach = Math.max(EDGE * scale, 5);
  for (const lane of scene.axes.length ? lanes : []) {
    const [leftEdge, top] = spot(laneEnds()[0], lane.top),
      [rightEdge, bottom] = spot(laneEnds()[1], lane.bottom);
    pen.fillStyle = mix(lane.colour, paint.back, paint.region * 0.5);
    pen.fillRect(leftEdge, top, rightEdge - leftEdge, bottom - top);
  }
  for (const { text, x } of scene.axes) {
    const [at] = spot(x, 0);
    pen.strokeStyle = paint.edge;
    pen.lineWidth = 0.5;
    pen.beginPath();
    pen.moveTo(at, 0);
    pen.lineTo(at, high);
    pen.stroke();
  }
  for (const { colour, hull } of scene.regions) {
    pen.fillStyle = pen.strokeStyle = mix(colour, paint.back, lit ? paint.region * 0.6 : Number(paint.region));
    pen.lineWidth = 2 * reach;
    pen.beginPath();
    for (const [x, y] of hull) pen.lineTo(...spot(x, y));
    pen.closePath();
    pen.fill();
    pen.stroke();
  }
}

// Lines of one look go into one path, a few hundred at a time; what is out of the sheet is left out.
function* paintLines({ pen, spot, wide, high, scale, lit }) {
  const { a, b, weight, kind, far, x, y } = scene,
    crowd = crowding(),
    [dx, dy] = spot(0, 0);
  const strong = standsOut();
  const front = [];
  pen.strokeStyle = paint.edge;
  pen.lineCap = "butt";
  for (let i = 0; i < a.length;) {
    const one = kind[i],
      reach = far[i],
      level = Math.min(weight[i], 5),
      { width, alpha } = lineStyle(level, scale, crowd, one, reach);
    pen.lineWidth = width;
    pen.globalAlpha = alpha * (lit ? 0.45 : 1);
    pen.beginPath();
    const alike = (at) => at < a.length && kind[at] === one && far[at] === reach && Math.min(weight[at], 5) === level;
    for (let some = 0; some < 400 && alike(i); i += 1) {
      if (lit && strong(i)) {
        front.push(i);
        continue;
      }
      const x0 = x[a[i]] * scale + dx,
        y0 = y[a[i]] * scale + dy,
        x1 = x[b[i]] * scale + dx,
        y1 = y[b[i]] * scale + dy;
      if ((x0 < 0 && x1 < 0) || (y0 < 0 && y1 < 0) || (x0 > wide && x1 > wide) || (y0 > high && y1 > high)) continue;
      pen.moveTo(x0, y0);
      pen.lineTo(x1, y1);
      some += 1;
    }
    pen.stroke();
    yield;
  }
  pen.strokeStyle = paint.accent;
  for (const i of front) {
    const { width } = lineStyle(weight[i], scale, 1, -1);
    pen.globalAlpha = 0.85 * Math.min(1, Math.max(0.4, 9 / Math.sqrt(front.length)));
    pen.lineWidth = width + 0.6;
    pen.beginPath();
    pen.moveTo(x[a[i]] * scale + dx, y[a[i]] * scale + dy);
    pen.lineTo(x[b[i]] * scale + dx, y[b[i]] * scale + dy);
    pen.stroke();
  }
  pen.globalAlpha = 1;
  for (const { points, colour, wide: broad } of scene.axes.length ? courses() : []) {
    pen.strokeStyle = colour;
    pen.lineWidth = broad;
    pen.beginPath();
    for (const point of points) pen.lineTo(...spot(...point));
    pen.stroke();
  }
  yield;
}

// Nodes from the least important to the most, so that none of the large ones is covered.
function* paintNodes({ pen, spot, wide, high, scale, lit }) {
  const { count, x, y, r, colour, colours, ids } = scene,
    [dx, dy] = spot(0, 0),
    edges = colours.map((each) => mix(each, paint.outline, 0.6));
  const dim = colours.map((each) => mix(each, paint.back, 0.35)),
    chosen = new Set(state.chosen),
    outlined = count < 1500 || scale > 0.5;
  for (let at = count - 1; at >= 0; at -= 1) {
    if (at % 200 === 0) yield;
    const left = x[at] * scale + dx,
      top = y[at] * scale + dy,
      radius = Math.max(r[at] * scale, 1.1);
    if (left < -radius || top < -radius || left > wide + radius || top > high + radius) continue;
    const faded = lit && !lit.has(ids[at]),
      type = typeOf[ids[at]];
    pen.fillStyle = faded ? dim[colour[at]] : colours[colour[at]];
    if (radius < 2.2 && !chosen.has(ids[at])) {
      pen.fillRect(left - radius, top - radius, 2 * radius, 2 * radius);
      continue;
    }
    pen.beginPath();
    trace(pen, type, left, top, radius);
    pen.fill();
    if (chosen.has(ids[at])) {
      pen.lineWidth = 3;
      pen.strokeStyle = paint.accent;
      pen.stroke();
    } else if (outlined && radius > 3) {
      pen.lineWidth = 1;
      pen.strokeStyle = faded ? dim[colour[at]] : edges[colour[at]];
      pen.stroke();
    }
    if (type === 1 && fact(ids[at], "Retracted") && radius > 3) cross(pen, left, top, radius);
    if (state.pinned.has(ids[at]) && radius > 4) {
      pen.fillStyle = paint.back;
      pen.beginPath();
      pen.arc(left, top, radius * 0.3, 0, 6.2832);
      pen.fill();
    }
  }
}

// A retracted study is struck out.
function cross(pen, x, y, r) {
  pen.strokeStyle = paint.warn;
  pen.lineWidth = Math.max(1.5, r * 0.25);
  pen.beginPath();
  pen.moveTo(x - r, y - r);
  pen.lineTo(x + r, y + r);
  pen.moveTo(x + r, y - r);
  pen.lineTo(x - r, y + r);
  pen.stroke();
}

function* writeLabels(pen, labels) {
  Object.assign(pen, {
    textAlign: "center",
    textBaseline: "middle",
    lineJoin: "round",
    strokeStyle: paint.back,
    fillStyle: paint.text,
    lineWidth: haloOf(),
  });
  for (const [at, { text, x, y, size, bold }] of labels.entries()) {
    pen.font = `${bold ? "bold " : ""}${size}px ${paint.font}`;
    pen.strokeText(text, x, y);
    pen.fillText(text, x, y);
    if (at % 20 === 19) yield;
  }
}

// The years along the top and the lanes' names along the left stay in sight wherever the picture is moved.
function paintAxes() {
  const pen = screenPen,
    { ratio, wide, high } = sight,
    left = gutter();
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.fillStyle = paint.back;
  pen.fillRect(0, 0, left, high);
  pen.fillRect(0, 0, wide, AXIS);
  Object.assign(pen, { textBaseline: "middle", fillStyle: paint.text, font: `bold 12px ${paint.font}` });
  for (const { text, x } of yearsInSight()) {
    pen.textAlign = "center";
    pen.fillText(text, x, AXIS / 2);
  }
  pen.textAlign = "left";
  for (const { lines, colour, y, top, bottom } of lanesInSight()) {
    pen.fillStyle = colour;
    pen.fillRect(left - 4, top, 4, bottom - top);
    pen.fillStyle = paint.text;
    lines.forEach((text, row) => pen.fillText(text, 8, y + row * 14));
  }
}

// What the pointer is over stands out at once, without a new sheet, and says in two lines what it is.
function detailOf(id) {
  if (is(id, "study")) return shorten(nameOf(id), 90);
  const counts = { Authors: NAMES.author, Studies: NAMES.study },
    known = Object.entries(counts).filter(([name]) => fact(id, name) !== null),
    home = is(id, "author") && clusterOf[id] >= 0 ? shorten(clusterName(clusterOf[id]), 50) : fact(id, "Country");
  return [...known.map(([name, words]) => count(fact(id, name), words)), home].filter(Boolean).join(" · ");
}
function paintHover() {
  const pen = screenPen,
    { ratio, wide, high } = sight,
    id = scene.ids[hovered],
    [x, y] = onScreen(scene.x[hovered], scene.y[hovered]),
    radius = Math.max(scene.r[hovered] * camera.scale, 3);
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.lineWidth = 2.5;
  pen.strokeStyle = paint.accent;
  pen.beginPath();
  trace(pen, typeOf[id], x, y, radius + 1);
  pen.stroke();
  const lines = [shorten(is(id, "study") ? shortOf(id) : nameOf(id), 70), detailOf(id)].filter(Boolean),
    broad = Math.max(...lines.map((text, row) => widthOf(text, 13 - row, row === 0))) + 16,
    tall = 18 * lines.length + 8;
  const left = Math.max(Math.min(x - broad / 2, wide - broad - 2), 2),
    below = y + radius + 6,
    top = below + tall > high ? y - radius - 6 - tall : below;
  Object.assign(pen, { fillStyle: paint.back, strokeStyle: paint.edge, lineWidth: 1 });
  pen.beginPath();
  pen.roundRect(left, top, broad, tall, 6);
  pen.fill();
  pen.stroke();
  Object.assign(pen, { textAlign: "left", textBaseline: "middle" });
  for (const [row, text] of lines.entries()) {
    pen.font = row ? `12px ${paint.font}` : `bold 13px ${paint.font}`;
    pen.fillStyle = row ? paint.quiet : paint.text;
    pen.fillText(text, left + 8, top + 13 + row * 18);
  }
}
