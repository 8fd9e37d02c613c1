// What stands in time: years from left to right, a lane for each group. Studies stand in the lanes of the
// clusters that people chosen moved between and of the largest, stacked in their years; concepts in the lanes of their kinds, at the middle of the years they are named in.
const STEP = 34,
  LANES = 40,
  ROWS = 8, // of concepts in a lane, so that the lanes stay in sight of each other
  OTHERS = -2,
  NONE = -1;
let lanes = [],
  times = { first: 0, last: 0, year: 150 }; // the years shown, and how broad one is
const inYear = (year) => (year - times.first) * times.year;

function measureTime(years) {
  const shown = years.length ? years : [0];
  times = {
    first: shown.reduce((low, year) => Math.min(low, year)),
    last: shown.reduce((high, year) => Math.max(high, year)),
  };
  times.year = Math.min(Math.max(1600 / (times.last - times.first + 1), STEP + 10), 150);
}

// Put lanes under each other, each as high as its rows; `rows` gives the spots inside a lane as [id, x, row].
function stackLanes(groups, rows) {
  const spots = new Map();
  let top = 0;
  lanes = groups.map(({ name, colour, ids }) => {
    const inside = rows(ids),
      high = inside.reduce((most, [, , row]) => Math.max(most, row + 1), 1);
    for (const [id, x, row] of inside) spots.set(id, [x, top + 24 + row * STEP]);
    const made = { name, colour, top, bottom: top + high * STEP + 20 };
    top = made.bottom + 8;
    return made;
  });
  return (id) => spots.get(id);
}

function placeStudies(marks) {
  const ids = Array.from(ofType.study.filter((id) => marks[id] && yearOf[id]));
  measureTime(ids.map((id) => yearOf[id]));
  const clusters = (some) => ranked(tally(some.map((id) => clusterFor()[id]).filter((each) => each >= 0))),
    careers = clusters(state.chosen.filter((id) => is(id, "author")).flatMap((id) => [...neighbours(id, "wrote")])),
    largest = clusters(ids).slice(0, LANES),
    own = new Set([...careers.slice(0, LANES), ...largest.sort((a, b) => a - b)]);
  const laneOf = (id) => (own.has(clusterFor()[id]) ? clusterFor()[id] : clusterFor()[id] < 0 ? NONE : OTHERS);
  const inLane = new Map([...own, OTHERS, NONE].map((lane) => [lane, []]));
  for (const id of ids) inLane.get(laneOf(id)).push(id);
  const groups = [...inLane]
    .filter(([, some]) => some.length)
    .map(([lane, some]) => ({
      name: lane === NONE ? "No cluster" : lane === OTHERS ? "Other clusters" : clusterName(lane),
      colour: groupColour(lane),
      ids: some,
    }));
  const across = Math.max(Math.floor((times.year - 10) / STEP), 1);
  return stackLanes(groups, (some) => {
    const years = Map.groupBy(some, (id) => yearOf[id]);
    return [...years].flatMap(([year, here]) => {
      const middle = (Math.min(here.length, across) - 1) / 2;
      return here.map((id, at) => [id, inYear(year) + ((at % across) - middle) * STEP, Math.floor(at / across)]);
    });
  });
}

// The years in which the middle half of a concept's studies appeared: a quarter before, a half, three quarters.
let quarters = new Map();
function quartersOf(id, studies) {
  const years = Array.from(studiesOf(id))
    .filter((study) => studies[study] && yearOf[study])
    .map((study) => yearOf[study])
    .sort((a, b) => a - b);
  return [0.25, 0.5, 0.75].map((part) => years[Math.floor(part * years.length)]);
}

// The most frequent concepts of each kind that find room: none across another's years or name.
function placeConcepts(marks) {
  const studies = left();
  quarters = new Map(
    topOf("concept", "Studies", N)
      .filter((id) => marks[id])
      .map((id) => [id, quartersOf(id, studies)])
      .filter(([, [known]]) => known),
  );
  const ids = [...quarters.keys()];
  measureTime([...quarters.values()].flat());
  const groups = [...Map.groupBy(ids, (id) => KINDS.indexOf(fact(id, "Kind")))]
    .sort(([one], [other]) => one - other)
    .map(([kind, some]) => ({ name: KINDS[kind] ?? "Other", colour: ownColour(kind), ids: some }));
  return stackLanes(groups, (some) => {
    const taken = Array.from({ length: ROWS }, () => []);
    return some.flatMap((id) => {
      const [from, middle, to] = quarters.get(id).map(inYear),
        half = widthOf(shorten(shortOf(id), 28), 13) / 2 + 8;
      const box = [Math.min(from - 4, middle - half), Math.max(to + 4, middle + half)];
      const row = taken.findIndex((others) => others.every(([left, right]) => box[1] <= left || right <= box[0]));
      if (row >= 0) taken[row].push(box);
      return row < 0 ? [] : [[id, middle, row]];
    });
  });
}

