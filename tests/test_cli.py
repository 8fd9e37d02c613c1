"""The command line as a user meets it."""

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Literal, Quad
from typer.main import get_command
from typer.testing import CliRunner

import kg
from kg import exporters, readers, writers
from kg.cli import app, main, options
from kg.cli.reports import show_few_faults
from kg.iri import DEFAULT_BASE
from kg.record import Fault
from kg.review import KINDS
from kg.stores import EmbeddedStore
from kg.swapping import has_leftovers
from kg.terms import DCTERMS, FABIO, XSD

ROOT = Path(__file__).resolve().parents[1]
DAY = Literal("1999-01-01", datatype=XSD.date)
VERBS = sorted(command.callback.__name__ for command in app.registered_commands)


def run(*arguments, code=0, text=None) -> str:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments], input=text)
    assert result.exit_code == code, result.output
    return result.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "demo"
    run("demo", "-o", folder, "--quiet")
    return folder


def test_a_fault_of_a_whole_file_is_told_before_those_of_pieces(capsys):
    show_few_faults(
        [*(Fault("a.ris", line, "AF", "breaks off") for line in range(1, 9)), Fault("b.ris", 0, "", "is empty")]
    )
    assert capsys.readouterr().err.startswith("b.ris: is empty\na.ris#1: breaks off: AF\n")


def test_every_verb_has_help_and_stands_in_the_readme():
    readme = (ROOT / "README.md").read_text("utf-8")
    for verb in VERBS:
        assert "Usage" in run(verb, "--help")
        assert f"| `kg {verb}" in readme


def test_a_path_that_may_not_be_read_is_no_wrong_command_line():
    paths = {
        (verb, each.name)
        for verb, command in get_command(app).commands.items()
        for each in command.params
        if getattr(each.type, "readable", False)
    }
    assert paths == set()


def test_version_is_the_installed_one():
    assert run("--version") == f"kg {kg.__version__}\n"


def test_build_says_what_it_found_and_where_to_look(tmp_path):
    told = run("build", kg.example(), "-o", tmp_path / "out")
    assert re.search(r"people +32", told)
    assert re.search(r"institutions +11\nunits +19", told)
    assert re.search(r"duplicates +0", told)
    assert not re.search("deletions|withdrawn|outside", told), "there are none, and seldom are any"
    assert str(tmp_path / "out/index.html") in told


def test_quiet_builds_print_nothing(tmp_path):
    assert run("build", kg.example(), "-o", tmp_path / "out", "--quiet") == ""


def test_stats_says_what_its_times_are(built):
    told = run("stats", built)
    assert re.search(r"resolve +\d+\.\d\d +\d+\.\d\d", told)
    assert "CPU is that of all processes" in told


def test_json_output_is_json(built):
    assert json.loads(run("stats", "--json", built))["counts"]["studies"] == 8
    assert json.loads(run("formats", "--json"))["read"]["rca"]
    assert json.loads(run("validate", "--json", built)) == []
    assert json.loads(run("query", "top-authors", "--format", "json", built))


def test_a_notebook_shows_a_graphs_title_and_counts(built):
    with kg.open(built) as graph:
        shown = graph._repr_html_()
    assert shown.startswith("<h4>Social prescribing</h4>")
    assert "<td>people</td><td>32</td>" in shown


def test_rdflib_needs_no_declaration_of_the_prefixes_that_queries_go_without(built):
    asked = "SELECT ?name WHERE { ?study a fabio:JournalArticle ; dcterms:creator / foaf:name ?name }"
    with kg.open(built) as graph:
        assert {str(row.name) for row in graph.rdflib.query(asked)} == {row[0] for row in graph.query(asked)}
        assert "@prefix fabio: <http://purl.org/spar/fabio/>" in graph.rdflib.default_graph.serialize(format="turtle")


