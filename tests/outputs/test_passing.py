"""The picture of a passage: what is on the axis, and that it is drawn the same every time."""

import io

import numpy as np
import pytest
from PIL import Image

from marchland.model.estimate import Estimate
from marchland.outputs.passing import IN_TIME, LATE, OPEN, draw_passage, stages
from marchland.posture.belts import Belt, Reserve, Times, interruption


def of(low, best, high, unit="s"):
    return Estimate(low, best, high, unit, "a test", "declared")


def sure(value):
    return of(value, value, value, "1")


FENCE = Belt("fence", of(60, 120, 300), of(0.3, 0.5, 0.8, "1"), "end")
WOOD = Belt("wood", of(1800, 3600, 7200), sure(0))
LINE = Belt("line", of(600, 1200, 2400), sure(0.6), "middle")
SOON, LATER = (Reserve(of(t, t, t), sure(1), sure(1)) for t in (600, 20_000))


def picture(belts, reserve):
    data = draw_passage(belts, reserve, interruption(belts, reserve), "an approach")
    assert data == draw_passage(belts, reserve, interruption(belts, reserve), "an approach")
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))


def drawn(pixels, colour):
    """How many pixels above the key have a colour."""
    wanted = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    upper = pixels[: -int(1.0 * 220)]
    return int((upper == wanted).all(axis=-1).sum())


def test_belts_on_the_axis_of_time_by_hand():
    fence, wood, line = stages([FENCE, WOOD, LINE])
    assert (fence.start, fence.end) == ((0, 0, 0), (60, 120, 300))
    assert fence.noticed == (60, 120, 300)
    assert wood.start == fence.end
    assert line.end == (2460, 4920, 9900)
    assert line.noticed == (1860 + 300, 3720 + 600, 7500 + 1200)


def test_what_nobody_declared_takes_no_time_and_is_drawn_as_open():
    (open_belt,) = stages([Belt("ditch", None, None)])
    assert open_belt.end == (0, 0, 0)
    pixels = picture([FENCE, Belt("ditch", None, None)], SOON)
    edges_of_letters = drawn(picture([FENCE, WOOD], SOON), OPEN)
    assert drawn(pixels, OPEN) > edges_of_letters + 200


@pytest.mark.parametrize(("reserve", "there", "not_there"), [
    (SOON, IN_TIME, LATE), (LATER, LATE, IN_TIME),
])  # fmt: skip
def test_a_response_in_time_and_one_that_is_late_look_different(reserve, there, not_there):
    pixels = picture([FENCE, WOOD], reserve)
    assert drawn(pixels, there) > 100
    assert drawn(pixels, not_there) == 0


@pytest.mark.parametrize("time", [None, Times(60, 120, float("inf")), Times(*[float("inf")] * 3)])
def test_a_response_that_is_unknown_or_never_comes_is_no_reason_to_fail(time):
    pixels = picture([FENCE, WOOD, LINE], Reserve(time, sure(1), sure(1)))
    assert pixels.shape[1] == pytest.approx(9.6 * 220, abs=1)


def test_a_belt_without_any_delay():
    assert picture([Belt("tower", of(0, 0, 0), sure(0.5))], SOON).size > 0
