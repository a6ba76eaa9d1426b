"""Drawn passages: times read off tables of their distributions, and who comes in time."""

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def _read(table: np.ndarray, score: np.float64, reach: float) -> np.float64:
    """Return the value of a table at a normal score; beyond its ends it goes on straight."""
    at = (score + reach) * (table.size - 1) / (2 * reach)
    knot = min(max(int(at), 0), table.size - 2)
    return table[knot] + (at - knot) * (table[knot + 1] - table[knot])


@njit(cache=True, nogil=True)
def passages(
    scores: np.ndarray,
    chosen: np.ndarray,
    tables: np.ndarray,
    reach: float,
    common: tuple[float, float],
    task: tuple[np.ndarray, np.ndarray],
) -> np.ndarray:
    """Return chance, margin and passage of each trial.

    Parameters
    ----------
    scores : numpy.ndarray
        float32, shape (trials, tasks + 2): standard normals of the day, of the response and
        of each task.
    chosen : numpy.ndarray
        float32, shape (trials,): from 0 to 1, which detection the margin is told of,
        by the share of all detection that comes later.
    tables : numpy.ndarray
        float64, shape (tasks + 1, knots): times in s at even scores, the response's first.
    reach : float
        Scores of the tables go from minus to plus this.
    common : tuple of float
        Share of the day in the variance of a delay's score, and of the response's.
    task : tuple of numpy.ndarray
        float64, shape (tasks,): probability to be noticed in each first, and the share of
        its own delay that is then still ahead.

    Returns
    -------
    numpy.ndarray
        float64, shape (3, trials): sum of the probabilities of the tasks that leave time
        enough; time in s by which the response is early at the chosen detection; time in s
        of the whole path.
    """
    first, weight = task
    total = first.sum()
    found = np.zeros((3, scores.shape[0]))
    shared, own = np.sqrt(common[0]), np.sqrt(1 - common[0])
    with_day, alone = np.sqrt(common[1]), np.sqrt(1 - common[1])
    for k in range(scores.shape[0]):
        day = np.float64(scores[k, 0])
        late = _read(tables[0], with_day * day + alone * scores[k, 1], reach)
        ahead, left = 0.0, chosen[k] * total
        for i in range(first.size - 1, -1, -1):
            delay = _read(tables[i + 1], shared * day + own * scores[k, i + 2], reach)
            early = ahead + weight[i] * delay - late
            if early > 0:
                found[0, k] += first[i]
            if first[i] > 0 and left >= 0:
                found[1, k] = early
            left -= first[i]
            ahead += delay
        found[2, k] = ahead
    return found
