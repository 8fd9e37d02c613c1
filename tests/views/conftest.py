"""Graphs to draw, and a browser that opens their pages and fails on any error, dialog or request."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from kg.views import draw
from tests.views.browser import QUIET, find_chromium
from tests.views.tables import Paper, Rows, Signed, eight_studies, hostile_studies, many_studies, tables


@pytest.fixture(scope="session")
def small() -> Callable[..., Rows]:
    """Give the tables of eight studies."""
    return tables(eight_studies())


@pytest.fixture(scope="session")
def retracted() -> Callable[..., Rows]:
    """Give the tables of a study that was retracted."""
    return tables([Paper("Walking", 2021, (Signed("Aster B"),), retracted=True)])


@pytest.fixture(scope="session")
def empty() -> Callable[..., Rows]:
    """Give the tables of a graph of nothing."""
    return lambda _name: Rows([])


@pytest.fixture(scope="session")
def large() -> Callable[..., Rows]:
    """Give the tables of 2,000 people."""
    return tables(*many_studies(2000))


@pytest.fixture(scope="session")
def hostile() -> Callable[..., Rows]:
    """Give the tables of hostile studies."""
    return tables(hostile_studies())


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
        draw(request.getfixturevalue(name), f"The {name} graph").write(folder / f"{name}.html")
        return folder / f"{name}.html"

    return drawn


@pytest.fixture
def visit(browser, drawn):
    """Give a context manager that opens a page of `drawn`, or a file; whatever goes wrong there fails the test at its end."""

    @contextmanager
    def visit(name="small", address="", width=1440, height=860, **options):
        context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce", **options)
        page, wrong = context.new_page(), []
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: (wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda sent: wrong.append(sent.url) if not sent.url.startswith(("file:", "blob:")) else None)
        page.goto((drawn(name) if isinstance(name, str) else name).as_uri() + address)
        expect(page.locator("html")).to_have_attribute("data-ready", "true")
        yield page
        page.wait_for_timeout(50)
        assert wrong == []
        context.close()

    return visit
