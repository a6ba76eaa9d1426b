import math

import numpy as np
import pytest

from marchland.errors import InputError
from marchland.outputs import answers
from marchland.outputs.report import Case
from marchland.scenario.building import PostureForm


def test_closed_is_a_share_of_the_known_ground_only():
    share = answers.closed_share(np.array([[0.0, 5.0, 5.0, np.nan]]))
    assert share.closed == pytest.approx(1 / 3)
    assert share.unknown == pytest.approx(1 / 4)


def test_nothing_known_is_not_open():
    assert math.isnan(answers.closed_share(np.full((2, 2), np.nan)).closed)


def test_an_approach_is_found_or_refused(report):
    assert answers.approach(report, "supply").side == "own"
    with pytest.raises(InputError, match="Known: across, supply"):
        answers.approach(report, "nowhere")


def test_the_headline_is_one_row_or_none(report, changed):
    assert answers.headline_row(report)["before_best_s"] == 3600
    assert answers.headline_row(changed(headline=Case("across", "heavy_wheeled", "dry"))) is None


def test_an_opposing_approach_is_worst_where_it_is_quickest(report):
    assert answers.worst(report.effect, "across")["before_best_s"] == 3600
    assert answers.worst(report.effect, "across", "after")["after_best_s"] == 10800


def test_an_own_approach_is_worst_where_it_is_delayed_most(report):
    assert answers.worst(report.effect, "supply")["season"] == "wet"
    same = report.effect.assign(after_best_s=report.effect["before_best_s"])
    assert answers.worst(same, "supply")["season"] == "dry"


def test_nothing_known_is_no_worst_case(report):
    unknown = report.effect.assign(before_best_s=np.nan)
    assert answers.worst(unknown, "across") is None


def test_the_least_time_is_read_on_the_fastest_way(report, changed):
    assert answers.least_time(report) == 2300
    assert math.isnan(answers.least_time(changed(rasters={})))
    shut = {name: data.where(False, np.inf) for name, data in report.rasters.items()}
    assert answers.least_time(changed(rasters=shut)) == np.inf


def test_doors_are_the_headlines_the_whole_way_first(report):
    assert list(answers.doors(report)["band"]) == ["whole", "middle"]


def test_chosen_options_stand_at_their_sites(report):
    placed = answers.placed(report, answers.chosen(report)).set_index("option")
    assert set(placed.index) == {"g1:ditch", "c1:road_closure"}
    assert placed.loc["g1:ditch"].geometry.geom_type == "LineString"
    assert placed.crs == report.sites.crs


def test_coefficients_of_others_are_left_out(report):
    used = answers.used_coefficients(report)
    assert "measures.ditch.delay_tracked" in used
    assert "cover.forest.tracked" in used
    assert not [key for key in used if key.endswith(".wheeled") or ".wheeled." in key]
    assert not [key for key in used if key.startswith("seasons.frozen")]
    assert "soils.SM.wet" in used
    assert "soils.SM.moist" not in used


def test_tags_are_counted_in_the_order_of_trust(report):
    counts = answers.tag_counts(answers.used_coefficients(report))
    assert next(iter(counts)) == "published"
    assert counts["declared"] == 1
    assert sum(counts.values()) == len(answers.used_coefficients(report))


def test_a_way_is_summed_over_its_pieces(report):
    table = answers.ways(report).set_index("way")
    assert table.index.tolist() == ["1", "2", "widest"]
    assert table.loc["1", ["length_m", "width_m", "best_s"]].tolist() == [6000, 100, 3600]
    assert table.loc["1", ["company", "battalion", "brigade", "division"]].tolist() == (
        pytest.approx([5 / 6, 1 / 3, 1 / 3, 0])
    )


def test_doors_that_differ_are_those_of_the_headline(report, changed):
    assert answers.differing_doors(report)["rank"].tolist() == [1, 2]
    assert answers.differing_doors(changed(doors=None)).empty
    assert answers.differing_doors(changed(headline=Case("supply", "light_tracked", "dry"))).empty


def test_the_measures_of_the_postures_bear_on_the_study_too(report, changed):
    own = {"ours": PostureForm(text="X.", border=("fence_mesh",))}
    named = {"postures": ("tripwire", "ours"), "posture": own}
    scenario = report.scenario.model_copy(update=named)
    told = changed(scenario=scenario)
    names = (*report.scenario.measures, "cameras", "fence_mesh")
    assert answers.considered(told) == tuple(dict.fromkeys(names))
    assert "measures.cameras.cost" in answers.used_coefficients(told)
    assert "measures.cameras.cost" not in answers.used_coefficients(report)


def test_of_cases_alike_the_worst_is_the_one_that_may_be_quickest(report):
    twins = report.effect.iloc[[0, 0]].assign(season=["dry", "frozen"]).reset_index(drop=True)
    twins.loc[1, "before_low_s"] -= 60
    assert answers.worst(twins, "across")["season"] == "frozen"
    assert answers.worst(twins.iloc[::-1], "across")["season"] == "frozen"
