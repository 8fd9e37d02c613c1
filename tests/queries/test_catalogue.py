"""The canned queries: what each says of itself, and what it answers on a small graph."""

import gzip
import re
from decimal import Decimal

import pyoxigraph
import pytest
import rdflib

import kg
from kg.queries import Rows, catalogue, run
from kg.queries.query import QueryError, parse_query
from kg.queries.rows import value_of
from kg.stores import EmbeddedStore, open_store
from kg.terms import C4O, PREFIXES

BASE = "https://example.org/kg/"
CONCEPTS = "https://example.org/kg/concepts#"

# Views, exporters and users' programs count on these.
TABLES = {
    "people": "person,name,family,given,orcid,collective,studies,citations,first_year,last_year,cluster,cluster_name,"
    "degree,weighted_degree,betweenness,core,clustering,stability",
    "studies": "study,title,year,journal,volume,pages,doi,pmid,pmcid,citations,open,retracted",
    "authorships": "study,person,rank,name",
    "affiliations": "study,person,rank,institution,institution_name,organisation,organisation_name,printed",
    "institutions": "institution,name,short_name,unit,parent,city,country,country_code,people,studies,ror",
    "concepts": "concept,label,top,top_label,studies",
    "study-concepts": "study,concept,label,mentions",
    "evidence": "study,concept,exact,sentence,part,start",
    "clusters": "cluster,name,rank,authors,studies,first_year,last_year,field,stability",
    "fields": "field,name,rank,clusters,authors,studies,first_year,last_year",
    "cluster-members": "cluster,person,name,central,bridge,stability",
    "cluster-studies": "cluster,study",
    "cluster-institutions": "cluster,institution,name",
    "cluster-concepts": "cluster,concept,label",
    "coauthorships": "a,b,papers,weight",
    "authority-links": "node,authority",
}

# Every query with its defaults, and those that have parameters with some.
CASES = [(name, {}) for name in catalogue()] + [
    ("cluster-concepts", {"cluster": BASE + "cluster/one"}),
    ("cluster-institutions", {"cluster": BASE + "cluster/two"}),
    ("cluster-members", {"cluster": BASE + "cluster/one"}),
    ("cluster-studies", {"cluster": BASE + "cluster/two"}),
    ("coauthors-of", {"person": "áNGEL"}),
    ("coauthors-of", {"person": "berg, b"}),
    ("coauthors-of", {"person": BASE + "person/dee"}),
    ("concept-pairs", {"least": 1}),
    ("concepts-by-year", {"concept": "loneliness"}),
    ("evidence", {"study": BASE + "study/walking", "concept": "kgc:loneliness"}),
    ("impact-index-mismatches", {"read": 2023}),
    ("institution-collaborations", {"least": 1, "most": 3, "limit": 1}),
    ("institutions-by-country", {"code": "GB"}),
    ("most-cited-references", {"least": 1, "limit": 5}),
    ("newcomers", {"since": 2020}),
    ("provenance", {"study": BASE + "study/walking"}),
    ("studies-of-author", {"person": "day"}),
    ("studies-of-concept", {"concept": "Community Referral"}),
    ("studies-of-concept", {"concept": CONCEPTS + "outcomes"}),
    ("top-authors", {"least": 2}),
    ("two-concepts", {"a": "interventions", "b": "EINSAMKEIT"}),
    ("uncertain-merges", {"below": "0.9"}),
]


def short(rows):
    """Take what every IRI here begins with off the values."""
    return [
        tuple(v.removeprefix(BASE).replace("concepts#", "kgc:") if isinstance(v, str) else v for v in row)
        for row in rows
    ]


@pytest.fixture(scope="module")
def dataset(library):
    made = rdflib.Dataset()
    made.parse(data=pyoxigraph.serialize(library, format=pyoxigraph.RdfFormat.N_QUADS), format="nquads")
    return made


