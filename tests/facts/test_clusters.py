"""Clusters, fields and pairs of co-authors as facts."""

from kg.cluster import Cluster, Field
from kg.facts import Nodes
from kg.facts.clusters import cluster_facts, coauthorship_facts, field_facts
from kg.iri import Minter
from kg.terms import DCTERMS, FOAF, KG, PROV, RDFS, VIVO
from tests.parsing import parse_quads

MINTER = Minter("https://example.org/kg/")
CONCEPT = "https://example.org/kg/concepts#walking"


def tell(facts) -> dict[object, list[str]]:
    """Give the values of each property, IRIs without their base."""
    found: dict[object, list[str]] = {}
    for quad in parse_quads(facts):
        found.setdefault(quad.predicate, []).append(quad.object.value.removeprefix(MINTER.base))
    return found


def test_a_cluster_has_its_rank_people_studies_institutions_concepts_and_years():
    cluster = Cluster(
        "c", "Leeds", members=("a", "b"), studies=("s",), institutions=("leeds",), concepts=(CONCEPT,),
        bridges=("b",), central=("a",), first_year=1999, last_year=2020, stability=0.5,
    )  # fmt: skip
    told = tell(cluster_facts(cluster, 3, "f", Nodes(MINTER)))
    assert (told[RDFS.label], told[VIVO.rank], told[KG.stability]) == (["Leeds"], ["3"], ["0.5"])
    assert (told[FOAF.member], told[KG.hasBridge], told[KG.hasCentralPerson]) == (
        ["person/a", "person/b"], ["person/b"], ["person/a"],
    )  # fmt: skip
    assert told[KG.hasStudy] == told[PROV.wasDerivedFrom] == ["study/s"]
    assert told[DCTERMS.isPartOf] == ["field/f"]
    assert (told[KG.hasInstitution], told[KG.hasConcept]) == (["institution/leeds"], ["concepts#walking"])
    assert (told[KG.firstYear], told[KG.lastYear]) == (["1999"], ["2020"])


def test_a_cluster_outside_all_fields_is_part_of_none():
    assert DCTERMS.isPartOf not in tell(cluster_facts(Cluster("c", "Leeds", members=("a",)), 1, "", Nodes(MINTER)))


def test_a_field_follows_from_its_clusters_and_has_no_years_where_none_are_known():
    field = Field("f", "walking", clusters=("c", "d"), institutions=("leeds",), concepts=(CONCEPT,), last_year=2020)
    told = tell(field_facts(field, 1, Nodes(MINTER)))
    assert (told[RDFS.label], told[VIVO.rank]) == (["walking"], ["1"])
    assert told[PROV.wasDerivedFrom] == ["cluster/c", "cluster/d"]
    assert (told[KG.hasInstitution], told[KG.hasConcept]) == (["institution/leeds"], ["concepts#walking"])
    assert (told.get(KG.firstYear), told[KG.lastYear]) == (None, ["2020"])


def test_two_who_wrote_together_are_a_node_with_both_how_often_and_in_what():
    told = tell(coauthorship_facts("a", [("b", 2, 0.5, ["s", "t"])], Nodes(MINTER)))
    assert (told[KG.between], told[PROV.wasDerivedFrom]) == (["person/a", "person/b"], ["study/s", "study/t"])
    assert (told[KG.papers], told[KG.weight]) == (["2"], ["0.5"])
