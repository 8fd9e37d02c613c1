// Painting. The scene is painted, a slice of a few milliseconds at a time, onto a sheet somewhat larger than the picture;
// every frame then only copies the sheet, moved and scaled to where the camera is by now. A new sheet is begun when the
// scene changes, when the camera rests, or when it has moved so far that the old one no longer serves.
const MARGIN = 0.25; // of the picture's size, on every side
const SLICE = 7; // milliseconds of painting in a frame
const RESTED = 90; // milliseconds without movement after which the picture is made sharp
const LIGHT = 10000; // nodes and lines that are painted sharply at once; more are first painted at one dot a pixel
const makeSheet = () => {
  const sheet = document.createElement("canvas");
  return { canvas: sheet, pen: sheet.getContext("2d", { alpha: false, willReadFrequently: true }) };
};
const screenPen = canvas.getContext("2d", { alpha: false });
let front = makeSheet(),
  back = makeSheet(),
  job = null,
  stale = true,
  movedAt = 0,
  asked = false,
  hovered = -1,
  painted = 0;

function ask() {
  canvas.dataset.painted = "false";
  if (!asked) {
    asked = true;
    requestAnimationFrame(frame);
  }
}
function repaint() {
  stale = true;
  job = null;
  ask();
}

function frame(now) {
  asked = false;
  if (!pictured()) return;
  const resting = performance.now() - movedAt > RESTED,
    coarse = scene.count + scene.a.length > LIGHT && (stale || !resting),
    ratio = coarse ? Math.min(sight.ratio, 1) : sight.ratio;
  if (job && coarse && back.ratio > ratio) job = null; // what was to be sharp is no longer looked at
  if (!job && (stale || (resting ? !sharp() : !serves()))) {
    job = paintSheet(back, { ...camera }, ratio);
    stale = false;
  }
  if (job) {
    const until = performance.now() + (resting ? 2 * SLICE : SLICE);
    let done = false;
    while (!done && performance.now() < until) done = job.next().done;
    if (done) {
      [front, back, job] = [back, front, null];
      canvas.dataset.ratio = front.ratio;
      painted += 1;
    }
  }
  if (front.camera) copySheet();
  if (job || stale || !sharp()) ask();
  else canvas.dataset.painted = "true"; // at rest, and as sharp as it gets
}
const sharp = () =>
  front.camera &&
  front.ratio === sight.ratio &&
  front.camera.scale === camera.scale &&
  front.camera.x === camera.x &&
  front.camera.y === camera.y;
function serves() {
  const zoom = camera.scale / front.camera.scale,
    room = MARGIN * 0.7;
  return (
    zoom < 1.7 &&
    zoom > 0.7 &&
    Math.abs(camera.x - front.camera.x) * camera.scale < sight.wide * room &&
    Math.abs(camera.y - front.camera.y) * camera.scale < sight.high * room
  );
}

function copySheet() {
  const { ratio } = sight,
    zoom = ((camera.scale / front.camera.scale) * ratio) / front.ratio,
    { width, height } = front.canvas;
  const [x, y] = [
    canvas.width / 2 + (front.camera.x - camera.x) * camera.scale * ratio,
    canvas.height / 2 + (front.camera.y - camera.y) * camera.scale * ratio,
  ];
  screenPen.setTransform(1, 0, 0, 1, 0, 0);
  if (
    zoom !== 1 ||
    x - width / 2 > 0 ||
    y - height / 2 > 0 ||
    x + width / 2 < canvas.width ||
    y + height / 2 < canvas.height
  ) {
    screenPen.fillStyle = paint.back;
    screenPen.fillRect(0, 0, canvas.width, canvas.height);
  }
  screenPen.imageSmoothingEnabled = zoom !== 1;
  screenPen.drawImage(
    front.canvas,
    zoom === 1 ? Math.round(x - width / 2) : x - (width / 2) * zoom,
    zoom === 1 ? Math.round(y - height / 2) : y - (height / 2) * zoom,
    width * zoom,
    height * zoom,
  );
  if (scene.axes.length) paintAxes();
  if (hovered >= 0) paintHover();
  if (rubber) {
    screenPen.setTransform(ratio, 0, 0, ratio, 0, 0);
    screenPen.strokeStyle = paint.accent;
    screenPen.setLineDash([4, 4]);
    screenPen.lineWidth = 1.5;
    screenPen.strokeRect(...rubber);
    screenPen.setLineDash([]);
  }
}

// The whole picture in layers: regions, lines, nodes, labels. A generator: it stops after every few hundred pieces.
function* paintSheet(sheet, from, ratio) {
  const wide = sight.wide * (1 + 2 * MARGIN),
    high = sight.high * (1 + 2 * MARGIN),
    { pen } = sheet;
  Object.assign(sheet, { camera: from, ratio });
  if (sheet.canvas.width !== Math.round(wide * ratio) || sheet.canvas.height !== Math.round(high * ratio)) {
    sheet.canvas.width = Math.round(wide * ratio);
    sheet.canvas.height = Math.round(high * ratio);
  }
  const spot = (x, y) => [(x - from.x) * from.scale + wide / 2, (y - from.y) * from.scale + high / 2];
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.globalAlpha = 1;
  pen.fillStyle = paint.back;
  pen.fillRect(0, 0, wide, high);
  const lit = bright(),
    seen = { pen, spot, wide, high, scale: from.scale, lit };
  paintRegions(seen);
  yield;
  yield* paintLines(seen);
  yield* paintNodes(seen);
  // Labels keep clear of the picture's edges where the sheet is looked at as it was painted.
  const inner = (x, y) => {
    const [left, top] = spot(x, y);
    return [left - (wide * MARGIN) / (1 + 2 * MARGIN), top - (high * MARGIN) / (1 + 2 * MARGIN)];
  };
  const { offsetLeft: left, offsetTop: top, offsetWidth: broad, offsetHeight: tall } = $("zoom"),
    covered = [left, top, left + broad, top + tall],
    labels = placeLabels({ scale: from.scale, wide: sight.wide, high: sight.high, spot: inner, lit, covered });
  yield;
  pen.setTransform(ratio, 0, 0, ratio, ratio * sight.wide * MARGIN, ratio * sight.high * MARGIN);
  yield* writeLabels(pen, labels);
}