def ask_rdflib(dataset, text):
    def term(value):
        return (
            None
            if value is None
            else next(pyoxigraph.parse(f"<a:> <a:> {value.n3()} .", pyoxigraph.RdfFormat.TURTLE)).object
        )

    result = dataset.query(text)
    return Rows(tuple(map(str, result.vars)), (tuple(value_of(term(value)) for value in row) for row in result))


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize(("name", "parameters"), CASES, ids=str)
def test_a_query_gives_the_same_rows_on_rdflib_on_oxigraph_and_on_an_endpoint(
    name, parameters, store, dataset, endpoint
):
    endpoint.store.extend(store.quads())
    here = run(store, name, **parameters)
    there = run(open_store(f"{endpoint.url}/query"), name, **parameters)
    elsewhere = ask_rdflib(dataset, catalogue()[name].bind(parameters))
    assert list(here) == list(there) == list(elsewhere)
    assert here.columns == there.columns == elsewhere.columns


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """Give the graph of the example as a store has it and as rdflib has it."""
    folder = tmp_path_factory.mktemp("real") / "demo"
    made = rdflib.Dataset()
    with kg.build(kg.example(), folder) as graph:
        made.parse(data=gzip.decompress((folder / "graph.nq.gz").read_bytes()), format="nquads")
        yield graph.store, made


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize("name", catalogue())
def test_law_6_a_query_gives_the_same_rows_on_rdflib_as_on_oxigraph_of_real_records(name, real):
    store, made = real
    assert list(run(store, name)) == list(ask_rdflib(made, catalogue()[name].text))


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize(
    ("name", "key", "told"),
    [
        ("people", "name", {"Ángel, Ada": 5, "Berg, Bo": None, "Cy =Cole": None, "Day, Dee": 5, "Link Team": None}),
        (
            "top-authors",
            "name",
            {"Ángel, Ada": 5, "Berg, Bo": None, "Cy =Cole": None, "Day, Dee": 5, "Link Team": None},
        ),
        ("journals", "title", {"Care": 5, "Policy": None}),
        ("citations-by-year", "year", {2019: None, 2020: 5, 2022: None}),
    ],
)
def test_citations_that_no_source_counts_are_unknown_and_not_none(name, key, told, library):
    counted = [quad for quad in library if quad.predicate != C4O.hasGlobalCitationFrequency or "talking" in str(quad)]
    store, made = EmbeddedStore(), rdflib.Dataset()
    store.load(counted)
    made.parse(data=pyoxigraph.serialize(counted, format=pyoxigraph.RdfFormat.N_QUADS), format="nquads")
    rows = run(store, name)
    assert {row[key]: row["citations"] for row in rows.to_dicts()} == told
    assert list(rows) == list(ask_rdflib(made, catalogue()[name].text))


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize("name", catalogue())
def test_a_query_has_no_answer_where_there_is_nothing_on_oxigraph_and_on_rdflib(name):
    assert list(run(EmbeddedStore(), name)) == []
    assert list(ask_rdflib(rdflib.Dataset(), catalogue()[name].text)) == []


@pytest.mark.parametrize("name", catalogue())
def test_no_query_groups_what_is_not_there(name):
    """Else rdflib gives a row of nothing, and joins it with everything, wherever a graph lacks what is counted."""
    text = catalogue()[name].text
    assert text.count("GROUP BY") == len(re.findall(r"GROUP BY (?:\?\w+ )+HAVING \(COUNT\(\*\) > 0\)", text))


@pytest.mark.parametrize("name", catalogue())
def test_a_query_says_what_it_answers_and_what_its_parameters_mean(name):
    query = catalogue()[name]
    assert query.title[0].isupper()
    assert query.description.endswith(".")
    for parameter in query.parameters:
        assert parameter.description
        assert parameter.optional or parameter.term(parameter.default.strip('"')), "a default is of its own type"


@pytest.mark.parametrize("name", catalogue())
def test_a_query_is_sparql_that_runs_anywhere_as_it_stands(name):
    pyoxigraph.Store().query(catalogue()[name].text)


@pytest.mark.parametrize("name", catalogue())
def test_a_query_declares_the_prefixes_as_the_vocabulary_has_them(name):
    declared = re.findall(r"^PREFIX (\w+): <(.*)>$", catalogue()[name].text, re.MULTILINE)
    assert declared
    assert all(PREFIXES[prefix] == namespace for prefix, namespace in declared)


@pytest.mark.parametrize("name", TABLES)
def test_the_tables_that_others_build_on_keep_their_columns(name, store):
    assert ",".join(run(store, name).columns) == TABLES[name]


@pytest.mark.parametrize("name", catalogue())
def test_a_query_finds_something_in_a_graph_that_has_one_of_everything(name, store):
    parameters = {
        "concept-pairs": {"least": 1},
        "coauthors-of": {"person": "Ada"},
        "studies-of-author": {"person": "Ada"},
    }.get(name, {})
    assert len(run(store, name, **parameters))


def test_people_have_their_numbers_clusters_and_measures(store):
    rows = short(run(store, "people"))
    assert rows[0] == (
        *("person/ada", "Ángel, Ada", "Ángel", "Ada", "0000-0002-1825-0097", False, 2, 17, 2020, 2022),
        *("cluster/one", "North", 3, Decimal(2), Decimal("0.666667"), 2, Decimal("0.333333"), Decimal("0.5")),
    )
    assert [row[:2] + row[5:12] for row in rows[1:]] == [
        ("person/bo", "Berg, Bo", False, 1, 12, 2022, 2022, "cluster/one", "North"),
        ("person/cy", "Cy =Cole", False, 1, 12, 2022, 2022, "cluster/one", "North"),
        ("person/dee", "Day, Dee", False, 1, 5, 2020, 2020, "cluster/two", "South"),
        ("person/link-team", "Link Team", True, 1, 5, 2019, 2019, None, None),
    ]


