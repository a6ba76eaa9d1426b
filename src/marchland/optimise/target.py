"""Can every member be held up to a target? As clauses, and as a programme.

With T the target of a member and c a way's time without delays, a plan x holds the way for
so long if ``sum(count * delay * x) >= T - c``. No more of a delay can count than is
lacking, so each is clipped to ``T - c`` and the row divided by it:

    sum(min(count * delay / (T - c), 1) * x)  >=  1

which no plan of zeros and ones satisfies without satisfying the first. Of a meeting one
half is enough. Where both halves are short, that is said by clauses, one for each pair of
sets that hold neither (see :mod:`marchland.kernels.halves`); else which half it is, is a
choice h of zero or one for each, and one of the two is to be 1. If no plan satisfies all
rows, no plan reaches the target, whatever ways there are besides: more ways only add rows.
Rows are clipped anew for every target.
"""

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from marchland.kernels.covering import Clauses, implied
from marchland.kernels.halves import shortest, split
from marchland.optimise.building import SLACK, Builder, linear_rows
from marchland.optimise.candidates import Row
from marchland.optimise.follower import Member
from marchland.optimise.master import Programme
from marchland.optimise.pool import Table

SHORT = (12, 32)
"""Most options on a half, and most clauses of a meeting, for which it is said by clauses."""


def target_times(target: float, members: Sequence[Member]) -> np.ndarray:
    """Return the time at which each member counts as much as a target, s."""
    return np.array([member.time_s(target) for member in members])


def scores(time_s: np.ndarray, members: Sequence[Member]) -> np.ndarray:
    """Return what each member's time counts."""
    pairs = zip(members, time_s, strict=True)
    return np.array([member.score(float(time)) for member, time in pairs])


def needs(pool: Table, target_s: np.ndarray) -> Table:
    """Return the clipped rows of the cuts that are not yet held up to their targets.

    Parameters
    ----------
    pool : Table
    target_s : numpy.ndarray
        float64 s, shape (members,).

    Returns
    -------
    Table
        With the clipped coefficients as `delay_s`, cuts numbered from 0. A meeting of
        short halves is several cuts of ones. Rows that are held wherever another is are
        left out.
    """
    lack = target_s[pool.member] - pool.base_s
    cuts = int(pool.cut[-1]) + 1 if pool.cut.size else 0
    open_ = np.ones(cuts, np.bool_)
    open_[pool.cut[lack <= 0]] = False
    kept = np.flatnonzero(open_[pool.cut])
    rows = sparse.csr_array(sparse.diags_array(1 / lack[kept]) @ pool.delay_s[kept])
    rows.data = np.minimum(rows.data, 1.0)
    _, number = np.unique(pool.cut[kept], return_inverse=True)
    found = Table(pool.member[kept], number, pool.base_s[kept], rows)
    return _without_idle(_without_repetition(_split(found)))


def _split(found: Table) -> Table:
    """Write meetings of short halves as clauses."""
    rows = found.delay_s
    begin = np.flatnonzero(np.diff(found.cut, prepend=-1))
    first = begin[np.bincount(found.cut, minlength=begin.size) == 2]
    parts = (rows.indptr.astype(np.int64), rows.indices.astype(np.int64), rows.data)
    pair, start, columns = split(first, parts, SHORT, 1.0 - SLACK)
    clauses = sparse.csr_array((np.ones(columns.size), columns, start), (pair.size, rows.shape[1]))
    rest = np.flatnonzero(~np.isin(found.cut, found.cut[first[np.unique(pair)]]))
    needed = _needed(clauses)
    clauses, place = clauses[needed], first[pair[needed]]
    _, number = np.unique(found.cut[rest], return_inverse=True)
    count = int(number[-1]) + 1 if number.size else 0
    return Table(
        np.concatenate([found.member[rest], found.member[place]]),
        np.concatenate([number, count + np.arange(place.size)]),
        np.concatenate([found.base_s[rest], found.base_s[place]]),
        sparse.vstack([rows[rest], clauses], format="csr"),
    )


