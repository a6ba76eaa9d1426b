"""Sixteen neighbours, and slope along the direction of travel."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.drawing import cost, start
from tests.oracles import graph, times
from tests.strategies import grounds, seeds

from marchland.kernels.march import march_relief
from marchland.kernels.relief import Relief

CELL_M = 50.0


def walk(slope):
    """Speed by slope: Irmischer and Clarke, off the path."""
    return 0.11 + 0.67 * np.exp(-((100 * slope + 2) ** 2) / 1800)


def pace_on(height):
    def pace(u, v, length):
        rise = height.flat[v] - height.flat[u]
        return walk(0.0) / walk(rise / (length * CELL_M))

    return pace


@given(grounds(spread=1e4), st.booleans())
def test_equals_dijkstra_where_barriers_delay(ground, reverse):
    cost, start, barriers = ground
    ours = march_relief(cost, start, barriers=barriers, reverse=reverse)
    theirs = times(graph(cost, barriers, reach=2), start, reverse=reverse)
    np.testing.assert_allclose(ours, theirs, rtol=1e-4)


@given(grounds(), seeds, st.booleans())
def test_equals_dijkstra_on_slopes(ground, rng, reverse):
    cost, start, barriers = ground
    height = rng.uniform(0, CELL_M, cost.shape).astype(np.float32)
    relief = Relief.of(height, CELL_M, walk)
    ours = march_relief(cost, start, relief, barriers=barriers, reverse=reverse)
    edges = graph(cost, barriers, reach=2, pace=pace_on(height))
    np.testing.assert_allclose(ours, times(edges, start, reverse=reverse), rtol=1e-4)


def test_going_up_is_slower_than_coming_down():
    hillside = np.arange(5, dtype=np.float32)[None, :] * CELL_M / 5
    relief = Relief.of(hillside, CELL_M, walk)
    up = march_relief(cost("....."), start("a...."), relief)[0, 4]
    down = march_relief(cost("....."), start("....a"), relief)[0, 0]
    assert up > down


def test_the_time_to_a_place_is_the_time_of_the_way_there():
    height = np.random.default_rng(5).uniform(0, CELL_M, (4, 5)).astype(np.float32)
    relief = Relief.of(height, CELL_M, walk)
    ground = cost("..... ..#.. ..#.. .....".replace(" ", "\n"))
    here, there = start("a....\n.....\n.....\n....."), start(".....\n.....\n.....\n....b", "b")
    going = march_relief(ground, here, relief)[3, 4]
    coming = march_relief(ground, there, relief, reverse=True)[0, 0]
    np.testing.assert_allclose(going, coming, rtol=1e-6)


def test_a_knight_does_not_hop_over_a_river():
    drawing = """
        a.#..
        ..#..
        ..#..
    """
    assert np.isinf(march_relief(cost(drawing), start(drawing))[:, 3:]).all()


def test_a_knights_move_is_charged_for_the_four_cells_it_touches():
    ground = np.array([[1, 2, 100], [100, 4, 8]], np.float32)
    time = march_relief(ground, start("a..\n..."))
    np.testing.assert_allclose(time[1, 2], np.sqrt(5) * (1 + 2 + 4 + 8) / 4, rtol=1e-6)
