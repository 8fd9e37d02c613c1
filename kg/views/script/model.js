// The data: nodes, links, neighbours, years, and what can be found.
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const $ = (id) => document.getElementById(id);
const model = read("model"), nodes = read("nodes"), edges = read("edges");
const NAMES = {
  author: ["author", "authors"], study: ["study", "studies"], institution: ["institution", "institutions"], concept: ["concept", "concepts"],
};
const TYPES = Object.keys(NAMES), ALL = nodes.map((_, id) => id);
const count = (n, [one, many]) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
const capital = (text) => text[0].toUpperCase() + text.slice(1);

const linksOf = nodes.map(() => []);
for (const edge of edges) {
  edge.weight ??= 1;
  edge.rank ??= 0;
  linksOf[edge.from].push(edge);
  linksOf[edge.to].push(edge);
}
for (const node of nodes) node.weight ??= 0;
const other = (edge, id) => (edge.from === id ? edge.to : edge.from);
const neighbours = (id, kind) => linksOf[id].filter((edge) => !kind || edge.kind === kind).map((edge) => other(edge, id));
const studiesOf = nodes.map((node, id) => new Set(node.type === "author" ? neighbours(id, "wrote") : []));
const byIri = new Map(nodes.map((node, id) => [node.iri, id]));
const years = nodes.filter((node) => node.year).map((node) => node.year);
const span = years.length ? [Math.min(...years), Math.max(...years)] : null;
const letters = { ø: "o", đ: "d", ð: "d", ł: "l", æ: "ae", œ: "oe", ß: "ss", þ: "th", ı: "i", ħ: "h" };
const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}|['’‘ʼ`]/gu, "").replace(/[øđðłæœßþıħ]/g, (c) => letters[c])
  .replace(/[^\p{L}\p{N}]+/gu, " ").trim();
const texts = nodes.map((node) => ` ${fold([node.name, node.short, ...(node.facts || []).map((fact) => fact[1])].join(" "))}`);
