"""A bucket queue of cells in flat arrays, for label setting on rasters.

Labels are sorted into a ring of buckets, each as wide as the cheapest step. No order is
needed inside a bucket: a cell whose label is lowered within its own bucket is queued
again. Labels beyond the ring wait in one bucket more, and are sorted when it has been gone
round: so that a steep slope or a long delay here and there does not make the ring large.

A bucket is a chain of chunks of :data:`CHUNK` entries in the pool; the first entry of a
chunk is the number of the chunk below it. Compiled loops never rebind an array: when the
pool runs short they return, the pool grows, and they are called again. Nor do they give an
array of a tuple a second name inside a loop, for then its references are counted there.
"""

from typing import NamedTuple

import numpy as np
from numba import njit

CHUNK = 256
"""Entries in a chunk, its link included; a power of two."""

RESERVE = 64
"""Free chunks, beyond one for each bucket, below which a loop asks for more."""

MOST_BUCKETS = 1 << 9
"""In the ring."""

MOST_TURNS = 128
"""How often a ring may be gone round within the dearest step; buckets are wider rather."""

CURRENT, PENDING, FREE_HEAD, FREE_COUNT, HORIZON, LAST, WARM = range(7)
"""Places in the state vector."""

NEVER = np.iinfo(np.int64).max

_ZERO, _ONE, _TWO = np.uint64(0), np.uint64(1), np.uint64(2)
_LAST, _SHIFT = np.uint64(CHUNK - 1), np.uint64(8)
_FAR = np.float32(1e15)


