import dataclasses

import numpy as np
import pandas as pd
import pytest

from marchland.model.provenance import Provenance
from marchland.outputs.language import speaking
from marchland.outputs.prose import answer, certainty, coefficient, hangs_on, valued


def said(report) -> dict[str, str]:
    return {heading: text.replace("\u00a0", " ") for heading, text in answer(report)}


def test_each_approach_is_answered_with_its_worst_case_and_range(report):
    text = said(report)["Across"]
    assert (
        "In the quickest case (light tracked, dry season) the way through takes 1 h 00 min" in text
    )
    assert "(50 min to 1 h 30 min)" in text
    assert "With the plan it is 3 h 00 min (2 h 00 min to 4 h 00 min)." in text
    assert "Over 4 cases of mover and season the best estimate runs from 1 h 00 min to" in text


def test_a_plan_whose_effect_is_unknown_says_why(report):
    assert (
        "1 case is unknown, because the delay of a measure is not declared"
        in said(report)["Across"]
    )


def test_own_movement_is_answered_where_it_is_delayed_most(report):
    text = said(report)["Supply"]
    assert text.startswith("In the case that the plan delays most (light tracked, wet season)")


def test_own_movement_that_is_not_delayed_is_answered_where_it_is_quickest(report, changed):
    effect = report.effect.copy()
    for level in ("low", "best", "high"):
        effect[f"after_{level}_s"] = effect[f"before_{level}_s"]
    text = said(changed(effect=effect))
    assert text["Supply"].startswith("In the quickest case (light tracked, dry season)")
    assert "The plan does not change that." in text["Supply"]


def test_another_case_may_be_quickest_with_the_plan(report, changed):
    effect = report.effect.copy()
    effect.loc[1, ["after_low_s", "after_best_s", "after_high_s"]] = 6000.0
    text = said(changed(effect=effect))["Across"]
    assert "With the plan the quickest case is light tracked, wet season: 1 h 40 min." in text


def test_no_way_through_and_unknown_are_answers(report, changed):
    shut = report.effect.assign(before_best_s=np.inf, before_low_s=np.inf, before_high_s=np.inf)
    assert "there is no way through" in said(changed(effect=shut))["Across"]
    unknown = report.effect.assign(before_best_s=np.nan)
    assert said(changed(effect=unknown))["Across"] == "How long it takes is unknown in every case."


def test_the_plan_states_amounts_cost_land_and_certificate(report):
    text = said(report)["The plan"]
    assert "1 road closure" in text
    assert "1.5 km of ditch" in text
    assert "EUR 630 000 (160 000 to 1 700 000)" in text
    assert "heuristic: no bound" in text


def test_an_empty_plan_is_an_answer(report, changed):
    empty = changed(plan=dataclasses.replace(report.plan, options=()))
    assert "No measure is chosen; 3 options at 3 sites were considered." in said(empty)["The plan"]
    assert "With the plan" not in said(empty)["Across"]


def test_a_bound_is_explained(report, changed):
    plan = dataclasses.replace(report.plan, upper_bound=11340.0)
    text = certainty(changed(plan=plan)).replace("\u00a0", " ")
    assert "no plan within the limits is better by more than 5 %" in text
    assert text.endswith("Its value is 10 800, and no plan has more than 11 300.")
    words = "least crossing time in s of opposing approaches: a"
    timed = dataclasses.replace(plan, objective=words)
    text = certainty(changed(plan=timed)).replace("\u00a0", " ")
    assert text.endswith("Its value is 3 h 00 min, and no plan has more than 3 h 09 min.")


def test_what_it_hangs_on(report):
    lines = [line.replace("\u00a0", " ") for line in hangs_on(report)]
    assert "1 declared" in lines[0]
    assert lines[1] == "Declared by the analyst: ditch, delay tracked 2 h (0.5 to 6 h)."
    assert "of the known is closed" in lines[2]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "% of all is unknown, 70.7 % taken as farmland."),
        ("pl", "% całości jest nieznane, 70,7 % przyjęto jako: pola uprawne."),
    ],
)
def test_ground_that_was_assumed_stands_beside_what_is_unknown(changed, language, said):
    note = "unmapped ground, 70.7% of the region, is taken as farmland"
    assumed = Provenance("(assumption)", "cover", "the scenario", "none needed", None, "", note)
    with speaking(language):
        line = hangs_on(changed(provenance=(assumed,)))[2].replace("\u00a0", " ")
        assert hangs_on(changed())[2].count("%") == 2
    assert line.endswith(said)


def test_a_coefficient_reads_as_words(report):
    assert coefficient("measures.road_closure.delay_wheeled") == "road closure, delay wheeled"
    weight = report.catalogue.estimates["movers.dismounted.weight"]
    assert valued(weight).replace("\u00a0", " ") == "100 kg (80 to 130 kg)"


def test_people_who_are_cut_off_are_on_the_first_page(changed):
    columns = ["what", "unit", "low", "best", "high", "note"]
    rows = [
        ("the way to town: people cut off", "people", 0, 0, 0, ""),
        ("evacuation by supply: people cut off", "people", 1350, 1350, 1350, ""),
        ("crossings closed", "1", 2, 2, 2, ""),
    ]
    text = said(changed(own_side=pd.DataFrame(rows, columns=columns)))["People cut off"]
    assert text.startswith(
        "While the closures of the plan are in place, 0 people have no way by car"
    )
    assert "1 350 people have no way out by car any more, to where supply sets out." in text
    assert text.endswith("lesser ones that it leaves out are not counted.")
    assert "towns" not in text.replace("to a town", "")


@pytest.mark.parametrize(("named", "said_of"), [
    ("Ruś", "The towns among them: Ruś."),
    ("A; B; C; D; E", "The largest towns among them: A, B, C, and 2 more."),
])  # fmt: skip
def test_the_largest_towns_of_those_who_are_cut_off_are_named(changed, named, said_of):
    columns = ["what", "unit", "low", "best", "high", "note", "towns"]
    rows = [("the way to town: people cut off", "people", 9, 9, 9, "", named)]
    table = pd.DataFrame(rows, columns=columns)
    assert said_of in said(changed(own_side=table))["People cut off"]


def test_nobody_is_said_to_be_cut_off_where_that_is_not_known(report, changed):
    assert "People cut off" not in said(report)
    unknown = pd.DataFrame([("people", "1", np.nan)], columns=["what", "unit", "best"])
    assert "People cut off" not in said(changed(own_side=unknown))
