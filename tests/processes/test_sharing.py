"""Values that processes share."""

import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.entity import AffiliationMention, Institution, Mention, Person
from kg.processes.sharing import Packed, Shared
from kg.processes.workers import Workers
from kg.rows.aside import Aside


@given(st.lists(st.lists(st.integers(-9, 9), max_size=5), max_size=5), st.text())
def test_what_was_sent_is_what_was_shared(rows, text):
    arrays = [np.array(row, np.int16) for row in rows]
    with Shared((arrays, text)) as shared:
        found, words = pickle.loads(pickle.dumps(shared)).value
    assert [each.tolist() for each in found] == rows
    assert words == text


def test_the_file_is_written_when_the_value_is_first_sent_and_goes_with_the_block(tmp_path):
    with Shared(np.arange(9), tmp_path / "scratch") as shared:
        assert list(tmp_path.iterdir()) == []
        assert pickle.dumps(shared) == pickle.dumps(shared)
        assert len(list(tmp_path.glob("scratch/*"))) == 1
    assert list(tmp_path.glob("scratch/*")) == []


def test_processes_read_a_shared_value_without_being_sent_it():
    with Shared(np.arange(9)) as shared, Workers(2) as workers:
        assert [found.sum() for found in workers.map(_take, [shared] * 4)] == [36] * 4


def test_a_value_is_read_once_while_it_is_needed_and_let_go_then():
    with Shared(np.arange(9)) as shared:
        sent = pickle.dumps(shared)
        received = pickle.loads(sent)
    assert pickle.loads(sent) is received
    del received
    with pytest.raises(FileNotFoundError):
        pickle.loads(sent)


def _take(shared: Shared) -> np.ndarray:
    return np.array(shared.value)


def test_a_packed_value_arrives_as_it_was_sent_of_the_type_that_was_told():
    people = [Person("k", "Li A", mentions=(Mention("r", 1),))]
    packed = pickle.loads(pickle.dumps(Packed(people, list[Person])))
    arrived = packed.unpack()
    assert arrived == people == list(packed.each())
    assert type(arrived[0].mentions[0]) is Mention


def test_what_was_put_aside_is_sent_as_what_it_reads_as(tmp_path):
    mentions = (AffiliationMention("r", 1, 2), AffiliationMention("r", 3, 1))
    institution = Institution("i", "Name", mentions=Aside(tmp_path / "rows", AffiliationMention).put(mentions))
    (received,) = pickle.loads(pickle.dumps(Packed([institution], list[Institution]))).unpack()
    assert tuple(received.mentions) == mentions
