// The start page: the numbers, the top of every list, and what could not be read.
function overview() {
  const tops = [["author", "Studies"], ["study", "Citations"], ["institution", "Studies"], ["concept", "Studies"], ["cluster", "Authors"]];
  const card = (title, ...content) => make("section", { class: "card" }, make("h2", {}, title), ...content);
  $("sheet").replaceChildren(make("div", { class: "cards" },
    make("section", { class: "card wide" }, make("h2", {}, "In numbers"), make("ul", { class: "figures" }, ...TYPES.map((type) => make("li", {}, make("b", {}, number(model.totals[type])), ` ${NAMES[type][model.totals[type] === 1 ? 0 : 1]}`))), leftOut() ? make("p", {}, leftOut()) : null),
    span ? make("section", { class: "card wide" }, make("h2", {}, "Studies by year"), yearBars()) : null,
    ...tops.map(([type, name]) => card(`${capital(NAMES[type][1])} with most ${name.toLowerCase()}`, make("ul", {}, ...topOf(type, name, 8).map((id) => button(id, number(fact(id, name)))))))));
  return "The graph in numbers";
}

function yearBars() {
  const many = tally(Array.from(ofType.study, (id) => yearOf[id]).filter(Boolean)), most = Math.max(...many.values());
  const bars = Array.from({ length: span[1] - span[0] + 1 }, (_, at) => span[0] + at).map((year) => {
    const bar = make("span", { class: "bar" });
    bar.style.setProperty("--part", (many.get(year) || 0) / most);
    return make("button", { type: "button", class: "year", title: `${year}: ${count(many.get(year) || 0, NAMES.study)}`, "aria-label": `${year}: ${count(many.get(year) || 0, NAMES.study)}; show only these`, onclick: () => change({ view: OPENS, from: year, to: year }) }, bar, make("span", { class: "tick" }, String(year)));
  });
  return make("div", { class: "bars" }, ...bars);
}
