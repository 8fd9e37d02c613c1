// The table of what the filters leave.
let sorted = [0, 1];
function table() {
  const type = state.rows || "author", all = [...filtered()].filter((id) => nodes[id].type === type);
  const columns = ["Name", ...new Set(all.flatMap((id) => (nodes[id].facts || []).map((fact) => fact[0])))];
  const known = all.map((id) => [id, new Map([["Name", nodes[id].name], ...(nodes[id].facts || [])])]);
  const cells = known.map(([id, values]) => [id, columns.map((column) => values.get(column) ?? "")]);
  const by = sorted[0] < columns.length ? sorted[0] : 0, rising = sorted[1] > 0;
  cells.sort((a, b) => sorted[1] * a[1][by].localeCompare(b[1][by], "en", { numeric: true }) || a[0] - b[0]);
  const press = (text, onclick, attributes = {}) => make("button", { type: "button", onclick, ...attributes }, text);
  const turnTo = (rows) => () => { sorted = [0, 1]; change({ rows }); };
  const tabs = TYPES.map((each) => press(capital(NAMES[each][1]), turnTo(each), { "aria-pressed": String(each === type) }));
  const head = columns.map((column, index) => {
    const order = index === by ? (rising ? "ascending" : "descending") : "none";
    const turn = () => { sorted = [index, index === by ? -sorted[1] : 1]; show(); };
    return make("th", { scope: "col", "aria-sort": order }, press(column + { ascending: " ↑", descending: " ↓", none: "" }[order], turn));
  });
  const body = cells.slice(0, 500).map(([id, values]) => make("tr", {}, ...values.map((value, index) => (
    make("td", { dir: "auto" }, index ? value : press(value, () => goTo(id), { class: "row" }))))));
  const note = cells.length > 500 ? `The first 500 of ${count(cells.length, NAMES[type])}; the CSV has all.` : count(cells.length, NAMES[type]);
  $("table").replaceChildren(
    make("div", { class: "tabs", role: "group", "aria-label": "Rows" }, ...tabs),
    make("table", {}, make("caption", {}, note), make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...body)),
  );
  return [columns, ...cells.map((cell) => cell[1])];
}
