// The camera: which part of the world the picture shows. `sight` is the picture in CSS pixels;
// the world is the layout's pixels at scale 1.
const camera = { x: 0, y: 0, scale: 1 };
const canvas = $("canvas"),
  frameOf = $("network");
const sight = { wide: 1, high: 1, ratio: 1 };
const onScreen = (x, y) => [
  (x - camera.x) * camera.scale + sight.wide / 2,
  (y - camera.y) * camera.scale + sight.high / 2,
];
const inWorld = (x, y) => [
  (x - sight.wide / 2) / camera.scale + camera.x,
  (y - sight.high / 2) / camera.scale + camera.y,
];

function moveBy(right, down) {
  camera.x -= right / camera.scale;
  camera.y -= down / camera.scale;
  moved();
}
function zoomBy(factor, x = sight.wide / 2, y = sight.high / 2) {
  const [atX, atY] = inWorld(x, y);
  camera.scale = Math.min(Math.max(camera.scale * factor, 0.005), 12);
  camera.x = atX - (x - sight.wide / 2) / camera.scale;
  camera.y = atY - (y - sight.high / 2) / camera.scale;
  moved();
}

// Frame a part of the world, by default all of it, with room for regions' edges and labels.
const EDGE = 18; // of a region around its nodes
function fit(box = scene.box, most = 1.5) {
  const edge = scene.regions.length ? 2 * EDGE : 0,
    room = Math.min(46, sight.wide / 16),
    wide = Math.max(sight.wide - 2 * room, 40),
    high = Math.max(sight.high - 2 * room, 40);
  camera.scale = Math.max(
    Math.min(wide / Math.max(box[2] - box[0] + edge, 1), high / Math.max(box[3] - box[1] + edge, 1), most),
    0.005,
  );
  camera.x = (box[0] + box[2]) / 2;
  camera.y = (box[1] + box[3]) / 2;
  if (scene.axes.length && box === scene.box) {
    // what stands in time is read from the top, however long it is, and its last years are seen, however many there are
    const [left, right] = laneEnds();
    const least = Math.min(0.5, (STEP + 10) / times.year);
    camera.scale = Math.max(Math.min((sight.wide - gutter()) / (right - left), most), least);
    const half = sight.wide / 2 / camera.scale;
    camera.x = Math.max(right - half, left + half - gutter() / camera.scale);
    camera.y = lanes[0].top + (sight.high / 2 - AXIS - 4) / camera.scale;
  }
  moved(box === scene.box);
}
function fitNodes(ids, most) {
  const here = ids.map((id) => scene.at(id)).filter((at) => at >= 0);
  if (!here.length) return;
  const ends = (list, pick) => here.reduce((end, at) => pick(end, list[at]), list[here[0]]);
  fit([ends(scene.x, Math.min), ends(scene.y, Math.min), ends(scene.x, Math.max), ends(scene.y, Math.max)], most);
}

// Where the camera comes to rest is kept in the address; null stands for the whole scene.
let settling = 0;
function moved(whole = false) {
  movedAt = performance.now();
  clearTimeout(settling);
  settling = setTimeout(() => settle(whole ? null : [camera.x, camera.y, camera.scale]), 300);
  ask();
}
function settle(at) {
  state.at = at;
  written = toAddress();
  remember(false);
}
function look() {
  clearTimeout(settling);
  if (state.at) {
    [camera.x, camera.y, camera.scale] = state.at;
    ask();
  } else fit();
}

// Move only if a node is out of sight, or too small to be told from the others.
function bring(id) {
  const at = scene.at(id);
  if (at < 0) return;
  const [x, y] = onScreen(scene.x[at], scene.y[at]),
    small = scene.r[at] * camera.scale < 3;
  if (!small && x > 40 && y > 40 && x < sight.wide - 40 && y < sight.high - 40) return;
  Object.assign(camera, { x: scene.x[at], y: scene.y[at], scale: small ? 0.8 : camera.scale });
  moved();
}

function measureSight() {
  const ratio = Math.min(window.devicePixelRatio || 1, 2),
    wide = frameOf.clientWidth,
    high = frameOf.clientHeight;
  if (!wide || !high || (wide === sight.wide && high === sight.high && ratio === sight.ratio)) return false;
  Object.assign(sight, { wide, high, ratio });
  canvas.width = Math.round(wide * ratio);
  canvas.height = Math.round(high * ratio);
  return true;
}
