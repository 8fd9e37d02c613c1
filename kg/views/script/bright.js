// Which nodes stay bright while something is chosen: it and its neighbours in the view; where it is not drawn itself,
// whatever shares a study with it; the steps of a path; null for all.
function bright() {
  if (state.path.length) return new Set(state.path);
  if (!state.chosen.length) return null;
  const lit = new Set(state.chosen);
  for (const id of state.chosen) for (const each of scene.at(id) >= 0 ? besides(id) : related(id)) lit.add(each);
  return [...lit].some((id) => scene.at(id) >= 0) ? lit : null;
}

const besides = (id) => scene.view.kinds.flatMap((kind) => Array.from(neighbours(id, kind)));

function related(id) {
  if (is(id, "field")) return clustersOf(fieldOf[id]);
  if (is(id, "cluster")) return membersOf(clusterOf[id]).flatMap((each) => [each, ...neighbours(each, "wrote")]);
  const found = new Set(),
    { study: printedIn, to } = edgesOf("affiliated");
  for (const study of studiesOf(id)) {
    const authors = neighbours(study, "wrote");
    for (const each of [study, ...authors, ...neighbours(study, "about")]) found.add(each);
    for (const author of authors) {
      if (clusterOf[author] >= 0) found.add(clusterNode(clusterOf[author]));
      for (const edge of incident(author, "affiliated")) if (printedIn[edge] === study) found.add(to[edge]);
    }
  }
  return found;
}

// Whether a line of the scene stands out: on the path, or from something chosen.
function standsOut() {
  const { a, b, ids } = scene;
  const pair = (one, other) => Math.min(one, other) * N + Math.max(one, other);
  const steps = new Set(state.path.slice(1).map((id, at) => pair(id, state.path[at])));
  const chosen = new Set(state.chosen);
  return (i) => (steps.size ? steps.has(pair(ids[a[i]], ids[b[i]])) : chosen.has(ids[a[i]]) || chosen.has(ids[b[i]]));
}
