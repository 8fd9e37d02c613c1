// The start page: the numbers, the top of every list, what is least certain, and what could not be read.
function overview() {
  const tops = Object.keys(MOST)
      .map((type) => topList(type, 8))
      .filter(([, lines]) => lines.length),
    retracted = Array.from(ofType.study).filter((id) => fact(id, "Retracted"));
  const card = (title, ...content) => make("section", { class: "card" }, make("h2", {}, title), ...content);
  $("sheet").replaceChildren(
    make(
      "div",
      { class: "cards" },
      make(
        "section",
        { class: "card wide" },
        make("h2", {}, "In numbers"),
        make(
          "ul",
          { class: "figures" },
          ...TYPES.filter((type) => model.totals[type]).map((type) =>
            make(
              "li",
              {},
              make("b", {}, number(model.totals[type])),
              ` ${NAMES[type][model.totals[type] === 1 ? 0 : 1]}`,
            ),
          ),
        ),
        leftOut() ? make("p", {}, leftOut()) : null,
      ),
      retracted.length
        ? card(`Retracted studies (${number(retracted.length)})`, make("ul", {}, ...retracted.map((id) => button(id))))
        : null,
      make("section", { class: "card wide" }, make("h2", {}, "Look at it"), doors()),
      span ? make("section", { class: "card wide" }, make("h2", {}, "Studies by year"), yearBars()) : null,
      make(
        "div",
        { class: "tops" },
        ...tops.map(([title, lines]) => card(title, make("ul", {}, ...lines))),
      ),
      doubts(),
      ...origins(),
    ),
  );
  return "The graph in numbers";
}

// The other views, each with the question it answers.
const doors = () =>
  make(
    "div",
    { class: "doors" },
    ...VIEWS.filter((view) => view.asks).map(({ key: view, title, asks }) =>
      make(
        "button",
        { type: "button", onclick: () => change({ view }) },
        make("b", {}, title),
        make("span", { class: "quiet" }, asks),
      ),
    ),
  );

const MOST_TICKS = 30;
function yearBars() {
  const many = tally(Array.from(ofType.study, (id) => yearOf[id])),
    dense = span[1] - span[0] >= MOST_TICKS; // only the decades are named
  const bars = barsOf(ofType.study, ...span).map((bar, at) => {
    const year = span[0] + at;
    return make(
      "button",
      {
        type: "button",
        class: "year",
        title: `${year}: ${count(many.get(year) || 0, NAMES.study)}`,
        "aria-label": `${year}: ${count(many.get(year) || 0, NAMES.study)}; show only these`,
        onclick: () => change({ view: ofType.author.length ? OPENS : "timeline", from: year, to: year }),
      },
      bar,
      make("span", { class: "tick" }, dense && year % 10 ? "\u00a0" : String(year)),
    );
  });
  const all = make("div", { class: dense ? "bars many" : "bars" }, ...bars);
  requestAnimationFrame(() => {
    all.scrollLeft = all.scrollWidth;
  }); // where there are many years, the last are seen
  return all;
}

// What was read, and what could not be.
function origins() {
  const head = (...names) =>
    make("thead", {}, make("tr", {}, ...names.map((name) => make("th", { scope: "col" }, name))));
  const rows = (some, numeric) =>
    make(
      "tbody",
      {},
      ...some.map((row) =>
        make(
          "tr",
          {},
          ...row.map((value, at) =>
            make(
              "td",
              { dir: "auto", class: numeric.includes(at) ? "number" : null },
              typeof value === "number" ? number(value) : value,
            ),
          ),
        ),
      ),
    );
  const faults = model.inputs.reduce((sum, input) => sum + input[3], 0),
    parts = [];
  if (model.inputs.length)
    parts.push(
      make(
        "section",
        { class: "card wide" },
        make("h2", {}, "What was read"),
        make(
          "table",
          {},
          head("File", "Format", "Records", "Faults", "New studies"),
          rows(model.inputs.slice(0, 200), [2, 3, 4]),
        ),
      ),
    );
  if (model.unread.length)
    parts.push(
      make(
        "section",
        { class: "card wide" },
        make("h2", {}, "What could not be read"),
        make(
          "table",
          {},
          make(
            "caption",
            {},
            model.unread.length < faults
              ? `The first ${number(model.unread.length)} of ${number(faults)}; faults.jsonl has all.`
              : count(faults, ["fault", "faults"]),
          ),
          head("File", "Line", "Why", "Field"),
          rows(
            model.unread.map(([file, line, ...rest]) => [file, line || "", ...rest]), // 0 is the whole file
            [1],
          ),
        ),
      ),
    );
  return parts;
}
