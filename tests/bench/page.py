"""The page in headless Chromium without a GPU: how soon it can be used, how smoothly it moves, how fast it answers.

Run `python -m tests.bench.page [--stock-seconds 20]`. Planted co-authorship networks of 5,000 people with 20,000 links
and of 20,000 with 80,000, with half as many studies beside them, are drawn, then panned and zoomed for two seconds each
by pointer and wheel events, one a frame. In the same run pyvis's stock page of 1,000 of these people, for so many seconds.
"""

from __future__ import annotations

import argparse
import math
import random
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from pyvis.network import Network

from kg.views.model import AUTHOR, CLUSTER, COAUTHOR, STUDY, WROTE, Edge, Model, Node, Origins
from kg.views.page import render
from kg.views.scene import Layout
from tests.views.browser import QUIET, find_chromium

SIZES = ((5_000, 20_000), (20_000, 80_000))
TEAM = 25

# Moves the picture by events, one a frame, and gives frames a second and the slowest of twenty frames, in milliseconds.
MOVE = """async (kind) => {
  const canvas = document.getElementById("canvas"), box = canvas.getBoundingClientRect();
  const at = (x, y) => ({ clientX: box.left + x, clientY: box.top + y, pointerId: 1, pointerType: "mouse", bubbles: true });
  canvas.setPointerCapture = () => {};
  const middle = [box.width / 2, box.height / 2], gaps = [];
  if (kind === "pan") canvas.dispatchEvent(new PointerEvent("pointerdown", { ...at(3, 3), button: 2 }));
  let before = await new Promise(requestAnimationFrame), step = 0;
  const start = before;
  while (before - start < 2000) {
    step += 1;
    if (kind === "pan") canvas.dispatchEvent(new PointerEvent("pointermove", at(3 + 260 * Math.sin(step / 25), 3 + 120 * Math.sin(step / 17))));
    else canvas.dispatchEvent(new WheelEvent("wheel", { ...at(...middle), deltaY: 45 * Math.cos(step / 30), cancelable: true }));
    const now = await new Promise(requestAnimationFrame);
    gaps.push(now - before);
    before = now;
  }
  if (kind === "pan") canvas.dispatchEvent(new PointerEvent("pointerup", at(3, 3)));
  gaps.sort((a, b) => a - b);
  return [1000 * gaps.length / (before - start), gaps[Math.floor(gaps.length * 0.95)]];
}"""
# The time from a change of an input to the next frame, in milliseconds: the median of five.
ANSWER = """async ([id, values, event]) => {
  const input = document.getElementById(id), took = [];
  for (const value of values) {
    const start = performance.now();
    input.value = value;
    input.dispatchEvent(new Event(event, { bubbles: true }));
    await new Promise(requestAnimationFrame);
    took.push(performance.now() - start);
    await new Promise((done) => setTimeout(done, 400));
  }
  return took.sort((a, b) => a - b)[Math.floor(took.length / 2)];
}"""


