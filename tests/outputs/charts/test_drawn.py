from dataclasses import replace

from marchland.consequences.ledger import Flow, ledger
from marchland.model.estimate import Estimate
from marchland.outputs.charts.drawn import CHARTS, chart_title, draw_chart

BUILD = Flow("build", "EUR", Estimate(1e6, 2e6, 4e6, "EUR", "x", "assumed"))
OPEN = Flow("keep", "EUR", None, 1, 10**6, "the yearly upkeep")


def test_a_title_says_the_finding_and_what_has_no_source(report, changed):
    title, below = chart_title(changed(ledger=ledger([BUILD, OPEN], horizons_y=[1, 30])), "ledger")
    assert title.replace("\u00a0", " ") == (
        "30 years cost EUR 2 million (1 to 4 million), of which building is EUR 2 million"
    )
    assert below.endswith("Without a source and not in the total: upkeep.")
    assert chart_title(report, "crossing")[0].replace("\u00a0", " ") == (
        "With the plan 3 of 6 cases take longer; 1 of them find no way through"
    )
    same = report.effect.assign(after_best_s=report.effect["before_best_s"])
    assert "none of 6" in chart_title(changed(effect=same), "crossing")[0].replace("\u00a0", " ")


def test_a_chart_without_data_is_not_drawn(report, changed):
    assert draw_chart(report, "ledger") is None
    empty = changed(plan=replace(report.plan, options=()), ledger=ledger([BUILD], horizons_y=[1]))
    assert draw_chart(empty, "ledger") is None
    assert draw_chart(changed(effect=report.effect[:0]), "crossing") is None


def test_every_chart_with_data_is_drawn(changed):
    full = changed(ledger=ledger([BUILD], horizons_y=range(1, 31)))
    for name in CHARTS:
        assert draw_chart(full, name).shape[2] == 3
