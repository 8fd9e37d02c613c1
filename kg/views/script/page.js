// The whole page, and its start.
function describe() {
  const many = tally(Array.from(scene.ids, (id) => TYPES[typeOf[id]]));
  const parts =
    TYPES.filter((type) => many.has(type))
      .map((type) => {
        const all = ofType[type].length,
          some = many.get(type) < all ? `${number(many.get(type))} of ` : "";
        return some + count(all, NAMES[type]);
      })
      .join(", ") || "nothing";
  const links = viewNow().kinds.length && scene.count ? ` and ${count(scene.a.length, ["link", "links"])}` : "",
    clusters = new Set(Array.from(scene.ids, (id) => clusterOf[id]).filter((each) => each >= 0)),
    groups = clusters.size && !many.has("cluster") ? ` · ${count(clusters.size, NAMES.cluster)}` : "",
    undated = viewNow().key === "timeline" ? ofType.study.filter((id) => !yearOf[id]).length : 0;
  return `${parts}${links} shown${groups}${undated ? ` · ${number(undated)} without a year` : ""}`;
}

// Why a picture is empty, and the way out.
const nothing = () =>
  filtersSet()
    ? [make("p", {}, "The filters leave nothing to draw here."), press("Clear all filters", clearFilters)]
    : [
        make(
          "p",
          {},
          `No ${viewNow()
            .types.map((type) => NAMES[type][1])
            .join(", ")} to draw: the records tell of none.`,
        ),
      ];

let described = null; // the node that the panel told of before
function show(refit = false) {
  keepingFocus(() => draw(refit));
}
function draw(refit) {
  const dark = state.theme ? state.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches,
    view = viewNow();
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  readColours();
  $("network").hidden = $("zoom").hidden = !view.types;
  $("sheet").hidden = Boolean(view.types);
  let status;
  if (view.types) {
    const turned = measureSight();
    renewScene(view);
    if (turned || refit) look();
    repaint();
    $("nothing").replaceChildren(...(scene.count ? [] : nothing()));
    status = describe();
    canvas.setAttribute(
      "aria-label",
      `${view.title}: ${status}. Arrow keys go from node to node. The same can be read in the table and found by search.`,
    );
  } else status = view.fill();
  legend();
  const told = panel();
  $("panel").replaceChildren(...told);
  $("panel").hidden = !told.length;
  if (described !== last()) $("panel").scrollTop = 0; // what is told of another node is read from its beginning
  described = last();
  $("status").textContent =
    status +
    (state.chosen.length ? ` · ${state.chosen.length > 1 ? `${state.chosen.length} chosen` : nameOf(last())}` : "");
  for (const tab of $("views").children) {
    if (tab.dataset.view === view.key) {
      tab.setAttribute("aria-current", "true");
      if (refit) $("views").scrollLeft = tab.offsetLeft - $("views").offsetLeft - 60;
    } else tab.removeAttribute("aria-current");
  }
  $("undo").setAttribute("aria-disabled", String(!past.length)); // it can still be reached, and says so
  $("theme").textContent = dark ? "Light" : "Dark";
}

function start() {
  for (const { key, title } of VIEWS)
    $("views").append(press(title, () => change({ view: key }), { "data-view": key }));
  $("actions").append(press("Undo", undo, { id: "undo" }), takeaways());
  $("actions").append(
    press("", () => change({ theme: document.documentElement.dataset.theme === "dark" ? "light" : "dark" }), {
      id: "theme",
    }),
    press("Keys", help, { id: "keys" }),
  );
  $("zoom").append(
    press("+", () => zoomBy(1.4), { "aria-label": "Zoom in" }),
    press("−", () => zoomBy(1 / 1.4), { "aria-label": "Zoom out" }),
    press("Fit", () => fit(), { "aria-label": "Fit the picture" }),
  );
  $("unscripted").remove();
  prepareFields();
  fromAddress(location.hash.slice(1));
  show(true);
  addEventListener("hashchange", () => {
    if (location.hash.slice(1) !== written) restore(location.hash.slice(1));
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => show());
  new ResizeObserver(() => {
    if (!pictured()) return;
    if (!measureSight()) return;
    front.camera = null;
    renewScene(viewNow());
    look();
    repaint();
  }).observe(frameOf);
  addEventListener("beforeprint", layOnPaper);
  addEventListener("afterprint", takeOffPaper);
  const idle = window.requestIdleCallback || ((call) => setTimeout(call, 50));
  const prepare = () => {
    if (!prepareSearch(performance.now() + 10)) idle(prepare);
  };
  idle(prepare);
  document.documentElement.dataset.ready = "true";
}
start();
