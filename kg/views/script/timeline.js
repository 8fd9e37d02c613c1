// The timeline: years from left to right, a lane for each of the largest clusters, its studies stacked in their years.
const STEP = 34,
  LANES = 40,
  OTHERS = -2,
  NONE = -1;
let lanes = [],
  times = { first: 0, last: 0, year: 150 }; // the years shown, and how broad one is

function placeInTime(marks) {
  const ids = ofType.study.filter((id) => marks[id] && yearOf[id]),
    spots = new Map();
  const shown = Array.from(ids, (id) => yearOf[id]);
  times = { first: Math.min(...shown), last: Math.max(...shown) };
  times.year = Math.min(Math.max(1600 / (times.last - times.first + 1), STEP + 10), 150);
  const largest = new Set(
    ranked(tally(Array.from(ids, (id) => clusterFor()[id]).filter((each) => each >= 0))).slice(0, LANES),
  );
  const laneOf = (id) => (largest.has(clusterFor()[id]) ? clusterFor()[id] : clusterFor()[id] < 0 ? NONE : OTHERS);
  const inLane = new Map([...[...largest].sort((a, b) => a - b), OTHERS, NONE].map((lane) => [lane, new Map()]));
  for (const id of ids) {
    const years = inLane.get(laneOf(id));
    if (!years.has(yearOf[id])) years.set(yearOf[id], []);
    years.get(yearOf[id]).push(id);
  }
  let top = 0;
  const across = Math.max(Math.floor((times.year - 10) / STEP), 1);
  lanes = [...inLane]
    .filter(([, years]) => years.size)
    .map(([lane, years]) => {
      const rows = Math.max(...[...years.values()].map((some) => Math.ceil(some.length / across)));
      for (const [year, some] of years) {
        const middle = (Math.min(some.length, across) - 1) / 2;
        some.forEach((id, at) => {
          const x = (year - times.first) * times.year + ((at % across) - middle) * STEP;
          spots.set(id, [x, top + 34 + Math.floor(at / across) * STEP]);
        });
      }
      const name = lane === NONE ? "No cluster" : lane === OTHERS ? "Other clusters" : clusterName(lane);
      const made = { name, colour: groupColour(lane), top, bottom: top + rows * STEP + 30 };
      top = made.bottom + 12;
      return made;
    });
  return (id) => spots.get(id);
}

const timeAxes = () =>
  lanes.length
    ? Array.from({ length: times.last - times.first + 1 }, (_, at) => ({
        text: String(times.first + at),
        x: at * times.year,
      }))
    : [];
const laneEnds = () => [-times.year / 2, (times.last - times.first + 0.5) * times.year];

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