def _needed(clauses: sparse.csr_array) -> np.ndarray:
    """Return the places of the clauses that hold no other one, the shortest first."""
    lengths = np.diff(clauses.indptr)
    order = np.argsort(lengths, kind="stable")
    bits = np.zeros((order.size, -(-clauses.shape[1] // 64)), np.uint64)
    column = clauses.indices.astype(np.uint64)
    place = (np.repeat(np.arange(order.size), lengths), column // 64)
    np.bitwise_or.at(bits, place, np.uint64(1) << column % np.uint64(64))
    needed: np.ndarray = order[shortest(bits[order])]
    return needed


def _without_repetition(found: Table) -> Table:
    if not found.cut.size:
        return found
    rows = found.delay_s
    seen: dict[tuple[tuple[bytes, bytes], ...], int] = {}
    bounds = np.flatnonzero(np.diff(found.cut, prepend=-1))
    for begin, end in zip(bounds, [*bounds[1:], found.cut.size], strict=True):
        parts = []
        for row in range(begin, end):
            part = slice(rows.indptr[row], rows.indptr[row + 1])
            parts.append((rows.indices[part].tobytes(), rows.data[part].round(12).tobytes()))
        seen.setdefault(tuple(sorted(parts)), int(found.cut[begin]))
    kept = np.flatnonzero(np.isin(found.cut, list(seen.values())))
    _, number = np.unique(found.cut[kept], return_inverse=True)
    return Table(found.member[kept], number, found.base_s[kept], rows[kept])


def _without_idle(found: Table) -> Table:
    """Leave out rows of single ways whose coefficients are nowhere below another's."""
    if not found.cut.size:
        return found
    alone = np.flatnonzero(np.bincount(found.cut)[found.cut] == 1)
    rows = found.delay_s[alone]
    dense = rows.toarray()
    order = np.argsort(dense.sum(axis=1), kind="stable")
    idle = np.zeros(found.cut.size, np.bool_)
    idle[alone] = implied(dense, order, rows.indptr, rows.indices)
    kept = np.flatnonzero(~idle)
    _, number = np.unique(found.cut[kept], return_inverse=True)
    return Table(found.member[kept], number, found.base_s[kept], found.delay_s[kept])


def programme(needed: Table, rows: Sequence[Row], use: np.ndarray) -> Programme:
    """Return the programme of a target: variables are the options, then a choice per half.

    Parameters
    ----------
    needed : Table
        As :func:`needs` returns it.
    rows : sequence of Row
        Linear conditions on the options.
    use : numpy.ndarray
        float64, shape (options,): what is maximised among the plans that hold.
    """
    builder = Builder(use.size)
    builder.linear(rows)
    builder.hold(needed)
    return builder.programme(use)


def clauses(needed: Table, rows: Sequence[Row], options: int) -> Clauses:
    """Return the same as :func:`programme` for the local search."""
    count = int(needed.cut[-1]) + 1 if needed.cut.size else 0
    earlier = np.diff(needed.cut, prepend=-1) > 0
    parts = [needed.delay_s[np.flatnonzero(which)] for which in (earlier, ~earlier)]
    into = sparse.csr_array(
        (np.ones(int((~earlier).sum())), (needed.cut[~earlier], np.arange(int((~earlier).sum())))),
        (count, int((~earlier).sum())),
    )
    one, other = sparse.csc_array(parts[0]), sparse.csc_array(into @ parts[1])
    both = sparse.csc_array((one != 0) + (other != 0))
    both.sort_indices()
    column = np.repeat(np.arange(options), np.diff(both.indptr))
    by_clause = sparse.csr_array(both)
    linear, least, most = linear_rows(rows, options)
    return Clauses(
        first=both.indptr.astype(np.int64),
        clause=both.indices.astype(np.int64),
        one=_entries(one, both.indices, column),
        other=_entries(other, both.indices, column),
        start=by_clause.indptr.astype(np.int64),
        option=by_clause.indices.astype(np.int64),
        alone=np.bincount(needed.cut, minlength=count) < 2,
        rows=np.ascontiguousarray(linear),
        least=least,
        most=most,
    )


def _entries(matrix: sparse.csc_array, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    if not rows.size:
        return np.empty(0)
    return np.asarray(sparse.csr_array(matrix)[rows, columns], float).ravel()
