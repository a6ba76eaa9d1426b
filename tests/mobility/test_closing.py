"""Closing lines are least cuts: equal to maximum flow, checked by labelling."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.drawing import ends, speeds
from tests.strategies import seeds

from marchland.mobility.banks import Banks, banks
from marchland.mobility.closing import least_cut, least_line, way, why_open
from marchland.mobility.flows import flow_cut
from marchland.mobility.loops import Winding, winding
from marchland.mobility.separation import separates
from marchland.mobility.terminals import Terminals
from marchland.model.approach import Approach


def block(rng, shape):
    cells = np.zeros(shape, np.bool_)
    top, left = rng.integers(0, np.array(shape) - 1)
    cells[top : top + rng.integers(1, 4), left : left + rng.integers(1, 4)] = True
    return cells


def stretches(rng, shape, count):
    """Some stretches of the west or the east edge."""
    cells = np.zeros(shape, np.bool_)
    for _ in range(count):
        first, last = np.sort(rng.integers(shape[0], size=2))
        cells[first : last + 1, 0] = True
    return cells


def approach(rng, shape, kind):
    origins, objectives = np.zeros((2, *shape), np.bool_)
    if kind == "edges":
        origins[:, 0] = objectives[:, -1] = True
    elif kind == "stretches":
        origins, objectives = stretches(rng, shape, 2), stretches(rng, shape, 1)[:, ::-1]
    elif kind == "enclosed":
        origins, objectives[-1] = block(rng, shape), True
    elif kind == "apart":
        origins, objectives = block(rng, shape), block(rng, shape)
    elif kind == "in turn":
        half = shape[0] // 2
        for cells, above, below in ((origins, 0, -1), (objectives, -1, 0)):
            cells[rng.integers(half - 1), above] = True
            cells[rng.integers(half + 1, shape[0]), below] = True
    elif kind == "several":
        origins, objectives = block(rng, shape) | block(rng, shape), block(rng, shape)
    return Terminals(Approach(kind, ("a",), ("b",)), origins, objectives, origins & False)


def case(rng, kind):
    """Weights, some of them 0, on 10 to 60 cells a side, and an approach."""
    shape = tuple(rng.integers(10, 61, 2))
    weight = rng.integers(1, rng.choice([2, 9]), shape)
    weight[rng.random(shape) < rng.uniform(0, 0.5)] = 0
    return weight, approach(rng, shape, kind)


def parted(weight, line, there):
    ground = (weight > 0) | there.origins | there.objectives
    return separates(line.cells[line.on], there.origins, there.objectives, ground)


@pytest.mark.parametrize("kind", ["edges", "stretches", "enclosed", "apart", "in turn"])
@pytest.mark.parametrize("seed", range(20))
def test_the_least_line_is_the_least_cut(kind, seed):
    """A hundred rasters, with maximum flow as the second opinion."""
    weight, there = case(np.random.default_rng([seed, len(kind)]), kind)
    flow, by = flow_cut(weight, there), way(there)
    least = least_cut(weight.astype(np.float32), there, by)
    assert least == (flow.weight if flow else np.inf)
    line = least_line(weight.astype(np.float32), there, by, square=True)
    assert (line is None) == (flow is None)
    if flow:
        assert line.length == flow.weight == weight[tuple(line.cells[line.on].T)].sum()
        assert parted(weight, line, there)


@given(seeds, st.sampled_from(["edges", "stretches", "enclosed", "apart", "in turn", "several"]))
def test_lines_part_and_touch_by_their_sides_and_never_undercut(rng, kind):
    weight, there = case(rng, kind)
    if (by := way(there)) is None:
        return
    price = (weight > 0).astype(np.float32)
    cut = least_cut(price, there, by)
    line = least_line(price, there, by)
    assert (line is None) == (cut == np.inf)
    if line:
        assert parted(weight, line, there)
        assert (np.abs(np.diff(line.cells, axis=0)).sum(axis=1) == 1).all()
        needed = weight[tuple(line.cells.T)][line.on] > 0
        assert line.length <= cut * 1.001 + 1e-3
        assert cut <= needed.sum()


@given(seeds)
def test_several_parts_are_never_cut_for_less_than_flow_says(rng):
    shape = tuple(rng.integers(10, 25, 2))
    weight = (rng.random(shape) < 0.7).astype(int)
    there = approach(rng, shape, "several")
    flow = flow_cut(weight, there)
    if flow and (by := way(there)):
        assert least_cut(weight.astype(np.float32), there, by) >= flow.weight


@given(seeds, st.integers(0, 3), st.booleans(), st.sampled_from(["stretches", "enclosed", "apart"]))
def test_turning_the_map_changes_no_length(rng, quarters, mirrored, kind):
    weight, there = case(rng, kind)

    def moved(raster):
        return np.ascontiguousarray(np.rot90(raster.T if mirrored else raster, quarters))

    again = Terminals(there.approach, *map(moved, (there.origins, there.objectives, there.avoid)))
    price = (weight > 0).astype(np.float32)
    lengths = []
    for cost, ends_ in ((price, there), (moved(price), again)):
        by = way(ends_)
        line = least_line(cost, ends_, by)
        lengths.append((least_cut(cost, ends_, by), line.length if line else np.inf))
    assert lengths[0][0] == lengths[1][0]
    assert lengths[0][1] == pytest.approx(lengths[1][1], rel=0.02)


@given(seeds, st.sampled_from(["edges", "enclosed", "apart"]))
def test_denying_ground_never_widens_a_door(rng, kind):
    weight, there = case(rng, kind)
    price = (weight > 0).astype(np.float32)
    fewer = np.where(rng.random(price.shape) < 0.1, np.float32(0), price)
    by = way(there)
    assert least_cut(fewer, there, by) <= least_cut(price, there, by)
    before, after = (least_line(cost, there, by) for cost in (price, fewer))
    if before:
        assert after.length <= before.length * 1.02 + 1e-3


@given(seeds)
def test_from_bank_to_bank_is_a_way_of_winding(rng):
    weight, there = case(rng, "edges")
    assert isinstance(way(there), Banks)
    around = winding(there)
    assert isinstance(around, Winding)
    price = weight.astype(np.float32)
    assert least_cut(price, there, around) == least_cut(price, there, banks(there))


def turned(size, degrees):
    """Coordinates of a map turned about its middle."""
    row, col = np.indices((size, size)) - (size - 1) / 2
    angle = np.radians(degrees)
    return (
        np.cos(angle) * col + np.sin(angle) * row,
        np.cos(angle) * row - np.sin(angle) * col,
    )


def strip(width, degrees, size=241):
    """A strip of open ground turned from east-west, its ends beyond it on either side."""
    along, across = turned(size, degrees)
    near = np.abs(across) < width / 2 + 20
    ends_ = [near & (along < -90), near & (along > 90)]
    there = Terminals(Approach("strip", ("a",), ("b",)), *ends_, near & False)
    return (np.abs(across) < width / 2).astype(np.float32), there


@pytest.mark.parametrize("width", [1, 2, 7, 40])
def test_a_straight_strip_is_as_wide_as_its_cells(width):
    ground = np.zeros((width + 4, 30), np.float32)
    ground[2:-2] = 1
    there = approach(None, ground.shape, "edges")
    assert least_line(ground, there, way(there)).length == width
    assert least_cut(ground, there, way(there)) == width


@pytest.mark.parametrize("degrees", [15, 30, 45])
@pytest.mark.parametrize("width", [31, 61])
def test_a_strip_turned_is_as_wide_as_before(width, degrees):
    ground, there = strip(width, degrees)
    assert least_line(ground, there, way(there)).length == pytest.approx(width, rel=0.03)


@pytest.mark.parametrize("degrees", [0, 15, 30, 45])
def test_doors_do_not_depend_on_the_axes_of_the_grid(degrees):
    """Three gaps in a wall between two fields, turned about the middle of the region."""
    along, across = turned(301, degrees)
    inside = np.hypot(along, across) < 140
    gaps = np.zeros(along.shape, np.bool_)
    for middle, width in ((-60, 31), (0, 25), (70, 41)):
        gaps |= np.abs(across - middle) < width / 2
    ground = (inside & ((np.abs(along) > 6) | gaps)).astype(np.float32)
    held = [inside & (along < -120), inside & (along > 120)]
    there = Terminals(Approach("fields", ("a",), ("b",)), *held, inside & False)
    line = least_line(ground, there, way(there))
    assert line.length == pytest.approx(31 + 25 + 41, rel=0.03)


def lakeland(seed, degrees, fine=2):
    """A round region of open ground with lakes drawn as ellipses, turned and drawn anew.

    Returned with the least line that parts its west from its east.
    """
    rng = np.random.default_rng(seed)
    along, across = (metres / fine for metres in turned(281 * fine, degrees))
    inside = np.hypot(along, across) < 135
    open_ = inside.copy()
    for _ in range(30):
        (x, y), (long, wide) = rng.uniform(-90, 90, 2), rng.uniform(8, 22, 2)
        turn, east, north = rng.uniform(0, 3), along - x, across - y
        one = np.cos(turn) * east + np.sin(turn) * north
        other = np.cos(turn) * north - np.sin(turn) * east
        open_ &= (one / long) ** 2 + (other / wide) ** 2 > 1
    held = [inside & (along < -120), inside & (along > 120)]
    ends_ = Terminals(Approach("lakes", ("a",), ("b",)), *held, inside & False)
    return least_line((open_ | held[0] | held[1]).astype(np.float32), ends_, way(ends_))


@pytest.mark.parametrize("seed", range(2))
def test_a_region_turned_and_drawn_anew_is_closed_by_a_line_as_long(seed):
    """As maps are: shapes are burnt into each grid afresh, and no raster is resampled."""
    straight, slanting = lakeland(seed, 0), lakeland(seed, 30)
    assert slanting.length == pytest.approx(straight.length, rel=0.03)


def test_the_way_to_close_is_by_banks_or_winding_or_not_at_all():
    assert isinstance(way(ends("a..b\na..b")), Banks)
    assert isinstance(way(ends("....\n.a.b\n....")), Winding)
    assert way(ends("a.a.a.b.b.b\n...........\nb.b.b.a.a.a")) is None


@pytest.mark.parametrize(
    ("drawing", "why"),
    [
        ("a..b", None),
        ("a...", "no origin or no objective"),
        ("ab..", "touch"),
        ("a...\n.b..", "touch"),
        ("a.a.a.b.b.b\n...........\nb.b.b.a.a.a", "12 parts"),
    ],
)
def test_why_no_line_is_found(drawing, why):
    said = why_open(ends(drawing))
    assert (said is None) if why is None else why in said


def test_a_line_behind_an_end_is_none():
    """What lies between an origin and the edge of the region is no way round it."""
    drawing = "#####\na###b\n#####"
    there = ends(drawing)
    assert least_cut((speeds(drawing).values > 0).astype(np.float32), there, way(there)) == 0
