// The outlines of nodes, one for each type: a circle, square, triangle, diamond; a cluster is a circle too.
function trace(pen, type, x, y, r) {
  if (type === 1) pen.rect(x - r * 0.89, y - r * 0.89, r * 1.78, r * 1.78);
  else if (type === 2) {
    pen.moveTo(x, y - r * 1.2);
    pen.lineTo(x + r * 1.1, y + r * 0.75);
    pen.lineTo(x - r * 1.1, y + r * 0.75);
    pen.closePath();
  } else if (type === 3) {
    pen.moveTo(x, y - r * 1.25);
    pen.lineTo(x + r * 1.25, y);
    pen.lineTo(x, y + r * 1.25);
    pen.lineTo(x - r * 1.25, y);
    pen.closePath();
  } else {
    pen.moveTo(x + r, y);
    pen.arc(x, y, r, 0, 6.2832);
  }
}

// How lines look: the more there are, the fainter, above all those across the whole picture; strong ones broader. Width
// is in pixels, alpha from 0 to 1.
const crowding = () => Math.min(1, Math.max(0.1, 24 / Math.sqrt(Math.max(scene.a.length, 1))));
const FAINT = [1, 0.6, 0.3];
function lineStyle(weight, scale, crowd, kind, far = 0) {
  const level = Math.min(weight, 5),
    faint = kind === scene.view.kinds.indexOf("about") ? 0.4 : 1; // concepts have so many links that they would hide the rest
  return {
    width: Math.max((0.5 + level * 0.5) * Math.min(Math.max(scale, 0.35), 1.4), 0.6),
    alpha: Math.min(1, crowd * (0.85 + level * 0.15)) * faint * (crowd < 1 ? FAINT[far] : 1),
  };
}
