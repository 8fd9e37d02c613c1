// What can be done with nodes: choose, go to, look into, hide, pin, find the path between two.
function choose(ids) {
  change({ chosen: ids, path: [] });
  if (ids.length)
    say(
      `${nameOf(ids.at(-1))}, ${NAMES[TYPES[typeOf[ids.at(-1)]]][0]}${ids.length > 1 ? `, ${ids.length} chosen` : ""}`,
    );
}

// Choose a node and show it, in a view that draws its type.
function goTo(id, event = {}) {
  const view = viewFor(TYPES[typeOf[id]]),
    several = event.ctrlKey || event.metaKey;
  const news = {
    view: view.key,
    chosen: several ? [...state.chosen.filter((each) => each !== id), id] : [id],
    path: [],
  };
  if (state.types.has(TYPES[typeOf[id]])) news.types = toggled(state.types, TYPES[typeOf[id]]);
  if (is(id, "concept") && fact(id, "Studies") < least()) news.least = fact(id, "Studies");
  change(news);
  if (pictured()) bring(id);
  $("panel").scrollTop = 0;
  $("panel").focus({ preventScroll: true });
}

// A field opens on its clusters, a cluster on its people, anything else on its neighbours.
function lookInto(id) {
  const inside = is(id, "field")
    ? (each) => fieldOf[each] === fieldOf[id]
    : is(id, "cluster")
      ? (each) => each === id
      : null;
  if (!inside) change({ ego: id, hops: 1, chosen: [id] });
  else
    change({
      view: is(id, "field") ? "clusters" : "coauthors",
      without: new Set(
        Array.from(ofType.cluster)
          .filter((each) => !inside(each))
          .map((each) => clusterOf[each]),
      ),
      chosen: [id],
      ego: null,
    });
  if (pictured()) fit();
}

function ego() {
  if (state.ego !== null) change({ ego: null });
  else if (last() !== null) change({ ego: last() });
  if (pictured()) fit();
}
function hide() {
  if (!state.chosen.length) return;
  say(`${count(state.chosen.length, ["node", "nodes"])} hidden.`);
  change({ hidden: [...new Set([...state.hidden, ...state.chosen])], chosen: [] });
}
function pin() {
  const next = new Map(state.pinned),
    all = state.chosen.every((id) => next.has(id));
  for (const id of state.chosen)
    if (all) next.delete(id);
    else if (scene.at(id) >= 0) next.set(id, [scene.x[scene.at(id)], scene.y[scene.at(id)]]);
  change({ pinned: next });
}

// The shortest path by co-authorship between the last two people chosen.
function findPath() {
  const people = state.chosen.filter((id) => is(id, "author")).slice(-2);
  if (people.length < 2) {
    say("Choose two people first: Ctrl and click, or Ctrl and Enter in the search.");
    return;
  }
  const marks = left(),
    path = pathBetween(...people, ["coauthor"], (id) => marks[id]);
  if (!path) {
    say(`No path between ${nameOf(people[0])} and ${nameOf(people[1])}.`);
    change({ path: [] });
    return;
  }
  change({ path, view: viewFor("author").key });
  fitNodes(path);
  say(`${count(path.length - 1, ["step", "steps"])}: ${path.map(nameOf).join(", ")}`);
}
