// What is least certain, kind by kind and most valuable first, with the lines that would correct it.
const DOUBTS = {
  merge: ["Perhaps two people", "One person in the graph, on evidence that is no more than likely."],
  split: ["Perhaps one person", "Two people in the graph, whose names and work are much alike."],
  institution: ["Institutions without an entry", "Not found in the authority that institutions were looked up in."],
  affiliation: ["People without an affiliation", "No record says where they work; a fuller export may."],
};
const FIRST_DOUBTS = 5;
function doubts() {
  const kinds = Object.entries(DOUBTS).filter(([kind]) => model.doubtful[kind]);
  if (!kinds.length) return null;
  return make(
    "section",
    { class: "card wide", id: "doubts" },
    make("h2", {}, "What is least certain"),
    make(
      "p",
      { class: "quiet" },
      "What matters most stands first. Where you know better, copy the lines into the file corrections.toml in the folder of this page and build again: the decision is kept.",
    ),
    ...kinds.flatMap(([kind, [title, meaning]]) => {
      const some = model.doubts.filter((each) => each.kind === kind).map(doubt),
        cut = some.length < model.doubtful[kind];
      return [
        make("h3", {}, `${title} (${number(model.doubtful[kind])})`),
        make("p", { class: "quiet" }, meaning),
        ...some.slice(0, FIRST_DOUBTS),
        some.length > FIRST_DOUBTS
          ? make(
              "details",
              {},
              make("summary", {}, `${number(some.length - FIRST_DOUBTS)} more`),
              ...some.slice(FIRST_DOUBTS),
            )
          : null,
        cut ? make("p", { class: "quiet" }, `These are the first ${some.length}; kg review lists all.`) : null,
      ];
    }),
  );
}

// A question: closed, one line; open, the evidence in words, the nodes it is about, and the lines to paste.
function doubt({ kind, what, nodes, score, reasons, paste }) {
  const sure = ["merge", "split"].includes(kind) ? `${Math.round(100 * score)} % sure` : "";
  return make(
    "details",
    { class: "doubt" },
    make("summary", {}, make("span", { dir: "auto" }, what), make("small", {}, sure)),
    make("ul", {}, ...nodes.map((id) => button(id, NAMES[TYPES[typeOf[id]]][0]))),
    reasons.length ? make("ul", { class: "reasons" }, ...reasons.map(reasonInWords)) : null,
    ...(paste ? correction(paste) : []),
  );
}
const reasonInWords = (reason) =>
  make(
    "li",
    { dir: "auto" },
    make("b", {}, reason.startsWith("+") ? "for one person: " : "against: "),
    reason.slice(2),
  );

const correction = (lines) => copyable(lines, "Lines for corrections.toml");

// Lines to be read, and a button that copies them.
function copyable(lines, name) {
  const text = make("pre", { tabindex: "0", "aria-label": name }, lines);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(lines);
      say("Copied.");
      copied.textContent = "Copied";
    } catch {
      // A frame may not be allowed to; what is selected can be copied by hand.
      getSelection().selectAllChildren(text);
      say("The lines are selected: copy them with Control C.");
      copied.textContent = "Selected: press Ctrl+C";
    }
  };
  const copied = press("Copy these lines", copy);
  return [text, copied];
}
