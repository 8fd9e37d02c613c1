"""The whole network, on small worlds and on the eight real records."""

import os
import random
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.clean import clean
from kg.entities import resolve
from kg.networks import build_network
from kg.readers import read
from kg.record import Record

ROOT = Path(__file__).parents[2]
BYLINES = st.lists(st.lists(st.sampled_from("abcdefghijkl"), min_size=1, max_size=6, unique=True), max_size=12)


@given(BYLINES, st.randoms(use_true_random=False))
def test_entities_in_any_order_give_the_same_network(world, bylines, chance: random.Random):
    entities = world(
        bylines,
        works={"a": ["Leeds"], "b": ["York"]},
        concepts={0: ["x", "y"]} if bylines else {},
        years=[2020] * len(bylines),
    )
    shuffled = {
        field: tuple(chance.sample(rows, len(rows))) for field, rows in msgspec.structs.asdict(entities).items()
    }
    assert build_network(type(entities)(**shuffled)) == build_network(entities)


PRINT = """
import hashlib, msgspec
from kg.networks import build_network
from tests.bench.networks import entities_of, plant
network = build_network(entities_of(plant(400, 7).papers))
print(len(network.fields), hashlib.sha256(msgspec.json.encode(network, enc_hook=list)).hexdigest())
"""


def test_other_hash_seeds_give_the_same_network():
    def run(seed: str) -> str:
        env = os.environ | {"PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", PRINT]
        return subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True, text=True).stdout

    first = run("1")
    assert int(first.split()[0]) > 1
    assert run("2") == first


def test_nothing_gives_an_empty_network(world):
    network = build_network(world([]))
    assert (list(network.coauthorships), network.measures, network.clusters) == ([], {}, ())


def test_a_collective_author_is_in_no_cluster_and_not_measured(world):
    network = build_network(world([["a", "team", "b"]], collectives=["team"]))
    assert list(network.measures) == ["a", "b"]
    assert network.clusters[0].members == ("a", "b")


def test_a_cluster_keeps_its_key_when_other_clusters_come_and_go(world):
    one = build_network(world([["a", "b"], ["x", "y"]])).clusters
    assert build_network(world([["a", "b"]])).clusters[0].key == one[0].key
    assert one[0].key != one[1].key


@pytest.fixture(scope="module")
def seed(shared):
    records = (item for item in read(shared / "seeds/social-prescribing.rca.txt") if isinstance(item, Record))
    entities = resolve(item for record in records for item in clean(record) if isinstance(item, Record))
    return build_network(entities), {person.key: person.name for person in entities.people}


def test_the_twelve_authors_of_north_east_england_are_one_cluster(seed):
    network, names = seed
    (cluster,) = (cluster for cluster in network.clusters if cluster.name == "Newcastle / Durham")
    assert len(cluster.members) == 12
    assert {names[who].split()[0] for who in cluster.members} == {
        "Moffatt",
        "Wildman",
        "Pollard",
        "Gibson",
        "O’Brien",
        "Griffith",
        "Morris",
        "Moloney",
        "Jeffries",
        "Pearce",
        "Mohammed",
    }
    assert (len(cluster.studies), cluster.first_year, cluster.last_year) == (2, 2022, 2023)


def test_tabriz_and_its_partners_are_another(seed):
    network, names = seed
    (cluster,) = (cluster for cluster in network.clusters if cluster.name.startswith("Tabriz"))
    assert {names[who].split()[0] for who in cluster.members} == {
        "Ebrahimoghli",
        "Pezeshki",
        "Farajzadeh",
        "Arab-Zozani",
        "Mehrtak",
        "Alizadeh",
    }


def test_a_cluster_without_institutions_is_named_after_its_leaders(seed):
    assert "Rothe & Heiss" in {cluster.name for cluster in seed[0].clusters}