def test_clusters_has_the_columns_of_clusters_csv(built):
    rows = list(csv.DictReader(io.StringIO(run("clusters", "--format", "csv", built))))
    assert ",".join(rows[0]) == "cluster,name,authors,studies,institutions,concepts,first_year,last_year,members,iri"
    assert (rows[0]["name"], rows[0]["authors"], rows[0]["studies"]) == ("Newcastle / Durham", "12", "2")
    assert rows[0]["members"].count(";") == 11
    table = " ".join(run("clusters", built).split())
    assert "… 9 more" in table
    assert rows[0]["iri"].removeprefix(DEFAULT_BASE) in table.replace(" ", "")


def test_query_takes_a_name_a_file_and_standard_input(built, tmp_path):
    count = "SELECT (COUNT(?s) AS ?n) WHERE { ?s a fabio:JournalArticle }"
    (tmp_path / "count.rq").write_text(count)
    for what, text in (("-", count), (tmp_path / "count.rq", None), (count, None)):
        assert run("query", what, "--format", "csv", built, text=text).split() == ["n", "8"]


def test_a_table_names_nodes_as_explain_takes_them_and_what_is_written_for_programs_by_their_iris(built):
    table, rows = (run("query", "top-authors", built, "--format", form) for form in ("table", "csv"))
    person = rows.splitlines()[1].split(",")[0]
    assert person.startswith(DEFAULT_BASE)
    assert person.removeprefix(DEFAULT_BASE) in table
    assert DEFAULT_BASE not in table
    assert person in run("explain", person.removeprefix(DEFAULT_BASE), built)


def test_a_query_takes_nodes_as_tables_show_them(built):
    (row, *_) = csv.DictReader(io.StringIO(run("query", "clusters", "--format", "csv", built)))
    cluster = row["cluster"].removeprefix(DEFAULT_BASE)
    members = run("query", "cluster-members", "-p", f"cluster={cluster}", "--format", "csv", built)
    assert len(members.splitlines()) == 1 + int(row["authors"])
    person = "person=person/moffatt-s-w3x4d7axwqya6ixf"
    assert len(run("query", "coauthors-of", "-p", person, "--format", "csv", built).splitlines()) == 12


def test_a_query_that_finds_nothing_says_what_it_was_asked_with(built):
    result = CliRunner().invoke(app, ["query", "coauthors-of", str(built), "--format", "csv"])
    assert result.stdout == "author,author_name,coauthor,coauthor_name,papers,weight\n"
    assert result.stderr == 'no rows for person="Smith"; --param person=… asks for another\n'


def test_why_two_people_are_one_or_two_needs_both(built):
    assert run("explain", "--why", "person/moffatt-s-w3x4d7axwqya6ixf", built, code=2) == ""


def test_the_canned_queries_can_be_listed_for_programs_and_in_a_notebook(built):
    listed = json.loads(run("query", "--format", "json"))
    assert {
        "query": "top-authors",
        "answers": "Authors with the most studies",
        "parameters": "least=1, limit=20",
    } in listed
    with kg.open(built) as graph:
        assert graph.queries.to_dicts() == listed


def test_query_without_a_name_lists_the_canned_queries():
    listed = run("query")
    assert "top-authors" in listed


def test_export_writes_the_file_asked_for(built, tmp_path):
    run("export", "turtle", built, "-o", tmp_path / "mine.ttl")
    assert (tmp_path / "mine.ttl").read_text("utf-8").startswith("@prefix")


def test_explain_shows_file_line_and_raw_text(built):
    top = json.loads(run("query", "top-authors", "--format", "json", built))[0]
    told = run("explain", top["person"], built)
    assert f"{kg.example()}#" in told
    assert "probability" in told
    with kg.open(built) as graph:
        texts = [each.raw for each in graph.explain(top["person"]).evidence]
    assert all(text.partition("\n")[0] in told and text not in told for text in texts)
    assert told.count("more lines (--full shows them)") == len(texts)
    assert all(text in run("explain", "--full", top["person"], built) for text in texts)


