"""The dual programme on the whole raster: a second opinion on the best plan, and slow.

With p the time at a cell, x the plan and A the steps, maximise p at the objective subject to
``p[v] - p[u] - sum(delay * x over sites that the step enters) <= cost of the step``, p = 0 at
the origins (Israeli and Wood 2002). One row a step; nothing of it is in the package.
"""

from itertools import product

import numpy as np
from scipy import sparse

from marchland.optimise.candidates import Candidates, Row
from marchland.optimise.master import Limits, Programme, Result, solve
from marchland.optimise.raster import Movement


def dual(
    movement: Movement, owner: np.ndarray, candidates: Candidates, rows: tuple[Row, ...]
) -> Programme:
    """Return the programme of one movement on eight neighbours; one option on each site."""
    cost = movement.cost
    number = np.arange(cost.size).reshape(cost.shape)
    tails, heads, times, entered = [], [], [], []
    for down, right in product((-1, 0, 1), repeat=2):
        if (down, right) != (0, 0):
            u, v = _pairs(number, down, right)
            time = np.hypot(down, right) / 2 * (cost.flat[u].astype(float) + cost.flat[v])
            walks = np.isfinite(time)
            one, other = (u + down * cost.shape[1])[walks], (u + right)[walks]
            u, v = u[walks], v[walks]
            own = owner.ravel()
            into = np.where(own[u] != own[v], own[v], 0)
            wall = (
                (down != 0)
                & (right != 0)
                & (own[one] == own[other])
                & (own[one] != own[u])
                & (own[one] != own[v])
            )
            tails.append(u)
            heads.append(v)
            times.append(time[walks])
            entered.append(np.column_stack([into, np.where(wall, own[one], 0)]))
    return _programme(
        movement,
        (np.concatenate(tails), np.concatenate(heads), np.concatenate(times)),
        np.concatenate(entered),
        candidates,
        rows,
    )


def _pairs(number: np.ndarray, down: int, right: int) -> tuple[np.ndarray, np.ndarray]:
    rows, cols = number.shape
    u = number[max(0, -down) : rows - max(0, down), max(0, -right) : cols - max(0, right)]
    v = number[max(0, down) : rows - max(0, -down), max(0, right) : cols - max(0, -right)]
    return u.ravel(), v.ravel()


def _programme(
    movement: Movement,
    steps: tuple[np.ndarray, np.ndarray, np.ndarray],
    entered: np.ndarray,
    candidates: Candidates,
    rows: tuple[Row, ...],
) -> Programme:
    """Variables: the options, then the time at every cell, then the least at an objective."""
    tail, head, time = steps
    options, cells, count = len(candidates.names), movement.cost.size, tail.size
    line = np.arange(count)
    path = sparse.csr_array((np.ones(count), (line, options + head)), (count, options + cells + 1))
    path = path - sparse.csr_array((np.ones(count), (line, options + tail)), path.shape)
    for part in entered.T:
        held = np.flatnonzero(part)
        site = part[held].astype(int) - 1
        paid = sparse.csr_array((candidates.delay_s[0][site], (held, site)), path.shape)
        path = path - paid
    goals = np.flatnonzero(movement.objectives & np.isfinite(movement.cost))
    size = goals.size
    least = sparse.csr_array((np.ones(size), (np.arange(size), np.full(size, options + cells))),
                             (size, options + cells + 1))  # fmt: skip
    least = least - sparse.csr_array((np.ones(size), (np.arange(size), options + goals)),
                                     least.shape)  # fmt: skip
    linear = np.array([np.append(row.coefficients, np.zeros(cells + 1)) for row in rows])
    most = float(time.sum())
    upper = np.concatenate([np.ones(options), np.full(cells, most), [most]])
    upper[options + np.flatnonzero(movement.origins)] = 0.0
    objective = np.zeros(options + cells + 1)
    objective[-1] = 1.0
    return Programme(
        objective,
        sparse.vstack([path, least, sparse.csr_array(linear)], format="csr"),
        np.full(count + size + len(rows), -np.inf),
        np.concatenate([time, np.zeros(size), [row.bound for row in rows]]),
        np.zeros(options + cells + 1),
        upper,
        np.arange(options + cells + 1) < options,
    )


def best_of(programme: Programme, time_s: float | None = None) -> Result:
    """Solve it with HiGHS on one thread."""
    return solve(programme, "highs", Limits(time_s=time_s))
