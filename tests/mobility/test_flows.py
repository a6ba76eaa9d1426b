"""Maximum flow, checked by another package's and by labelling."""

import numpy as np
import pytest
from hypothesis import given, settings
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow
from tests.drawing import at, ends, speeds
from tests.oracles import graph
from tests.strategies import crossings, seeds

from marchland.mobility import flows
from marchland.mobility.flows import flow_cut, flow_door
from marchland.mobility.separation import separates


def theirs(weight, approach):
    """The same by scipy: cells split in two."""
    held = approach.origins | approach.objectives
    total = int(weight.sum()) + 1
    amount = np.where(held, total, weight).ravel()
    steps = graph(np.where(amount > 0, 1.0, np.inf).reshape(weight.shape)).tocoo()
    size = weight.size
    cell = np.arange(size)
    source, sink = np.full(size, 2 * size), np.full(size, 2 * size + 1)
    first, last = approach.origins.ravel(), approach.objectives.ravel()
    tail = np.concatenate([cell, steps.row + size, source[first], cell[last] + size])
    head = np.concatenate([cell + size, steps.col, cell[first], sink[last]])
    cap = np.concatenate(
        [amount, np.full(steps.nnz, total), np.full(first.sum() + last.sum(), total)]
    )
    arcs = csr_array((cap.astype(np.int32), (tail, head)), shape=(2 * size + 2,) * 2)
    return maximum_flow(arcs, 2 * size, 2 * size + 1).flow_value


@settings(max_examples=30)
@given(crossings(most=10), seeds)
def test_equals_scipy_and_parts(world, rng):
    pace, approach = world
    weight = np.where(pace.values > 0, rng.integers(1, 5, pace.shape), 0)
    cut = flow_cut(weight, approach)
    assert cut.weight == theirs(weight, approach)
    assert cut.weight == weight[tuple(cut.cells.T)].sum()
    ground = (weight > 0) | approach.origins | approach.objectives
    assert separates(cut.cells, approach.origins, approach.objectives, ground)


def test_between_ends_in_turn_every_one_is_closed():
    drawing = "a..b\n....\nb..a"
    assert flow_cut(np.ones((3, 4), int), ends(drawing)).weight == 6


@pytest.mark.parametrize("drawing", ["ab.", "a..\n.b."])
def test_ends_that_touch_have_no_cut(drawing):
    assert flow_cut(np.ones(at(drawing, "a").shape, int), ends(drawing)) is None


def test_a_door_for_ends_in_turn():
    drawing = "a.#..b\n......\nb....a"
    door = flow_door(speeds(drawing), ends(drawing))
    assert door.checked
    assert door.open_cells.all()
    assert door.width_m == 100 * door.cut_cells == 100 * len(door.cells)
    assert flow_door(speeds("ab"), ends("ab")) is None


def test_large_ground_is_not_tried(monkeypatch):
    monkeypatch.setattr(flows, "MOST_CELLS", 2)
    assert flow_cut(np.ones((1, 3), int), ends("a.b")) is None
