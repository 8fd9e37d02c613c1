"""Linking to ROR stays as right as the model was when it was learned (tests/score/ror.py says how right on what it has not seen)."""

from kg.authorities.index import Index
from kg.authorities.indexing import write_index
from kg.authorities.linking import link_all
from kg.authorities.opening import read_authority
from kg.values.gazetteer import load_gazetteer

SHARE = 12  # of ROR, beside what the gold names


def test_links_of_the_logs_have_an_f1_of_at_least_09_among_a_twelfth_of_ror(shared, tmp_path):
    lines = (shared / "gold/institutions/logs_train.tsv").read_text("utf-8").splitlines()[1:]
    gold = {text: frozenset(ids.split()) for text, _, ids in (line.partition("\t") for line in lines)}
    named = frozenset().union(*gold.values())
    every = read_authority(shared / "reference/ror.jsonl.gz")
    some = [each for n, each in enumerate(every) if n % SHARE == 0 or each.iri in named]
    write_index(some, tmp_path / "index", load_gazetteer(), release="a share of ROR", sha256="")
    matches = link_all(list(gold), Index(tmp_path / "index"))
    found = [{match.organisation.iri for match in each} for each in matches]
    right = sum(len(ids & iris) for ids, iris in zip(gold.values(), found, strict=True))
    assert 2 * right / sum(len(ids) + len(iris) for ids, iris in zip(gold.values(), found, strict=True)) >= 0.9
