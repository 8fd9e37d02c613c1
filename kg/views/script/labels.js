// The labels over the picture, none across another.
const widths = new Map(); // of texts, in ems

// Labels are set in screen pixels, most important first; one that would be cut, or cover another or a node, is left out.
network.on("afterDrawing", (pen) => {
  const scale = network.getScale(), zero = network.canvasToDOM({ x: 0, y: 0 }), ratio = canvas.width / canvas.clientWidth;
  const screen = ([x, y]) => [zero.x + x * scale, zero.y + y * scale];
  const taken = new Boxes();
  pen.save();
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  pen.strokeStyle = paint.back;
  const visible = drawn.order.map((id) => ({ id, radius: nodes[id].size * scale, spot: screen(drawn.at(id)) }))
    .filter(({ spot: [x, y] }) => x > -80 && y > -30 && x < canvas.clientWidth + 80 && y < canvas.clientHeight + 30);
  for (const { id, radius, spot: [x, y] } of visible) if (radius > 3) taken.add([x - radius, y - radius, x + radius, y + radius], id);
  const width = (text, font, size) => {
    const key = font[0] + text;
    if (!widths.has(key)) widths.set(key, pen.measureText(text).width / size);
    return widths.get(key) * size;
  };
  const write = (text, x, y, font, colour, owner, force) => {
    pen.font = font;
    const size = parseFloat(font.match(/[\d.]+px/)[0]), wide = width(text, font, size) / 2 + 3, high = size * 0.62;
    const box = [x - wide, y - high, x + wide, y + high];
    if (!force && (box[0] < 0 || box[2] > canvas.clientWidth || taken.hits(box, owner))) return false;
    taken.add(box);
    pen.lineWidth = 3;
    pen.strokeText(text, x, y);
    pen.fillStyle = colour;
    pen.fillText(text, x, y);
    return true;
  };
  const label = ({ id, radius, spot: [x, y] }, force) => {
    const size = Math.min(Math.max(12.5 * scale, 10), 15), text = shorten(nodes[id].short, force ? 60 : 26);
    const font = `${force ? "bold " : ""}${size}px ${paint.font}`, below = y + radius + size * 0.75, above = y - radius - size * 0.75;
    pen.font = font;
    const aside = radius + width(text, font, size) / 2 + 5;
    return [[x, below], [x, above], [x + aside, y], [x - aside, y]].some((spot) => write(text, ...spot, font, paint.text, id))
      || (force && write(text, x, below, font, paint.text, id, true));
  };
  const first = visible.filter(({ id }) => id === hovered || id === state.node);
  first.forEach((each) => label(each, true));
  for (const { cluster, hull } of drawn.regions) {
    const spots = hull.map(screen), top = Math.min(...spots.map((spot) => spot[1])), xs = spots.map((spot) => spot[0]);
    const wide = Math.max(...xs) - Math.min(...xs) + 60 * scale, text = shorten(model.clusters[cluster].name, 30);
    const size = Math.min(14, Math.max(11, wide / 9)), title = drawn.view.titles[cluster].map((each, axis) => each + (axis ? -12 : 0));
    if (wide < 30) continue;
    const font = `bold ${size}px ${paint.font}`, above = [(Math.min(...xs) + Math.max(...xs)) / 2, top - Math.max(30 * scale, 8) - 10];
    pen.font = font;
    const half = width(text, font, size) / 2 + 6, inside = ([x, y]) => [Math.min(Math.max(x, half), canvas.clientWidth - half), y];
    if (Math.max(...xs) > 0 && Math.min(...xs) < canvas.clientWidth) {
      [above, screen(title)].some((spot) => write(text, ...inside(spot), font, paint.text));
    }
  }
  const others = drawn.near ? visible.filter(({ id }) => drawn.near.has(id)) : visible;
  others.slice(0, scale < 0.35 && !drawn.near ? 60 : 400).filter((each) => !first.includes(each)).forEach((each) => label(each));
  pen.restore();
});

// Which boxes are taken, by cells of 64 pixels.
class Boxes {
  cells = new Map();
  *near([left, top, right, bottom]) {
    for (let x = left >> 6; x <= right >> 6; x += 1) for (let y = top >> 6; y <= bottom >> 6; y += 1) yield x * 4096 + y;
  }
  add(box, owner = null) {
    for (const cell of this.near(box)) {
      if (!this.cells.has(cell)) this.cells.set(cell, []);
      this.cells.get(cell).push({ box, owner });
    }
  }
  hits(box, owner) {
    for (const cell of this.near(box)) {
      for (const { box: [left, top, right, bottom], owner: whose } of this.cells.get(cell) || []) {
        if (whose !== (owner ?? -1) && box[0] < right && box[2] > left && box[1] < bottom && box[3] > top) return true;
      }
    }
    return false;
  }
}

const shorten = (text, most) => (text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text);

network.on("click", ({ nodes: [id] }) => (id === undefined ? change({ node: null, cluster: null }) : change({ node: id, cluster: null })));
network.on("hoverNode", ({ node }) => { hovered = node; network.redraw(); canvas.style.cursor = "pointer"; });
network.on("blurNode", () => { hovered = null; network.redraw(); canvas.style.cursor = ""; });