def test_studies_have_one_row_each_also_without_authors(store):
    assert short(run(store, "studies")) == [
        (
            "study/walking",
            "Walking groups and loneliness",
            2022,
            "Care",
            "7",
            "1-9",
            "10.1/walking",
            "111",
            "PMC1",
            12,
            True,
            False,
        ),
        (
            "study/talking",
            'Talking "cures", old & new',
            2020,
            "Care",
            *(None, None, "10.1/talking", None, None, 5, False, True),
        ),
        ("study/waiting", "Waiting", 2020, *(None, None, None, None, None, None, None, None, False)),
        ("study/linking", "Linking people", 2019, "Policy", None, "e42", None, "222", None, 5, None, False),
    ]


def test_affiliations_lead_from_the_unit_to_the_largest_organisation(store):
    assert short(run(store, "affiliations")) == [
        ("study/talking", "person/dee", 1, None, None, None, None, "12 Some Street"),
        ("study/talking", "person/ada", 2, "institution/north/health/team", "Team", "institution/north", "North University",
         "Team, Health, North University"),
        ("study/walking", "person/ada", 1, "institution/north/health", "Health", "institution/north", "North University",
         "Health, North University, Aville, UK"),
        ("study/walking", "person/bo", 2, "institution/north", "North University", "institution/north", "North University",
         "North University"),
        ("study/walking", "person/cy", 3, "institution/south", "South Hospital", "institution/south", "South Hospital",
         "South Hospital, Bétown"),
    ]  # fmt: skip


def test_institutions_count_the_people_and_studies_of_their_units(store):
    assert short(run(store, "institutions")) == [
        ("institution/north", "North University", "North", False, None, "Aville", "United Kingdom", "GB", 2, 2, None),
        ("institution/north/health", "Health", None, True, "institution/north", None, None, None, 1, 2, None),
        ("institution/south", "South Hospital", None, False, None, "Bétown", "Iran", "IR", 1, 1, None),
        ("institution/north/health/team", "Team", None, True, "institution/north/health", None, None, None, 1, 1, None),
    ]


def test_concepts_have_one_label_in_english_if_there_is_one_and_the_top_concept_above(store):
    assert short(run(store, "concepts")) == [
        ("kgc:loneliness", "loneliness", "kgc:outcomes", "Outcomes", 2),
        ("kgc:link-worker", "link worker", "kgc:interventions", "Interventions", 1),
        ("kgc:social-prescribing", "social prescribing", "kgc:interventions", "Interventions", 1),
    ]


