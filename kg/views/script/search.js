// Search as you type: a box with a list under it, as the ARIA pattern "combobox" has it.
let active = -1;
function search() {
  const hits = find($("search").value),
    asked = fold($("search").value);
  active = hits.length ? 0 : -1;
  $("found").textContent = asked ? `${number(hits.length)} found` : "";
  $("results").replaceChildren(
    ...hits.slice(0, 50).map((id, index) =>
      make(
        "li",
        {
          class: "row",
          role: "option",
          id: `result-${index}`,
          "data-node": id,
          "aria-selected": String(index === active),
          onclick: (event) => openNode(id, event),
        },
        ...line(id, NAMES[TYPES[typeOf[id]]][0]),
      ),
    ),
  );
  $("results").hidden = !hits.length;
  $("search").setAttribute("aria-expanded", String(hits.length > 0));
  mark(active);
}

function mark(next) {
  $("results").children[active]?.setAttribute("aria-selected", "false");
  active = next;
  const item = $("results").children[active];
  item?.setAttribute("aria-selected", "true");
  if (item) $("search").setAttribute("aria-activedescendant", item.id);
  else $("search").removeAttribute("aria-activedescendant");
  item?.scrollIntoView({ block: "nearest" });
}

// On a phone the list would stand between the box and what was chosen.
function openNode(id, event) {
  goTo(id, event);
  if (NARROW.matches) {
    $("results").hidden = true;
    $("search").setAttribute("aria-expanded", "false");
  }
}

const NARROW = matchMedia("(max-width: 760px)");
$("search").addEventListener("input", search);
$("search").addEventListener("keydown", (event) => {
  if (event.isComposing) return; // Enter ends a word that an input method writes
  const items = $("results").children,
    step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && items.length) {
    mark((active + step + items.length) % items.length);
    event.preventDefault();
  }
  if (event.key === "Enter" && items[active]) {
    openNode(Number(items[active].dataset.node), event);
    event.stopPropagation();
  }
});
