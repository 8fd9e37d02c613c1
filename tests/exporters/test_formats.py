"""The list of formats."""

from importlib.metadata import EntryPoint

import pytest

from kg.errors import InputError
from kg.exporters import export, find_exporter, formats
from kg.plugins import find_plugins


def test_every_module_that_writes_a_format_is_found_by_being_in_the_folder():
    assert list(formats()) == [
        "authors", "clusters", "gexf", "graphml", "jsonld", "nquads", "ntriples", "rdfxml", "studies", "trig", "turtle",
        "vosviewer",
    ]  # fmt: skip


def test_every_format_says_what_it_is_and_has_a_file_of_its_own():
    assert all(exporter.TITLE and "\n" not in exporter.TITLE for exporter in formats().values())
    assert len({exporter.FILE for exporter in formats().values()}) == len(formats())


def test_packages_of_others_add_formats(monkeypatch):
    point = EntryPoint("again", "kg.exporters.turtle", "kg.exporters")
    monkeypatch.setattr("kg.exporters.find_plugins", find_plugins.__wrapped__)
    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: [point] if group == "kg.exporters" else [])
    assert formats()["again"].FILE == "graph.ttl"


def test_two_formats_of_one_name_are_an_error_that_names_both(monkeypatch):
    point = EntryPoint("turtle", "kg.exporters.trig", "kg.exporters")
    monkeypatch.setattr("importlib.metadata.entry_points", lambda **_: [point])
    with pytest.raises(InputError, match=r"named turtle: .*turtle\.py.* and kg\.exporters\.trig"):
        find_plugins.__wrapped__("kg.exporters")


def test_a_format_that_is_not_there_is_answered_with_the_nearest_and_the_list(store, tmp_path):
    with pytest.raises(ValueError, match=r"no format turtel; did you mean turtle\? There is: authors, "):
        export(store, "turtel", tmp_path / "graph.ttl")
    assert find_exporter("turtle").FILE == "graph.ttl"
