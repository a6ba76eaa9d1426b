"""Eight neighbours: the answer that other tools give."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from skimage.graph import MCP_Geometric
from tests.oracles import graph, times
from tests.strategies import grounds

from marchland.kernels.march import march


@given(grounds(spread=1e4))
def test_equals_scikit_image(ground):
    cost, start, _ = ground
    closed_is_negative = np.where(np.isfinite(cost), cost, -1.0)
    theirs, _ = MCP_Geometric(closed_is_negative).find_costs(np.argwhere(start == 0))
    np.testing.assert_allclose(march(cost, start, stencil="eight"), theirs, rtol=1e-4)


@given(grounds(spread=1e4), st.booleans())
def test_equals_dijkstra_where_barriers_delay(ground, reverse):
    cost, start, barriers = ground
    ours = march(cost, start, stencil="eight", barriers=barriers, reverse=reverse)
    theirs = times(graph(cost, barriers), start, reverse=reverse)
    np.testing.assert_allclose(ours, theirs, rtol=1e-4)


@given(grounds(spread=1e4))
def test_equals_dijkstra_where_cells_cost_nothing(ground):
    cost, start, _ = ground
    cost[cost < 100] = 0
    ours = march(cost, start, stencil="eight")
    np.testing.assert_allclose(ours, times(graph(cost), start), rtol=1e-4)
