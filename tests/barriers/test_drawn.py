"""Drawn barriers, burnt so that nothing leaks: worlds of cells of 100 m at 1 m/s."""

from functools import partial

import geopandas as gpd
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, MultiLineString, Point, Polygon, box
from tests.strategies import seeds

from marchland.barriers.drawn import barrier_cells
from marchland.errors import GridError, InputError
from marchland.kernels.march import march, march_relief
from marchland.model.grid import Grid

STENCILS = {"any": march, "eight": partial(march, stencil="eight"), "sixteen": march_relief}
GRID = Grid(3035, 0, 900, 100, 9, 12)
INF = float("inf")


def drawn(*shapes, epsg=3035, **columns):
    return gpd.GeoDataFrame(columns, geometry=list(shapes), crs=epsg)


def wall(*shapes, delay_s=60.0, openings=None):
    delays = np.broadcast_to(delay_s, len(shapes)).tolist()
    return barrier_cells(drawn(*shapes, delay_s=delays), GRID, openings=openings)


def cell(x, y):
    """Row and column of a place in m."""
    return int((900 - y) // 100), int(x // 100)


def centre(cell):
    return GRID.centre(*cell)


@pytest.fixture(params=STENCILS)
def delayed(request):
    """Seconds that barriers add from one place to another, both in m."""

    def added(barriers, a, b, *, reverse=False):
        cost = np.full(GRID.shape, 100, np.float32)
        start = np.full(GRID.shape, np.inf, np.float32)
        start[cell(*(b if reverse else a))] = 0
        end = cell(*(a if reverse else b))
        solve = STENCILS[request.param]
        times = [solve(cost, start, barriers=w, reverse=reverse)[end] for w in (barriers, None)]
        return float(times[0] - times[1])

    return added


NORTH_SOUTH = LineString([(550, -50), (550, 950)])
WEST, EAST = (150, 450), (1050, 450)


@pytest.mark.parametrize(
    "shape",
    [NORTH_SOUTH, box(420, -50, 780, 950), MultiLineString([NORTH_SOUTH.coords])],
    ids=["line", "thick area", "several parts"],
)
def test_a_crossing_is_paid_once_whatever_the_thickness(delayed, shape):
    assert delayed(wall(shape), WEST, EAST) == pytest.approx(60)
    assert delayed(wall(shape), WEST, EAST, reverse=True) == pytest.approx(60)


def test_walking_along_is_free(delayed):
    assert delayed(wall(box(0, 400, 1200, 500)), (50, 450), (1150, 450)) == pytest.approx(0)


def test_coming_back_is_paid_again(delayed):
    second = LineString([(850, -50), (850, 950)])
    both = MultiLineString([NORTH_SOUTH.coords, second.coords])
    assert delayed(wall(both), WEST, EAST) == pytest.approx(120)


def test_a_place_within_a_ring_is_paid_for_once_each_way(delayed):
    ring = box(320, 220, 780, 680).exterior
    assert delayed(wall(ring), WEST, (550, 450)) == pytest.approx(60)
    assert delayed(wall(ring), (550, 450), EAST) == pytest.approx(60)


def test_two_barriers_in_the_same_cells_are_both_paid(delayed):
    twin = wall(NORTH_SOUTH, LineString([(580, -50), (580, 950)]), delay_s=[60, 30])
    assert delayed(twin, WEST, EAST) == pytest.approx(90)


CROSS = (LineString([(-50, 450), (1250, 450)]), NORTH_SOUTH)


def test_where_lines_cross_neither_is_crossed_for_less(delayed):
    built = wall(*CROSS, delay_s=[600, 300])
    assert delayed(built, (450, 550), (650, 350)) >= 900 * (1 - 1e-6)
    assert delayed(built, (450, 550), (450, 350)) == pytest.approx(600)


DIAGONALS = [
    LineString([(-100, 50), (900, 1050)]),
    LineString([(-100, 0), (1300, 933)]),
    LineString([(-100, 950), (300, 550), (700, 400), (1300, 317)]),
    LineString([(-100, 850), (1300, -20)]),
]


@pytest.mark.parametrize("delay", [600, INF])
@pytest.mark.parametrize("line", DIAGONALS, ids=["corners", "slant", "bent", "falling"])
def test_a_slanting_line_never_leaks(delayed, line, delay):
    built = wall(line, delay_s=delay)
    above, below = (50, 850), (1150, 50)
    if built.owner[cell(*above)] or built.owner[cell(*below)]:
        above, below = (250, 850), (1150, 150)
    assert delayed(built, above, below) >= delay * (1 - 1e-6)


@pytest.mark.parametrize("line", [NORTH_SOUTH, *DIAGONALS])
def test_a_gate_really_opens(delayed, line):
    gate = drawn(line.interpolate(0.45, normalized=True))
    shut, ajar = (wall(line, delay_s=INF, openings=o) for o in (None, gate))
    free = np.argwhere(shut.owner == 0)
    first = free[0] if shut.owner[0, 0] else (0, 0)
    reached = march(np.ones(GRID.shape, np.float32), _start(first), barriers=shut)
    beyond = np.argwhere(np.isinf(reached) & (shut.owner == 0))[-1]
    assert delayed(shut, centre(first), centre(beyond)) == INF
    assert np.isfinite(delayed(ajar, centre(first), centre(beyond)))
    assert 1 <= (shut.owner > 0).sum() - (ajar.owner > 0).sum() <= 3


def _start(cell):
    start = np.full(GRID.shape, np.inf, np.float32)
    start[tuple(cell)] = 0
    return start


def test_a_bridge_opens_all_that_it_crosses(delayed):
    bridge = drawn(LineString([(350, 450), (950, 450)]))
    lines = (NORTH_SOUTH, LineString([(850, -50), (850, 950)]))
    assert delayed(wall(*lines, delay_s=INF), WEST, EAST) == INF
    assert delayed(wall(*lines, delay_s=INF, openings=bridge), WEST, EAST) == pytest.approx(0)
    area = box(420, -50, 780, 950)
    assert delayed(wall(area, delay_s=INF, openings=bridge), WEST, EAST) == pytest.approx(0)


def test_a_stretch_of_the_line_opens_as_wide_as_it_is_drawn():
    gap = drawn(LineString([(550, 310), (550, 590)]))
    left = wall(NORTH_SOUTH, openings=gap).owner
    assert np.flatnonzero(left[:, 5] == 0).tolist() == [3, 4, 5]


def test_a_road_beside_a_line_opens_it_only_where_they_meet():
    road = drawn(LineString([(520, 50), (520, 640), (580, 660), (700, 660)]))
    assert (wall(NORTH_SOUTH, openings=road).owner[:, 5] == 0).sum() == 1


def test_neighbouring_areas_are_entered_one_after_the_other(delayed):
    built = wall(box(320, -50, 540, 950), box(540, -50, 780, 950), delay_s=[600, 300])
    assert delayed(built, WEST, EAST) == pytest.approx(900)
    assert delayed(built, EAST, WEST) == pytest.approx(900)


def test_closed_needs_no_delay_and_no_delay_is_no_barrier():
    features = drawn(NORTH_SOUTH, CROSS[0], delay_s=[np.nan, 0], closed=[True, False])
    built = barrier_cells(features, GRID)
    assert built.owner.dtype == np.uint16
    assert built.delay_s.dtype == np.float32
    assert np.isinf(built.delay_s[built.owner[0, 5]])
    assert built.owner[4, 0] == 0


def test_longitudes_and_latitudes_are_brought_onto_the_grid():
    grid = Grid(3035, 5_200_000, 3_560_000, 100, 50, 50)
    line = gpd.GeoSeries([LineString([(5_202_500, 3_550_000), (5_202_500, 3_570_000)])], crs=3035)
    far = gpd.GeoDataFrame({"delay_s": [60.0]}, geometry=line.to_crs(4326))
    rows, cols = np.nonzero(barrier_cells(far, grid).owner)
    assert set(rows.tolist()) == set(range(50))
    assert set(cols.tolist()) <= {24, 25}


BOW = Polygon([(100, 100), (500, 500), (500, 100), (100, 500)])


def test_every_fault_is_told_at_once_by_name():
    shapes = [NORTH_SOUTH, NORTH_SOUTH, Point(1, 1), None, BOW, NORTH_SOUTH]
    features = drawn(
        *shapes, delay_s=[np.nan, -1, 60, 60, 60, 60], closed=[False] * 5 + [True],
        name=["river", "ditch", "post", None, "field", "fence"],
    )  # fmt: skip
    with pytest.raises(InputError) as caught:
        barrier_cells(features, GRID)
    told = {fault.where: fault.what for fault in caught.value.faults}
    assert told == {
        "barrier river": "its delay_s is not known",
        "barrier ditch": "its delay_s is -1",
        "barrier post": "is drawn as Point",
        "barrier 3": "has no geometry",
        "barrier field": told["barrier field"],
        "barrier fence": "is closed and has a delay_s of 60",
    }
    assert "Self-intersection" in told["barrier field"]


@pytest.mark.parametrize("features", [drawn(NORTH_SOUTH), drawn(NORTH_SOUTH, delay_s=["long"])])
def test_a_delay_is_never_guessed(features):
    with pytest.raises(InputError, match="barrier 0: its delay_s is not known"):
        barrier_cells(features, GRID)


@pytest.mark.parametrize(
    ("shapes", "what"),
    [
        ((box(0, 0, 500, 500), box(400, 400, 900, 900)), "barrier 0: overlaps barrier 1 by 10000"),
        ((LineString([(0, 50), (900, 50)]), box(200, -50, 900, 300)), "runs 700 m inside barrier"),
        ((box(200, -50, 900, 300), LineString([(0, 50), (900, 50)])), "runs 700 m inside barrier"),
    ],
)
def test_what_cannot_be_charged_correctly_is_refused(shapes, what):
    with pytest.raises(InputError, match=what):
        wall(*shapes)


@pytest.mark.parametrize(
    ("opening", "what"),
    [
        (Point(300, 450), "opening 0: opens nothing: the nearest lies 250 m off"),
        (LineString([(100, 450), (400, 450)]), "opens nothing: the nearest lies 150 m off"),
        (box(400, 400, 700, 500), "opening 0: is drawn as Polygon"),
    ],
)
def test_an_opening_that_opens_nothing_is_refused(opening, what):
    with pytest.raises(InputError, match=what):
        wall(NORTH_SOUTH, openings=drawn(opening))


@pytest.mark.parametrize(
    ("opening", "what"),
    [
        (Point(600, 450), "is a point on barrier 0, an area"),
        (LineString([(100, 450), (600, 450)]), "ends inside barrier 0"),
    ],
)
def test_an_area_is_opened_only_by_a_way_through(opening, what):
    with pytest.raises(InputError, match=what):
        wall(box(420, -50, 780, 950), openings=drawn(opening))


def test_a_place_must_be_known():
    with pytest.raises(GridError, match="reference system"):
        barrier_cells(drawn(NORTH_SOUTH, epsg=None, delay_s=[1.0]), GRID)
    with pytest.raises(GridError, match="none lies on the grid"):
        wall(LineString([(5000, 0), (6000, 0)]))


def test_no_barrier_is_no_delay():
    assert not barrier_cells(drawn(delay_s=[]), GRID).owner.any()


@given(seeds, st.integers(0, 3), st.sampled_from(sorted(STENCILS)))
def test_a_line_from_edge_to_edge_parts_the_ground(rng, bends, stencil):
    """Closed, it lets nothing through; the ground on either side is told from the geometry."""
    inner = np.sort(rng.uniform(0, 1200, bends))
    xs = np.array([-100, *inner, 1300])
    line = LineString(np.column_stack([xs, rng.uniform(-100, 1000, xs.size)]))
    built = wall(line, delay_s=INF)
    rows, cols = np.indices(GRID.shape)
    x, y = GRID.centre(rows, cols)
    level = np.interp(x, xs, [at[1] for at in line.coords])
    above = (y > level) & (built.owner == 0)
    start = np.where(above, np.float32(0), np.float32(np.inf))
    reached = STENCILS[stencil](np.ones(GRID.shape, np.float32), start, barriers=built)
    assert np.isinf(reached[(y < level) & (built.owner == 0)]).all()
