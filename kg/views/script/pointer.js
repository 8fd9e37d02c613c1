// The pointer on the picture: drag to move, wheel or two fingers to zoom, click to choose (with Ctrl or Shift, or a long touch: several),
// drag a node to pin it elsewhere, drag with Shift to choose all in a box, double click to look into a node.
const fingers = new Map(); // of the pointers that are down: where they are
let rubber = null,
  held = null,
  travelled = 0,
  touchedAt = 0,
  apart = 0;
const LONG = 450; // milliseconds of a finger's touch that chooses several
const spotOf = (event) => {
  const box = canvas.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
};

canvas.addEventListener("pointerdown", (event) => {
  const [x, y] = spotOf(event);
  canvas.setPointerCapture(event.pointerId);
  fingers.set(event.pointerId, [x, y]);
  travelled = 0;
  touchedAt = performance.now();
  if (fingers.size === 2) {
    apart = spread();
    held = rubber = null;
    return;
  }
  const at = event.pointerType === "mouse" && event.button === 0 ? nodeAt(x, y) : -1;
  if (event.shiftKey && at < 0) rubber = [x, y, 0, 0];
  else if (at >= 0) held = { at, id: scene.ids[at] };
});

canvas.addEventListener("pointermove", (event) => {
  const [x, y] = spotOf(event),
    before = fingers.get(event.pointerId);
  if (!before) {
    hover(nodeAt(x, y));
    return;
  }
  fingers.set(event.pointerId, [x, y]);
  const [right, down] = [x - before[0], y - before[1]];
  travelled += Math.abs(right) + Math.abs(down);
  if (fingers.size === 2) {
    const now = spread(),
      [one, two] = [...fingers.values()];
    moveBy(right / 2, down / 2);
    if (apart > 0) zoomBy(now / apart, (one[0] + two[0]) / 2, (one[1] + two[1]) / 2);
    apart = now;
  } else if (rubber) {
    rubber[2] += right;
    rubber[3] += down;
    ask();
    copySheet();
  } else if (held && travelled > 4) {
    scene.x[held.at] += right / camera.scale;
    scene.y[held.at] += down / camera.scale;
    held.moved = true;
    grid = null;
    repaint();
  } else if (!held) moveBy(right, down);
});

function lift(event) {
  if (!fingers.delete(event.pointerId)) return;
  const [x, y] = spotOf(event);
  let several = event.ctrlKey || event.metaKey || event.shiftKey;
  if (rubber && event.type === "pointerup" && Math.abs(rubber[2] * rubber[3]) > 30) {
    const [left, top, wide, high] = rubber,
      [[x0, y0], [x1, y1]] = [
        inWorld(Math.min(left, left + wide), Math.min(top, top + high)),
        inWorld(Math.max(left, left + wide), Math.max(top, top + high)),
      ];
    choose([...new Set([...state.chosen, ...nodesWithin([x0, y0, x1, y1])])]);
  } else if (held && held.moved)
    change({ pinned: new Map([...state.pinned, [held.id, [scene.x[held.at], scene.y[held.at]]]]) });
  else if (travelled <= 6 && event.type === "pointerup" && event.button === 0 && !fingers.size) {
    const at = nodeAt(x, y, event.pointerType === "touch" ? 14 : 6),
      id = at < 0 ? null : scene.ids[at];
    several ||= event.pointerType === "touch" && performance.now() - touchedAt > LONG;
    if (several && id !== null) choose([...toggled(new Set(state.chosen), id)]);
    else if (!several) choose(id === null ? [] : [id]);
  }
  rubber = held = null;
  ask();
}
canvas.addEventListener("pointerup", lift);
canvas.addEventListener("pointercancel", lift);
canvas.addEventListener("pointerleave", () => hover(-1));
canvas.addEventListener("dblclick", (event) => {
  const at = nodeAt(...spotOf(event));
  if (at >= 0) lookInto(scene.ids[at]);
  else zoomBy(1.8, ...spotOf(event));
});
canvas.addEventListener(
  "wheel",
  (event) => {
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 30 : 1;
    zoomBy(
      Math.exp(-Math.min(Math.max(event.deltaY * lines, -240), 240) * (event.ctrlKey ? 0.008 : 0.002)),
      ...spotOf(event),
    );
  },
  { passive: false },
);

const spread = () => {
  const [one, two] = [...fingers.values()];
  return Math.hypot(one[0] - two[0], one[1] - two[1]);
};
function hover(at) {
  if (at === hovered) return;
  hovered = at;
  canvas.style.cursor = at >= 0 ? "pointer" : "";
  ask();
}
