"""Two sums of which one has to reach 1, as clauses which all have to hold.

What holds neither half leaves out, for some set that fails the one and cannot be made larger
and some such set that fails the other, all that is in neither. So a plan holds one of the halves
exactly if it builds something outside of every such pair of sets.
"""

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def _failing(part: np.ndarray, enough: float, found: np.ndarray) -> int:
    """Write the sets of parts, as bits, that fail and cannot be made larger; return how many."""
    count = 0
    for chosen in range(1 << part.size):
        total, least = 0.0, np.inf
        for place in range(part.size):
            if chosen >> place & 1:
                total += part[place]
            else:
                least = min(least, part[place])
        if total < enough <= total + least:
            found[count] = chosen
            count += 1
    return count


@njit(cache=True, nogil=True)
def _outside(part: np.ndarray, chosen: int, clause: np.ndarray, size: int) -> int:
    """Put what is not chosen into a clause, once each; return its new size."""
    for place in range(part.size):
        if not chosen >> place & 1:
            new = True
            for known in range(size):
                if clause[known] == part[place]:
                    new = False
            if new:
                clause[size] = part[place]
                size += 1
    return size


@njit(cache=True, nogil=True)
def split(
    first: np.ndarray,
    row: tuple[np.ndarray, np.ndarray, np.ndarray],
    limits: tuple[int, int],
    enough: float,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the clauses of pairs of rows of which one has to reach 1.

    Parameters
    ----------
    first : numpy.ndarray
        int64: the first row of each pair; the second follows it.
    row : tuple of numpy.ndarray
        A sparse matrix by rows: where each begins, columns and coefficients above 0.
    limits : tuple of int
        Most entries of a row, and most clauses of a pair; a pair beyond either has none.
    enough : float
        From which sum on a row counts as held.

    Returns
    -------
    numpy.ndarray
        int64, shape (clauses,): of which pair.
    numpy.ndarray
        int64, shape (clauses + 1,): where each clause begins.
    numpy.ndarray
        int64: columns, of which one is to be 1.
    """
    begin, column, value = row
    pair, start = [np.int64(0) for _ in range(0)], [np.int64(0)]
    columns = [np.int64(0) for _ in range(0)]
    one = np.empty(1 << limits[0], np.int64)
    other = one.copy()
    clause = np.empty(2 * limits[0], np.int64)
    for number in range(first.size):
        a, b, c = begin[first[number]], begin[first[number] + 1], begin[first[number] + 2]
        if max(b - a, c - b) > limits[0]:
            continue
        ones, others = _failing(value[a:b], enough, one), _failing(value[b:c], enough, other)
        if ones * others > limits[1]:
            continue
        for i in range(ones):
            for j in range(others):
                size = _outside(column[a:b], one[i], clause, 0)
                size = _outside(column[b:c], other[j], clause, size)
                pair.append(np.int64(number))
                for place in range(size):
                    columns.append(clause[place])
                start.append(np.int64(len(columns)))
    return np.array(pair, np.int64), np.array(start, np.int64), np.array(columns, np.int64)


@njit(cache=True, nogil=True)
def shortest(bits: np.ndarray) -> np.ndarray:
    """Tell which clauses hold no other clause, nor one equal to them before them.

    Parameters
    ----------
    bits : numpy.ndarray
        uint64, shape (clauses, words): a bit for each column; the shorter clauses first.

    Returns
    -------
    numpy.ndarray
        bool, shape (clauses,).
    """
    found = np.zeros(bits.shape[0], np.bool_)
    kept = np.empty(bits.shape, np.uint64)
    count = 0
    for clause in range(bits.shape[0]):
        needed = True
        for other in range(count):
            within = True
            for word in range(bits.shape[1]):
                if kept[other, word] & ~bits[clause, word]:
                    within = False
                    break
            if within:
                needed = False
                break
        if needed:
            found[clause] = True
            kept[count] = bits[clause]
            count += 1
    return found