def test_explain_counts_the_facts_of_many_parts_and_shows_them_if_asked(built):
    study = "study/doi/10.3310/aqxc8219"
    told, every = run("explain", study, built), run("explain", "--full", study, built)
    counted = re.search(r"… and ([\d,]+) facts of ([\d,]+) parts", told)
    with kg.open(built) as graph:
        facts = graph.explain(study).facts
    parts = [fact for fact in facts if fact.subject != facts[0].subject]
    assert [int(count.replace(",", "")) for count in counted.groups()] == [len(parts), len({p.subject for p in parts})]
    assert all(fact.subject in every for fact in parts)
    assert "--full" not in every
    assert told.index("Moffatt S, Wildman J") < 20_000 < every.index("Moffatt S, Wildman J")


def test_a_probability_is_never_shown_as_certain(built):
    told = run("explain", "--why", "person/wildman-j-jo67rccpvofkyxgy", "person/wildman-jm-a5w5pyfoxl44y36w", built)
    assert "one person with a probability of under 0.001" in told
    assert "over 0.999" in run("explain", "person/moffatt-s-w3x4d7axwqya6ixf", built)


def test_explain_escapes_what_records_say(built):
    assert "[Reference Citation Analysis]" in run("explain", "journal/" + journal(built), built)


def journal(built: Path) -> str:
    with kg.open(built) as graph:
        return next(iter(graph.query("SELECT ?j WHERE { ?j a fabio:Journal } ORDER BY ?j")))[0].partition("/journal/")[
            2
        ]


def test_draw_writes_the_page_again(built, tmp_path):
    page = tmp_path / "page.html"
    assert run("draw", built, "-o", page, "--title", "Mine").strip() == str(page)
    assert "<title>Mine" in (tmp_path / "page.html").read_text("utf-8")


def test_faults_are_named_and_more_than_allowed_exit_with_1(tmp_path):
    listing = tmp_path / "cut.txt"
    listing.write_text("A line of the page's frame\n" + kg.example().read_text("utf-8"), "utf-8")
    result = CliRunner().invoke(app, ["build", str(listing), "-o", str(tmp_path / "out"), "--max-faults", "0"])
    assert result.exit_code == 1
    assert f"{listing}#1:" in result.stderr
    assert "A line of the page's frame" in result.stderr
    assert json.loads((tmp_path / "out/build.json").read_text())["counts"]["records"] == 8
    run("build", listing, "-o", tmp_path / "out", "--max-faults", "1")


@pytest.mark.parametrize(
    ("term", "value", "code"), [(DCTERMS.title, Literal("Another"), 1), (DCTERMS.dateAccepted, DAY, 0)]
)
def test_validate_exits_with_1_if_a_shape_is_violated_but_not_for_a_warning(built, tmp_path, term, value, code):
    folder = shutil.copytree(built, tmp_path / "out")
    with EmbeddedStore(folder / "store") as store:
        subject = next(quad.subject for quad in store.quads(DefaultGraph()) if quad.predicate == FABIO.hasDateReceived)
        store.load([Quad(subject, term, value)])
    (found,) = json.loads(run("validate", "--json", folder, code=code))
    assert found["severity"] == ("Violation" if code else "Warning")
    told = " ".join(run("validate", folder, code=code).split())
    assert f"{found['severity'].lower()}: {found['message']}" in told
    assert all(each in told for each in (*found["places"], found["value"] or ""))


