"""The bucket queue: nothing lost, nothing twice, in order of buckets."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import seeds

from marchland.kernels.queue import (
    CHUNK,
    FREE_COUNT,
    MOST_BUCKETS,
    PENDING,
    grown,
    lower,
    new_queue,
    push,
    release,
    take,
)


def drained(queue, labels):
    """Every cell of a queue, chunk by chunk, the queue growing when it must."""
    chunks = []
    while queue.state[PENDING]:
        first, stop = take(queue, labels)
        if first == stop:
            queue = grown(queue)
            continue
        chunks.append(queue.pool[int(first) : int(stop)].copy())
        release(queue, first)
    return chunks


def filled(labels, least=1.0, most=50.0):
    cells = np.arange(labels.size)
    return new_queue(cells, labels, least, most)


labels = st.builds(
    lambda rng, size: rng.uniform(0, 40, size).astype(np.float32), seeds, st.integers(1, 3 * CHUNK)
)


@given(labels)
def test_gives_back_every_cell_once(labels):
    cells = np.concatenate(drained(filled(labels), labels))
    np.testing.assert_array_equal(np.sort(cells), np.arange(labels.size))


@given(labels)
def test_gives_cells_in_the_order_of_their_buckets(labels):
    buckets = [np.floor(labels[chunk]) for chunk in drained(filled(labels), labels)]
    assert all((chunk == chunk[0]).all() for chunk in buckets)
    assert np.all(np.diff([chunk[0] for chunk in buckets]) >= 0)


@given(labels)
def test_growing_keeps_every_cell(labels):
    queue = grown(filled(labels))
    assert sum(chunk.size for chunk in drained(queue, labels)) == labels.size


@given(labels)
def test_chunks_given_back_can_be_taken_again(labels):
    queue = filled(labels)
    free = queue.state[FREE_COUNT]
    drained(queue, labels)
    assert queue.state[FREE_COUNT] >= free


def test_growing_adds_free_chunks():
    queue = filled(np.zeros(1, np.float32))
    before, chunks = queue.state[FREE_COUNT], queue.pool.size // CHUNK - 1
    assert grown(queue).state[FREE_COUNT] == before + chunks // 2


def test_a_label_that_falls_within_its_later_bucket_is_not_queued_again():
    labels = np.array([0.0, 20.9], np.float32)
    queue = filled(labels)
    lower(queue, labels, np.uint64(1), np.float32(20.1), 0)
    assert [chunk.tolist() for chunk in drained(queue, labels)] == [[0], [1]]


def test_a_label_that_falls_to_another_bucket_is_queued_there():
    labels = np.array([0.0, 20.9], np.float32)
    queue = filled(labels)
    lower(queue, labels, np.uint64(1), np.float32(10.1), 0)
    assert [chunk.tolist() for chunk in drained(queue, labels)] == [[0], [1], [1]]


def test_a_label_that_falls_within_the_current_bucket_is_queued_again():
    labels = np.full(8, 0.9, np.float32)
    queue = filled(labels[:1])
    take(queue, labels)
    lower(queue, labels, np.uint64(7), np.float32(0.1), 0)
    assert labels[7] == np.float32(0.1)
    assert [chunk.tolist() for chunk in drained(queue, labels)] == [[7]]


@given(labels.map(lambda labels: labels**4))
def test_labels_beyond_the_ring_come_in_their_turn(labels):
    queue = filled(labels)
    assert queue.top.size <= 65
    chunks = drained(queue, labels)
    np.testing.assert_array_equal(np.sort(np.concatenate(chunks)), np.arange(labels.size))
    assert (np.diff([np.floor(labels[chunk[0]]) for chunk in chunks]) >= 0).all()


def test_a_label_that_falls_from_beyond_the_ring_into_it_is_not_taken_twice_over():
    labels = np.array([0.0, 5000.0, 5001.0], np.float32)
    queue = filled(labels)
    lower(queue, labels, np.uint64(1), np.float32(3.0), 0)
    assert [chunk.tolist() for chunk in drained(queue, labels)] == [[0], [1], [2]]


def test_very_unequal_steps_share_wide_buckets():
    labels = np.array([0.0, 1e6, 5e5], np.float32)
    queue = new_queue(np.arange(2), labels[:2], 1e-6, 1e6)
    push(queue, np.uint64(2), labels[2])
    assert [chunk.tolist() for chunk in drained(queue, labels)] == [[0], [2], [1]]
    assert queue.top.size == MOST_BUCKETS + 1