@pytest.mark.parametrize(
    ("name", "parameters", "rows"),
    [
        ("clusters", {}, [
            ("cluster/one", "North", 1, 3, 2, 2020, 2022, "field/both", Decimal("0.75")),
            ("cluster/two", "South", 2, 1, 1, 2020, 2020, "field/both", None),
        ]),
        ("fields", {}, [("field/both", "walking, talking", 1, 2, 4, 2, 2020, 2022)]),
        ("cluster-members", {}, [
            ("cluster/one", "person/ada", "Ángel, Ada", True, True, Decimal("0.5")),
            ("cluster/one", "person/bo", "Berg, Bo", False, False, None),
            ("cluster/one", "person/cy", "Cy =Cole", False, False, None),
            ("cluster/two", "person/dee", "Day, Dee", False, True, None),
        ]),
        ("cluster-institutions", {"cluster": BASE + "cluster/one"}, [
            ("cluster/one", "institution/north", "North University"),
            ("cluster/one", "institution/south", "South Hospital"),
        ]),
        ("coauthors-of", {"person": "bo berg"}, [
            ("person/bo", "Berg, Bo", "person/cy", "Cy =Cole", 1, Decimal("0.5")),
            ("person/bo", "Berg, Bo", "person/ada", "Ángel, Ada", 1, Decimal("0.5")),
        ]),
        ("bridges", {}, [
            ("person/dee", "Day, Dee", "cluster/two", "South", "cluster/one", "North", 1),
            ("person/ada", "Ángel, Ada", "cluster/one", "North", "cluster/two", "South", 1),
        ]),
        ("institutions-by-country", {}, [
            ("place/10", "United Kingdom", "GB", 1, 2, 2),
            ("place/20", "Iran", "IR", 1, 1, 1),
        ]),
        ("institution-collaborations", {}, [
            ("institution/north", "North University", "institution/south", "South Hospital", 1),
        ]),
        ("institution-collaborations", {"most": 1}, []),
        ("studies-of-concept", {"concept": "social prescribing"}, [
            ("study/walking", "Walking groups and loneliness", 2022, "kgc:social-prescribing", "social prescribing"),
            ("study/linking", "Linking people", 2019, "kgc:link-worker", "link worker"),
        ]),
        ("two-concepts", {}, [("study/walking", "Walking groups and loneliness", 2022)]),
        ("concept-pairs", {"least": 1}, [("kgc:loneliness", "loneliness", "kgc:social-prescribing", "social prescribing", 1)]),
        ("citations-by-year", {}, [(2019, 1, 1, 5, Decimal(5)), (2020, 2, 1, 5, Decimal(5)), (2022, 1, 1, 12, Decimal(12))]),
        ("studies-by-year", {}, [(2019, 1, 1), (2020, 2, 2), (2022, 1, 3)]),
        ("open-access-by-year", {}, [(2019, 1, 0, Decimal(0)), (2020, 2, 0, Decimal(0)), (2022, 1, 1, Decimal(100))]),
        ("concepts-by-year", {"concept": "loneliness"}, [(2020, 1, Decimal(50)), (2022, 1, Decimal(100))]),
        ("authors-without-affiliation", {}, [("person/link-team", "Link Team", 1)]),
        ("studies-without-identifiers", {}, [("study/waiting", "Waiting", 2020)]),
        ("studies-without-authors", {}, [("study/waiting", "Waiting", 2020)]),
        ("newcomers", {"since": 2022}, [("person/bo", "Berg, Bo", 2022, 1), ("person/cy", "Cy =Cole", 2022, 1)]),
        ("study-designs", {}, [("kgc:cohort-study", "cohort study", 1)]),
        ("journals", {}, [
            ("journal/care", "Care", "1234-5678", 2, 17, 2020, 2022),
            ("journal/policy", "Policy", None, 1, 5, 2019, 2019),
        ]),
        ("retracted", {}, [
            ("study/talking", 'Talking "cures", old & new', 2020, "10.1/talking", "https://doi.org/10.1/notice"),
        ]),
        ("funders", {}, [("funder/trust", "Trust", 1, 3)]),
        ("most-cited-references", {"least": 1}, [
            ("https://doi.org/10.1/outside", None, False, 2),
            ("study/talking/reference/2", "Old J. An old book. 1950.", False, 2),
            ("study/talking", 'Talking "cures", old & new', True, 1),
        ]),
        ("mesh-headings", {}, [
            ("http://id.nlm.nih.gov/mesh/D008132", "Loneliness", 2, 1), ("subject/walking", "Walking", 1, 0),
        ]),
        ("provenance", {"study": BASE + "study/walking"}, [
            ("study/walking", "Walking groups and loneliness", "record/r1",
             "terms#ReferenceCitationAnalysis", "page.txt", 1),
        ]),
        ("uncertain-merges", {}, [
            ("person/ada", "Ángel, Ada", "study/talking", 'Talking "cures", old & new', 2, "Angel A", Decimal("0.75")),
            ("person/ada", "Ángel, Ada", "study/walking", "Walking groups and loneliness", 1, "Ángel A", Decimal("0.75")),
        ]),
        ("uncertain-merges", {"below": Decimal("0.5")}, []),
    ],
    ids=str,
)  # fmt: skip
def test_a_question_has_the_answer_that_the_graph_gives(name, parameters, rows, store):
    assert short(run(store, name, **parameters)) == rows


def test_an_impact_index_that_its_citations_do_not_give_is_found_by_the_year_most_others_were_read_in(store):
    assert short(run(store, "impact-index-mismatches")) == [
        ("study/talking", 'Talking "cures", old & new', 2020, 5, Decimal("9.9"), Decimal("1.3")),
    ]


def test_front_matter_that_is_not_toml_is_an_error_of_the_query():
    with pytest.raises(QueryError, match="front matter of broken is not TOML"):
        parse_query("# title = \nSELECT * {}", "broken")


@pytest.mark.parametrize(
    "matter", ["parameters = 1", "parameters.x = 1", 'parameters.x.type = ["integer"]', "title = 3"]
)
def test_front_matter_that_is_no_querys_is_an_error_of_the_query(matter):
    with pytest.raises(QueryError, match="front matter is not that of a query: Expected"):
        parse_query(f"# {matter}\nSELECT * {{\nVALUES ?x {{ 1 }}\n}}")


@pytest.mark.parametrize(
    ("declared", "body", "message"),
    [
        ('type = "integer"', "SELECT * {}", "needs exactly one line VALUES"),
        ('type = "integer"', "SELECT * {\nVALUES ?x { 1 }\nVALUES ?x { 2 }\n}", "not 2"),
        ('type = "number"', "SELECT * {\nVALUES ?x { 1 }\n}", "must be one of integer, count"),
    ],
)
def test_a_parameter_has_a_known_type_and_one_place_in_the_query(declared, body, message):
    with pytest.raises(QueryError, match=message):
        parse_query(f"# [parameters.x]\n# {declared}\n{body}")
