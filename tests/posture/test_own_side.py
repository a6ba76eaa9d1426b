"""What measures cost one's own side, on a road that a reader can follow."""

from dataclasses import replace

import numpy as np
import pandas as pd
from tests.drawing import ends, ground, measure, sites

from marchland.barriers.built import Built
from marchland.barriers.evaluate import crossing_times, effect
from marchland.barriers.sites import Sites
from marchland.posture.own_side import (
    COLUMNS,
    People,
    cut_off,
    named,
    own_side,
    settled,
    shut_to_cars,
)

DRAWING = """
    a==========b
    sOOO=OOO=OOs
    s===========
"""
HERE = ground(DRAWING, ends(DRAWING, "home", side="own"))
DRAWN = sites("""
    ............
    ....1...2...
    ............
""")
WHERE = Sites(DRAWN.table.assign(kind="crossing"), DRAWN.owner)
CLOSURE = measure("road_closure", site="crossing", per="piece", wheeled=3600.0)
CAMERA = measure("cameras", site="crossing")


def people():
    """A hundred people in the south, a town with services in the north."""
    return settled(np.array([2, 0]), np.array([1, 5]), np.array([100.0, 2000.0]), HERE, 1000)


def told(*closed, what=CLOSURE, who=None):
    built = Built(WHERE, {f"line-{number}": what for number in closed})
    before = crossing_times(HERE)
    table = own_side(HERE, built, effect(before, crossing_times(HERE, built)), who or people())
    assert tuple(table.columns) == COLUMNS
    return table.set_index("what")["best"]


def test_nothing_built_costs_nothing():
    found = told()
    assert found["extra time of home"] == 0
    assert found["the way to town: people cut off"] == 0
    assert found["the way to town: extra time of a person, most"] == 0


def test_towns_that_are_cut_off_are_named_the_largest_first():
    names, cells = ("Ruś", "Žemė", "Kövär", "North"), np.array([[2, 1], [2, 6], [2, 10], [0, 5]])
    towns = named(names, cells, np.array([50.0, np.nan, 800.0, 2000.0]), HERE)
    assert towns.names == ("North", "Kövär", "Ruś", "Žemė")
    who = replace(people(), towns=towns)
    built = Built(WHERE, {f"line-{number}": CLOSURE for number in (1, 2)})
    before = crossing_times(HERE)
    table = own_side(HERE, built, effect(before, crossing_times(HERE, built)), who)
    found = table.set_index("what")["towns"]
    assert found["the way to town: people cut off"] == "Kövär; Ruś; Žemė"
    assert set(found.drop([name for name in found.index if name.endswith("cut off")])) == {""}
    one = own_side(HERE, Built(WHERE, {}), effect(before, before), who).set_index("what")["towns"]
    assert set(one) == {""}


def test_a_detour_over_the_other_bridge_costs_minutes_and_cuts_nobody_off():
    found = told(1)
    assert found["the way to town: people cut off"] == 0
    assert found["the way to town: extra time of a person, most"] > 0
    assert found["crossings closed"] == found["crossings kept open"] == 1


def test_both_bridges_closed_cut_the_south_off():
    found = told(1, 2)
    assert found["the way to town: people cut off"] == 100
    assert found["evacuation by home: people cut off"] == 100
    assert found["crossings kept open"] == 0


def test_what_only_watches_closes_no_road():
    built = Built(WHERE, {"line-1": CAMERA})
    assert shut_to_cars(built) is None
    assert told(1, what=CAMERA)["crossings closed"] == 0


def test_cars_are_shut_out_whatever_is_declared():
    walls = shut_to_cars(Built(WHERE, {"line-1": measure(wheeled=None)}))
    assert walls.delay_s.tolist() == [0, np.inf, 0]


def test_a_delay_that_nobody_declared_leaves_the_own_approach_unknown():
    found = told(1, 2, what=measure("road_closure", site="crossing", wheeled=None))
    assert np.isnan(found["extra time of home"])
    assert found["the way to town: people cut off"] == 100


def test_where_nobody_said_who_lives_there_nothing_is_told_of_people():
    before = crossing_times(HERE)
    table = own_side(HERE, Built(WHERE, {}), effect(before, before), None)
    assert table["what"].tolist()[-1] == "people"
    assert np.isnan(table["best"].iloc[-1])


def test_people_are_moved_to_the_nearest_road_and_unknown_numbers_left_out():
    found = settled(np.array([1, 0]), np.array([1, 5]), np.array([7.0, np.nan]), HERE, 5)
    assert isinstance(found, People)
    assert found.count.tolist() == [7]
    assert found.cells[0, 0] in (0, 2)
    assert found.service[tuple(found.cells[0])]


def test_one_more_closure_never_brings_anybody_nearer():
    times = [told(*closed)["the way to town: people cut off"] for closed in ((), (1,), (1, 2))]
    assert times == sorted(times)
    assert told(1)["extra time of home"] >= told()["extra time of home"]


def test_those_who_are_cut_off_are_told_as_one_figure_or_unknown():
    rows = [("a: people cut off", 3.0), ("b by c: people cut off", 7.0), ("crossings closed", 9.0)]
    assert cut_off(pd.DataFrame(rows, columns=["what", "best"])).best == 7
    assert cut_off(pd.DataFrame([("people", np.nan)], columns=["what", "best"])) is None
