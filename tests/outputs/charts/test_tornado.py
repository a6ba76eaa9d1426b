import numpy as np
import pandas as pd

from marchland.outputs.charts.chart import BLUE, BROWN
from marchland.outputs.charts.tornado import MOST, draw_tornado

COLUMNS = ["input", "unit", "low", "best", "high", "at_low", "at_best", "at_high"]
ROWS = [
    ("slight", "1", 1, 2, 3, 0.44, 0.45, 0.46),
    ("strong", "h", 1, 2, 3, 0.10, 0.45, 0.90),
    ("open", "kg", 1, 2, 3, 0.45, 0.45, float("nan")),
]


def colour(hex_: str) -> np.ndarray:
    return np.array([int(hex_[i : i + 2], 16) for i in (1, 3, 5)])


def of(pixels: np.ndarray, hex_: str) -> np.ndarray:
    """Return where a colour is, as row and column numbers."""
    return np.argwhere((pixels == colour(hex_)).all(axis=2))


def test_the_input_that_moves_the_answer_most_is_on_top(captions):
    pixels = draw_tornado(pd.DataFrame(ROWS, columns=COLUMNS), captions, "Chance")
    blue, brown = of(pixels, BLUE), of(pixels, BROWN)
    first = blue[blue[:, 0] < blue[:, 0].min() + 20]
    assert np.ptp(first[:, 1]) > 0.25 * pixels.shape[1]  # 0.45 to 0.90 of 0.10 to 0.90
    assert brown[:, 1].max() < blue[:, 1].max()


def test_no_more_inputs_are_drawn_than_can_be_read(captions):
    many = pd.DataFrame([(f"input {n}", *ROWS[1][1:]) for n in range(40)], columns=COLUMNS)
    few = many.head(MOST)
    assert draw_tornado(many, captions, "x").shape == draw_tornado(few, captions, "x").shape


def test_an_answer_that_is_unknown_everywhere_is_drawn_as_such(captions):
    lost = pd.DataFrame([("all", "1", 1, 2, 3, *[float("nan")] * 3)], columns=COLUMNS)
    pixels = draw_tornado(lost, captions, "Chance")
    axes = pixels[: int(pixels.shape[0] * 0.6)]
    assert len(of(axes, BLUE)) == 0
