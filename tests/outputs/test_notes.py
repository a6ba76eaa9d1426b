import numpy as np
import pandas as pd
import pytest

from marchland.catalogue.read import catalogue
from marchland.mobility.terminals import Terminals
from marchland.model.provenance import Provenance
from marchland.outputs.notes import effect_notes, limit_notes, notes


@pytest.fixture
def ends(report) -> Terminals:
    """From the west edge to the east edge: two banks, north and south."""
    shape = report.terrain["cover"].shape
    column = np.broadcast_to(np.arange(shape[1]), shape)
    never = np.zeros(shape, bool)
    return Terminals(report.scenario.approaches[0], column == 0, column == shape[1] - 1, never)


def said(report, ends, measures=()) -> str:
    return "\n".join(notes(report.scenario, report.terrain, (ends,), measures))


def test_missing_layers_and_unknown_ground_are_told(report, ends):
    text = said(report, ends)
    assert "no soil layer" in text
    assert "People: no population layer" in text
    assert "Protected ground: no layer" in text
    assert "cover is missing on 0.4% of the region" in text
    assert "500 m" in text
    assert "Ice:" not in text


def test_ice_is_told_of_in_the_frozen_season(report, changed, ends):
    frozen = report.scenario.model_copy(update={"seasons": ("frozen",)})
    assert "Ice:" in said(changed(scenario=frozen), ends)


def test_an_approach_that_no_line_closes_is_told_of(report, ends):
    assert "Door:" not in said(report, ends)
    islands = np.zeros(ends.origins.shape, bool)
    islands[5, 5] = True
    inland = Terminals(ends.approach, islands, ends.objectives, ends.avoid)
    assert "Door:" not in said(report, inland)
    islands[5, 8:20:3] = True
    assert "no line is measured that closes across: its origins" in said(report, inland)


def test_delays_that_nobody_declared_are_told_of(report, ends):
    closure = catalogue().measure("road_closure")
    text = said(report, ends, (closure,))
    assert "how long road closure holds tracked movement is not declared" in text
    assert "holds dismounted" not in text


def test_a_plan_that_vanishes_at_the_fast_end_is_told_of():
    times = {"before_best_s": 3600.0, "before_low_s": 3000.0, "after_best_s": 7200.0}
    row = {"approach": "across", "side": "opposing", "mover": "light_tracked", "season": "frozen"}
    weak = pd.DataFrame([{**row, **times, "after_low_s": 3060.0}])
    (note,) = effect_notes(weak)
    note = note.replace("\u00a0", " ")
    assert "across, light tracked, frozen, the plan adds 1 h 00 min" in note
    assert "only 1 min" in note
    assert effect_notes(weak.assign(after_low_s=5000.0)) == ()


def test_what_was_assumed_for_want_of_a_file_is_told(report, ends):
    guess = Provenance("(assumption)", "cover", "us", "none", None, "", "70 % is farmland")
    found = notes(report.scenario, report.terrain, (ends,), (), (guess,))
    assert found[0] == "Assumed cover: 70 % is farmland."


def test_a_plan_whose_high_end_passes_a_limit_is_told_of(report):
    cost = report.plan.cost_eur
    assert limit_notes(report.plan, {"cost_eur": cost.high}) == ()
    (note,) = limit_notes(report.plan, {"cost_eur": cost.best, "land_m2": 1e9})
    assert note.startswith("Limit: at the high end of its range the plan takes EUR")
    assert note.endswith("which is held at the best value.")


def test_a_state_of_which_the_tables_know_nothing_is_told_of(report, changed, ends):
    assert "Law:" not in said(report, ends)
    builders = report.scenario.model_copy(update={"party": ("PL", "MD")})
    assert "Law: no fact about MD is in the tables" in said(changed(scenario=builders), ends)
