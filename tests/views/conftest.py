"""Graphs to draw, and a browser that opens their pages and fails on any error, dialog or request."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

import kg
from kg.views import Origins, draw
from kg.views.model import Doubt
from tests.views.browser import QUIET, find_chromium
from tests.views.studies import NASTY, Paper, Signed, eight_studies, hostile_studies, many_studies, strong_and_weak
from tests.views.tables import Rows, iri, tables

LINES = '[[different]]\nof = ["study/1/author/1", "study/2/author/3"]\n'


@pytest.fixture(scope="session")
def small() -> Callable[..., Rows]:
    """Give the tables of eight studies."""
    return tables(eight_studies())


@pytest.fixture(scope="session")
def retracted() -> Callable[..., Rows]:
    """Give the tables of a study that was retracted."""
    return tables([Paper("Walking", 2021, (Signed("Aster B"),), retracted=True)])


@pytest.fixture(scope="session")
def uncounted() -> Callable[..., Rows]:
    """Give the tables of studies of forty years, of one of which the citations were counted."""
    team = (Signed("Aster B"), Signed("Bell C"))
    papers = [Paper(f"Walking {year}", year, team, citations=None) for year in range(1981, 2020)]
    return tables([*papers, Paper("Running", 2020, (Signed("Dean E"),), citations=4)])


@pytest.fixture(scope="session")
def empty() -> Callable[..., Rows]:
    """Give the tables of a graph of nothing."""
    return lambda _name: Rows([])


@pytest.fixture(scope="session")
def large() -> Callable[..., Rows]:
    """Give the tables of 1,000 people."""
    return tables(*many_studies(1000))


@pytest.fixture(scope="session")
def weak() -> Callable[..., Rows]:
    """Give the tables of a few clusters of many studies and many of few."""
    return tables(*strong_and_weak())


@pytest.fixture(scope="session")
def abroad() -> Callable[..., Rows]:
    """Give the tables of a study from twelve countries."""
    signed = tuple(Signed(f"Aster{number} B", f"Institute of Land {number}") for number in range(12))
    return tables([Paper("Walking", 2021, signed)])


@pytest.fixture(scope="session")
def hostile() -> Callable[..., Rows]:
    """Give the tables of hostile studies."""
    return tables(hostile_studies())


@pytest.fixture(scope="session")
def doubtful() -> Origins:
    """Give what is least certain about the eight studies, of every kind, some of it hostile."""
    harrow, other, study = iri("person", "Harrow-S"), iri("person", "Winter-J"), iri("study", 1)
    return Origins(
        doubts=(
            Doubt(
                "merge",
                "Harrow S may be two",
                (harrow, f"{study}/author/1"),
                0.7,
                ("+ a rare name", "- other towns"),
                LINES,
            ),
            Doubt("split", f"Winter J {NASTY[0]}", (other, harrow), 0.6, (f"+ {NASTY[1]}",), "[[same]]"),
            Doubt("institution", "Aldmoor: no entry found", (iri("institution", "gone"),), 0.5, (), "[[institution]]"),
            *(Doubt("affiliation", f"Nobody {each}", (other,), 0.0) for each in range(7)),
        ),
        doubtful={"merge": 1, "split": 1, "institution": 1, "affiliation": 31},
    )


@pytest.fixture(scope="session")
def example(tmp_path_factory):
    """Give the folder of the example's build."""
    folder = tmp_path_factory.mktemp("built") / "example"
    kg.build([kg.example()], folder).close()
    return folder


@pytest.fixture(scope="session")
def browser():
    found = find_chromium()
    with sync_playwright() as playwright:
        if not found and not Path(playwright.chromium.executable_path).exists():
            reason = "needs Chromium: none on PATH, and Playwright has not installed its own (make browser)"
            (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
        chromium = playwright.chromium.launch(executable_path=found, args=list(QUIET))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def drawn(request, tmp_path_factory):
    """Give a function that gives the file of a page, by the name of the fixture with its tables; each is drawn once."""
    folder = tmp_path_factory.mktemp("drawn")

    @cache
    def drawn(name):
        given = request.getfixturevalue(name)
        run, origins = (request.getfixturevalue("small"), given) if isinstance(given, Origins) else (given, None)
        draw(run, f"The {name} graph", origins).write(folder / f"{name}.html")
        return folder / f"{name}.html"

    return drawn


@pytest.fixture(scope="session")
def tab(browser):
    """Give a function that gives a tab of the browser's context with some options, and the list of what goes wrong there.

    There is one for all tests that ask for these options: opening a tab takes longer than opening a page in it.
    """

    @cache
    def tab(**options):
        page, wrong = browser.new_context(reduced_motion="reduce", **options).new_page(), []
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: (wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on(
            "request",
            lambda sent: wrong.append(sent.url) if not sent.url.startswith(("file:", "blob:", "about:")) else None,
        )
        return page, wrong

    return tab


def await_painted(page):
    """Wait until the picture is at rest, and as sharp as it gets."""
    expect(page.locator("#canvas")).to_have_attribute("data-painted", "true")


@pytest.fixture
def visit(tab, drawn):
    """Give a context manager that opens a page of `drawn`, or a file; whatever goes wrong there fails the test at its end."""

    @contextmanager
    def visit(name="small", address="", width=1440, height=860, **options):
        page, wrong = tab(**options)
        page.goto("about:blank")
        page.emulate_media(media="screen")
        page.mouse.move(0, 0)
        page.set_viewport_size({"width": width, "height": height})
        wrong.clear()
        page.goto((drawn(name) if isinstance(name, str) else name).as_uri() + address)
        expect(page.locator("html")).to_have_attribute("data-ready", "true")
        yield page
        page.evaluate("() => new Promise((done) => { requestAnimationFrame(() => setTimeout(done)); })")
        assert wrong == []

    return visit
