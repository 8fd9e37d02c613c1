// Measures of the network that a view draws: paths, rings around a node, cores, centrality.

// The shortest path between two nodes over links of some kinds, or null: breadth first, fewest links, then lowest numbers.
function pathBetween(from, to, over, allowed) {
  const before = new Int32Array(N).fill(-1);
  let ring = [from];
  before[from] = from;
  while (ring.length && before[to] < 0) {
    const next = [];
    for (const id of ring)
      for (const kind of over)
        for (const each of neighbours(id, kind))
          if (before[each] < 0 && allowed(each)) {
            before[each] = id;
            next.push(each);
          }
    ring = next;
  }
  if (before[to] < 0) return null;
  const path = [to];
  while (path[0] !== from) path.unshift(before[path[0]]);
  return path;
}

// The nodes within so many links of a node.
function ringsAround(id, hops, over) {
  const found = new Set([id]);
  let ring = [id];
  for (let hop = 0; hop < hops; hop += 1) {
    ring = ring
      .flatMap((each) => over.flatMap((kind) => Array.from(neighbours(each, kind))))
      .filter((each) => !found.has(each) && found.add(each));
  }
  return found;
}

// Take away, again and again, nodes with fewer than k different neighbours among those left.
function keepCore(marks, k, over) {
  const lost = [],
    degree = new Int32Array(N);
  const near = (id) => new Set(over.flatMap((kind) => Array.from(neighbours(id, kind))));
  for (const id of ALL) {
    if (!marks[id]) continue;
    for (const each of near(id)) degree[id] += marks[each];
    if (degree[id] < k) lost.push(id);
  }
  for (const id of lost) marks[id] = 0;
  for (let at = 0; at < lost.length; at += 1) {
    for (const each of near(lost[at]))
      if (marks[each] && (degree[each] -= 1) < k) {
        marks[each] = 0;
        lost.push(each);
      }
  }
}

// From 0 to 1 in each type: an author's betweenness, else the weight of a node's links to its like.
const LIKE = { institution: "partner", concept: "together", cluster: "between" };
const centrality = lazily(() => {
  const found = new Float32Array(N);
  for (const type of TYPES) {
    for (const id of ofType[type]) {
      if (type === "author") found[id] = fact(id, "Betweenness") || 0;
      else if (type === "study") found[id] = neighbours(id, "wrote").length;
      else if (LIKE[type]) for (const edge of incident(id, LIKE[type])) found[id] += edgesOf(LIKE[type]).weight[edge];
    }
    const most = ofType[type].reduce((high, id) => Math.max(high, found[id]), 0) || 1;
    for (const id of ofType[type]) found[id] /= most;
  }
  return found;
});
