// Take-away: PNG, CSV, JSON.
function save(name, blob) {
  const link = make("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

// The picture as it stands, with the title above and the clusters' names below.
function png() {
  const ratio = canvas.width / canvas.clientWidth, line = 22 * ratio, wide = canvas.width;
  const names = drawn.regions.slice(0, 12).map(({ cluster }) => cluster).sort((a, b) => a - b);
  const columns = Math.max(1, Math.floor(wide / (260 * ratio))), foot = Math.ceil(names.length / columns) * line + line;
  const sheet = make("canvas", { width: wide, height: canvas.height + 2 * line + foot }), pen = sheet.getContext("2d");
  pen.fillStyle = paint.back;
  pen.fillRect(0, 0, sheet.width, sheet.height);
  pen.drawImage(canvas, 0, 2 * line);
  pen.fillStyle = paint.text;
  pen.font = `bold ${16 * ratio}px ${paint.font}`;
  pen.fillText(model.title, line / 2, line * 1.2, wide - line);
  pen.font = `${13 * ratio}px ${paint.font}`;
  names.forEach((cluster, index) => {
    const x = line / 2 + (index % columns) * 260 * ratio, y = canvas.height + 2 * line + Math.floor(index / columns) * line + line;
    pen.fillStyle = clusterColour(cluster);
    pen.fillRect(x, y - 11 * ratio, 12 * ratio, 12 * ratio);
    pen.fillStyle = paint.text;
    pen.fillText(shorten(model.clusters[cluster].name, 34), x + 18 * ratio, y);
  });
  sheet.toBlob((blob) => save("network.png", blob), "image/png");
}

// Cells that a spreadsheet would run as a formula get an apostrophe.
const cell = (value) => `"${String(value).replace(/^[=+\-@\t\r]/, "'$&").replace(/"/g, '""')}"`;
const csv = (rows) => `\ufeff${rows.map((values) => `${values.map(cell).join(",")}\r\n`).join("")}`;

function json() {
  const bare = ({ iri, type, name, year, facts: known = [], links = [] }) => (
    { iri, type, name, year, facts: Object.fromEntries(known), links: links.map((link) => link[1]) });
  const link = ({ from, to, kind, weight }) => ({ from: nodes[from].iri, to: nodes[to].iri, kind, weight });
  return JSON.stringify({ nodes: drawn.ids.map((id) => bare(nodes[id])), links: drawn.lines.map(link) }, null, 1);
}
