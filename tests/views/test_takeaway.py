"""What can be taken away from the page."""

import csv
import io
import json
import struct
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

pytestmark = pytest.mark.browser


def take(page, name):
    """Save one of the page's files and give its bytes."""
    page.locator(".menu summary").click()
    with page.expect_download() as download:
        page.locator(".menu button", has_text=name).click()
    return download.value.path().read_bytes()


@pytest.mark.parametrize("name", ["small", "hostile"])
def test_the_network_files_hold_what_the_picture_shows(visit, name, tmp_path):
    with visit(name, "#view=everything") as page:
        taken = json.loads(take(page, "JSON"))
        (tmp_path / "net.graphml").write_bytes(take(page, "GraphML"))
        (tmp_path / "net.gexf").write_bytes(take(page, "GEXF"))
        vos = json.loads(take(page, "VOSviewer"))["network"]
    nodes, links = len(taken["nodes"]), len({frozenset((each["from"], each["to"])) for each in taken["links"]})
    assert nodes >= 25
    assert links >= 25
    for graph in (nx.read_graphml(tmp_path / "net.graphml"), nx.read_gexf(tmp_path / "net.gexf", version="1.2draft")):
        assert (graph.number_of_nodes(), graph.number_of_edges()) == (nodes, links)
    assert len(vos["items"]) == nodes
    known = {item["id"] for item in vos["items"]}
    assert all({link["source_id"], link["target_id"]} <= known for link in vos["links"])


def test_a_picture_as_svg_keeps_its_text_as_text_and_no_label_lies_on_another(visit):
    with visit(address="#view=everything") as page:
        svg = ET.fromstring(take(page, "SVG"))
        texts = [each.text for each in svg.iter("{http://www.w3.org/2000/svg}text")]
        assert {"The small graph", "Tyndall S", "social prescribing", "author", "Aldmoor / Bexhaven"} <= set(texts)
        page.set_content(ET.tostring(svg, encoding="unicode").replace("ns0:", "").replace(":ns0", ""))
        boxes = page.locator("g g text").evaluate_all(
            "all => all.map(each => each.getBoundingClientRect()).map(box => [box.left, box.top, box.right, box.bottom])"
        )
    assert len(boxes) > 30
    for index, (left, top, right, bottom) in enumerate(boxes):
        for x0, y0, x1, y1 in boxes[:index]:
            assert right - 2 <= x0 or x1 <= left + 2 or bottom - 3 <= y0 or y1 <= top + 3


def texts(page):
    """Give the texts of the page's picture, as it is saved."""
    return [each.text for each in ET.fromstring(take(page, "SVG")).iter("{http://www.w3.org/2000/svg}text")]


def test_the_legend_of_a_picture_tells_the_colours_of_its_nodes_and_none_twice(visit):
    for name, address, many in (
        ("small", "coauthors", 5),
        ("weak", "coauthors", 0),
        ("abroad", "institutions", 11),
        ("abroad", "institutions&colour=cluster", 0),  # where regions are countries
        ("weak", "clusters", 0),  # where they are fields
    ):
        with visit(name, f"#view={address}") as page:
            legend = ET.fromstring(take(page, "SVG")).findall("{http://www.w3.org/2000/svg}g")[-1]
            colours = [each.get("fill") for each in legend if each.get("fill") and not each.text]
            assert len(colours) == len(set(colours)) == many


def test_every_clusters_name_can_be_read_on_a_phone(visit):
    with visit(address="#view=clusters", width=390, height=844) as page:
        said = " ".join(texts(page))
        names = page.locator("#clusters .row span[dir]").all_text_contents()
        assert len(names) > 3
        assert [name for name in names if name[:40].strip() not in said] == []


def test_a_picture_as_png_has_300_dots_an_inch(visit):
    with visit() as page:
        png = take(page, "PNG")
        wide = page.locator("#canvas").evaluate("canvas => canvas.clientWidth")
    assert png.startswith(b"\x89PNG")
    assert struct.unpack(">I", png[16:20])[0] == pytest.approx(wide * 300 / 96, abs=2)
    assert png[37:41] == b"pHYs"
    assert struct.unpack(">IIB", png[41:50]) == (11811, 11811, 1)


def test_the_table_as_csv_has_a_row_for_each_author_and_runs_no_formula(visit):
    with visit(address="#view=table") as page:
        rows = list(csv.reader(io.StringIO(take(page, "CSV").decode("utf-8-sig"))))
        assert len(rows) == 33
        assert rows[0][:2] == ["IRI", "Name"]
    with visit("hostile", "#view=table") as page:
        text = take(page, "CSV").decode("utf-8-sig")
        assert not [
            cell for row in csv.reader(io.StringIO(text)) for cell in row if cell.startswith(("=", "+", "-", "@"))
        ]


def test_several_that_are_chosen_are_taken_alone(visit):
    with visit(address="#chosen=person/Harrow-S&chosen=person/Winter-JM") as page:
        taken = json.loads(take(page, "JSON"))
    assert [node["name"] for node in taken["nodes"]] == ["Harrow S", "Winter JM"]
    assert [link["weight"] for link in taken["links"]] == [2]
