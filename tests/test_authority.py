"""Builds whose institutions are linked to an authority."""

import msgspec

import kg
from kg.authorities.fetching import Release
from kg.cache import cache_folder
from tests.conftest import DUMP

NEWCASTLE = "https://ror.org/01kj2bm70"


def build(out, **options):
    return kg.build([kg.example()], out, jobs=1, authority=DUMP, **options)


def find(graph, ror):
    (found,) = graph.query(f"SELECT ?i {{ ?i owl:sameAs <{ror}> ; a org:Organization }}").to_dicts()
    return found["i"]


def test_an_authority_given_later_changes_no_iri_of_an_institution(tmp_path):
    with kg.build([kg.example()], tmp_path / "g", jobs=1) as graph:
        before = {row["institution"] for row in graph.query("institutions").to_dicts()}
    with build(tmp_path / "g") as graph:
        assert {row["institution"] for row in graph.query("institutions").to_dicts()} == before
        assert find(graph, NEWCASTLE) in before
        assert not graph.report.violations


def test_explain_shows_the_printed_name_the_probability_and_the_reasons(tmp_path):
    with build(tmp_path / "g") as graph:
        explanation = graph.explain(find(graph, NEWCASTLE))
        link = explanation.links[0]
        assert "Newcastle University" in link.printed
        assert link.iri == NEWCASTLE
        assert link.reasons[0].note.startswith("named by its")
        assert ("kg:matchScore", str(link.score)) in {(fact.property, fact.value) for fact in explanation.facts}


def test_the_build_graph_tells_which_authority_was_used_and_of_a_fetched_one_where_it_comes_from(tmp_path, monkeypatch):
    monkeypatch.setenv("KG_CACHE", str(tmp_path / "cache"))
    ask = "SELECT ?file ?version ?rights ?source { GRAPH ?g { ?b prov:used ?a . ?a dcterms:format 'authority' ; kg:file ?file OPTIONAL { ?a schema:version ?version ; dc:rights ?rights ; dcterms:source ?source } } }"
    with build(tmp_path / "given") as graph:
        assert graph.query(ask).to_dicts() == [{"file": DUMP.name, "version": None, "rights": None, "source": None}]
        sha256 = graph.report.authority.sha256
    folder = cache_folder() / "ror"
    folder.mkdir(parents=True)
    (folder / "ror.json").write_bytes(DUMP.read_bytes())
    release = Release("ror.json", "v2.1", "cc0-1.0", "https://zenodo.org/r/ror.json", sha256)
    (folder / "release.json").write_bytes(msgspec.json.encode(release))
    with kg.build([kg.example()], tmp_path / "fetched", jobs=1, authority=release.path) as graph:
        (told,) = graph.query(ask).to_dicts()
        assert told == {"file": "ror.json", "version": "v2.1", "rights": "cc0-1.0", "source": release.source}
        assert graph.report.authority.licence == "cc0-1.0"


def test_people_are_compared_as_they_were_told_apart_though_the_authority_is_no_longer_there(tmp_path, monkeypatch):
    with build(tmp_path / "g") as graph:
        one, other = (each["person"] for each in graph.query("people").to_dicts()[:2])
        compared = graph.compare(one, other)
        monkeypatch.setenv("KG_CACHE", str(tmp_path / "empty"))
        assert graph.compare(one, other) == compared
