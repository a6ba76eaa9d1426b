"""Ways that differ: as many as there are, the fastest first, overlap as stated."""

import numpy as np
import pytest
from hypothesis import given
from tests.drawing import ends, speeds
from tests.strategies import crossings

from marchland.mobility.avenues import avenues, near
from marchland.mobility.travel import crossing


def between(*rows, length=40, height=21, mouth=3):
    """Open roads one cell wide in some rows, joined at both ends."""
    drawing = [["#"] * length for _ in range(height)]
    for row in range(height):
        drawing[row][:mouth] = drawing[row][-mouth:] = ["."] * mouth
    for row in rows:
        drawing[row] = ["."] * length
    drawing[height // 2][0], drawing[height // 2][-1] = "a", "b"
    return "\n".join(map("".join, drawing))


def found(drawing, **asked):
    return avenues(speeds(drawing), ends(drawing), **asked)


def test_each_road_is_an_avenue_the_straight_one_first():
    ways = found(between(2, 10, 18))
    assert [way.rank for way in ways] == [1, 2, 3]
    rows = [int(np.median(way.cells[:, 0])) for way in ways]
    assert rows[0] == 10
    assert set(rows) == {2, 10, 18}
    assert all(way.overlap <= 0.5 for way in ways)
    assert ways[0].overlap == 0
    assert ways[0].time_s < ways[1].time_s


def test_one_road_is_one_avenue():
    assert len(found(between(10))) == 1


def test_no_road_is_none():
    assert found("a#b") == ()


def test_no_more_than_asked():
    assert len(found(between(2, 10, 18), most=2)) == 2


def test_the_first_is_the_fastest_way():
    pace, approach = speeds(between(4, 16)), ends(between(4, 16))
    fastest = crossing(pace, approach, route=True)
    assert avenues(pace, approach)[0].time_s == pytest.approx(fastest.time_s)


def test_width_is_that_of_the_road():
    (way,) = found(between(10), most=1)
    assert way.least_width_m == pytest.approx(100)
    assert way.median_width_m == pytest.approx(100)
    assert len(way.width_m) == len(way.cells)


@given(crossings())
def test_avenues_differ_as_asked_and_come_out_the_same_again(world):
    ways, again = avenues(*world, most_overlap=0.4), avenues(*world, most_overlap=0.4)
    fastest = crossing(*world)
    assert bool(ways) == np.isfinite(fastest.time_s)
    for way, same in zip(ways, again, strict=True):
        assert way.overlap <= 0.4 or way.rank == 1
        assert way.time_s >= fastest.time_s * 0.999
        assert (way.cells == same.cells).all()
        assert (world[0].values[tuple(way.cells.T)] > 0).all()
        assert world[1].origins[tuple(way.cells[0])]
        assert world[1].objectives[tuple(way.cells[-1])]


def test_near_is_within_the_distance_between_centres():
    lit = near(np.array([[2, 2]]), (5, 5), 1.5)
    rows, cols = np.indices((5, 5))
    np.testing.assert_array_equal(lit, np.hypot(rows - 2, cols - 2) <= 1.5)
    assert near(np.array([[0, 4]]), (5, 5), 2).sum() == 6
    assert not near(np.empty((0, 2), int), (5, 5), 2).any()
