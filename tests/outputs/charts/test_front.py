import numpy as np
import pandas as pd
import pytest

from marchland.outputs.charts.chart import PALE, Chart
from marchland.outputs.charts.front import draw_front

NAN = float("nan")


def front(bounds) -> pd.DataFrame:
    return pd.DataFrame(
        {"cost_eur": [2e6, 0.0, 1e6], "value": [3.0, 1.0, 2.0], "upper_bound": bounds}
    )


def pale(pixels: np.ndarray) -> int:
    colour = np.array([int(PALE[i : i + 2], 16) for i in (1, 3, 5)])
    body = pixels[: int(pixels.shape[0] * 0.55)]
    return int((body == colour).all(axis=2).sum())


def test_room_is_drawn_where_a_bound_is_proved(captions):
    proved = pale(draw_front(front([4.5, 1.5, 4.0]), captions, "Hours"))
    tight = pale(draw_front(front([3.0, 1.0, 2.0]), captions, "Hours"))
    assert proved > 1000
    assert tight < proved / 10


def test_without_a_bound_there_is_no_room_to_draw(captions):
    assert pale(draw_front(front([NAN, NAN, NAN]), captions, "Hours")) == 0


def test_the_order_of_rows_does_not_matter(captions):
    table = front([4.5, 1.5, 4.0])
    one, two = (draw_front(t, captions, "Hours") for t in (table, table[::-1]))
    assert np.array_equal(one, two)


def test_the_greatest_value_is_drawn_whole_where_its_bound_is_tight(captions, monkeypatch):
    seen = []
    monkeypatch.setattr(Chart, "pixels", lambda self: seen.append(self.axes.get_ylim()))
    draw_front(front([3.0, 1.0, 2.0]), captions, "Hours")
    assert seen == [(0.0, pytest.approx(3.3))]
