"""Postures side by side on ground that can be timed by hand."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from tests.drawing import ends, exactly, ground, measure, sites

from marchland.barriers.built import Built
from marchland.barriers.evaluate import crossing_times
from marchland.catalogue.read import catalogue
from marchland.model.measure import Notice, Reground
from marchland.posture.answer import Asked
from marchland.posture.belts import interruption
from marchland.posture.compare import COLUMNS, compared, totals

DRAWING = """
    assssssssssb
    aOOOOOOOOOOb
    assssssssssb
"""
WHERE = sites("""
    ..1.........
    ............
    ..2.........
""")
BOTH = ends(DRAWING), ends(DRAWING, "home", side="own")
HERE = ground(DRAWING, *BOTH, movers=("heavy_wheeled", "light_tracked"), seasons=("dry", "wet"))
BEFORE = crossing_times(HERE)
HOUR = measure(wheeled=3600.0, tracked=3600.0)
SEEN = replace(measure("cameras"), actions=(Notice(exactly(1.0, "1")),))


def asked(time_s=0.0):
    bases = np.zeros((3, 12), bool)
    bases[:, -1] = True
    sure = exactly(1.0, "1")
    return Asked(bases, *HERE.cases[0], exactly(time_s), sure, sure)


def posture(*measures, on=None, **given):
    built = Built(WHERE, dict.fromkeys(("line-1", "line-2"), measures), **given)
    return compared(HERE, BEFORE, built, on or asked()).table.set_index("approach")


def test_there_is_one_row_for_each_approach_in_its_worst_case():
    table = compared(HERE, BEFORE, Built(WHERE, {}), asked()).table
    assert tuple(table.columns) == COLUMNS
    assert table["approach"].tolist() == ["west to east", "home"]
    quickest = BEFORE[BEFORE["side"] == "opposing"]["best_s"].min()
    assert table["time_best_s"].iloc[0] == quickest
    assert table["added_best_s"].tolist() == [0, 0]


def test_the_hour_on_both_ways_is_added_for_either_side():
    table = posture(HOUR, SEEN)
    assert table["added_best_s"].tolist() == pytest.approx([3600, 3600], rel=1e-4)
    assert table.loc["west to east", "interrupted_best"] > 0.99
    assert np.isnan(table.loc["home", "interrupted_best"])


def test_whoever_is_not_held_is_the_worst_case():
    table = posture(measure(wheeled=3600.0))
    assert table.loc["west to east", "mover"] == "light_tracked"
    assert table.loc["west to east", "added_best_s"] == 0
    assert table.loc["home", "mover"] == "heavy_wheeled"


def test_what_nobody_declared_gives_no_verdict_but_a_floor_and_a_break_even():
    row = posture(measure(wheeled=None, tracked=None), SEEN, on=asked(7200.0)).loc["west to east"]
    assert np.isnan([row["time_best_s"], row["added_best_s"], row["interrupted_best"]]).all()
    assert row["floor_s"] == BEFORE["best_s"].min()
    assert 7000 < row["must_hold_s"] < 8000
    assert "delay of cameras and ditch at line-" in row["undeclared"]


def test_changed_ground_counts_like_a_delay():
    wet = replace(HOUR, name="rewetting", actions=(Reground("peat"),))
    row = posture(wet).loc["west to east"]
    assert row["time_best_s"] > BEFORE[BEFORE["side"] == "opposing"]["best_s"].min()


def test_defended_obstacles_hold_for_longer_where_it_is_declared():
    book = catalogue().declare(
        {f"measures.ditch.{when}_{kind}": exactly(delay)
         for when, delay in (("delay", 600.0), ("defended", 6000.0))
         for kind in ("wheeled", "tracked")}
    )  # fmt: skip
    ditch = book.measure("ditch")
    added = [posture(ditch, defended=d).loc["west to east", "added_best_s"] for d in (False, True)]
    assert added == pytest.approx([600, 6000], rel=1e-3)


def test_of_two_flanks_that_must_meet_stopping_either_is_enough():
    meeting = ends(DRAWING, "flanks", meet=True)
    here = ground(DRAWING, meeting, movers=("heavy_wheeled",))
    before = crossing_times(here)
    built = Built(WHERE, dict.fromkeys(("line-1", "line-2"), (HOUR, SEEN)))
    row = compared(here, before, built, asked()).table.iloc[0]
    assert row["noticed_best"] == 1
    assert row["interrupted_best"] > 0.99


def test_sums_are_by_level_and_unknown_where_a_part_is():
    chosen = pd.DataFrame({f"cost_eur_{v}": [1.0, 2.0] for v in ("low", "best", "high")})
    assert totals(chosen, {"cost_eur": "cost"})["cost_best"] == 3
    chosen.loc[0, "cost_eur_high"] = np.nan
    assert np.isnan(totals(chosen, {"cost_eur": "cost"})["cost_high"])


def test_an_encounter_holds_what_the_answer_was_made_from():
    built = Built(WHERE, dict.fromkeys(("line-1", "line-2"), (HOUR, SEEN)))
    found = compared(HERE, BEFORE, built, asked())
    (met,) = found.encounters
    row = found.table.set_index("approach").loc["west to east"]
    assert (met.approach, met.mover) == ("west to east", row["mover"])
    again = interruption(met.belts, met.reserve, coefficients=HERE.coefficients)
    assert again.best == row["interrupted_best"]


def test_where_nothing_answers_the_whole_way_is_met():
    built = Built(WHERE, dict.fromkeys(("line-1", "line-2"), (HOUR,)))
    (met,) = compared(HERE, BEFORE, built, None).encounters
    row = compared(HERE, BEFORE, built, None).table.set_index("approach").loc["west to east"]
    assert sum(b.delay_s.best for b in met.belts) == pytest.approx(row["time_best_s"], rel=0.01)
    assert met.reserve.time_s is None
