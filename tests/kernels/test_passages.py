"""Passages read off tables, by hand."""

import numpy as np
import pytest

from marchland.kernels.passages import passages

REACH = 6.0
KNOTS = np.linspace(-REACH, REACH, 25)


def tables(*lines):
    """Times that are a constant and a slope of the score."""
    return np.array([mean + slope * KNOTS for mean, slope in lines])


def test_two_trials_by_hand():
    """The response takes 100 s, the first task 50 s, the second 80 s and 10 s a score."""
    scores = np.array([[0, 0, 0, 1], [0, 0, 0, 5]], np.float32)
    task = (np.array([0.3, 0.4]), np.array([1.0, 1.0]))
    chosen = np.array([0.1, 0.9], np.float32)
    found = passages(scores, chosen, tables((100, 0), (50, 0), (80, 10)), REACH, (0.0, 0.0), task)
    assert found[0] == pytest.approx([0.3, 0.7])
    assert found[1] == pytest.approx([90 - 100, 180 - 100])
    assert found[2] == pytest.approx([140, 180])


def test_the_day_moves_what_shares_it():
    scores = np.array([[2, 1, -1]], np.float32)
    task, chosen = (np.array([1.0]), np.array([0.5])), np.zeros(1, np.float32)
    found = passages(scores, chosen, tables((10, 1), (100, 10)), REACH, (1.0, 0.0), task)
    assert found[2] == pytest.approx([120])
    assert found[1] == pytest.approx([60 - 11])
    found = passages(scores, chosen, tables((10, 1), (100, 10)), REACH, (0.0, 1.0), task)
    assert found[1] == pytest.approx([45 - 12])


def test_beyond_the_table_it_goes_on_straight():
    scores = np.array([[0, 0, 9], [0, 0, -9]], np.float32)
    task, chosen = (np.array([1.0]), np.array([1.0])), np.zeros(2, np.float32)
    found = passages(scores, chosen, tables((0, 0), (100, 10)), REACH, (0.0, 0.0), task)
    assert found[2] == pytest.approx([190, 10])
