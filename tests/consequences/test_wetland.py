import numpy as np
import pytest

from marchland.catalogue.read import catalogue
from marchland.consequences.ledger import ledger
from marchland.consequences.wetland import avoided, rewetting
from marchland.testing import world

BOOK = catalogue()
GROUND = world("TT.\np#.", cell_m=100.0)
FOREST = np.array([[True, True, False], [False, False, False]])


def test_a_hectare_costs_what_was_read():
    table, _ = rewetting(FOREST, GROUND, BOOK)
    cost = table.set_index("consequence").loc["cost to build"]
    assert [cost[level] for level in ("low", "best", "high")] == pytest.approx([1000, 5000, 10000])


def test_drained_forest_ends_what_does_not_stay():
    """Two hectares at 12.93 t a year, of which a share of 0.3 stays."""
    assert avoided(FOREST, GROUND, BOOK).best == pytest.approx(2 * 12_930 * 0.7)


def test_ground_whose_emissions_were_not_read_saves_nothing():
    assert avoided(~FOREST & (np.indices((2, 3))[1] < 2), GROUND, BOOK).high == 0


def test_emissions_end_only_once_it_is_wet():
    _, flows = rewetting(FOREST, GROUND, BOOK)
    saved = next(flow for flow in flows if flow.name == "emissions avoided")
    assert saved.first == 2
    assert set(ledger(flows)["unit"]) == {"EUR", "kg CO2"}


def test_nothing_rewetted_means_nothing():
    table, flows = rewetting(np.zeros((2, 3), bool), GROUND, BOOK)
    known = table[~table["consequence"].isin(["years until wet"])]
    assert (known[["low", "best", "high"]].to_numpy() == 0).all()
    assert ledger(flows)["high"].sum() == 0


def test_protected_ground_that_is_rewetted_is_told_where_a_layer_says():
    codes = GROUND["cover"].copy(data=np.array([[3, 0, 2], [0, 0, 0]], np.uint8))
    table, _ = rewetting(FOREST, GROUND.assign(protected=codes), BOOK)
    assert table.set_index("consequence").loc["of the land: protected", "best"] == 10_000
    assert "of the land: protected" not in set(rewetting(FOREST, GROUND, BOOK)[0]["consequence"])
