from dataclasses import replace

import pytest
from tests.outputs.believing import hinged
from tests.outputs.explaining import explained

from marchland.outputs.charts.drawn import CHARTS, chart_title, draw_chart


def test_a_title_says_the_finding(report, changed):
    assert chart_title(report, "crossing")[0].replace("\u00a0", " ") == (
        "With the plan 3 of 6 cases take longer; 1 of them find no way through"
    )
    same = report.effect.assign(after_best_s=report.effect["before_best_s"])
    assert "none of 6" in chart_title(changed(effect=same), "crossing")[0].replace("\u00a0", " ")


def test_a_chart_without_data_is_not_drawn(report, changed):
    assert draw_chart(changed(effect=report.effect[:0]), "crossing") is None


def test_every_chart_with_data_is_drawn(changed):
    plan, told = explained()
    hangs = changed(plan=plan, explained=told, hinge=hinged())
    for name in CHARTS:
        assert draw_chart(hangs, name).shape[2] == 3


def test_a_front_says_what_the_next_euro_buys(changed):
    plan, told = explained()
    title, below = chart_title(changed(plan=plan, explained=told), "front")
    assert told.step.gain == pytest.approx(1.0)  # 18 s for 2 EUR, 19 s for 4 EUR
    assert "EUR 2 more" in title.replace("\u00a0", " ")
    assert "the widest gap is <1 %" in below.replace("\u00a0", " ")
    flat = changed(plan=plan, explained=replace(told, step=None))
    assert chart_title(flat, "front")[0].startswith("No more money")


@pytest.mark.parametrize("kept", [0, 1])
def test_one_limit_is_no_front(report, changed, kept):
    assert draw_chart(report, "front") is None
    plan, told = explained()
    short = changed(plan=plan, explained=replace(told, front=told.front[:kept]))
    assert draw_chart(short, "front") is None


def test_a_tornado_says_what_moves_the_answer_most(report, changed):
    assert chart_title(report, "tornado") is None
    title, below = chart_title(changed(hinge=hinged()), "tornado")
    assert "is the delay of ditch at b: from " in title
    assert below.startswith("Posture layered; flanks, light tracked, dry")
    still = replace(hinged(), tornado=hinged().tornado.assign(swing=0.0))
    assert chart_title(changed(hinge=still), "tornado")[0].startswith("No input")
    assert chart_title(changed(hinge=replace(hinged(), moved="")), "tornado") is None


def test_a_passage_is_told_by_its_chance_and_not_drawn_without_a_posture_to_lead(report, changed):
    assert chart_title(report, "passage") is None
    title, below = chart_title(changed(hinge=hinged()), "passage")
    assert title.replace("\u00a0", " ").startswith("Noticed and met in time with a chance of 84 %")
    assert "layered" in below
    assert chart_title(changed(hinge=replace(hinged(), worst=None)), "passage") is None
