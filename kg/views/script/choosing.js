// What can be done with nodes: choose, go to, look into, hide, pin, find the path between two.
function choose(ids, more = {}) {
  change({ ...more, chosen: ids, path: [] });
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
    ...revealing([id], view),
  };
  change(news);
  if (viewNow().also?.includes(TYPES[typeOf[id]])) fit();
  else if (pictured()) bring(id);
  if ($("panel").getBoundingClientRect().top < 0) $("panel").scrollIntoView(); // on a phone the whole page scrolls
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
  else {
    const clusters = Array.from(ofType.cluster).filter(inside),
      view = is(id, "field") ? "clusters" : "coauthors";
    change({
      ...revealing(clusters, viewOf(view)),
      view,
      without: new Set(
        Array.from(ofType.cluster)
          .filter((each) => !inside(each))
          .map((each) => clusterOf[each]),
      ),
      chosen: [id],
      ego: null,
    });
  }
  showWhole();
}

function ego() {
  if (state.ego !== null) change({ ego: null });
  else if (last() !== null) change({ ego: last() });
  showWhole();
}
// On a phone the picture may be out of sight.
function showWhole() {
  if (!pictured()) return;
  fit();
  if (NARROW.matches) $("picture").scrollIntoView();
}
function hide() {
  if (!state.chosen.length) return;
  tell(`${count(state.chosen.length, ["node", "nodes"])} hidden.`);
  change({ hidden: [...new Set([...state.hidden, ...state.chosen])], chosen: [], path: [] });
}
function pin() {
  const next = new Map(state.pinned),
    all = state.chosen.every((id) => next.has(id));
  for (const id of state.chosen)
    if (all) next.delete(id);
    else if (scene.at(id) >= 0) next.set(id, [scene.x[scene.at(id)], scene.y[scene.at(id)]]);
  change({ pinned: next });
}

// The shortest path between the last two chosen: over the links of the view, where it has both; else two people's over
// their co-authors.
function ends() {
  const { kinds, types } = viewNow(),
    here = state.chosen.filter((id) => scene.at(id) >= 0).slice(-2),
    people = state.chosen.filter((id) => is(id, "author")).slice(-2);
  const marks = left(state.team ?? 1),
    drawn = (id) => scene.at(id) >= 0,
    could = (id) => drawn(id) || (marks[id] && types.includes(TYPES[typeOf[id]]) && !state.types.has(TYPES[typeOf[id]]));
  // what is left out only at first may be on the way
  if (types && kinds.length && here.length === 2)
    return { two: here, over: kinds, allowed: team() > (state.team ?? 1) && !state.core ? could : drawn };
  return people.length === 2 ? { two: people, over: ["coauthor"], allowed: (id) => marks[id] } : null;
}
function findPath() {
  const found = ends();
  if (!found) {
    tell("Choose two first: Ctrl and click, or Ctrl and Enter in the search.");
    return;
  }
  const { two, over, allowed } = found,
    path = pathBetween(...two, over, allowed);
  if (!path) {
    tell(`No path between ${nameOf(two[0])} and ${nameOf(two[1])}.`);
    change({ path: [] });
    return;
  }
  const view = scene.at(two[0]) >= 0 && pictured() ? viewOf(state.view) : viewFor(TYPES[typeOf[two[0]]]);
  change({ path, view: view.key, ...revealing(path, view) });
  fitNodes(path);
  say(`${count(path.length - 1, ["step", "steps"])}: ${path.map(nameOf).join(", ")}`);
}
