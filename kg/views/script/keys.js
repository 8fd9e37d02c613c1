// The keyboard. Single keys work wherever nothing is typed; the arrows walk from node to node while the picture has the focus.
const KEYS = [
  ["/", "search", () => $("search").focus()],
  ["0", "fit the picture", () => fit()],
  ["+", "zoom in", () => zoomBy(1.25)],
  ["=", null, () => zoomBy(1.25)],
  ["-", "zoom out", () => zoomBy(0.8)],
  ["e", "only this and its neighbours", () => ego()],
  ["d", "look into this node", () => last() !== null && lookInto(last())],
  ["h", "hide what is chosen", () => hide()],
  ["p", "pin what is chosen, or let it go", () => pin()],
  ["t", "path between the last two chosen", () => findPath()],
  ["u", "undo", () => undo()],
  ["?", "these keys", () => help()],
];

function clear() {
  $("search").value = "";
  search();
  change({ chosen: [], path: [] });
}

document.addEventListener("keydown", (event) => {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
  if ((event.ctrlKey || event.metaKey) && event.key === "z" && !typing) {
    event.preventDefault();
    undo();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || $("help").open) return;
  if (event.key === "Escape") {
    if (closeMenu()) return;
    clear();
    $("search").focus();
    return;
  }
  if (typing) return;
  const found = KEYS.find(([each]) => each === event.key),
    view = VIEWS[Number(event.key) - 1];
  if (found) {
    event.preventDefault();
    found[2]();
  } else if (view) change({ view: view.key });
  else if (event.target === canvas) walk(event);
});

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
function walk(event) {
  const arrow = ARROWS[event.key];
  if (event.key === "Enter" && last() !== null) {
    $("panel").focus();
    return;
  }
  if (!arrow) return;
  event.preventDefault();
  if (event.shiftKey) {
    moveBy(-60 * arrow[0], -60 * arrow[1]);
    return;
  }
  const at = scene.at(last()),
    next = at < 0 ? (scene.count ? 0 : -1) : nextTowards(at, arrow);
  if (next < 0) {
    tell("Nothing further that way.");
    return;
  }
  choose([scene.ids[next]]);
  bring(scene.ids[next]);
}

// The nearest node in a direction; what lies aside counts double.
function nextTowards(at, [right, down]) {
  let best = -1,
    nearest = Infinity;
  for (let other = 0; other < scene.count; other += 1) {
    const along = (scene.x[other] - scene.x[at]) * right + (scene.y[other] - scene.y[at]) * down;
    const aside = Math.abs((scene.x[other] - scene.x[at]) * down) + Math.abs((scene.y[other] - scene.y[at]) * right);
    if (along > 1 && aside < 2 * along && along + 2 * aside < nearest) {
      nearest = along + 2 * aside;
      best = other;
    }
  }
  return best;
}

function help() {
  const keys = [
    ...KEYS.filter((each) => each[1]),
    [`1 … ${VIEWS.length}`, "the views"],
    ["Esc", "clear search and choice"],
    ["arrows", "in the picture: to the next node"],
    ["Shift arrows", "in the picture: move it"],
    ["Enter", "in the picture: read about the node"],
  ];
  $("help").replaceChildren(
    make("h2", {}, "Keys"),
    make("dl", {}, ...keys.flatMap(([name, text]) => [make("dt", {}, key(name)), make("dd", {}, text)])),
    make(
      "p",
      { class: "quiet" },
      "Drag to move, wheel or two fingers to zoom. Drag a node to pin it elsewhere. Ctrl or a long touch chooses several, Shift and drag all in a box, a double click looks into a node.",
    ),
    press("Close", () => $("help").close()),
  );
  $("help").showModal();
}
