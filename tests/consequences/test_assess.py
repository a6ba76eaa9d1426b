"""Declared areas: hand-checked ground, unions that count once, and nothing for nothing."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from pyproj import Transformer

from marchland.catalogue.factbook import factbook
from marchland.catalogue.read import catalogue
from marchland.consequences.assess import area_mask, assess, perimeter_m
from marchland.consequences.ledger import ledger
from marchland.errors import InputError
from marchland.model.declaration import Declaration
from marchland.schema import grid_of
from marchland.testing import world

ON = date(2026, 1, 15)
BOOK = catalogue()
X, Y = 5_200_000.0, 3_550_000.0
DEGREES = Transformer.from_crs(3035, 4326, always_xy=True)


def placed():
    """A drawn world of 1 km cells, moved to where Lithuania is, ten people in every cell."""
    ground = world("TT....\nTT====\n......", cell_m=1000.0)
    ground = ground.assign_coords(x=ground["x"] + X, y=ground["y"] + Y)
    people = np.full(ground["population"].shape, 10, np.float32)
    return ground.assign(population=ground["population"].copy(data=people))


GROUND = placed()


def area(name, west, south, east, north, **more):
    """An area by the cells it covers, counted in km from the south-west corner."""
    corners = [(west, south), (east, south), (east, north), (west, north)]
    ring = tuple(DEGREES.transform(X + 1000 * x, Y + 1000 * y) for x, y in corners)
    return Declaration(name, more.pop("kind", "mined_area"), ring, more.pop("party", "LT"), **more)


ONE, TWO = area("one", 1, 1, 3, 3), area("two", 2, 1, 4, 3)


def told(*areas, **more):
    return assess(areas, ON, GROUND, BOOK, **more).consequences.set_index("consequence")


def test_the_cells_of_an_area_are_those_whose_centre_it_holds():
    mask = area_mask(ONE, grid_of(GROUND))
    assert np.argwhere(mask).tolist() == [[0, 1], [0, 2], [1, 1], [1, 2]]
    tiny = area("tiny", 1.1, 1.1, 1.2, 1.2)
    assert np.argwhere(area_mask(tiny, grid_of(GROUND))).tolist() == [[1, 1]]


def test_ground_people_and_roads_are_counted():
    rows = told(ONE)
    assert rows.loc["people living inside", "best"] == 40
    assert rows.loc["land out of use", "best"] == 4e6
    assert rows.loc["of the land: forest", "best"] == 2e6
    assert rows.loc["roads out of use", ["low", "high"]].tolist() == [
        pytest.approx(1000 * 0.5**0.5),
        1000.0,
    ]
    assert np.isnan(rows.loc["people working or crossing there", "best"])


def test_protected_land_is_told_by_status_and_unknown_without_a_layer():
    codes = np.zeros((3, 6), np.uint8)
    codes[0, 1:3] = 3
    ground = GROUND.assign(protected=GROUND["cover"].copy(data=codes))
    rows = assess((ONE,), ON, ground, BOOK).consequences.set_index("consequence")
    assert rows.loc["of the land: protected", "best"] == 2e6
    assert rows.loc["of the protected land: national park", "best"] == 2e6
    assert np.isnan(told(ONE).loc["of the land: protected", "best"])


def test_what_two_areas_share_counts_once():
    both, one, two = told(ONE, TWO), told(ONE), told(TWO)
    for name in ("people living inside", "people living near", "land out of use"):
        parts = one.loc[name, "best"], two.loc[name, "best"]
        assert max(parts) <= both.loc[name, "best"] < sum(parts)
    assert both.loc["people living inside", "best"] == 60


def test_the_order_of_areas_changes_nothing():
    one, two = (assess(areas, ON, GROUND, BOOK) for areas in ((ONE, TWO), (TWO, ONE)))
    assert one.consequences.equals(two.consequences)
    assert (one.findings, one.flows) == (two.findings, two.flows)


def test_no_areas_mean_nothing():
    nothing = assess((), ON, GROUND, BOOK)
    asked = nothing.consequences["best"].isna()
    assert (nothing.consequences.loc[~asked, ["low", "best", "high"]].to_numpy() == 0).all()
    assert (nothing.findings, nothing.flows, nothing.references) == ((), (), ())


def test_the_perimeter_is_geodesic():
    assert perimeter_m(ONE) == pytest.approx(8000, rel=0.01)


def test_clearance_follows_what_survey_leaves():
    rows = told(ONE)
    left = rows.loc["left to clear after survey"]
    assert left["best"] == pytest.approx(4e6 * 0.44)
    assert left["high"] / left["low"] == pytest.approx(11, abs=0.2)  # Croatia, by survey alone
    assert rows.loc["survey and clearance", "best"] == pytest.approx(4e6 * 0.44 * 0.98)


def test_one_square_kilometre_is_100_to_500_deminer_years():
    """HALO's 10 to 50 m² a day over 200 days a year, as the founding research divides it."""
    years = told(area("km", 4, 1, 5, 2)).loc["work of manual clearance"]
    assert years["high"] == pytest.approx(500)
    assert years["low"] == pytest.approx(100 * 0.09)


def test_clearance_is_paid_when_the_area_is_lifted():
    flows = assess((ONE,), ON, GROUND, BOOK, lifted_in=30).flows
    table = ledger(flows).set_index(["item", "horizon_y"])["best"]
    assert table["survey and clearance", 30] == 0
    assert table["survey and clearance", 50] > 0
    never = {flow.name for flow in assess((ONE,), ON, GROUND, BOOK).flows}
    assert "survey and clearance" not in never


def test_what_has_no_source_is_asked_for():
    flows = {f.name: f for f in assess((ONE,), ON, GROUND, BOOK).flows}
    for name in ("monitoring", "recording", "care for survivors"):
        assert flows[name].amount is None
        assert flows[name].asked


def test_evros_and_the_falklands_stand_side_by_side():
    references = assess((ONE,), ON, GROUND, BOOK).references
    assert [(row["place"], row["killed"]) for row in references] == [
        ("Evros", "40"), ("Falklands", "0"),
    ]  # fmt: skip


def test_a_flooded_area_is_ground_without_marking_or_clearance():
    flooded = told(replace(ONE, kind="flooded"))
    assert flooded.loc["land out of use", "best"] == 4e6
    assert flooded.loc["marking and fencing", "best"] == 0
    assert flooded.loc["survey and clearance", "best"] == 0


@pytest.mark.parametrize(
    ("areas", "fault"),
    [
        ((ONE, ONE), "two have one name"),
        ((area("far", 9, 1, 12, 3),), "lies outside the region"),
        ((replace(ONE, outline=ONE.outline[:2]),), "no ring"),
        ((replace(ONE, outline=(*ONE.outline[:2], *ONE.outline[:1:-1])),), "no ring"),
    ],
)
def test_an_area_that_cannot_be_assessed_is_refused(areas, fault):
    with pytest.raises(InputError, match=fault):
        assess(areas, ON, GROUND, BOOK)


def test_accidents_are_those_of_the_reference_programme():
    """Croatia: 136 deminers, 41 of them killed, over 1,174 km²."""
    rows = {(r["place"], r["group"]): r for r in factbook().tables["casualties"]}
    croatia = rows["Croatia", "deminers"]
    per_km2 = int(croatia["total"]) / 1174
    found = told(ONE).loc["deminers killed or injured", "best"]
    assert found == pytest.approx(4 * 0.44 * per_km2, rel=0.01)
