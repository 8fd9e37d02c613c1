// Search, and the keyboard.
let active = -1;
function search() {
  const words = fold($("search").value).split(" ").filter(Boolean);
  const whole = words.join(" ");
  const all = (text, start) => words.every((word) => text.includes(start + word));
  const rank = (id) => { // how well it fits: 0 best
    const name = fold(nodes[id].name);
    return [name.startsWith(whole), all(` ${name}`, " "), all(texts[id], " "), true].indexOf(true);
  };
  const hits = words.length ? ALL.filter((id) => all(texts[id], "")).map((id) => [id, rank(id)]) : [];
  hits.sort((a, b) => a[1] - b[1] || nodes[b[0]].size - nodes[a[0]].size || a[0] - b[0]);
  active = hits.length ? 0 : -1;
  $("found").textContent = words.length ? `${hits.length.toLocaleString("en")} found` : "";
  const item = ([id], index) => make("li", { class: "row", role: "option", id: `result-${index}`, "data-node": id, onclick: () => goTo(id) },
    ...row(id, NAMES[nodes[id].type][0]));
  $("results").replaceChildren(...hits.slice(0, 50).map(item));
  $("results").hidden = !hits.length;
  $("search").setAttribute("aria-expanded", String(hits.length > 0));
  mark();
}

function mark() {
  [...$("results").children].forEach((item, index) => item.setAttribute("aria-selected", String(index === active)));
  const item = $("results").children[active];
  $("search").setAttribute("aria-activedescendant", item ? item.id : "");
  item?.scrollIntoView({ block: "nearest" });
}

function clear() {
  $("search").value = "";
  search();
  change({ node: null, cluster: null });
}

$("search").addEventListener("input", search);
$("search").addEventListener("keydown", (event) => {
  const items = $("results").children, step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && items.length) { active = (active + step + items.length) % items.length; mark(); event.preventDefault(); }
  if (event.key === "Enter" && items[active]) goTo(Number(items[active].dataset.node));
});
document.addEventListener("keydown", (event) => {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") { clear(); $("search").focus(); return; }
  if (typing) return;
  const zoom = { "+": 1.25, "=": 1.25, "-": 0.8 }[event.key];
  const arrow = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (event.key === "/") { event.preventDefault(); $("search").focus(); }
  else if (event.key === "0") fit();
  else if (arrow && event.target.closest("#network")) {
    const { x, y } = network.getViewPosition(), step = 60 / network.getScale();
    network.moveTo({ position: { x: x + arrow[0] * step, y: y + arrow[1] * step } });
    event.preventDefault();
  } else if (zoom) network.moveTo({ scale: network.getScale() * zoom });
});
