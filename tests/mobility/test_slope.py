"""Speed by slope: the published table, and laws of slope."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marchland.catalogue.read import catalogue
from marchland.kernels.march import march_relief
from marchland.mobility.foot import FUNCTIONS
from marchland.mobility.setting import Rule, Setting
from marchland.mobility.slope import base_speed, flat_speed, signed_relief, walk
from marchland.mobility.speed import speed
from marchland.mobility.travel import step_cost
from marchland.testing import world
from marchland.units import KM_H

TABLE = catalogue()
DRY = TABLE.season("dry")
MOVERS = {name: TABLE.mover(name) for name in TABLE.names("mover")}
SLOPES = np.array([1.5, 6.5, 15, 25, 37.5, 45, 60]) / 100
FOUNDING_TABLE = {  # km/h on bare, dry, firm ground; to the printed digit
    "light_wheeled": ([40, 40, 40, 40, 18.0, 0, 0], 0.05),
    "heavy_wheeled": ([24.9, 20.6, 13.1, 4.4, 0, 0, 0], 0.05),
    "light_tracked": ([34.8, 30.8, 24.0, 16.0, 6.0, 0, 0], 0.05),
    "heavy_tracked": ([45, 45, 40.3, 30.0, 17.1, 9.3, 0], 0.05),
    "dismounted": ([2.80, 2.75, 2.52, 2.10, 1.50, 1.18, 0.72], 0.005),
}


def setting(mover, level="best", foot="irmischer_clarke"):
    return Setting(MOVERS[mover], DRY, TABLE, level, Rule(foot=foot))


@pytest.mark.parametrize("mover", FOUNDING_TABLE)
def test_reproduces_the_founding_table(mover):
    expected, half_a_digit = FOUNDING_TABLE[mover]
    ours = base_speed(SLOPES, setting(mover)) / KM_H
    np.testing.assert_allclose(ours, expected, rtol=0, atol=half_a_digit * 1.01)


@given(
    st.sampled_from(list(MOVERS)), st.sampled_from(["low", "best", "high"]),
    st.sampled_from(["irmischer_clarke", "tobler", "rees", "marquez_perez"]),
    st.floats(0, 2), st.floats(0, 2),
)  # fmt: skip
def test_steeper_is_never_faster(mover, level, foot, one, other):
    gentle, steep = base_speed(np.sort([one, other]), setting(mover, level, foot))
    assert steep <= gentle * (1 + 1e-6)


def test_whoever_keeps_to_roads_has_no_speed_off_them():
    assert flat_speed(setting("car")) == 0


@pytest.mark.parametrize("foot", FUNCTIONS)
def test_a_walker_has_a_pace_by_direction(foot):
    found = setting("dismounted", foot=foot)
    relief = signed_relief(np.zeros((2, 2), np.float32), 100.0, found)
    at = np.linspace(-2, 2, relief.pace.size)
    level = walk(np.zeros(1), found) / walk(at, found)
    np.testing.assert_allclose(relief.pace, level, rtol=1e-5)


def test_no_vehicle_has():
    with pytest.raises(
        ValueError, match="no rule of slope by direction is known for light_tracked"
    ):
        signed_relief(np.zeros((2, 2), np.float32), 100.0, setting("light_tracked"))


def test_with_the_slope_along_the_way_down_is_quicker_than_up_and_none_counts_twice():
    heights = np.tile(np.arange(6, 0, -1, dtype=np.float32) * 5, (6, 1))  # 5 % down to the east
    walker = setting("dismounted")
    ground = world("\n".join(["s" * 6] * 6), elevation_m=heights)
    level = ground.assign(slope=ground["slope"] * 0)
    cost = step_cost(speed(level, walker.mover, DRY))
    start = np.where(np.arange(6) == 0, np.float32(0), np.float32(np.inf)) * np.ones((6, 1))
    relief = signed_relief(heights, 100.0, walker)
    down = march_relief(cost, start.astype(np.float32), relief)[3, 5]
    up = march_relief(cost, start.astype(np.float32), relief, reverse=True)[3, 5]
    bare = TABLE.get("cover.bare.dismounted").best
    expected = (500 / (bare * walk(np.array(s), walker)) for s in (-0.05, 0.05))
    assert (down, up) == pytest.approx(tuple(expected), rel=1e-3)
    assert down < up
