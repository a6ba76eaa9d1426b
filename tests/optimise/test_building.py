"""Rows over groups of variables."""

import numpy as np
from scipy import sparse

from marchland.optimise.building import Builder, linear_rows
from marchland.optimise.candidates import Row
from marchland.optimise.pool import Table

INF = np.inf


def test_rows_of_several_groups():
    builder = Builder(2)
    builder.linear([Row("cost", np.array([3.0, 4.0]), "<=", 5.0)])
    builder.group("z", 1, -INF, INF, whole=False)
    builder.rows(np.array([1.0]), {"z": -np.ones((1, 1)), "x": np.array([[0.0, 2.0]])})
    made = builder.programme(np.array([7.0, 8.0]))
    assert made.matrix.toarray().tolist() == [[3, 4, 0], [0, 2, -1]]
    assert made.row_lower.tolist() == [-INF, 1]
    assert made.row_upper.tolist() == [5, INF]
    assert made.objective.tolist() == [7, 8, 0]
    assert made.whole.tolist() == [True, True, False]
    assert made.lower.tolist() == [0, 0, -INF]


def test_a_meeting_is_held_by_either_half():
    parts = sparse.csr_array(np.array([[1.0, 0], [0, 1.0], [1.0, 1.0]]))
    needed = Table(np.zeros(3, int), np.array([0, 0, 1]), np.zeros(3), parts)
    builder = Builder(2)
    builder.hold(needed)
    made = builder.programme(np.zeros(2))
    assert made.matrix.toarray().tolist() == [
        [1, 1, 0, 0],
        [1, 0, -1, 0],
        [0, 1, 0, -1],
        [0, 0, 1, 1],
    ]


def test_no_rows_at_all():
    made = Builder(3).programme(np.ones(3))
    assert made.matrix.shape == (0, 3)
    matrix, least, most = linear_rows([Row("one", np.ones(3), "==", 1.0)], 3)
    assert matrix.tolist() == [[1, 1, 1]]
    assert least.tolist() == most.tolist() == [1]
