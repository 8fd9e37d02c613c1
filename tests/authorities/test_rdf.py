"""Organisations from RDF."""

import pytest

from kg.authorities.dumps import AuthorityError
from kg.authorities.opening import read_authority

TURTLE = """
@prefix org: <http://www.w3.org/ns/org#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix schema: <https://schema.org/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
<https://example.org/uni> a org:Organization ; skos:prefLabel "Durham University"@en, "Université de Durham"@fr ;
    skos:altLabel "DU", "University of Durham" ; owl:sameAs <https://ror.org/01v29qb04> ;
    schema:address [ schema:addressLocality "Durham" ; schema:addressCountry "GB" ] .
<https://example.org/lab> a foaf:Organization ; foaf:name "Durham Laboratory" ; org:subOrganizationOf <https://example.org/uni> .
<https://example.org/person> a foaf:Person ; foaf:name "Nobody" .
"""


def test_names_kinds_places_and_relations_are_read(tmp_path):
    (tmp_path / "own.ttl").write_text(TURTLE)
    lab, university = read_authority(tmp_path / "own.ttl")
    assert (university.iri, university.name, university.labels) == (
        "https://ror.org/01v29qb04", "Durham University", ("Université de Durham",),
    )  # fmt: skip
    assert (university.acronyms, university.aliases) == (("DU",), ("University of Durham",))
    assert (university.location.city, university.location.country) == ("Durham", "GB")
    assert (lab.name, lab.parents) == ("Durham Laboratory", ("https://ror.org/01v29qb04",))


@pytest.mark.parametrize("text", ["<a> <b>", "<https://e.org/a> <https://e.org/b> <https://e.org/c> ."])
def test_rdf_that_is_broken_or_has_no_organisation_is_refused(tmp_path, text):
    (tmp_path / "own.ttl").write_text(text)
    with pytest.raises(AuthorityError, match=r"own\.ttl"):
        read_authority(tmp_path / "own.ttl")


@pytest.mark.parametrize("latitude", ["51,5", "nan", "1e999", "north"])
def test_what_is_no_latitude_is_left_out(tmp_path, latitude):
    own = f'<https://e.org/a> a <https://schema.org/Hospital> ; <https://schema.org/name> "A" ; <https://schema.org/latitude> "{latitude}" .'
    (tmp_path / "own.ttl").write_text(own)
    (one,) = read_authority(tmp_path / "own.ttl")
    assert one.location.latitude is None