def plant(people: int, links: int, seed: int = 1) -> tuple[Model, dict[str, Layout]]:
    """Make a model of teams with so many people and links, a fifth of them between teams, and its layouts."""
    rng = random.Random(seed)
    teams = people // TEAM
    families = ("Arden", "Birch", "Cole", "Dale", "Ely", "Frost", "Garth", "Holt", "Ives", "Jude")
    authors = [
        Node(
            iri=f"https://example.org/kg/person/{number:06}",
            type=AUTHOR,
            name=f"{rng.choice(families)}{number} {rng.choice('ABCDEFGH')}",
            cluster=number // TEAM,
            facts=(("Studies", 1 + int(rng.paretovariate(1.5))), ("Citations", rng.randrange(200))),
        )
        for number in range(people)
    ]
    studies = [
        Node(
            iri=f"https://example.org/kg/study/{number:06}",
            type=STUDY,
            name=f"Study {number} of teams and what they share",
            facts=(("Year", rng.randint(2000, 2025)), ("DOI", f"10.1000/{number}")),
        )
        for number in range(people // 2)
    ]
    clusters = [
        Node(
            f"https://example.org/kg/cluster/{team}", CLUSTER, f"Team {team}", cluster=team, facts=(("Authors", TEAM),)
        )
        for team in range(teams)
    ]
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < links:
        a = rng.randrange(people)
        team = a // TEAM if rng.random() < 0.8 else rng.randrange(teams)
        b = team * TEAM + rng.randrange(TEAM)
        if a != b:
            pairs.add((min(a, b), max(a, b)))
    edges = [Edge(COAUTHOR, a, b, min(1 + int(rng.expovariate(1.5)), 9)) for a, b in pairs]
    for number in range(len(studies)):
        team = rng.randrange(teams)
        for rank, member in enumerate(rng.sample(range(TEAM), 5), 1):
            edges.append(Edge(WROTE, team * TEAM + member, people + number, rank=rank))
    where = {number: _spot(number % TEAM, 30, _spot(number // TEAM, 240)) for number in range(people)}
    totals = {AUTHOR: people, STUDY: len(studies), "institution": 0, "concept": 0, CLUSTER: teams}
    nodes = (*authors, *studies, *clusters)
    homes = {people + len(studies) + team: _spot(team, 120) for team in range(teams)}
    return Model(nodes, tuple(sorted(edges)), (), totals), {"coauthors": where, "everything": where, "clusters": homes}


def _spot(index: int, step: float, centre: tuple[int, int] = (0, 0)) -> tuple[int, int]:
    angle, away = index * math.pi * (3 - math.sqrt(5)), step * math.sqrt(index)
    return round(centre[0] + away * math.cos(angle)), round(centre[1] + away * math.sin(angle))


def measure(browser: Browser, path: Path) -> list[str]:
    """Open a page of ours and measure it."""
    page = browser.new_page(viewport={"width": 1440, "height": 860})
    page.goto(path.as_uri() + "#view=coauthors")
    page.wait_for_selector("html[data-ready=true]")
    ready = page.evaluate(
        "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"
    )
    page.wait_for_timeout(1500)
    heap = _heap(page)
    row = [f"{path.stat().st_size / 1e6:.1f}", f"{ready / 1000:.2f}"]
    for kind in ("pan", "zoom"):
        frames, slow = page.evaluate(MOVE, kind)
        row += [f"{frames:.0f}", f"{slow:.0f}"]
    row.append(f"{max(heap, _heap(page)):.0f}")
    row.append(f"{page.evaluate(ANSWER, ['search', ['ard', 'holt 1', 'jude99', 'study 12', 'e'], 'input']):.0f}")
    row.append(f"{page.evaluate(ANSWER, ['from', ['2010', '2015', '2012', '2003', '2018'], 'change']):.0f}")
    page.close()
    return row


def _heap(page: Page) -> float:
    """What the page's objects, typed arrays and elements need after collection, in MB."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    usage = session.send("Runtime.getHeapUsage")
    return float(sum(usage[name] for name in ("usedSize", "embedderHeapUsedSize", "backingStorageSize"))) / 1e6


def stock(browser: Browser, folder: Path, seconds: int) -> str:
    """Draw 1,000 people with pyvis as it comes and wait for it to come to rest, for so many seconds at most."""
    model, _ = plant(1000, 4000)
    network = Network(cdn_resources="in_line")
    network.add_nodes([*range(1000)], label=[node.name for node in model.nodes[:1000]])
    network.edges = [{"from": edge.a, "to": edge.b} for edge in model.edges if edge.kind == COAUTHOR]
    path = folder / "stock.html"
    path.write_text(network.generate_html(), encoding="utf-8")
    page = browser.new_page()
    page.goto(path.as_uri(), wait_until="commit")
    try:
        page.wait_for_function(
            "() => typeof network !== 'undefined' && network.physics.stabilized", timeout=1000 * seconds
        )
        return f"{page.evaluate('performance.now()') / 1000:.1f}"
    except Exception as error:  # noqa: BLE001  # whatever ends the wait, it was not ready
        return f"> {seconds} ({type(error).__name__})"
    finally:
        page.close()


def main() -> None:
    """Print a line for each size, and one for pyvis's own page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stock-seconds", type=int, default=20)
    seconds = parser.parse_args().stock_seconds
    print(
        f"{'people/links':>14} {'MB':>5} {'ready s':>8} {'pan/s':>6} {'p95ms':>6} {'zoom/s':>7} {'p95ms':>6} {'heap MB':>8} {'search ms':>10} {'filter ms':>10}"
    )
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=[*QUIET, "--enable-precise-memory-info"]
        )
        for people, links in SIZES:
            path = Path(folder) / f"{people}.html"
            path.write_text(render(*plant(people, links), "Planted teams", Origins()), encoding="utf-8")
            size, ready, *rest = measure(browser, path)
            widths = (6, 6, 7, 6, 8, 10, 10)
            print(
                f"{people:>7}/{links:<6} {size:>5} {ready:>8} "
                + " ".join(f"{cell:>{width}}" for cell, width in zip(rest, widths, strict=True)),
                flush=True,
            )
        print(f"pyvis's stock page, 1,000 people: at rest after {stock(browser, Path(folder), seconds)} s")
        browser.close()


if __name__ == "__main__":
    main()
