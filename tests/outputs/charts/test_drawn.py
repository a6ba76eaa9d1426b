from marchland.outputs.charts.drawn import CHARTS, chart_title, draw_chart


def test_a_title_says_the_finding(report, changed):
    assert chart_title(report, "crossing")[0].replace("\u00a0", " ") == (
        "With the plan 3 of 6 cases take longer; 1 of them find no way through"
    )
    same = report.effect.assign(after_best_s=report.effect["before_best_s"])
    assert "none of 6" in chart_title(changed(effect=same), "crossing")[0].replace("\u00a0", " ")


def test_a_chart_without_data_is_not_drawn(report, changed):
    assert draw_chart(changed(effect=report.effect[:0]), "crossing") is None


def test_every_chart_with_data_is_drawn(report):
    for name in CHARTS:
        assert draw_chart(report, name).shape[2] == 3