class Queue(NamedTuple):
    """The queue's arrays.

    Parameters
    ----------
    pool : numpy.ndarray
        uint32: chunks of cells, and one chunk more, so that a look ahead stays inside.
    top : numpy.ndarray
        uint64: where the next entry of each bucket goes, 0 for an empty bucket; last, that
        of the labels beyond the ring.
    state : numpy.ndarray
        int64: current bucket, chunks pending, first free chunk, free chunks, the bucket at
        which the ring ends, the last bucket that is wanted, and whether some finite labels
        are not queued (a warm start).
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
    to = np.int64(label * queue.inverse)
    bucket = np.uint64(queue.top.size) - _ONE
    if to < queue.state[HORIZON]:
        bucket = np.uint64(to) & (bucket - _ONE)
    at = queue.top[bucket]
    if at & _LAST == _ZERO:
        chunk = np.uint64(queue.state[FREE_HEAD])
        queue.state[FREE_HEAD] = queue.pool[chunk << _SHIFT]
        queue.state[FREE_COUNT] -= 1
        queue.state[PENDING] += 1
        queue.pool[chunk << _SHIFT] = _ZERO if at == _ZERO else (at >> _SHIFT) - _ONE
        at = (chunk << _SHIFT) + _ONE
    queue.pool[at] = cell
    queue.top[bucket] = at + _ONE


@njit(cache=True, nogil=True)
def lower(
    queue: Queue, labels: np.ndarray, cell: np.uint64, new: np.float32, current: np.int64
) -> None:
    """Lower a label, and queue its cell unless it waits in that bucket already."""
    to = np.int64(new * queue.inverse)
    waits = to == np.int64(min(labels[cell] * queue.inverse, _FAR)) and not queue.state[WARM]
    labels[cell] = new
    if to == current or not waits:
        push(queue, cell, new)


@njit(cache=True, nogil=True)
def take(queue: Queue, labels: np.ndarray) -> tuple[np.uint64, np.uint64]:
    """Detach a chunk of the first bucket that has one.

    Parameters
    ----------
    queue : Queue
    labels : numpy.ndarray
        float32, by cell: those it was filled under, or lower ones.

    Returns
    -------
    first, stop : numpy.uint64
        Where its entries are in the pool; equal when nothing is pending or the pool runs
        short, which :data:`PENDING` tells apart.
    """
    ring = np.uint64(queue.top.size) - _ONE
    while queue.state[PENDING] > 0 and queue.state[FREE_COUNT] >= np.int64(ring) + RESERVE:
        current = queue.state[CURRENT]
        while (
            current < queue.state[HORIZON]
            and queue.top[np.uint64(current) & (ring - _ONE)] == _ZERO
        ):
            current += 1
        queue.state[CURRENT] = current
        if current > queue.state[LAST]:
            queue.state[PENDING] = 0
        elif current == queue.state[HORIZON]:
            _turn(queue, labels)
        else:
            return _detached(queue, np.uint64(current) & (ring - _ONE))
    return _ZERO, _ZERO


@njit(cache=True, nogil=True)
def _detached(queue: Queue, bucket: np.uint64) -> tuple[np.uint64, np.uint64]:
    """Take the uppermost chunk off a bucket and return where its entries are."""
    stop = queue.top[bucket]
    base = ((stop - _ONE) >> _SHIFT) << _SHIFT
    below = np.uint64(queue.pool[base])
    queue.top[bucket] = _ZERO if below == _ZERO else (below + _ONE) << _SHIFT
    queue.state[PENDING] -= 1
    return base + _ONE, stop


@njit(cache=True, nogil=True)
def _turn(queue: Queue, labels: np.ndarray) -> None:
    """Begin the ring anew at the least label beyond it, and sort those that it now holds."""
    beyond = np.uint64(queue.top.size) - _ONE
    chain = queue.top[beyond]
    queue.top[beyond] = _ZERO
    least, stop = NEVER, chain
    while stop != _ZERO:
        base = ((stop - _ONE) >> _SHIFT) << _SHIFT
        for slot in range(base + _ONE, stop):
            to = np.int64(labels[queue.pool[slot]] * queue.inverse)
            if to >= queue.state[CURRENT]:
                least = min(least, int(to))
        below = np.uint64(queue.pool[base])
        stop = _ZERO if below == _ZERO else (below + _ONE) << _SHIFT
    if least == NEVER:
        least = queue.state[CURRENT]
    queue.state[CURRENT], queue.state[HORIZON] = least, least + np.int64(beyond)
    while chain != _ZERO:
        base = ((chain - _ONE) >> _SHIFT) << _SHIFT
        below = np.uint64(queue.pool[base])
        for slot in range(base + _ONE, chain):
            cell = np.uint64(queue.pool[slot])
            if np.int64(labels[cell] * queue.inverse) >= least:
                push(queue, cell, labels[cell])
        queue.state[PENDING] -= 1
        release(queue, base + _ONE)
        chain = _ZERO if below == _ZERO else (below + _ONE) << _SHIFT


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
        The cheapest and the dearest step in s, barriers left out.
    """
    width = max(least, most / (MOST_TURNS * MOST_BUCKETS))
    ring = min(1 << int(np.ceil(np.log2(most / width + 4))), MOST_BUCKETS)
    chunks = 2 * ring + 4 * RESERVE + 2 * (cells.size // CHUNK + 1)
    pool = np.zeros((chunks + 1) * CHUNK, np.uint32)
    _link(pool, 0, 0)
    inverse = np.float32(1.0 / width)
    first = int(labels.min() * inverse)
    state = np.array([first, 0, 1, chunks - 1, first + ring, NEVER, 0], np.int64)
    queue = Queue(pool, np.zeros(ring + 1, np.uint64), state, inverse)
    _push_all(queue, cells.astype(np.uint64), labels)
    return queue


def grown(queue: Queue) -> Queue:
    """Return the queue with a pool half as large again."""
    old = queue.pool.size // CHUNK - 1
    new = old + old // 2
    pool = np.zeros((new + 1) * CHUNK, np.uint32)
    pool[: old * CHUNK] = queue.pool[: old * CHUNK]
    _link(pool, old, int(queue.state[FREE_HEAD]))
    queue.state[FREE_HEAD] = old
    queue.state[FREE_COUNT] += new - old
    return queue._replace(pool=pool)


def _link(pool: np.ndarray, first: int, end: int) -> None:
    """Chain the chunks of a pool from a number on, and the last of them to another."""
    chunks = pool.size // CHUNK - 1
    pool[first * CHUNK : chunks * CHUNK : CHUNK] = np.arange(first + 1, chunks + 1)
    pool[(chunks - 1) * CHUNK] = end
