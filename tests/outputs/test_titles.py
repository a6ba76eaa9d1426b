import dataclasses

import numpy as np
import pytest

from marchland.outputs.report import Case
from marchland.outputs.titles import (
    answer_map,
    attribution,
    avenue_title,
    corridor_title,
    door_title,
    ground_title,
    imprint,
    plan_title,
    time_title,
    titles,
)


def said(text: str) -> str:
    return text.replace("\u00a0", " ")


def with_row(report, **values):
    effect = report.effect.copy()
    for name, value in values.items():
        effect[name] = effect[name].astype(float)
        effect.loc[0, name] = value
    return dataclasses.replace(report, effect=effect)


def test_the_map_of_declared_areas_counts_them_and_disowns_them(report):
    """It shows no movement, so that it names neither a mover nor a season."""
    title, subtitle = titles["declared"](report)
    assert said(title) == "1 area declared by the analyst: hand"
    assert "neither sited nor chosen nor optimised" in subtitle


@pytest.mark.parametrize("name", [name for name in titles if name != "declared"])
def test_every_map_states_a_number_the_mover_and_the_season(report, name):
    title, subtitle = titles[name](report)
    assert any(letter.isdigit() for letter in title)
    assert "Light tracked: a light tracked carrier" in subtitle
    assert "Season: dry" in subtitle


def test_the_share_of_closed_ground_is_computed(report):
    speed = report.rasters["speed"].values
    closed = (speed == 0).sum() / (~np.isnan(speed)).sum()
    assert said(ground_title(report)[0]).startswith(f"{closed * 100:.0f} % of the known ground")


def test_no_known_ground_is_said(report, changed):
    nothing = {"speed": report.rasters["speed"].where(False)}
    assert ground_title(changed(rasters=nothing))[0].startswith("No ground is known")


def test_time_is_stated_with_its_range(report):
    expected = "The fastest way through takes 1 h 00 min (50 min to 1 h 30 min)"
    assert said(time_title(report)[0]) == expected


def test_no_way_through_and_unknown_are_told_apart(report):
    assert time_title(with_row(report, before_best_s=np.inf))[0] == "No way through was found"
    assert "unknown" in time_title(with_row(report, before_best_s=np.nan))[0]


def test_a_case_that_was_not_computed_has_no_number(changed):
    absent = changed(headline=Case("across", "heavy_wheeled", "dry"))
    assert time_title(absent)[0] == "Travel time from the origin"


def test_the_narrowest_bottleneck_is_named(report, changed):
    assert "3.5 km of open ground in 2 gaps" in said(corridor_title(report)[0])
    none = changed(bottlenecks=report.bottlenecks[:0])
    assert corridor_title(none)[0] == "No bottleneck on approach across"


def test_ways_are_counted_with_their_times(report, changed):
    assert said(avenue_title(report)[0]) == "2 ways that differ: 1 h 00 min, 1 h 30 min"
    one = changed(avenues=report.avenues[report.avenues["way"] != "2"])
    assert said(avenue_title(one)[0]) == "One way, 1 h 00 min, and none that differs"
    assert avenue_title(changed(avenues=report.avenues[:0]))[0] == "0 ways through"


def test_doors_are_told_by_their_widths(report, changed):
    assert (
        said(door_title(report)[0])
        == "The narrowest door is 3.5 km (3 to 9 km) wide, others 4.2 km"
    )
    one, none = (changed(doors=report.doors[:n]) for n in (1, 0))
    assert (
        said(door_title(one)[0])
        == "The narrowest door is 3.5 km (3 to 9 km) wide and no other differs"
    )
    assert door_title(none)[0] == "0 doors: no line closes approach across"


def test_a_plan_says_what_it_changes(report):
    title = said(plan_title(report)[0])
    assert title == "With the plan the fastest way through takes 3 h 00 min instead of 1 h 00 min"
    assert "unknown" in plan_title(with_row(report, after_best_s=np.nan))[0]
    assert "no way through" in plan_title(with_row(report, after_best_s=np.inf))[0]


def test_an_empty_plan_claims_nothing(report, changed):
    empty = changed(plan=dataclasses.replace(report.plan, options=()))
    assert said(plan_title(empty)[0]) == "No measure is chosen: 3 sites considered"


def test_credits_are_said_once_and_what_is_not_stated_is_said(report, changed):
    assert attribution(report) == "Sources: Nobody (CC0)."
    silent = dataclasses.replace(report.provenance[0], credit="not stated", licence="not stated")
    assert "dem.tif (source and licence not stated)" in attribution(changed(provenance=(silent,)))
    assert attribution(changed(provenance=())) == "Sources: none given."


def test_the_imprint_holds_date_projection_and_fingerprint(report):
    text = said(imprint(report))
    for part in ("1 June 2026", "EPSG:3035", "500 m", "0123456789ab"):
        assert part in text


def test_the_first_page_shows_the_plan_or_else_the_corridors(report, changed):
    assert answer_map(report) == "plan"
    empty = dataclasses.replace(report.plan, options=())
    assert answer_map(changed(plan=empty)) == "corridors"
    assert answer_map(changed(plan=empty, rasters={})) == "plan"
