import numpy as np
import pytest

from marchland.errors import InputError, LayerError
from marchland.ground.stack import stack
from marchland.model.grid import Grid
from marchland.schema import TERRAIN, grid_of

GRID = Grid(3035, 0.0, 300.0, 100.0, 3, 4)


def layers(**changes):
    given = {
        "elevation": np.arange(12, dtype=np.float32).reshape(3, 4),
        "cover": np.full((3, 4), 40, np.uint8),
        **changes,
    }
    return {name: values for name, values in given.items() if values is not None}


def test_every_layer_is_there_on_the_grid():
    ground = stack(layers(), GRID)
    assert list(ground) == list(TERRAIN)
    assert grid_of(ground) == GRID
    assert {n: str(v.dtype) for n, v in ground.items()} == {n: v.dtype for n, v in TERRAIN.items()}


def test_layers_nobody_gives_hold_their_absent_value():
    ground = stack(layers(), GRID)
    assert all(int(ground[name].sum()) == 0 for name in ("water", "road", "rail", "bridge"))
    assert np.isnan(ground["population"]).all()


def test_slope_is_derived():
    ground = stack(layers(), GRID)
    expected = np.degrees(np.arctan(np.hypot(1, 4) / 100))
    np.testing.assert_allclose(ground["slope"], expected, rtol=1e-5)


def test_what_is_missing_is_said_at_once():
    with pytest.raises(LayerError) as caught:
        stack({}, GRID)
    assert [fault.where for fault in caught.value.faults] == ["elevation", "cover"]
    assert 'layer = "cover"' in str(caught.value)


def test_wrong_shapes_and_types_are_refused():
    wrong = layers(cover=np.zeros((2, 2), np.uint8), water=np.zeros((3, 4), np.int64))
    with pytest.raises(InputError) as caught:
        stack(wrong, GRID)
    assert {fault.where for fault in caught.value.faults} == {"cover", "water"}


def row(*values):
    return np.array([values] * 3, np.uint8)


@pytest.mark.parametrize("water", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("road", range(9))
def test_roads_from_minor_up_stand_on_bridges(road, water):
    ground = stack(layers(road=row(road, road, 0, 0), water=row(0, water, water, 0)), GRID)
    assert ground["bridge"].values[0].tolist() == [0, int(road >= 3), 0, 0]


def test_rails_stand_on_bridges():
    ground = stack(layers(rail=row(1, 1, 0, 0), water=row(0, 4, 4, 0)), GRID)
    assert ground["bridge"].values[0].tolist() == [0, 1, 0, 0]


def test_a_mapped_bridge_carries_a_path_and_stays_where_it_is():
    given = layers(road=row(1, 1, 1, 0), water=row(4, 4, 0, 0), bridge=row(1, 0, 1, 0))
    assert stack(given, GRID)["bridge"].values[0].tolist() == [1, 0, 1, 0]


def test_cover_and_what_was_given_stay_as_they_are():
    given = layers(road=row(3, 3, 3, 3), water=row(4, 4, 4, 4), bridge=row(0, 0, 0, 0))
    before = {name: values.copy() for name, values in given.items()}
    ground = stack(given, GRID)
    assert (ground["cover"] == 40).all()
    assert all((given[name] == before[name]).all() for name in given)
