import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from marchland.outputs.canvas import Canvas, blend, hatch, lay, questions


def test_each_pixel_shows_the_cell_under_it():
    cells = np.arange(6).reshape(2, 3)
    np.testing.assert_array_equal(Canvas(4, 6, 2, 3).sample(cells), np.kron(cells, np.ones((2, 2))))
    np.testing.assert_array_equal(Canvas(1, 1, 2, 3).sample(cells), [[4]])


def test_unknown_heights_take_the_mean():
    smooth = Canvas(8, 8, 4, 4).smooth(np.where(np.eye(4) > 0, np.nan, 5.0))
    np.testing.assert_allclose(smooth, 5, rtol=1e-6)
    np.testing.assert_array_equal(Canvas(2, 2, 2, 2).smooth(np.full((2, 2), np.nan)), 0)


def test_soft_edges_keep_the_inside_and_the_outside():
    soft = Canvas(40, 40, 10, 10).soft(np.arange(10)[None, :].repeat(10, 0) >= 5)
    assert soft[20, 2] == pytest.approx(0, abs=1e-3)
    assert soft[20, 37] == pytest.approx(1, abs=1e-3)
    assert 0.2 < soft[20, 20] < 0.8


def test_thin_lines_take_the_value_beside_them():
    values = np.where(np.arange(9)[None, :] == 4, np.inf, 7.0).repeat(9, 0)
    canvas = Canvas(9, 9, 9, 9)
    np.testing.assert_array_equal(canvas.bridged(values, np.isinf(values)), 7)
    np.testing.assert_array_equal(canvas.bridged(values, np.zeros((9, 9), bool)), values)


@given(hnp.arrays(bool, st.tuples(st.integers(1, 30), st.integers(1, 30))), st.booleans())
def test_what_a_line_takes_is_never_nearer_elsewhere(line, broad):
    line[:, : 9 if broad else 0] = True
    values = np.arange(line.size, dtype=float).reshape(line.shape)
    found = Canvas(*line.shape, *line.shape).bridged(values, line)
    np.testing.assert_array_equal(found[~line], values[~line])
    ground = np.argwhere(~line)
    if len(ground):
        for place in np.argwhere(line):
            taken = divmod(found[tuple(place)], line.shape[1])
            assert not line[int(taken[0]), int(taken[1])]
            nearest = np.hypot(*(ground - place).T).min()
            assert np.hypot(*(np.array(taken) - place)) == pytest.approx(nearest)


def test_blending_leaves_or_covers():
    picture = np.full((1, 2, 3), 0.5, np.float32)
    mixed = blend(picture, (1.0, 0.0, 0.0), np.array([[0.0, 1.0]]))
    np.testing.assert_array_equal(mixed, [[[0.5, 0.5, 0.5], [1.0, 0.0, 0.0]]])


@given(st.integers(1, 80), st.integers(1, 5), st.booleans(), st.integers(0, 9))
def test_blending_is_a_weighted_mean_everywhere(rows, cols, each, seed):
    draw = np.random.default_rng(seed)
    picture = draw.random((rows, cols, 3), np.float32)
    colour = draw.random((rows, cols, 3) if each else 3, np.float32)
    cover = draw.random((rows, cols), np.float32) * (draw.random((rows, 1)) < 0.5)
    before = picture.copy()
    wanted = picture * (1 - cover[..., None]) + colour * cover[..., None]
    np.testing.assert_allclose(blend(picture, colour, cover), wanted, atol=1e-6)
    np.testing.assert_array_equal(picture, before)
    assert lay(picture, colour, cover) is picture
    np.testing.assert_allclose(picture, wanted, atol=1e-6)


@pytest.mark.parametrize("cross", [False, True])
def test_a_hatch_has_lines_and_room_between(cross):
    lines = hatch((60, 60), 8.0, 1.5, cross=cross)
    assert lines.min() == 0
    assert lines.max() == 1
    assert (lines == lines.T).all() or not cross
    assert 0.1 < lines.mean() < 0.5
    row, col = np.indices((60, 60))
    assert lines[row + col == 40].std() == 0 or cross


def test_question_marks_repeat():
    marks = questions((50, 70), 20, 1)
    assert marks.shape == (50, 70)
    np.testing.assert_array_equal(marks[:20, :20], marks[20:40, 20:40])
    assert 0 < marks.mean() < 0.1