def fail(monkeypatch, capsys, *arguments) -> tuple[object, str]:
    """Run kg as its users do; give the exit code and what it says of the error."""
    monkeypatch.setattr("sys.argv", ["kg", *map(str, arguments)])
    with pytest.raises(SystemExit) as stop:
        main()
    return stop.value.code, capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["build", "missing.txt"], "missing.txt: no such file"),
        (["build", "{example}", "--authority", "missing.json"], "kg: missing.json: no such file"),
        (["stats", "nowhere"], "nowhere: no build here"),
        (["stats"], "no build in outputs/; make one with: kg build INPUT"),
        (["stats", "{outputs}"], "did you mean {built}?"),
        (["export", "docx", "{built}"], "turtle"),
        (["query", "top-autors", "{built}"], "no query top-autors; did you mean top-authors? kg query lists them.\n"),
        (["query", "bridge", "{built}"], "did you mean bridges?"),
        (["query", "SELECT ?x WHERE { ?x", "{built}"], "line 1"),
        (["query", "missing.rq", "{built}"], "missing.rq: no such file"),
        (["query", "{built}"], "a folder, not a query; kg query NAME {built} asks it"),
        (["query", "cluster-members", "-p", "cluster=a b", "{built}"], "takes an iri, not 'a b'"),
        (["explain", "person/nobody", "{built}"], "kg query people, studies and institutions list nodes"),
        (["explain", "--why", "person/x", "person/y", "{built}"], "person/x: neither a person of this build"),
        (["explain", "moffatt", "{built}"], "did you mean\n  person/moffatt-s-w3x4d7axwqya6ixf  Moffatt, Suzanne\n"),
        (["explain", "suzanne moffatt", "{built}"], "person/moffatt-s-w3x4d7axwqya6ixf  Moffatt, Suzanne"),
        (["explain", "Moffatt, S", "{built}"], "person/moffatt-s-w3x4d7axwqya6ixf  Moffatt, Suzanne"),
        (["explain", "", "{built}"], "the graph says nothing about it; kg query people"),
        (["explain", "\udce9", "{built}"], "the graph says nothing about it; kg query people"),
        (["explain", "person/moffatt-s", "{built}"], "person/moffatt-s-w3x4d7axwqya6ixf  Moffatt, Suzanne"),
        (["draw", "{built}", "-o", "nowhere/x.html"], "nowhere/x.html: there is no folder nowhere"),
        (["export", "turtle", "{built}", "-o", "nowhere/x.ttl"], "nowhere/x.ttl: there is no folder nowhere"),
    ],
)
def test_what_cannot_be_used_is_said_in_one_message_with_exit_code_3(built, arguments, message, monkeypatch, capsys):
    def fill(text):
        places = {"built": built, "outputs": built.parent, "example": kg.example()}
        return re.sub(r"\{(built|outputs|example)\}", lambda place: str(places[place[1]]), text)

    monkeypatch.chdir(built)
    code, told = fail(monkeypatch, capsys, *map(fill, arguments))
    assert code == 3
    assert fill(message) in told
    assert "Traceback" not in told


def test_a_build_of_nothing_says_why_and_leaves_the_old_one(tmp_path, monkeypatch, capsys):
    run("build", kg.example(), "-o", tmp_path / "out", "--quiet")
    (tmp_path / "exports").mkdir()
    code, told = fail(monkeypatch, capsys, "build", tmp_path / "exports", "-o", tmp_path / "out")
    assert (code, told) == (
        3,
        "kg: nothing could be read as a record: there is no file to read, or none with a record\n",
    )
    (tmp_path / "exports/notes.txt").write_text("to do")
    code, told = fail(monkeypatch, capsys, "build", tmp_path / "exports", "-o", tmp_path / "out")
    assert (code, told.partition(": ")[2].partition(": ")[0]) == (3, "nothing could be read as a record; its fault")
    assert not has_leftovers(tmp_path / "out")
    assert json.loads(run("stats", "--json", tmp_path / "out"))["counts"]["records"] == 8


def test_what_is_stopped_says_what_it_leaves(tmp_path, monkeypatch):
    def stop(*_paths, **_settings):
        raise KeyboardInterrupt

    monkeypatch.setattr("kg.pipeline.making.make_graph", stop)
    stopped = CliRunner().invoke(app, ["build", str(kg.example()), "-o", str(tmp_path / "out")])
    assert (stopped.exit_code, stopped.stderr) == (130, f"Stopped; {tmp_path / 'out'} is as it was.\n")
    assert not list(tmp_path.iterdir())


