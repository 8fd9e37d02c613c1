// Text as it is searched: lower case, without marks and punctuation, so that "obrien" finds "O’Brien".
const letters = { ø: "o", đ: "d", ð: "d", ł: "l", æ: "ae", œ: "oe", ß: "ss", þ: "th", ı: "i", ħ: "h" };
function fold(text) {
  const low = text.toLowerCase();
  if (/^[a-z0-9 ]*$/.test(low)) return low.trim().replace(/ {2,}/g, " ");
  return low
    .normalize("NFKD")
    .replace(/\p{M}|['’‘ʼ`]/gu, "")
    .replace(/[øđðłæœßþıħ]/g, (c) => letters[c])
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

// What each node can be found by: its names, then its facts. Made while the page is idle, at the latest by the first search.
const SOUGHT = ["DOI", "PMID", "PMCID", "Journal", "City", "Country", "Units", "Kind"];
const sought = { names: new Array(N), texts: new Array(N), made: 0 };
function prepareSearch(until = Infinity) {
  while (sought.made < N && performance.now() < until) {
    for (const stop = Math.min(N, sought.made + 100); sought.made < stop; sought.made += 1) {
      const id = sought.made,
        name = fold(nameOf(id)),
        more = [shortName(id), ...SOUGHT.map((each) => fact(id, each)), ...linksOf(id).map((link) => link[1])];
      sought.names[id] = name;
      sought.texts[id] = ` ${name} ${fold(more.filter(Boolean).join(" "))}`;
    }
  }
  return sought.made === N;
}

// The nodes that have all the words, best fit first: it is the name, the name begins so, words of the name begin so, any word begins so, anywhere.
function find(text) {
  const whole = fold(text),
    words = whole.split(" ").filter(Boolean),
    hits = [];
  if (!words.length) return hits;
  prepareSearch();
  for (let id = 0; id < N; id += 1) {
    const all = sought.texts[id];
    if (!words.every((word) => all.includes(word))) continue;
    const name = sought.names[id],
      starts = (where) => words.every((word) => where.includes(` ${word}`));
    const fits = [name === whole, name.startsWith(whole), starts(` ${name}`), starts(all), true];
    hits.push({ id, fit: fits.indexOf(true) });
  }
  return hits.sort((a, b) => a.fit - b.fit || sizeOf[b.id] - sizeOf[a.id] || a.id - b.id).map((hit) => hit.id);
}
