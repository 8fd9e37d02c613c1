// Which node is where: the scene's nodes by cells of the world, so that a pointer asks a handful instead of all.
let grid = null;
function makeGrid() {
  const [left, top, right, bottom] = scene.box,
    cell = Math.max(Math.sqrt(((right - left) * (bottom - top)) / Math.max(scene.count, 1)) * 2, 24);
  const columns = Math.ceil((right - left) / cell) + 1,
    cells = new Map();
  const put = (at, x, y) => {
    const where = y * columns + x;
    if (!cells.has(where)) cells.set(where, []);
    cells.get(where).push(at);
  };
  for (let at = 0; at < scene.count; at += 1) {
    const r = scene.r[at],
      [x, y] = [scene.x[at] - left, scene.y[at] - top],
      clip = (value) => Math.max(Math.floor(value / cell), 0);
    for (let i = clip(x - r); i <= clip(x + r); i += 1)
      for (let j = clip(y - r); j <= clip(y + r); j += 1) put(at, i, j);
  }
  grid = { scene, cell, columns, cells };
}

// The node at a place of the screen, or the nearest within a few pixels; -1 if there is none.
function nodeAt(screenX, screenY, reach = 6) {
  if (!grid || grid.scene !== scene) makeGrid();
  const [x, y] = inWorld(screenX, screenY),
    slack = reach / camera.scale,
    { cell, columns, cells } = grid;
  let best = -1,
    nearest = Infinity;
  for (
    let i = Math.floor((x - slack - scene.box[0]) / cell);
    i <= Math.floor((x + slack - scene.box[0]) / cell);
    i += 1
  ) {
    for (
      let j = Math.floor((y - slack - scene.box[1]) / cell);
      j <= Math.floor((y + slack - scene.box[1]) / cell);
      j += 1
    ) {
      for (const at of cells.get(j * columns + i) || []) {
        const away = Math.hypot(scene.x[at] - x, scene.y[at] - y) - scene.r[at];
        if (away < slack && away < nearest) {
          nearest = away;
          best = at;
        }
      }
    }
  }
  return best;
}
const nodesWithin = ([left, top, right, bottom]) =>
  Array.from(scene.ids).filter(
    (_, at) => scene.x[at] >= left && scene.x[at] <= right && scene.y[at] >= top && scene.y[at] <= bottom,
  );
