// Printing: the picture goes onto paper as the SVG that can be saved, in light colours, not as the screen's dots.
let screenTheme = null;
function layOnPaper() {
  if (!pictured()) return;
  screenTheme = state.theme;
  state.theme = "light";
  show();
  const drawn = new DOMParser().parseFromString(svgText(), "image/svg+xml").documentElement;
  $("paper").replaceChildren(document.importNode(drawn, true));
}
function takeOffPaper() {
  if (!$("paper").firstChild) return;
  $("paper").replaceChildren();
  state.theme = screenTheme;
  show();
}
