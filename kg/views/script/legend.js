// The legend and the filters, which are one: what is shown, in which colours, and what is left out.
function legend() {
  const marks = left(),
    view = viewNow(),
    many = {};
  for (const type of TYPES) many[type] = ofType[type].reduce((sum, id) => sum + marks[id], 0);
  const box = (name, each, attributes) =>
    make("input", {
      type: "checkbox",
      ...attributes,
      checked: !state[name].has(each),
      onchange: () => change({ [name]: toggled(state[name], each) }),
    });
  const several = view.types?.length > 1;
  for (const part of ["looks", "types", "years", "numbers"])
    $(part).hidden = $(`${part}-heading`).hidden =
      view.key === "overview" || { types: !several, years: !span, looks: !view.types }[part] || false;
  for (const name of [...Object.keys(SELECTS), ...Object.keys(NUMBERS)])
    $(name).closest("label").hidden = APPLIES[name] && !APPLIES[name](view);
  $("types").replaceChildren(
    ...TYPES.slice(0, 4)
      .filter((type) => ofType[type].length)
      .map((type) =>
        make(
          "div",
          { class: "toggle" },
          make(
            "label",
            {},
            box("types", type),
            swatch(type, type === "author" ? paint.groups[0] : paint[type]),
            make("span", {}, capital(NAMES[type][1])),
            make("small", { class: "quiet" }, number(many[type])),
          ),
        ),
      ),
  );
  legendOfClusters(box);
  $("scale").replaceChildren(...scaleOf(view));
  for (const name of Object.keys(SELECTS)) $(name).value = state[name];
  nameGroups(view.groups);
  for (const name of Object.keys(NUMBERS)) $(name).value = { least, team }[name]?.() ?? state[name] ?? "";
  for (const name of ["concept", "institution"])
    if ($(name)) $(name).value = state[name] === null ? "" : nameOf(state[name]);
  if ($("country")) $("country").value = state.country ?? "";
  if (span)
    for (const [name, limit] of [
      ["from", span[0]],
      ["to", span[1]],
    ])
      $(name).value = state[name] ?? limit;
  if ($("brush")) shadeYears(state.from ?? span[0], state.to ?? span[1]);
  $("narrowing").replaceChildren(...narrowings());
}

// Groups are called what they are in this view, and what they are is not offered twice.
function nameGroups(groups) {
  for (const option of $("colour").options) {
    if (option.value === "group") option.textContent = groups;
    else option.hidden = option.disabled = option.textContent === groups;
    if (option.hidden && option.selected) $("colour").value = "group";
  }
}

function legendOfClusters(box) {
  const shown = Array.from(ofType.cluster).slice(0, 60),
    counted = leftOut() ? "Studies" : "Authors"; // what they are ordered by
  $("clusters").hidden = $("clusters-heading").hidden = !shown.length || viewNow().key === "overview";
  $("clusters").replaceChildren(
    ...shown.map((id) =>
      make(
        "div",
        { class: "toggle" },
        box("without", clusterOf[id], { "aria-label": `Show ${nameOf(id)}` }),
        make(
          "button",
          { class: "row", type: "button", onclick: () => chooseCluster(id) },
          swatch("region", groupColour(clusterOf[id])),
          make("span", { dir: "auto", title: nameOf(id) }, nameOf(id)),
          make("small", { title: counted.toLowerCase() }, number(fact(id, counted))),
        ),
      ),
    ),
  );
  const bulk = (text, clusters) => press(text, () => change({ without: new Set(clusters) }));
  if (ofType.cluster.length > 1)
    $("clusters").append(
      make(
        "div",
        { class: "tabs" },
        bulk("all", []),
        bulk(
          "none",
          Array.from(ofType.cluster, (id) => clusterOf[id]),
        ),
      ),
    );
  if (ofType.cluster.length > shown.length)
    $("clusters").append(
      make(
        "p",
        { class: "quiet" },
        `and ${number(ofType.cluster.length - shown.length)} smaller ones: search, or see the clusters' view.`,
      ),
    );
}
function chooseCluster(id) {
  choose([id], revealing([id], viewOf(state.view)));
  if (pictured()) fitNodes([id, ...membersOf(clusterOf[id])], Math.max(camera.scale, 1));
}

// What the colours mean, where clusters do not say it already.
function scaleOf(view) {
  const entry = (name, colour) => make("span", { class: "entry" }, swatch("region", colour), name);
  const ramp = (from, to) => [
    make("div", { class: "ramp" }, ...paint.ramp.map((each) => swatch("step", each))),
    make("div", { class: "ends" }, make("span", {}, from), make("span", {}, to)),
  ];
  if (state.colour === "year" && span) return ramp(String(span[0]), String(span[1]));
  if (state.colour === "citations") return [...ramp("0", "most citations"), entry("not counted", paint.none)];
  if (state.colour === "stability") return ramp("between clusters", "firmly in one");
  return ownColours(view).map(({ name, colour }) => entry(name, colour));
}

// What has a colour of its own, and grey for the others: countries or kinds, where colours tell these.
function ownColours(view) {
  const names =
      state.colour === "country" || (state.colour === "group" && view.groups === "country")
        ? COUNTRIES
        : state.colour === "group" && view.groups === "kind"
          ? KINDS
          : [],
    own = names.slice(0, GROUPS).map((name, rank) => ({ name, colour: ownColour(rank) }));
  return names.length > GROUPS ? [...own, { name: "others", colour: paint.none }] : own;
}

// Filters that were set elsewhere than in a field of their own, each with a way out.
function narrowings() {
  const chip = (text, news) => press(`${text} ✕`, () => change(news), { "aria-label": `Remove the filter: ${text}` }),
    parts = [];
  if (state.ego !== null)
    parts.push(
      chip(`Around ${shortOf(state.ego)}`, { ego: null }),
      labelled("steps", numberInput("hops", { value: state.hops, max: 5 })),
    );
  for (const name of ["concept", "institution"])
    if (state[name] !== null) parts.push(chip(shortOf(state[name]), { [name]: null }));
  if (state.without.size)
    parts.push(
      chip(`${number(ofType.cluster.length - state.without.size)} of ${number(ofType.cluster.length)} clusters`, {
        without: new Set(),
      }),
    );
  if (narrowed())
    parts.push(chip([...new Set([state.from ?? span[0], state.to ?? span[1]])].join("–"), { from: null, to: null }));
  if (state.hidden.length) parts.push(chip(`${number(state.hidden.length)} hidden`, { hidden: [] }));
  if (state.pinned.size) parts.push(chip(`${number(state.pinned.size)} pinned`, { pinned: new Map() }));
  if (filtersSet()) parts.push(press("Clear all filters", clearFilters));
  return parts;
}
