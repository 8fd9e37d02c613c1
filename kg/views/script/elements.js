// Elements: all text from records goes through textContent; nothing is ever parsed as HTML.
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== false && value !== undefined)
      element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}
const press = (text, onclick, attributes = {}) => make("button", { type: "button", onclick, ...attributes }, text);
const key = (text) => make("kbd", {}, text);
const link = (name, url) => make("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, name);
const terms = (pairs) =>
  make("dl", {}, ...pairs.flatMap(([name, value]) => [make("dt", {}, name), make("dd", { dir: "auto" }, value)]));
const list = (title, items) => (items.length ? [make("h2", {}, title), make("ul", {}, ...items)] : []);
const SHARES = ["Stays with the cluster", "Stability"];
function shownValue(value, name) {
  if (typeof value !== "number" || name === "Year") return String(value);
  return SHARES.includes(name) ? `${Math.round(100 * value)} %` : number(value);
}

function swatch(kind, colour) {
  const element = make("span", { class: `swatch ${kind}`, "aria-hidden": "true" });
  element.style.setProperty("--swatch", colour);
  return element;
}

// A node as a line of a list, and as a button that leads to it.
function line(id, note = "") {
  const text = is(id, "study") ? `${shortOf(id)}: ${shorten(nameOf(id), 70)}` : nameOf(id);
  return [swatch(TYPES[typeOf[id]], colourOf(id)), make("span", { dir: "auto" }, text), make("small", {}, note)];
}
const button = (id, note) =>
  make(
    "li",
    {},
    make("button", { class: "row", type: "button", onclick: (event) => goTo(id, event) }, ...line(id, note)),
  );

// Draw parts anew and leave the focus where it was: on what is called the same, or on the same switch.
const PARTS = "#types, #clusters, #narrowing, #panel, #sheet";
function keepingFocus(drawParts) {
  const before = document.activeElement,
    part = before?.closest(PARTS),
    all = () => [...(part?.querySelectorAll("button, input, summary, a") ?? [])],
    called = (each) => each.id || each.getAttribute("aria-label") || each.textContent.replace(/\u00a0[↑↓]$/, ""),
    place = all().indexOf(before);
  drawParts();
  if (place < 0 || before.isConnected) return;
  const now = all(),
    alike = now.filter((each) => each.tagName === before.tagName && called(each) === called(before)),
    there = now[place],
    next = alike.includes(there) || (before.ariaPressed && there?.ariaPressed) ? there : alike[0];
  (next ?? part).focus({ preventScroll: true });
  if (before.selectionStart !== undefined && next?.id === "match")
    next.setSelectionRange(before.selectionStart, before.selectionEnd);
}

// Say something to those who listen instead of looking.
function say(text) {
  $("spoken").classList.add("unseen");
  $("spoken").textContent = text;
}
// Say it to all, for a while.
let toldUntil = 0;
function tell(text) {
  say(text);
  $("spoken").classList.remove("unseen");
  clearTimeout(toldUntil);
  toldUntil = setTimeout(() => $("spoken").classList.add("unseen"), 3000);
}

function save(name, blob) {
  const url = URL.createObjectURL(blob);
  make("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
