// The timeline: years from left to right, a lane for each cluster, its studies stacked in their years.
const YEAR = 150,
  STEP = 34,
  LANES = 40;
let lanes = [];
function placeInTime(marks) {
  const ids = ofType.study.filter((id) => marks[id] && yearOf[id]),
    home = (id) => clusterFor()[id];
  const clusters = ranked(tally(Array.from(ids, home)))
      .slice(0, LANES)
      .sort((a, b) => (a < 0) - (b < 0) || a - b),
    spots = new Map();
  let top = 0;
  lanes = clusters.map((cluster) => {
    const years = new Map();
    for (const id of ids)
      if (home(id) === cluster) {
        if (!years.has(yearOf[id])) years.set(yearOf[id], []);
        years.get(yearOf[id]).push(id);
      }
    const across = Math.floor((YEAR - 20) / STEP),
      rows = Math.max(...[...years.values()].map((some) => Math.ceil(some.length / across)));
    for (const [year, some] of years) {
      some.forEach((id, at) =>
        spots.set(id, [
          (year - span[0]) * YEAR + ((at % across) - (Math.min(some.length, across) - 1) / 2) * STEP,
          top + 30 + Math.floor(at / across) * STEP,
        ]),
      );
    }
    const lane = {
      name: cluster < 0 ? "No cluster" : clusterName(cluster),
      colour: groupColour(cluster),
      top,
      bottom: top + rows * STEP + 26,
      cluster,
    };
    top = lane.bottom + 12;
    return lane;
  });
  return (id) => spots.get(id);
}

function timeAxes() {
  return span
    ? Array.from({ length: span[1] - span[0] + 1 }, (_, at) => ({ text: String(span[0] + at), x: at * YEAR }))
    : [];
}

// The studies of the authors chosen, oldest first, as lines from study to study: careers that move from lane to lane.
function careers() {
  return state.chosen
    .filter((id) => is(id, "author"))
    .map((id) => ({
      id,
      stops: Array.from(neighbours(id, "wrote"))
        .filter((study) => scene.at(study) >= 0)
        .sort((a, b) => yearOf[a] - yearOf[b] || a - b),
    }))
    .filter(({ stops }) => stops.length);
}
