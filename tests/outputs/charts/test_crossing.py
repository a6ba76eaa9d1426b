import numpy as np

from marchland.outputs.charts.crossing import draw_crossing

PURPLE = np.array([0x5C, 0x1F, 0x6E])


def purple(pixels: np.ndarray) -> int:
    return int((pixels == PURPLE).all(axis=2).sum())


def test_every_case_has_a_row(report, captions):
    whole = draw_crossing(report.effect, captions)
    half = draw_crossing(report.effect[:3], captions)
    assert whole.shape[0] > half.shape[0]
    assert purple(whole) > purple(half) > 0


def test_what_is_unknown_or_closed_is_told_and_not_drawn(report, captions):
    lost = report.effect.assign(after_low_s=np.nan, after_best_s=np.nan, after_high_s=np.nan)
    shut = report.effect.assign(after_low_s=np.inf, after_best_s=np.inf, after_high_s=np.inf)
    key = purple(draw_crossing(lost, captions))
    assert key < purple(draw_crossing(report.effect, captions)) / 3
    assert purple(draw_crossing(shut, captions)) == key
