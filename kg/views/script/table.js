// The table of what the filters leave, one type at a time: sorted by any column, led to any node.
const MOST_ROWS = 500;
const homeOf = (id) => (is(id, "author") && clusterOf[id] >= 0 ? [clusterNode(clusterOf[id])] : []);
function tableRows() {
  const type = state.rows || "author",
    marks = left(),
    words = fold(state.match).split(" ");
  prepareSearch();
  const told = (id) => [id, ...around(id)].map((each) => sought.texts[each]).join(" "),
    around = (id) => (is(id, "author") ? [...neighbours(id, "affiliated"), ...homeOf(id)] : []);
  const ids = Array.from(ofType[type]).filter(
    (id) => marks[id] && (!state.match || words.every((word) => told(id).includes(word))),
  );
  const value = (id, name) =>
    name === "Name" ? nameOf(id) : name === "Cluster" ? (homeOf(id).map(nameOf)[0] ?? null) : fact(id, name);
  const columns = COLUMNS.filter((name) => name === "Name" || ids.some((id) => value(id, name) !== null));
  const most = columns.includes(MOST[type]) ? `-${MOST[type]}` : "Name",
    asked = state.sort || most,
    falling = asked.startsWith("-"),
    name = asked.replace(/^-/, ""),
    by = columns.includes(name) ? name : "Name";
  const order = new Intl.Collator("en", { numeric: true }).compare,
    turn = falling ? -1 : 1;
  const compare = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : order(String(a), String(b)));
  ids.sort((a, b) => {
    const one = value(a, by),
      two = value(b, by);
    if (one === null || two === null) return (one === null) - (two === null) || a - b; // what is not known comes last, either way
    return turn * compare(one, two) || a - b;
  });
  return { type, ids, columns, value, by, falling };
}

function table() {
  const { type, ids, columns, value, by, falling } = tableRows();
  const tabs = TYPES.map((each) =>
    press(capital(NAMES[each][1]), () => change({ rows: each, sort: null }), { "aria-pressed": String(each === type) }),
  );
  const numeric = (column) => typeof ids.map((id) => value(id, column)).find((each) => each !== null) === "number";
  const head = columns.map((column) => {
    const order = column === by ? (falling ? "descending" : "ascending") : "none";
    const turn = () =>
      change({
        sort: order === "ascending" || (order === "none" && numeric(column)) ? `-${column}` : column,
      });
    return make(
      "th",
      { scope: "col", "aria-sort": order, class: numeric(column) ? "number" : null },
      press(column + { ascending: "\u00a0↑", descending: "\u00a0↓", none: "" }[order], turn),
    );
  });
  const body = ids.slice(0, MOST_ROWS).map((id) =>
    make(
      "tr",
      { class: state.chosen.includes(id) ? "chosen" : null },
      ...columns.map((column, index) => {
        const shown = value(id, column) ?? "";
        return index
          ? make("td", { dir: "auto", class: typeof shown === "number" ? "number" : shown.length < 12 ? "short" : null }, shownValue(shown, column))
          : make(
              "td",
              {},
              make(
                "button",
                { class: "row", type: "button", onclick: (event) => goTo(id, event) },
                swatch(type, colourOf(id)),
                make("span", { dir: "auto" }, shown),
              ),
            );
      }),
    ),
  );
  const note =
    ids.length > MOST_ROWS
      ? `The first ${MOST_ROWS} of ${count(ids.length, NAMES[type])}; the CSV has all.`
      : count(ids.length, NAMES[type]);
  const match = make("input", {
      id: "match",
      type: "search",
      placeholder: "rows with…",
      "aria-label": "Only rows with these words",
      oninput: () => change({ match: match.value }),
    });
  $("sheet").replaceChildren(
    make("div", { class: "tabs", role: "group", "aria-label": "Rows" }, ...tabs, match),
    make(
      "table",
      {},
      make("caption", {}, note),
      make("thead", {}, make("tr", {}, ...head)),
      make("tbody", {}, ...body),
    ),
  );
  match.value = state.match;
  return note;
}