const timeAxes = () =>
  lanes.length
    ? Array.from({ length: times.last - times.first + 1 }, (_, at) => ({
        text: String(times.first + at),
        x: at * times.year,
      }))
    : [];
const laneEnds = () => [-times.year / 2, (times.last - times.first + 0.5) * times.year];
const AXIS = 22; // pixels along the top, for the years
const gutter = () => (scene.axes.length ? Math.round(Math.min(170, sight.wide * 0.3)) : 0); // along the left, for the lanes' names

// The years that are written, every second, fifth, … where they need more room, and the lanes' names, in two lines at most.
const YEAR = 43; // pixels that a year's number needs
function yearsInSight() {
  const every = [1, 2, 5, 10, 20, 50].find((years) => years * times.year * camera.scale > YEAR) ?? 100;
  return scene.axes
    .filter(({ text }) => text % every === 0)
    .map(({ text, x }) => ({ text, x: onScreen(x, 0)[0] }))
    .filter(({ x }) => x > gutter() + 10 && x < sight.wide);
}
function lanesInSight() {
  const room = gutter() - 16;
  return lanes.flatMap(({ name, colour, top, bottom }) => {
    const [high, low] = [top, bottom].map((y) => onScreen(0, y)[1]),
      seen = [Math.max(high, AXIS), Math.min(low, sight.high)];
    if (seen[1] - seen[0] < 14) return [];
    const lines = wrap(name, room, seen[1] - seen[0] < 30 ? 1 : 2);
    return [{ lines, colour, top: seen[0], bottom: seen[1], y: (seen[0] + seen[1]) / 2 - (lines.length - 1) * 7 }];
  });
}
// A text in so many lines of some width, broken between words; what does not fit is cut.
function wrap(text, room, most) {
  const words = text.split(" "),
    lines = [];
  while (words.length && lines.length < most) {
    let line = words.shift();
    while (words.length && widthOf(`${line} ${words[0]}`, 12, true) <= room) line += ` ${words.shift()}`;
    lines.push(line);
  }
  if (words.length) lines.push([lines.pop(), ...words].join(" "));
  return lines.map((line) => {
    let length = line.length;
    while (length > 1 && widthOf(shorten(line, length), 12, true) > room) length -= 1;
    return shorten(line, length);
  });
}

// Lines through time, in the world's pixels: of the people chosen from study to study, oldest first, careers that move
// from lane to lane; of the concepts shown over the years of the middle half of their studies.
function courses() {
  if (scene.view.spans)
    return Array.from(scene.ids, (id, at) => {
      const [from, , to] = quarters.get(id);
      return {
        points: [inYear(from), inYear(to)].map((x) => [x, scene.y[at]]),
        colour: mix(scene.colours[scene.colour[at]], paint.back, 0.6),
        wide: 3,
      };
    });
  return state.chosen
    .filter((id) => is(id, "author"))
    .map((id) => ({
      points: stopsOf(id).map((study) => [scene.x[scene.at(study)], scene.y[scene.at(study)]]),
      colour: paint.accent,
      wide: 2.5,
    }));
}
const stopsOf = (author) =>
  Array.from(neighbours(author, "wrote"))
    .filter((study) => scene.at(study) >= 0)
    .sort((a, b) => yearOf[a] - yearOf[b] || a - b);

// The people whose studies stand in most clusters, then with most studies: [id, number of clusters].
const movers = lazily(() =>
  Array.from(ofType.author, (id) => [
    id,
    new Set(Array.from(neighbours(id, "wrote"), (study) => clusterFor()[study]).filter((each) => each >= 0)).size,
  ])
    .filter(([, clusters]) => clusters > 1)
    .sort(([a, one], [b, two]) => two - one || fact(b, "Studies") - fact(a, "Studies") || a - b),
);
