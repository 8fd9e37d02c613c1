"""What `kg export --public` leaves out of each format, and what it keeps."""

import gzip
import re
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

import kg
from kg import example, shapes
from kg.exporters import formats
from kg.exporters.public import PublicStore
from kg.reading.spool import Spool
from kg.stores import EmbeddedStore
from kg.terms import KG, OA, RDF, VOID
from kg.values.sentences import sentence_spans

_PLAIN = re.compile(r"[\w ,-]{30,}")  # of a sentence: what every format prints as it is
FIGURES = ["triples", "entities", "classes", "properties", "classPartition", "class", "propertyPartition", "property"]
GRAPHS = {"turtle", "ntriples", "nquads", "trig", "rdfxml", "jsonld"}


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """A build of the demo, of which the path shows whose it is."""
    folder = tmp_path_factory.mktemp("somebodys-own-folder")
    page = folder / "page.rca.txt"
    page.write_bytes(Path(example()).read_bytes())
    kg.build([page], folder / "out", jobs=1)
    return folder / "out"


@pytest.fixture(scope="module")
def pieces(built) -> set[str]:
    """Of each sentence of the abstracts, its longest plain stretch of words."""
    sections = (section for record in Spool(built / "records.jsonl.gz") for section in record.abstract)
    sentences = [section.text[start:end] for section in sections for start, end in sentence_spans(section.text)]
    found = {max(plain, key=len) for each in sentences if (plain := _PLAIN.findall(each))}
    assert len(found) > 50
    return found


def written(built: Path, name: str, folder: Path, *, public: bool) -> str:
    path = folder / formats()[name].FILE
    with kg.open(built) as graph:
        graph.export(name, path, public=public)
    content = path.read_bytes()
    return (gzip.decompress(content) if path.suffix == ".gz" else content).decode()


@pytest.mark.parametrize("name", sorted(formats()))
def test_no_sentence_of_an_abstract_and_no_folder_of_an_input_is_in_a_public_file(name, built, pieces, tmp_path):
    public = written(built, name, tmp_path, public=True)
    assert not [each for each in pieces if each in public]
    assert "somebodys-own-folder" not in public
    if name in GRAPHS:
        whole = written(built, name, tmp_path, public=False)
        assert sum(each in whole for each in pieces) > len(pieces) // 2, "else there is nothing to leave out"


def test_all_other_facts_are_in_it_the_names_of_inputs_included_and_it_is_as_valid(built, tmp_path):
    whole = set(written(built, "nquads", tmp_path, public=False).splitlines())
    public = set(written(built, "nquads", tmp_path, public=True).splitlines())
    predicates = {line.split(" ")[1].rpartition("#")[2].rpartition("/")[2].rstrip(">") for line in whole - public}
    assert predicates <= {
        "abstract",
        "hasContent",
        "sentence",
        "exact",
        "hasSelector",
        "22-rdf-syntax-ns",
        "type",
        "file",
        *FIGURES,
    }
    assert {line.split(" ")[2] for line in public - whole} == {'"page.rca.txt"'}
    assert len(public) > 0.8 * len(whole)
    with EmbeddedStore() as store:
        (tmp_path / "public.nq.gz").write_bytes(gzip.compress("\n".join(sorted(public)).encode() + b"\n"))
        store.load_file(tmp_path / "public.nq.gz")
        assert not [each for each in shapes.validate(store) if each.severity == "Violation"]


def test_nothing_points_to_a_quotation_that_was_left_out(built, tmp_path):
    public = written(built, "ntriples", tmp_path, public=True)
    subjects = {line.split(" ", 1)[0] for line in public.splitlines()}
    pointed = {line.split(" ")[2] for line in public.splitlines() if line.split(" ")[1] == str(OA.hasSelector)}
    assert pointed
    assert pointed <= subjects
    assert f"{RDF.type} {OA.TextQuoteSelector}" not in public


def test_nothing_counts_what_was_left_out(built, tmp_path):
    told = {line.split(" ")[1] for line in written(built, "ntriples", tmp_path, public=True).splitlines()}
    assert told & {str(VOID.vocabulary)}
    assert not told & {f"<http://rdfs.org/ns/void#{each}>" for each in FIGURES}


def test_it_leaves_the_store_below_open():
    quad = Quad(NamedNode("http://example.com/a"), KG.file, Literal("stdin"))
    with EmbeddedStore() as store:
        store.load([quad])
        with PublicStore(store) as public:
            assert list(public.quads()) == [quad]
            assert len(public) == 1
        assert len(store) == 1
