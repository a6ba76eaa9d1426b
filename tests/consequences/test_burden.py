"""What options burden beyond their price adds up, and what has no coefficient is unknown."""

import numpy as np
import pytest
from tests.drawing import measure, sites

from marchland.barriers.options import options
from marchland.barriers.sites import Sites
from marchland.catalogue.read import catalogue
from marchland.consequences.burden import BURDENS, burden, class_shares, embodied, summed
from marchland.consequences.price import LEVELS, price
from marchland.testing import world

BOOK = catalogue()
GROUND = world("""
    .TT
    .=p
    ...
""")
DRAWN = sites("""
    .11
    .21
    ...
""")
SITES = Sites(DRAWN.table.assign(kind=["gap", "crossing"]), DRAWN.owner)
DITCH = BOOK.measure("ditch")
CLOSURE = BOOK.measure("road_closure")
ODD = measure("hedge")


def table(*measures):
    return burden(price(options(SITES, measures), measures), SITES, GROUND, BOOK)


def test_upkeep_and_removal_are_shares_of_the_cost():
    row = table(DITCH).iloc[0]
    for level in LEVELS:
        keep = getattr(BOOK.get("consequences.ditch.keep"), level)
        assert row[f"keep_eur_y_{level}"] == pytest.approx(row[f"cost_eur_{level}"] * keep)


def test_concrete_carries_carbon_and_earth_none():
    rows = table(DITCH, CLOSURE).set_index("measure")
    assert rows.loc["ditch", "carbon_kg_best"] == 0
    assert rows.loc["road_closure", "carbon_kg_best"] == pytest.approx(20_000 * 0.171)
    assert embodied("hedge", BOOK, "best") != embodied("hedge", BOOK, "best")  # NaN


def test_a_closed_road_is_a_crossing_severed():
    assert table(DITCH, CLOSURE).set_index("measure")["crossings_best"].to_dict() == {
        "ditch": 0.0,
        "road_closure": 1.0,
    }


def test_land_by_cover_adds_up_to_the_land():
    rows = table(DITCH, CLOSURE)
    covers = [c for c in rows.columns if c.startswith("land_") and c.endswith("_m2_best")]
    covers.remove("land_m2_best")
    assert rows[covers].sum(axis=1).to_numpy() == pytest.approx(rows["land_m2_best"].to_numpy())


def test_the_share_of_a_cover_is_that_of_the_cells():
    shares = class_shares(SITES, GROUND["cover"].values, BOOK.classes["cover"])
    assert shares.loc["line-1", ["forest", "peat"]].tolist() == pytest.approx([2 / 3, 1 / 3])
    assert shares.sum(axis=1).to_numpy() == pytest.approx(1.0)


def test_protected_land_is_that_of_the_cells_by_status_and_unknown_without_a_layer():
    codes = np.array([[0, 3, 3], [0, 0, 1], [0, 0, 0]], np.uint8)  # two of three, one of three
    ground = GROUND.assign(protected=GROUND["cover"].copy(data=codes))
    priced = price(options(SITES, (DITCH,)), (DITCH,))
    row = burden(priced, SITES, ground, BOOK).iloc[0]
    assert row["protected_m2_best"] == pytest.approx(row["land_m2_best"])
    assert row["protected_national_park_m2_high"] == pytest.approx(row["land_m2_high"] * 2 / 3)
    assert row["protected_nature_reserve_m2_best"] == 0
    assert np.isnan(table(DITCH)["protected_m2_best"]).all()


def test_a_measure_without_coefficients_is_unknown_and_not_free():
    rows = table(ODD)
    assert rows["keep_eur_y_best"].isna().all()
    assert summed(rows, "keep_eur_y", "EUR/y") is None
    assert summed(rows[:0], "keep_eur_y", "EUR/y").best == 0


def test_every_burden_has_its_columns():
    assert {f"{c}_{v}" for c in BURDENS for v in LEVELS} <= set(table(DITCH).columns)
