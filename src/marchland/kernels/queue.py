"""A bucket queue of cells in flat arrays, for label setting on rasters.

Labels are sorted into a ring of buckets, each as wide as the cheapest step. No order is
needed inside a bucket: a cell whose label is lowered within its own bucket is queued
again. A bucket is a chain of chunks of :data:`CHUNK` entries in the pool; the first entry
of a chunk is the number of the chunk below it. Compiled loops never rebind an array: when
the pool runs short they return, the pool grows, and they are called again.
"""

from typing import NamedTuple

import numpy as np
from numba import njit

CHUNK = 256
"""Entries in a chunk, its link included; a power of two."""

RESERVE = 64
"""Free chunks, beyond one for each bucket, below which a loop asks for more."""

MOST_BUCKETS = 1 << 16

CURRENT, PENDING, FREE_HEAD, FREE_COUNT, LAST, WARM = range(6)
"""Places in the state vector."""

NEVER = np.iinfo(np.int64).max

_ZERO, _ONE = np.uint64(0), np.uint64(1)
_LAST, _SHIFT = np.uint64(CHUNK - 1), np.uint64(8)
_FAR = np.float32(1e15)


class Queue(NamedTuple):
    """The queue's arrays.

    Parameters
    ----------
    pool : numpy.ndarray
        uint32: chunks of cells.
    top : numpy.ndarray
        uint64: where the next entry of each bucket goes, 0 for an empty bucket.
    state : numpy.ndarray
        int64: current bucket, entries pending, first free chunk, free chunks, the last
        bucket that is wanted, and whether some finite labels are not queued (a warm start).
    inverse : numpy.float32
        One over the width of a bucket, 1/s.
    """

    pool: np.ndarray
    top: np.ndarray
    state: np.ndarray
    inverse: np.float32


@njit(cache=True, nogil=True)
def push(queue: Queue, cell: np.uint64, label: np.float32) -> None:
    """Queue a cell under its label."""
    state = queue.state
    bucket = np.uint64(label * queue.inverse) & np.uint64(queue.top.size - 1)
    at = queue.top[bucket]
    if at & _LAST == _ZERO:
        chunk = np.uint64(state[FREE_HEAD])
        state[FREE_HEAD] = queue.pool[chunk << _SHIFT]
        state[FREE_COUNT] -= 1
        queue.pool[chunk << _SHIFT] = _ZERO if at == _ZERO else (at >> _SHIFT) - _ONE
        at = (chunk << _SHIFT) + _ONE
    queue.pool[at] = cell
    queue.top[bucket] = at + _ONE
    state[PENDING] += 1


@njit(cache=True, nogil=True)
def lower(queue: Queue, cell: np.uint64, old: np.float32, new: np.float32) -> None:
    """Queue a cell whose label fell, unless it waits in that bucket already."""
    to = np.int64(new * queue.inverse)
    waits = to == np.int64(min(old * queue.inverse, _FAR)) and not queue.state[WARM]
    if to == queue.state[CURRENT] or not waits:
        push(queue, cell, new)


@njit(cache=True, nogil=True)
def take(queue: Queue) -> tuple[np.uint64, np.uint64]:
    """Detach a chunk of the first bucket that has one.

    Returns
    -------
    first, stop : numpy.uint64
        Where its entries are in the pool; equal when nothing is pending or the pool runs
        short, which :data:`PENDING` tells apart.
    """
    state, ring = queue.state, np.uint64(queue.top.size)
    if state[PENDING] == 0 or state[FREE_COUNT] < np.int64(ring) + RESERVE:
        return _ZERO, _ZERO
    current = np.uint64(state[CURRENT])
    while queue.top[current & (ring - _ONE)] == _ZERO:
        current += _ONE
    if np.int64(current) > state[LAST]:
        state[PENDING] = 0
        return _ZERO, _ZERO
    state[CURRENT] = np.int64(current)
    bucket = current & (ring - _ONE)
    stop = queue.top[bucket]
    base = ((stop - _ONE) >> _SHIFT) << _SHIFT
    below = np.uint64(queue.pool[base])
    queue.top[bucket] = _ZERO if below == _ZERO else (below + _ONE) << _SHIFT
    state[PENDING] -= np.int64(stop - base) - 1
    return base + _ONE, stop


@njit(cache=True, nogil=True)
def release(queue: Queue, first: np.uint64) -> None:
    """Give a taken chunk back."""
    queue.pool[first - _ONE] = queue.state[FREE_HEAD]
    queue.state[FREE_HEAD] = np.int64(first >> _SHIFT)
    queue.state[FREE_COUNT] += 1


@njit(cache=True, nogil=True)
def _push_all(queue: Queue, cells: np.ndarray, labels: np.ndarray) -> None:
    for i in range(cells.size):
        push(queue, cells[i], labels[i])


def new_queue(cells: np.ndarray, labels: np.ndarray, least: float, most: float) -> Queue:
    """Return a queue that holds the first cells of a march.

    Parameters
    ----------
    cells : numpy.ndarray
        Flat indices, at least one.
    labels : numpy.ndarray
        float32, same shape: their times in s.
    least, most : float
        The cheapest and the dearest step in s, barriers included.
    """
    span = max(most, float(np.ptp(labels)))
    width = max(least, span / (MOST_BUCKETS - 4))
    ring = 1 << int(np.ceil(np.log2(span / width + 4)))
    chunks = 2 * ring + 4 * RESERVE + 2 * (cells.size // CHUNK + 1)
    pool = np.zeros(chunks * CHUNK, np.uint32)
    pool[::CHUNK] = np.arange(1, chunks + 1)
    pool[-CHUNK] = 0
    inverse = np.float32(1.0 / width)
    state = np.array([int(labels.min() * inverse), 0, 1, chunks - 1, NEVER, 0], np.int64)
    queue = Queue(pool, np.zeros(ring, np.uint64), state, inverse)
    _push_all(queue, cells.astype(np.uint64), labels)
    return queue


def grown(queue: Queue) -> Queue:
    """Return the queue with a pool half as large again."""
    old = queue.pool.size // CHUNK
    new = old + old // 2
    pool = np.zeros(new * CHUNK, np.uint32)
    pool[: queue.pool.size] = queue.pool
    pool[old * CHUNK :: CHUNK] = np.arange(old + 1, new + 1)
    pool[-CHUNK] = queue.state[FREE_HEAD]
    queue.state[FREE_HEAD] = old
    queue.state[FREE_COUNT] += new - old
    return queue._replace(pool=pool)
