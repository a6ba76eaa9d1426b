"""What soil leaves: by class and state, and by moisture where it is known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marchland.catalogue.read import catalogue
from marchland.ground.moisture import collins, smsp
from marchland.mobility.patches import Patches
from marchland.mobility.setting import Rule, Setting
from marchland.mobility.soil import Soil
from marchland.model.grid import Grid

TABLE = catalogue()
CARRIER = TABLE.mover("light_tracked")
NOT, ROW = np.asarray(False), slice(0, 1)
FARMLAND = TABLE.classes["cover"]["farmland"]


def setting(level="best", fit="between", season="wet"):
    return Setting(CARRIER, TABLE.season(season), TABLE, level, Rule(fit=fit))


def part(cells=1, **layers):
    cover = np.full((1, cells), FARMLAND, np.uint8)
    return {"cover": cover, **{name: np.full((1, cells), v) for name, v in layers.items()}}


def soil(name):
    return np.uint8(TABLE.classes["soil"][name])


def share(ground, **how):
    return Soil(setting(**how)).share(ground, ROW, NOT, NOT).item()


def between(strength):
    return min(max((strength - 17) / (40 - 17), 0), 1)


@pytest.mark.parametrize(("state", "strength"), [("dry", 150), ("wet", 32)])
def test_silt_is_assumed_under_farmland(state, strength):
    assert share(part(), season=state) == pytest.approx(between(strength), rel=1e-6)


def test_a_soil_that_is_given_stands_in():
    assert share(part(soil=soil("Pt"))) == 0
    assert share(part(soil=soil("SM"))) == 1
    assert share(part(soil=np.uint8(0))) == share(part())


@pytest.mark.parametrize("fit", ["collins", "smsp"])
def test_known_moisture_takes_the_published_fits(fit):
    wet, clay = np.float32(0.35), np.float32(0.2)
    expected = {
        "collins": collins(np.array(0.35), np.array(0.2), TABLE),
        "smsp": smsp(np.array(0.35), "ML", TABLE),
    }[fit]
    found = share(part(moisture=wet, clay=clay), fit=fit)
    assert found == pytest.approx(between(float(expected)), rel=1e-4)


def test_where_the_fits_disagree_best_lies_between():
    ground = part(moisture=np.float32(0.33), clay=np.float32(0.1))
    low, best, high = (share(ground, level=at) for at in ("low", "best", "high"))
    one, other = (share(ground, fit=fit) for fit in ("collins", "smsp"))
    assert low <= min(one, other) <= best <= max(one, other) <= high
    assert one != other


def test_without_clay_or_without_a_fit_the_other_source_speaks():
    moist = np.float32(0.33)
    assert share(part(moisture=moist), fit="collins") == share(part(moisture=moist), fit="smsp")
    gravel = part(moisture=moist, soil=soil("GW"))
    assert share(gravel) == share(part(soil=soil("GW")))


@given(st.floats(0.05, 1), st.floats(0.05, 1), st.sampled_from(["between", "collins", "smsp"]))
def test_wetter_soil_is_never_firmer(one, other, fit):
    dry, wet = (
        share(part(moisture=np.float32(m), clay=np.float32(0.2)), fit=fit)
        for m in sorted((one, other))
    )
    assert wet <= dry + 1e-6


def test_frost_makes_mineral_soil_firm_and_peat_only_where_it_bears():
    mineral, peat = part(), part(soil=soil("Pt"))
    yes = np.asarray(True)
    assert Soil(setting()).share(mineral, ROW, yes, NOT).item() == 1
    assert Soil(setting()).share(peat, ROW, yes, NOT).item() == 0
    assert Soil(setting()).share(peat, ROW, NOT, yes).item() == 1


def test_a_thawed_layer_leaves_less_than_wet_soil_and_frost_takes_it_back():
    assert share(part(soil=soil("SM")), season="thaw") < share(part(soil=soil("SM")))
    assert Soil(setting(season="thaw")).share(part(), ROW, np.asarray(True), NOT).item() == 1


def test_a_thawed_layer_leaves_between_what_power_and_what_grip_leave():
    found = {}
    for rule in ("power", "between", "grip"):
        one = Setting(CARRIER, TABLE.season("thaw"), TABLE, "best", Rule(thaw=rule))
        found[rule] = Soil(one).share(part(soil=soil("SM")), ROW, NOT, NOT).item()
    assert found["power"] < found["between"] < found["grip"]
    assert found["between"] == pytest.approx((found["power"] * found["grip"]) ** 0.5, rel=1e-5)


def test_in_patches_soil_keeps_within_its_range():
    grid = Grid(3035, 0.0, 100.0, 100.0, 1, 400)
    there = Soil(setting(), Patches(5, 300.0, grid)).share(part(400), ROW, NOT, NOT)
    flat = Soil(setting(), Patches(5, 300.0, grid, "triangular")).share(part(400), ROW, NOT, NOT)
    assert (flat != there).any()
    low, high = (share(part(), level=at) for at in ("low", "high"))
    assert low <= there.min() < there.max() <= high


def test_no_cover_is_no_soil():
    ground = {"cover": np.array([[255]], np.uint8)}
    assert np.isnan(Soil(setting()).share(ground, ROW, np.asarray(True), NOT)).all()
