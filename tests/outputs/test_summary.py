import dataclasses

import pandas as pd

from marchland.model.provenance import Provenance
from marchland.outputs.summary import MOST_LINES, WIDTH, summary


def test_it_fits_one_screen(report):
    lines = summary(report).splitlines()
    assert len(lines) <= MOST_LINES
    assert max(map(len, lines)) <= WIDTH
    assert not [line for line in lines if line != line.rstrip()]


def test_it_answers(report):
    text = summary(report)
    for part in (
        "NOTICE: A drawing, not a place.",
        "How long does it take to cross",
        "1 h 00 min [3 h 00 min]",
        "1 h 30 min [no way through]",
        "6 h 40 min [unknown]",
        "3.5 km of open ground in 2 gaps",
        "plan: ditch at 1 site, road closure at 1 site, of 3 options",
        "EUR 630 000 (160 000 to 1 700 000)",
        "heuristic: no bound; 12 evaluations",
        "0123456789ab",
    ):
        assert part in text


def test_ground_that_was_assumed_stands_beside_what_is_unknown(changed):
    note = "unmapped ground, 70.7% of the region, is taken as farmland"
    assumed = Provenance("(assumption)", "cover", "the scenario", "none needed", None, "", note)
    text = " ".join(summary(changed(provenance=(assumed,))).split())
    assert "unknown, 70.7 % taken as farmland" in text


def test_many_approaches_are_cut_off_and_it_says_so(report, changed):
    many = tuple(
        dataclasses.replace(report.scenario.approaches[0], name=f"way-{n}") for n in range(12)
    )
    rows = [report.effect.assign(approach=a.name) for a in many]
    effect = pd.concat(rows, ignore_index=True)
    scenario = report.scenario.model_copy(update={"approaches": many})
    lines = summary(changed(scenario=scenario, effect=effect)).splitlines()
    assert len(lines) <= MOST_LINES
    assert "… the rest is in brief.html" in lines


def test_an_empty_plan_and_an_approach_without_rows(report, changed):
    empty = dataclasses.replace(report.plan, options=())
    text = summary(changed(plan=empty, effect=report.effect.iloc[:0]))
    assert "plan: no measure, of 3 options" in text
    assert "nothing computed" in text


def test_names_and_times_stand_apart_in_every_language(report, changed):
    polish = changed(scenario=report.scenario.model_copy(update={"language": "pl"}))
    (line,) = [line for line in summary(polish).splitlines() if "1 h 00 min [" in line]
    assert line.startswith("  lekki gąsienicowy 1 h 00 min [3 h 00 min]")
