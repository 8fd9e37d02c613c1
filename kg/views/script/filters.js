// What the filters leave.
const narrowed = () => span && ((state.from && state.from > span[0]) || (state.to && state.to < span[1]));
const inYears = (id) => !narrowed() || (nodes[id].year >= (state.from || span[0]) && nodes[id].year <= (state.to || span[1]));

const least = () => state.least || model.least;
function filtered() {
  const left = new Set(), some = (id, kind) => neighbours(id, kind).some((each) => left.has(each));
  nodes.forEach((node, id) => {
    if (node.type === "author" && !state.clusters.has(node.cluster) && (!narrowed() || [...studiesOf[id]].some(inYears))) left.add(id);
  });
  nodes.forEach((node, id) => {
    if (node.type === "study" && inYears(id) && (some(id, "wrote") || (!neighbours(id, "wrote").length && !state.clusters.size))) left.add(id);
  });
  nodes.forEach((node, id) => {
    if ((node.type === "institution" && some(id, "affiliated")) || (node.type === "concept" && node.weight >= least() && some(id, "about"))) {
      left.add(id);
    }
  });
  return left;
}

// Whether two co-authors have a study together in these years; other links have no years of their own.
const together = (edge) => edge.kind !== "coauthor" || !narrowed()
  || [...studiesOf[edge.from]].some((study) => studiesOf[edge.to].has(study) && inYears(study));
