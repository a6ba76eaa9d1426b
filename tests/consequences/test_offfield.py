"""A plan's whole account: sums, unions, and nothing for nothing."""

import numpy as np
import pytest
from tests.drawing import sites

from marchland.barriers.options import options
from marchland.catalogue.read import catalogue
from marchland.consequences.burden import burden
from marchland.consequences.ledger import ledger
from marchland.consequences.offfield import crews_needed, footprint, off_field, plan_flows
from marchland.consequences.price import price
from marchland.consequences.programmes import growth
from marchland.testing import world

BOOK = catalogue()
GROUND = world(
    """
    TTTTT
    TTTTT
    TTTTT
    """,
    cell_m=1000.0,
)
SITES = sites("""
    ..1..
    ..1..
    ..2..
""")
DITCH = (BOOK.measure("ditch"),)
OPTIONS = burden(price(options(SITES, DITCH), DITCH), SITES, GROUND, BOOK)
PEOPLED = GROUND.assign(population=GROUND["population"].copy(data=np.full((3, 5), 10, np.float32)))


def told(chosen, ground=PEOPLED):
    return off_field(chosen, SITES, ground, BOOK).set_index("consequence")


def test_a_plan_is_the_sum_of_its_options_where_things_add_up():
    whole, parts = told(OPTIONS), [told(OPTIONS[n : n + 1]) for n in (0, 1)]
    for name in ("cost to build", "upkeep each year", "cost to remove", "of the land: forest"):
        for level in ("low", "best", "high"):
            assert whole.loc[name, level] == pytest.approx(sum(p.loc[name, level] for p in parts))


def test_people_near_two_options_count_once():
    whole, one = told(OPTIONS), told(OPTIONS[:1])
    assert whole.loc["people living near", "low"] == 30  # the three cells themselves
    assert whole.loc["people living near", "best"] == 90
    assert one.loc["people living near", "high"] == 130  # all but the two far corners below


def test_a_line_through_a_forest_cuts_it():
    whole = told(OPTIONS)
    assert whole.loc["largest connected forest, before", "best"] == 15e6
    assert whole.loc["largest connected forest, after", "best"] == 6e6


def test_an_empty_plan_means_nothing():
    nothing = told(OPTIONS[:0])
    assert (nothing[["low", "best", "high"]].to_numpy() == 0).all()
    assert ledger(plan_flows(OPTIONS[:0]))["best"].sum() == 0


def test_the_order_of_options_changes_nothing():
    assert told(OPTIONS).equals(told(OPTIONS[::-1]))


def test_people_whom_nobody_counted_are_unknown():
    assert np.isnan(told(OPTIONS, GROUND).loc["people living near", "best"])


def test_a_footprint_is_the_cells_of_the_sites():
    assert footprint(OPTIONS[:1], SITES).sum() == 2
    assert footprint(OPTIONS[:0], SITES).sum() == 0


def test_a_plan_is_paid_built_kept_and_taken_away():
    flows = {flow.name: flow for flow in plan_flows(OPTIONS, removed_in=20)}
    assert (flows["keep"].first, flows["keep"].last) == (1, 20)
    assert (flows["remove"].first, flows["remove"].last) == (20, 20)
    assert "remove" not in {flow.name for flow in plan_flows(OPTIONS)}


def test_cost_growth_is_a_switch():
    plain, more = (ledger(plan_flows(OPTIONS, growth=g)) for g in (None, growth()))
    ratio = more["high"].to_numpy() / plain["high"].to_numpy()
    assert ratio == pytest.approx(152 / 15)


def test_crews_are_the_work_over_the_time():
    work = float(OPTIONS["build_s_best"].sum())
    assert crews_needed(OPTIONS, work)["best"] == 1
    assert crews_needed(OPTIONS, work / 2.5)["best"] == 3


def test_protected_land_is_shared_by_cells_and_unknown_without_a_layer():
    codes = np.zeros((3, 5), np.uint8)
    codes[0, 2] = 3  # one of the two cells of the first site
    codes[0, 1] = 2
    ground = PEOPLED.assign(protected=PEOPLED["cover"].copy(data=codes))
    priced = burden(price(options(SITES, DITCH), DITCH), SITES, ground, BOOK)
    found = told(priced, ground)
    half = OPTIONS["land_m2_best"].iloc[0] / 2
    assert found.loc["of the land: protected", "best"] == pytest.approx(half)
    assert found.loc["of the protected land: national park", "best"] == pytest.approx(half)
    assert "of the protected land: nature reserve" not in found.index
    assert found.loc["largest connected protected ground, before", "best"] == 2e6
    assert found.loc["largest connected protected ground, after", "best"] == 1e6
    assert np.isnan(told(OPTIONS).loc["of the land: protected", "best"])