def test_a_query_that_is_not_utf_8_is_said_to_be_and_a_byte_order_mark_is_passed_over(
    built, tmp_path, monkeypatch, capsys
):
    (tmp_path / "latin.rq").write_bytes("ASK { ?é ?p ?o }".encode("latin-1"))
    message = f"kg: {tmp_path / 'latin.rq'}: no text in UTF-8: invalid continuation byte at byte 8\n"
    assert fail(monkeypatch, capsys, "query", tmp_path / "latin.rq", built) == (3, message)
    message = "kg: the query: no text in UTF-8: invalid continuation byte at byte 8\n"
    assert fail(monkeypatch, capsys, "query", "ASK { ?\udce9 ?p ?o }", built) == (3, message)
    (tmp_path / "mark.rq").write_text("ASK { ?s ?p ?o }", "utf-8-sig")
    assert "true" in run("query", tmp_path / "mark.rq", built)


@pytest.mark.parametrize("arguments", [("build", "-", "-o", "out"), ("query", "-")])
def test_standard_input_that_is_closed_is_said_to_be(built, arguments, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "outputs").mkdir()
    (tmp_path / "outputs/demo").symlink_to(built)
    monkeypatch.setattr("sys.stdin", None)
    assert fail(monkeypatch, capsys, *arguments) == (3, "kg: standard input is closed\n")


def test_a_verb_whose_output_is_closed_does_its_work(tmp_path):
    out = tmp_path / "out"
    closed = subprocess.run(f"{sys.executable} -m kg demo -o {out} >&- 2>&-", shell=True, check=False)
    assert closed.returncode == 0
    assert "studies" in run("stats", out)


@pytest.mark.parametrize("verb", ["query people", "stats", "explain person/moffatt-s-w3x4d7axwqya6ixf --json"])
def test_a_verb_whose_output_nobody_reads_on_ends_quietly_as_others_do(built, verb):
    """Shells tell of what a closed pipe ended by 141: 128 and the number of SIGPIPE."""
    command = [sys.executable, "-m", "kg", *verb.split(), built]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as piped:
        piped.stdout.close()
        assert (piped.wait(), piped.stderr.read()) == (141, b"")


def test_what_is_piped_is_utf_8_whatever_the_system_prefers(built, monkeypatch):
    piped = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr("sys.stdout", piped)
    monkeypatch.setattr("sys.argv", ["kg", "query", "people", str(built), "--format", "csv"])
    with pytest.raises(SystemExit) as stop:
        main()
    piped.flush()
    assert stop.value.code == 0
    assert "O’Brien" in piped.buffer.getvalue().decode()


def test_the_newest_build_in_outputs_is_the_default(built, monkeypatch, tmp_path):
    (tmp_path / "outputs").mkdir()
    (tmp_path / "outputs/demo").symlink_to(built)
    monkeypatch.chdir(tmp_path)
    assert json.loads(run("stats", "--json"))["title"] == "Social prescribing"
    run("build", kg.example(), "-o", "outputs/mine", "--title", "Mine", "--quiet")
    assert json.loads(run("stats", "--json"))["title"] == "Mine"


def test_a_path_is_shown_as_it_is_whatever_is_in_brackets(built, tmp_path):
    folder = shutil.copytree(built, tmp_path / "[red] :smile:")
    for verb in (("export", "turtle", folder), ("draw", folder), ("stats", folder)):
        assert str(folder) in run(*verb)
    listing = tmp_path / "[" / "b].txt"
    listing.parent.mkdir()
    listing.write_text("x\n" + kg.example().read_text("utf-8"), "utf-8")
    assert f"Open {tmp_path / '[out]'}" in run("build", listing, "-o", tmp_path / "[out]")


