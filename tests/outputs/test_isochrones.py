import numpy as np
import pytest

from marchland.model.grid import Grid
from marchland.outputs.isochrones import contours, isochrones, steps
from marchland.outputs.sheet import Captions, open_sheet

GRID = Grid(3035, 5_180_000.0, 3_560_000.0, 100.0, 200, 300)
TIME = (np.indices(GRID.shape)[1] * 60.0).astype(np.float32)


@pytest.fixture
def sheet():
    return open_sheet(Captions("", "", "", "", ""), GRID, ())


def test_steps_are_even_and_few():
    assert steps(TIME) == [1, 2, 3, 4]
    assert steps(np.array([0.0, 4 * 86400.0])) == [12, 24, 36, 48, 60, 72, 84]
    assert steps(np.array([np.inf, np.nan])) == []


def test_lines_run_where_the_time_is(sheet):
    (lines,) = contours(sheet, TIME, [3600.0])
    x = np.concatenate(lines)[:, 0]
    np.testing.assert_allclose(x, GRID.x_min_m + 60.5 * 100, atol=60)


def test_a_level_that_is_never_reached_has_no_line(sheet):
    assert contours(sheet, TIME, [1e9]) == [[]]
    assert contours(sheet, np.full(GRID.shape, np.inf), [60.0, 90.0]) == [[], []]


def test_lines_stop_at_ground_that_cannot_be_reached(sheet):
    time = TIME.copy()
    time[:100] = np.inf
    (lines,) = contours(sheet, time, [3600.0])
    assert np.concatenate(lines)[:, 1].max() < GRID.y_max_m - 9500


def test_every_line_carries_its_hours(sheet):
    isochrones(sheet, TIME, [1.0, 2.0, 3.0])
    assert {text.get_text() for text in sheet.paper.texts} == {"1 h", "2 h", "3 h"}
    assert {abs(text.get_rotation()) % 180 for text in sheet.paper.texts} <= {90.0}
    isochrones(sheet, TIME, [])


def test_the_line_leaves_a_gap_for_its_label(sheet):
    isochrones(sheet, TIME, [2.0])
    (text,) = sheet.paper.texts
    x, y = text.get_position()
    for part in sheet.paper.collections[-1].get_segments():
        near = np.hypot(part[:, 0] - x, part[:, 1] - y).min()
        assert near > 10
