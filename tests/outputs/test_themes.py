import numpy as np
import pytest

from marchland.outputs import themes

SHAPE = (60, 80)
PAPER = np.full((*SHAPE, 3), 0.95, np.float32)


def grey(colour: np.ndarray) -> np.ndarray:
    return colour @ np.array([0.299, 0.587, 0.114])


def half(left: float, right: float) -> np.ndarray:
    return np.where(np.arange(SHAPE[1]) < 40, left, right)[None, :].repeat(SHAPE[0], 0)


def test_speed_classes_are_even_and_few():
    speed = np.linspace(0, 9, 1000)
    edges = themes.speed_edges(speed)
    assert edges == (5, 10, 15, 20, 25, 30)
    assert themes.speed_edges(np.array([0.0, np.nan])) == ()
    assert themes.speed_edges(np.array([1.0, 1.2])) == (1.0, 2.0, 3.0, 4.0)


def test_faster_is_lighter_and_closed_is_darkest_in_grey():
    shades = grey(themes.speed_colours(5))
    assert (np.diff(shades) > 0).all()
    shut = themes.closed(PAPER, np.ones(SHAPE, np.float32))
    assert grey(shut).mean() < shades.min()


def test_closed_and_unknown_ground_are_told_apart():
    lake = np.zeros(SHAPE, np.float32)
    painted = themes.paint_speed(PAPER, half(0.0, np.nan), lake, (10.0,))
    closed, unknown = grey(painted[:, :40]).mean(), grey(painted[:, 40:]).mean()
    assert closed < 0.6 < unknown < 0.9


def test_a_closed_lake_stays_blue():
    lake = np.ones(SHAPE, np.float32)
    painted = themes.paint_speed(PAPER, np.zeros(SHAPE), lake, (10.0,))
    assert np.median(painted[..., 2]) > np.median(painted[..., 0])


def test_keys_name_every_class_and_closed_ground():
    labels = [key.label for key in themes.speed_keys((10.0, 20.0))]
    assert labels == ["over 20 km/h", "10 to 20 km/h", "under 10 km/h", "closed: speed is zero"]


def test_later_is_darker_and_never_reached_is_hatched():
    time = np.where(np.arange(80) < 70, np.arange(80) * 100.0, np.inf)[None].repeat(60, 0)
    painted = themes.paint_time(PAPER, time, themes.time_scale(time))
    shades = grey(painted).mean(axis=0)
    assert (np.diff(shades[:65]) <= 1e-6).all()
    assert grey(painted[:, 72:]).std() > 0.05
    assert themes.time_scale(np.full((2, 2), np.inf)).high == 3600


def test_long_scales_leave_out_every_second_label():
    scale = themes.time_scale(np.array([0.0, 36000.0]))
    ramp = themes.ramp_of(scale, "Time", [1, 2, 3, 4, 5, 6, 7, 8])
    assert [text for _, text in ramp.ticks] == ["0", "2 h", "4 h", "6 h", "8 h"]


def test_the_inner_corridor_is_darker_than_the_outer():
    slack = np.where(np.arange(80) < 20, 0.0, np.where(np.arange(80) < 50, 200.0, 900.0))
    painted = themes.paint_corridors(PAPER, slack[None].repeat(60, 0), 1000.0, (0.1, 0.25))
    inner, outer, beyond = (grey(painted[0, x]) for x in (10, 30, 70))
    assert inner < outer < beyond


def test_a_change_is_symmetric_and_zero_is_white():
    scale = themes.change_scale(np.array([-60.0, 0.0, 7000.0]))
    assert scale.low == -scale.high == -7200
    np.testing.assert_allclose(scale.paint(np.array([0.0])), 1, atol=0.02)
    slower, quicker = scale.paint(np.array([7000.0, -7000.0]))
    assert slower[0] > slower[2]
    assert quicker[2] > quicker[0]


def test_ground_that_is_no_longer_reached_is_hatched():
    change = half(0.0, np.inf)
    painted = themes.paint_change(PAPER, change, themes.change_scale(change))
    assert grey(painted[:, :40]).std() == pytest.approx(0, abs=1e-6)
    assert grey(painted[:, 45:]).std() > 0.1