def test_an_export_to_standard_output_is_nothing_but_the_file_and_takes_nothings_place(built, tmp_path):
    command = [sys.executable, "-m", "kg", "export", "clusters", str(built), "-o", "/dev/stdout"]
    written = (built / "clusters.csv").read_bytes()
    assert subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout == written
    with (tmp_path / "all.csv").open("ab") as file:
        for _ in range(2):
            subprocess.run(command, stdout=file, check=True)
    assert (tmp_path / "all.csv").read_bytes() == written * 2


def test_a_file_of_a_build_that_is_cut_is_said_to_be_damaged(built, tmp_path, monkeypatch, capsys):
    folder = shutil.copytree(built, tmp_path / "out")
    explain = ("explain", "person/moffatt-s-w3x4d7axwqya6ixf")
    for verb, file in ((("export", "turtle"), "graph.nq.gz"), (explain, "records.jsonl.gz")):
        (folder / file).write_bytes((built / file).read_bytes()[:999])
        message = f"kg: {folder / file}: damaged: Compressed file ended before the end-of-stream marker was reached\n"
        assert fail(monkeypatch, capsys, *verb, folder) == (3, message)


def test_a_public_export_stands_beside_the_other_unless_it_is_told_where(built, tmp_path):
    folder = shutil.copytree(built, tmp_path / "out")
    run("export", "turtle", folder, "--public")
    assert (folder / "public-graph.ttl").stat().st_size < (folder / "graph.ttl").stat().st_size


@pytest.mark.parametrize(
    "arguments",
    [("review", "--kind", "merges"), ("query", "top-authors", "--param", "least"), ("fetch", "mesh")],
    ids=lambda given: given[0],
)
def test_what_there_is_not_to_choose_is_an_error_of_the_command_line(built, arguments):
    assert run(*arguments, *([built] if arguments[0] == "query" else ()), code=2) == ""


def test_help_names_each_format_and_kind_that_there_is():
    assert ", ".join(writers.formats()) == options.WRITTEN
    assert ", ".join(KINDS) == options.QUESTIONS


def test_formats_lists_what_is_read_and_written_with_a_command_for_each():
    listed = json.loads(run("formats", "--json"))
    assert {name: set(formats) for name, formats in listed.items()} == {
        "read": set(readers.formats()), "write": set(exporters.formats()), "write records": set(writers.formats())
    }  # fmt: skip
    told = run("formats")
    for what, command in (("Read", "kg build FILE"), ("Write", "kg export"), ("Write records", "kg dedupe FILE")):
        (part,) = re.findall(rf"^{what}: {command}.*\n((?:  .*\n)+)", told, re.MULTILINE)
        assert re.findall(r"^  (\w+)", part, re.MULTILINE) == list(listed[what.lower()])


def test_the_evidence_for_one_person_is_a_table_of_what_speaks_for_and_against(built):
    person = next(each for each in json.loads(run("query", "top-authors", built, "--format", "json")))["person"]
    key = person.removeprefix(DEFAULT_BASE)
    compared = json.loads(run("explain", "--why", key, key, built, "--json"))
    told = run("explain", "--why", key, key, built)
    assert compared["one"]
    assert compared["links"]
    for link in compared["links"][:3]:
        assert "record/{}/author/{} and record/{}/author/{}".format(*link["a"], *link["b"]) in " ".join(told.split())
        assert all(f"{reason['weight']:+.2f}" in told for reason in link["reasons"])


def test_a_listing_from_standard_input_is_built_like_any_other(tmp_path):
    content = kg.example().read_bytes()
    ran = CliRunner().invoke(app, ["build", "-", "-o", str(tmp_path / "out"), "--quiet", "--jobs", "1"], input=content)
    assert ran.exit_code == 0
    (source,) = json.loads((tmp_path / "out/build.json").read_text())["inputs"]
    assert (source["name"], source["format"], source["records"], source["remaining"]) == ("stdin", "rca", 8, 8)
