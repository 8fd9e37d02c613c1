"""What speaks for and against the organisations that an affiliation may name, of an authority of twenty."""

import json

import numpy as np
import pytest

from kg.authorities.candidates import find_candidates
from kg.authorities.features import describe
from kg.authorities.opening import open_authority
from kg.authorities.ranking import load_model, rank
from kg.authorities.reading import read_affiliations

MIAMI = "Miami University, Oxford, OH, USA"
ABBREVIATED = "Inst. of Comput. Technol., Chinese Academy of Sciences, Beijing, China"
WITHIN = "Institute of Computing Technology of the Chinese Academy of Sciences, Beijing"
CHILD = "Institute of Computing Technology, Beijing"


def describe_one(text, name, index):
    """Give the features of the organisation of that name in a text."""
    reading = read_affiliations([text], index)
    candidates = find_candidates(reading, index)
    found = [index.entry(number).organisation.name for number in candidates.organisation.tolist()]
    return {key: float(column[found.index(name)]) for key, column in describe(candidates, reading, index).items()}


@pytest.mark.parametrize(
    ("text", "name", "true", "false"),
    [
        (MIAMI, "Miami University", "country, city, city by name, city in name, as written, whole piece, one of several", "other city, reordered, whole text, last"),
        (MIAMI, "University of Miami", "country, other city, reordered", "city, as written, other country"),
        (MIAMI, "University of Oxford", "other country, words before, last, city in name", "country, city, other city, whole piece"),
        (ABBREVIATED, "Institute of Computing Technology", "stems, country, city", "as written, child printed, last, nested"),
        (ABBREVIATED, "Chinese Academy of Sciences", "as written, child printed, last", "stems, inferred, nested in child, one of several"),
        (WITHIN, "Chinese Academy of Sciences", "child printed, words before, one of several", "nested, nested in child, whole piece"),
        (CHILD, "Chinese Academy of Sciences", "inferred, city", "child printed, nested in child"),
        ("Durham Univ., NC, Durham University, UK", "Durham University", "printed twice, country", "other country, as written"),
        ("Newcastle University, Newcastle, NSW, Australia", "University of Newcastle Australia", "reordered, as another name is written, form placeless", "form whole, region"),
        ("CNRS, Paris", "Centre National de la Recherche Scientifique", "short word, city", "generic, nested in a telling name"),
    ],
)  # fmt: skip
def test_what_is_told_of_an_organisation_by_name_neighbours_and_places(text, name, true, false, index):
    found = describe_one(text, name, index)
    assert {each: bool(found[each]) for each in (true + ", " + false).split(", ")} == {
        each: each in true.split(", ") for each in (true + ", " + false).split(", ")
    }


def test_pieces_words_and_likeness_are_counted(index):
    academy = describe_one(ABBREVIATED, "Chinese Academy of Sciences", index)
    assert (academy["pieces before"], academy["pieces after"], academy["likeness"]) == (1, 2, 1)
    assert academy["share of text"] == 3 / 8
    assert np.exp([academy["text length"], academy["words"]]).round() == pytest.approx([8, 3])
    institute = describe_one(ABBREVIATED, "Institute of Computing Technology", index)
    # "Inst." and "Technol." are written out; of the eight letters of "computing" that count "Comput." has six, all alike.
    assert institute["likeness"] == pytest.approx((1 + (6 / 8) ** 2 + 1) / 3)
    assert institute["missing"] == 0
    hospitals = describe_one("Newcastle Hospitals, Newcastle upon Tyne", "Newcastle University", index)
    assert hospitals["missing words"] == 1


def test_a_name_within_that_of_a_part_is_told_from_one_beside_it(tmp_path):
    path = tmp_path / "two.json"
    part = {
        "id": "part",
        "name": "Karolinska University Hospital Solna",
        "relationships": [{"type": "Parent", "id": "whole"}],
    }
    path.write_text(json.dumps([{"id": "whole", "name": "Karolinska University"}, part]), "utf-8")
    index = open_authority(path)
    nested = describe_one("Karolinska University Hospital Solna", "Karolinska University", index)
    assert (nested["nested in child"], nested["child printed"], nested["nested"]) == (1, 0, 1)
    beside = describe_one("Karolinska University, Karolinska University Hospital Solna", "Karolinska University", index)
    assert (beside["nested in child"], beside["child printed"], beside["printed twice"]) == (0, 1, 1)


def test_of_those_that_the_same_words_may_name_the_nearer_and_the_one_written_so_stand_out(index):
    here, there = (describe_one(MIAMI, name, index) for name in ("Miami University", "University of Miami"))
    assert (here["best likeness"], there["best likeness"], there["rival as written"]) == (1, 0, 1)
    assert here["rivals"] == there["rivals"] == np.log(2)
    assert (here["rivals as near"], there["rivals as near"]) == (0, np.log(2))
    assert here["rivals likeness"] == -there["rivals likeness"] > 1
    alone = describe_one("Durham University", "Durham University", index)
    assert (alone["rivals"], alone["best likeness"]) == (0, 1)


def test_what_is_named_is_judged_beside_what_else_might_be(index):
    reading = read_affiliations([MIAMI], index)
    candidates = find_candidates(reading, index)
    model = load_model()
    ranked = rank(candidates, describe(candidates, reading, index), index, model)
    names = [index.entry(number).organisation.name for number in candidates.organisation[ranked.which].tolist()]
    best = dict(zip(names, ranked.scores.tolist(), strict=True))
    assert max(best, key=best.__getitem__) == "Miami University"
    columns = dict(zip(model.second.features, ranked.matrix.T, strict=True))
    itself = columns["by itself"]
    assert columns["ahead by"][np.argmax(itself)] == pytest.approx(np.sort(itself)[-1] - np.sort(itself)[-2], abs=2e-3)
