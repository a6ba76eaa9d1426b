"""Current through networks small enough to solve by hand, and against a direct solver."""

import numpy as np
import pytest
from hypothesis import given, settings
from tests.drawing import ends, speeds
from tests.strategies import crossings

from marchland.errors import InputError
from marchland.mobility import current as module
from marchland.mobility.current import current

AMG = pytest.param(False, id="multigrid")
DIRECT = pytest.param(True, id="direct")


@pytest.fixture(params=[AMG, DIRECT])
def flowing(request):
    """The current of a drawing whose cells take 100 s to cross, rows maybe slower."""

    def solved(drawing, *slower):
        pace = speeds(drawing)
        for row, factor in slower:
            pace[row] = pace[row] / factor
        return current(pace, ends(drawing), direct=request.param)

    return solved


def test_in_series_resistances_add_and_all_passes_everywhere(flowing):
    found = flowing("a...b")
    assert found["resistance"].item() == pytest.approx(400)
    np.testing.assert_allclose(found["current"], 1)


def test_in_parallel_current_divides_against_resistance(flowing):
    found = flowing("a...b\n#####\na...b", (2, 2))
    np.testing.assert_allclose(found["current"].values[0], 2 / 3, rtol=1e-6)
    np.testing.assert_allclose(found["current"].values[2], 1 / 3, rtol=1e-6)
    assert found["resistance"].item() == pytest.approx(1 / (1 / 400 + 1 / 800))
    assert not found["current"].values[1].any()


def test_a_square_between_its_corners(flowing):
    """Two ways of two sides beside one diagonal; no current through the other diagonal."""
    found = flowing("a.\n.b")
    assert found["resistance"].item() == pytest.approx(100 / (1 + 1 / np.sqrt(2)))
    share = 1 / (1 + np.sqrt(0.5))  # of the sides, half each way
    assert found["current"].values[0, 1] == pytest.approx(share / 2)
    assert found["current"].values[1, 0] == pytest.approx(share / 2)
    np.testing.assert_allclose(found["current"].values[[0, 1], [0, 1]], 1)


def test_a_gap_is_a_pinch_point_and_a_blind_alley_none(flowing):
    found = flowing("""
        a....#....b
        a....#....b
        a.........b
        a....#....b
        a....#....b
    """)
    assert found["current"].values[2, 5] == pytest.approx(1)
    assert found["pinch"].values[2, 5] > 3
    assert found["pinch"].values.argmax() == 2 * 11 + 5
    blind = flowing("a..b\n#.##\n#.##")
    np.testing.assert_allclose(blind["current"].values[2], 0, atol=1e-9)


def test_ground_that_is_alike_has_no_pinch_points(flowing):
    found = flowing("a.....b\na.....b\na.....b")
    np.testing.assert_allclose(found["pinch"], 1, rtol=1e-5)


def test_without_a_way_nothing_flows(flowing):
    found = flowing("a.#.b")
    assert np.isinf(found["resistance"])
    assert not found["current"].values.any()


def test_unknown_ground_stays_unknown(flowing):
    assert np.isnan(flowing("a.b\n.?.")["current"].values[1, 1])


@settings(max_examples=30)
@given(crossings())
def test_multigrid_is_the_direct_solution_the_same_again_and_keeps_its_laws(world):
    pace, approach = world
    found, again, exact = (current(*world, direct=direct) for direct in (False, False, True))
    assert found.identical(again)
    np.testing.assert_allclose(found["current"], exact["current"], atol=1e-6)
    np.testing.assert_allclose(found["resistance"], exact["resistance"], rtol=1e-6)
    if np.isfinite(found["resistance"]):
        for end in (approach.origins, approach.objectives):
            assert found["current"].values[end].sum() == pytest.approx(1, abs=1e-5)
        assert found["current"].values.max() <= 1 + 1e-6
    slower = pace.copy(data=np.where(np.arange(pace.shape[1]) == 2, pace / 2, pace))
    harder = current(slower, approach, direct=True)["resistance"]
    assert harder >= exact["resistance"] * (1 - 1e-9)


def test_without_pyamg_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr(module, "find_spec", lambda _: None)
    with pytest.raises(InputError, match=r"marchland\[current\]"):
        current(speeds("a.b"), ends("a.b"))
    assert current(speeds("a.b"), ends("a.b"), direct=True)["resistance"] == 200


def test_a_grid_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(module, "MOST_CELLS", 2)
    with pytest.raises(InputError, match="3 cells are more than 2"):
        current(speeds("a.b"), ends("a.b"))
