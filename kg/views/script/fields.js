// The fields in which colours, sizes and filters are set: they stand as long as the page, `legend()` writes into them.
const SELECTS = {
  colour: [
    "Colour by",
    {
      group: "", // as the view says
      cluster: "cluster",
      country: "country",
      year: "year",
      citations: "citations",
      stability: "stability",
    },
  ],
  size: ["Size by", { papers: "studies", citations: "citations", centrality: "centrality" }],
  arrange: ["Arrange by", { links: "kind", year: "year" }],
};
const NUMBERS = {
  papers: "Studies of an author ≥",
  weight: "Studies of a link ≥",
  core: "Neighbours (core) ≥",
  least: "Studies of a concept ≥",
  team: "Studies of a cluster ≥",
};
// Where a field has a meaning; the others do so everywhere.
const APPLIES = {
  arrange: ({ byYear }) => byYear && span,
  weight: ({ kinds = [] }) => kinds.some((kind) => ["coauthor", "partner", "together", "between"].includes(kind)),
  core: ({ kinds = [] }) => kinds.length,
  least: ({ types = ["concept"] }) => types.includes("concept"),
};
const labelled = (text, input) => make("label", {}, make("span", {}, text), input);
const numberInput = (name, attributes = {}) => {
  const input = make("input", { id: name, type: "number", min: 1, step: 1, inputmode: "numeric", ...attributes });
  input.addEventListener("change", () =>
    change({ [name]: Number.isInteger(input.valueAsNumber) && input.valueAsNumber >= 0 ? input.valueAsNumber : null }),
  );
  return input;
};

function prepareFields() {
  for (const [name, [text, options]] of Object.entries(SELECTS)) {
    const select = make(
      "select",
      { id: name, onchange: (event) => change({ [name]: event.target.value }) },
      ...Object.entries(options)
        .filter(([value]) => value !== "citations" || ofType.study.some((id) => fact(id, "Citations") !== null))
        .map(([value, shown]) => make("option", { value }, shown)),
    );
    $("looks").append(labelled(text, select));
  }
  for (const [name, text] of Object.entries(NUMBERS)) $("numbers").append(labelled(text, numberInput(name)));
  const countries = COUNTRIES.filter(Boolean).sort((a, b) => a.localeCompare(b, "en"));
  const select = make(
    "select",
    { id: "country", onchange: (event) => change({ country: event.target.value || null }) },
    make("option", { value: "" }, "all"),
    ...countries.map((each) => make("option", { value: each }, each)),
  );
  if (countries.length > 1) $("numbers").append(labelled("Country", select));
  for (const [name, text] of Object.entries({ concept: "Concept", institution: "Institution" }))
    if (ofType[name].length) $("numbers").append(...naming(name, text));
  if (span) {
    if (span[0] < span[1]) $("years").append(brush());
    for (const name of ["from", "to"])
      $("years").append(labelled(name, numberInput(name, { min: span[0], max: span[1] })));
  }
}

// The studies of each year as bars, over which the pointer draws the years to be shown; the fields below do the same.
function brush() {
  const chart = make(
      "div",
      { id: "brush", class: "spark", "aria-hidden": "true", title: "Draw over the years to show" },
      ...barsOf(ofType.study, ...span),
    ),
    yearAt = (event) => {
      const { left, width } = chart.getBoundingClientRect(),
        part = Math.min(Math.max((event.clientX - left) / width, 0), 0.9999);
      return span[0] + Math.floor(part * (span[1] - span[0] + 1));
    };
  let start = null;
  const ends = (event) => [start, yearAt(event)].sort((a, b) => a - b);
  chart.addEventListener("pointerdown", (event) => {
    start = yearAt(event);
    chart.setPointerCapture(event.pointerId);
    shadeYears(start, start);
  });
  chart.addEventListener("pointermove", (event) => start !== null && shadeYears(...ends(event)));
  const finish = (event) => {
    if (start === null) return; // it was pressed elsewhere
    const [from, to] = ends(event);
    start = null;
    if (event.type === "pointerup") change({ from: from > span[0] ? from : null, to: to < span[1] ? to : null });
    shadeYears(state.from ?? span[0], state.to ?? span[1]);
  };
  chart.addEventListener("pointerup", finish);
  chart.addEventListener("pointercancel", finish);
  return chart;
}
function shadeYears(from, to) {
  for (const [at, bar] of [...$("brush").children].entries())
    bar.classList.toggle("out", span[0] + at < from || span[0] + at > to);
}

// A field for one node of a type, by its name or a part of it, with the names of the largest to choose from.
function naming(type, text) {
  const names = topOf(type, "Studies", 300).map((id) => make("option", { value: nameOf(id) }));
  const input = make("input", {
    id: type,
    class: "name",
    list: `${type}-names`,
    autocomplete: "off",
    placeholder: "any",
  });
  input.addEventListener("change", () => {
    const found = find(input.value).find((id) => is(id, type));
    if (input.value.trim() && found === undefined) tell(`No ${type} of that name.`);
    change({ [type]: found ?? null });
    input.value = found === undefined ? "" : nameOf(found);
  });
  return [labelled(text, input), make("datalist", { id: `${type}-names` }, ...names)];
}
