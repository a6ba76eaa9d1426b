"""The bucket queue: nothing lost, nothing twice, in order of buckets."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import seeds

from marchland.kernels.queue import (
    CHUNK,
    FREE_COUNT,
    PENDING,
    grown,
    lower,
    new_queue,
    push,
    release,
    take,
)


def drained(queue):
    """Every cell of a queue, chunk by chunk, the queue growing when it must."""
    chunks = []
    while queue.state[PENDING]:
        first, stop = take(queue)
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
    cells = np.concatenate(drained(filled(labels)))
    np.testing.assert_array_equal(np.sort(cells), np.arange(labels.size))


@given(labels)
def test_gives_cells_in_the_order_of_their_buckets(labels):
    buckets = [np.floor(labels[chunk]) for chunk in drained(filled(labels))]
    assert all((chunk == chunk[0]).all() for chunk in buckets)
    assert np.all(np.diff([chunk[0] for chunk in buckets]) >= 0)


@given(labels)
def test_growing_keeps_every_cell(labels):
    queue = grown(filled(labels))
    assert sum(chunk.size for chunk in drained(queue)) == labels.size


@given(labels)
def test_chunks_given_back_can_be_taken_again(labels):
    queue = filled(labels)
    free = queue.state[FREE_COUNT]
    drained(queue)
    assert queue.state[FREE_COUNT] >= free


def test_growing_adds_free_chunks():
    queue = filled(np.zeros(1, np.float32))
    before = queue.state[FREE_COUNT]
    assert grown(queue).state[FREE_COUNT] == before + queue.pool.size // CHUNK // 2


def test_a_label_that_falls_within_its_later_bucket_is_not_queued_again():
    queue = filled(np.array([0.0, 20.9], np.float32))
    lower(queue, np.uint64(1), np.float32(20.9), np.float32(20.1))
    assert queue.state[PENDING] == 2


def test_a_label_that_falls_to_another_bucket_is_queued_there():
    queue = filled(np.array([0.0, 20.9], np.float32))
    lower(queue, np.uint64(1), np.float32(20.9), np.float32(10.1))
    assert [chunk.tolist() for chunk in drained(queue)] == [[0], [1], [1]]


def test_a_label_that_falls_within_the_current_bucket_is_queued_again():
    queue = filled(np.array([0.0], np.float32))
    take(queue)
    lower(queue, np.uint64(7), np.float32(0.9), np.float32(0.1))
    assert [chunk.tolist() for chunk in drained(queue)] == [[7]]


def test_huge_labels_share_wide_buckets():
    queue = new_queue(np.arange(2), np.array([0.0, 1e6], np.float32), 1e-6, 1e6)
    push(queue, np.uint64(2), np.float32(5e5))
    assert [chunk.tolist() for chunk in drained(queue)] == [[0], [2], [1]]
    assert queue.top.size <= 1 << 16
