// The panel: what is known of the node chosen last, of several, or how to begin.
function panel() {
  if (state.path.length) return ofPath();
  if (state.chosen.length > 1) return [...ofSeveral(), ...ofNode(last())];
  return state.chosen.length ? ofNode(last()) : beginning();
}

const LARGER = { citations: "larger with more citations", centrality: "larger the more central" };
function beginning() {
  const { told, types, key: view } = viewNow(),
    cut = leftOut();
  if (!types) return [];
  const tops = types.filter((type) => type !== "study");
  return [
    make("h2", {}, "How to read this"),
    make(
      "p",
      {},
      told.replace(/\[(.*?)\]/g, (_, usual) => LARGER[state.size] ?? usual),
    ),
    cut ? make("p", {}, cut) : null,
    ...smallOnes(),
    view === "coauthors" && unlinked() ? make("p", {}, ofUnlinked(unlinked())) : null,
    make(
      "p",
      { class: "quiet" },
      "Choose a node to read about it, or search",
      make("span", { class: "keys" }, ": ", key("/")),
      ". Drag to move, scroll or pinch to zoom.",
      make("span", { class: "keys" }, " ", key("?"), " shows all keys."),
    ),
    ...(view === "timeline"
      ? list(
          "Careers across most clusters",
          movers()
            .slice(0, 12)
            .map(([id, clusters]) => button(id, count(clusters, NAMES.cluster))),
        )
      : []),
    ...tops.flatMap((type) => list(...topList(type, tops.length > 1 ? 5 : 12))),
  ].filter(Boolean);
}
// What a picture leaves out at first, and the way to see it.
function smallOnes() {
  const small = state.team === null ? Array.from(ofType.cluster).filter((id) => strengthOf(id) < team()).length : 0;
  return small
    ? [
        make(
          "p",
          {},
          `At first clusters of fewer than ${number(team())} studies are left out: ${number(small)} of ${number(ofType.cluster.length)}.`,
        ),
        press("Show all clusters", () => change({ first: 1 })),
      ]
    : [];
}
// What lists and the table put first.
const MOST = {
  author: "Studies",
  study: "Citations",
  institution: "Studies",
  concept: "Studies",
  cluster: "Authors",
  field: "Authors",
};
const topOf = (type, name, most) =>
  Array.from(ofType[type])
    .filter((id) => fact(id, name))
    .sort((a, b) => fact(b, name) - fact(a, name) || a - b)
    .slice(0, most);

// The title of such a list, and its lines.
const topList = (type, most) => [
  `${capital(NAMES[type][1])} with most ${MOST[type].toLowerCase()}`,
  topOf(type, MOST[type], most).map((id) => button(id, number(fact(id, MOST[type])))),
];

// Studies of so many authors that they join nobody.
const unlinked = lazily(
  () =>
    ofType.study.filter((id) => {
      const [one, two] = neighbours(id, "wrote");
      return two !== undefined && !neighbours(one, "coauthor").includes(two);
    }).length,
);
const ofUnlinked = (many) =>
  `${count(many, NAMES.study)} of very many authors ${many === 1 ? "joins" : "join"} nobody: so long a byline says little about who works with whom.`;

function leftOut() {
  const cut = ["author", "study"].filter((type) => ofType[type].length < model.totals[type]);
  if (!cut.length) return "";
  const parts = cut.map((type) => `${number(ofType[type].length)} of ${count(model.totals[type], NAMES[type])}`);
  return `Showing ${parts.join(" and ")}: the clusters with most studies and their top people. The whole network is in coauthors.graphml.`;
}

function ofNode(id) {
  const type = TYPES[typeOf[id]],
    links = linksOf(id);
  const parts = [make("h2", {}, NAMES[type][0]), make("h3", { dir: "auto" }, nameOf(id))];
  if (fact(id, "Retracted")) parts.push(make("p", { class: "warning" }, "This study was retracted."));
  parts.push(terms(factsOf(id).map(([name, value]) => [name, shownValue(value, name)])));
  if (pictured() && scene.at(id) < 0)
    parts.push(
      make(
        "p",
        { class: "quiet" },
        viewNow().types.includes(type) ? "Not in this picture: the filters leave it out." : "Not a part of this view.",
      ),
    );
  if (links.length) parts.push(make("p", { class: "links" }, ...links.map((each) => link(...each))));
  parts.push(actionsOn(id));
  if (type === "cluster" && fieldOf[id] >= 0) parts.push(...list("Field", [button(ofType.field[0] + fieldOf[id], "")]));
  if (clusterOf[id] >= 0 && type !== "cluster")
    parts.push(...list("Cluster", [button(clusterNode(clusterOf[id]), number(membersOf(clusterOf[id]).length))]));
  return [...parts, ...around(id), ...evidence(id), ...merged(id), ofTurtle(id)];
}

// The node as Turtle, to read, to copy, to save.
function ofTurtle(id) {
  const told = make("details", { class: "doubt" }, make("summary", {}, "As Turtle"));
  told.addEventListener(
    "toggle",
    () => {
      const text = turtle(id);
      told.append(
        ...copyable(text, "Turtle"),
        press("Save as a file", () => save(`${idOf(id)}.ttl`, new Blob([text], { type: "text/turtle" }))),
      );
    },
    { once: true },
  );
  return make("div", { class: "linked" }, make("h2", {}, "Linked data"), told);
}

function actionsOn(id) {
  const type = TYPES[typeOf[id]],
    on = state.ego === id,
    inside = type === "cluster" && state.view === "coauthors" && state.without.size > 0;
  const narrowing = { concept: "concept", institution: "institution" }[type];
  return make(
    "div",
    { class: "tabs", role: "group", "aria-label": "With this node" },
    press(
      inside
        ? "All clusters again"
        : type === "cluster"
          ? "Its people"
          : type === "field"
            ? "Its clusters"
            : on
              ? "Everybody again"
              : "Only its neighbours",
      () => (inside ? change({ view: "clusters", without: new Set() }) : on ? ego() : lookInto(id)),
      { "aria-pressed": String(on || inside) },
    ),
    narrowing
      ? press(
          state[narrowing] === id ? "All studies again" : "Only its studies",
          () => change({ [narrowing]: state[narrowing] === id ? null : id }),
          { "aria-pressed": String(state[narrowing] === id) },
        )
      : null,
    press("Hide", hide),
    press(state.pinned.has(id) ? "Let go" : "Pin", pin, { "aria-pressed": String(state.pinned.has(id)) }),
  );
}

function ofSeveral() {
  return [
    make("h2", {}, `${number(state.chosen.length)} chosen`),
    make(
      "div",
      { class: "tabs", role: "group", "aria-label": "With all chosen" },
      ends() ? press("Path between the last two", findPath) : null,
      press("Hide", hide),
      press("Pin", pin),
    ),
    make("ul", {}, ...state.chosen.slice(0, MOST_LISTED).map((id) => button(id, ""))),
  ];
}

function ofPath() {
  const steps = state.path.flatMap((id, at) => {
    const shared = at ? studiesOf(id).filter((study) => studiesOf(state.path[at - 1]).includes(study)) : [];
    return [
      ...Array.from(shared)
        .filter((study) => study !== id && study !== state.path[at - 1])
        .slice(0, 5)
        .map((study) => make("li", { class: "step" }, make("ul", {}, button(study)))),
      button(id),
    ];
  });
  return [
    make("h2", {}, `A path of ${count(state.path.length - 1, ["step", "steps"])}`),
    make("ul", {}, ...steps),
    press("Close", () => change({ path: [] })),
  ];
}
