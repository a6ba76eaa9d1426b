"""The one thing a map is about, painted over the ground: speed, time, corridors, change."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib import colormaps
from matplotlib.colors import LinearSegmentedColormap

from marchland.outputs.basemap import WATER, unknown
from marchland.outputs.canvas import Colour, Floats, blend, hatch, lay
from marchland.outputs.furniture import nice
from marchland.outputs.isochrones import hour_label
from marchland.outputs.language import say
from marchland.outputs.legend import Key, Ramp, area_key, flat_key
from marchland.outputs.lettering import px
from marchland.outputs.words import number as decimal
from marchland.units import HOUR_S, KM_H

SPEED_STEPS_KM_H = (0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0)
"""Widths of speed classes."""

MOST_CLASSES = 7
CLOSED: Colour = (0.50, 0.50, 0.52)
LINES: Colour = (0.10, 0.10, 0.12)
CHANGE = LinearSegmentedColormap.from_list(
    "change", ["#0a2f5c", "#3f7fb1", "#a9cbe0", "#ffffff", "#e3c29b", "#b27638", "#5f310a"]
)
"""Blue is quicker, white is no change, brown is slower."""

CHANCES = LinearSegmentedColormap.from_list("chance", ["#f6f1e7", "#8a6f9c", "#3b2350"])(
    np.linspace(0, 1, 256)
)[:, :3].astype(np.float32)
"""One hue, from nowhere to everywhere."""

CORRIDOR_TINTS: tuple[Colour, Colour] = ((0.27, 0.43, 0.63), (0.64, 0.74, 0.86))
"""Inner and outer corridor."""


@dataclass(frozen=True)
class Scale:
    """How numbers become colours.

    Parameters
    ----------
    low, high : float
        Values of the first and the last colour.
    colours : numpy.ndarray
        float32, shape (256, 3).
    """

    low: float
    high: float
    colours: Floats

    def paint(self, values: np.ndarray) -> Floats:
        """Return a colour for each value; what is not finite takes the last."""
        span = self.high - self.low or 1.0
        share = np.nan_to_num((values - self.low) / span, nan=1.0, posinf=1.0, neginf=0.0)
        return np.asarray(self.colours[(np.clip(share, 0, 1) * 255).astype(np.uint8)])


def colours(name: str, *, lift: float = 0.12) -> Floats:
    """Return a colour map of the drawing library as 256 colours, lifted towards white."""
    table = colormaps[name](np.arange(256))[:, :3].astype(np.float32)
    return np.asarray(table + (1 - table) * lift, np.float32)


def closed(picture: Floats, where: np.ndarray, tint: float = 0.62) -> Floats:
    """Tint and cross-hatch what cannot be passed, given as coverage or mask of pixels."""
    if not np.any(where):
        return picture
    shape = (where.shape[0], where.shape[1])
    picture = blend(picture, CLOSED, where * np.float32(tint))
    return lay(picture, LINES, hatch(shape, px(0.95), 1.25, cross=True) * where * 0.82)


def unreached(picture: Floats, where: np.ndarray) -> Floats:
    """Tint and hatch what cannot be reached."""
    if not np.any(where):
        return picture
    shape = (where.shape[0], where.shape[1])
    picture = blend(picture, (0.80, 0.80, 0.80), where * np.float32(0.75))
    return lay(picture, (0.45, 0.45, 0.45), hatch(shape, px(1.5), 1.1, cross=False) * where)


def speed_edges(speed: np.ndarray) -> tuple[float, ...]:
    """Return the limits in km/h of equal classes of speed."""
    moving = speed[np.isfinite(speed) & (speed > 0)] / KM_H
    if not moving.size:
        return ()
    most = float(np.quantile(moving, 0.99))
    step = next((s for s in SPEED_STEPS_KM_H if most / s <= MOST_CLASSES), SPEED_STEPS_KM_H[-1])
    return tuple(step * n for n in range(1, MOST_CLASSES) if step * n < most)


def paint_speed(
    picture: Floats, speed: np.ndarray, lake: np.ndarray, edges: Sequence[float]
) -> Floats:
    """Paint speed in classes, closed ground cross-hatched, unknown ground grey.

    Parameters
    ----------
    picture : numpy.ndarray
        The ground.
    speed : numpy.ndarray
        Pixels, m/s; 0 cannot pass, NaN unknown.
    lake : numpy.ndarray
        How much of each pixel is standing water: it stays blue under the hatch.
    edges : sequence of float
        Class limits, km/h.
    """
    classes = np.digitize(speed / KM_H, edges)
    painted = speed_colours(len(edges) + 1)[classes]
    with np.errstate(invalid="ignore"):
        picture = blend(picture, painted, (speed > 0) * np.float32(0.86))
    shut = speed == 0
    picture = closed(picture, shut & (lake < 0.5))
    picture = blend(picture, WATER, lake * shut)
    picture = closed(picture, shut & (lake >= 0.5), tint=0.1)
    return unknown(picture, np.isnan(speed))


def speed_colours(number: int) -> Floats:
    """Return the colours of so many speed classes, the slowest darkest."""
    table = colours("cividis", lift=0.42)
    return np.asarray(table[np.linspace(70, 250, number).astype(int)])


def speed_keys(edges: Sequence[float]) -> list[Key]:
    """Return the legend of the speed classes, the fastest first, then closed ground."""
    shown = speed_colours(len(edges) + 1)
    limits = [0.0, *edges]
    keys = []
    for number in reversed(range(len(shown))):
        low, high = limits[number], limits[number + 1] if number + 1 < len(limits) else None
        kind = "between" if high else "over"
        kind = "under" if number == 0 and high else kind
        text = say(f"legend.speed_{kind}").format(low=decimal(low), high=decimal(high or 0.0))
        colour = tuple(float(c) for c in shown[number])
        keys.append(flat_key(text, (colour[0], colour[1], colour[2])))
    return [*keys, closed_key(say("legend.closed"))]


def closed_key(label: str) -> Key:
    """Return the key of ground that cannot be passed."""
    return area_key(label, lambda shape: closed(_blank(shape), np.ones(shape, np.float32)))


def unreached_key(label: str) -> Key:
    """Return the key of ground that cannot be reached."""
    return area_key(label, lambda shape: unreached(_blank(shape), np.ones(shape, np.float32)))


def time_scale(time: np.ndarray) -> Scale:
    """Return the scale of travel time: from zero to what nearly all ground takes."""
    finite = time[np.isfinite(time)]
    high = float(np.percentile(finite, 98)) if finite.size else HOUR_S
    return Scale(0.0, max(high, 60.0), colours("cividis_r", lift=0.2))


def paint_time(picture: Floats, time: np.ndarray, scale: Scale) -> Floats:
    """Paint travel time; what cannot be reached is hatched, unknown ground grey."""
    picture = blend(picture, scale.paint(time), np.isfinite(time) * np.float32(0.84))
    return unknown(unreached(picture, np.isinf(time)), np.isnan(time))


def ramp_of(scale: Scale, label: str, at_h: Sequence[float]) -> Ramp:
    """Return the legend of a scale in hours, every second label left out where many."""
    places = [h * HOUR_S / scale.high for h in at_h]
    every = 1 if len(at_h) <= 6 else 2
    marks = [
        (place, hour_label(hours))
        for number, (place, hours) in enumerate(zip(places, at_h, strict=True), start=1)
        if place <= 1 and number % every == 0
    ]
    return Ramp(label, scale.colours, [(0.0, "0"), *marks])


def paint_corridors(
    picture: Floats, slack: np.ndarray, least_s: float, shares: tuple[float, float]
) -> Floats:
    """Paint the outer and over it the inner corridor."""
    for share, tint in zip(shares[::-1], CORRIDOR_TINTS[::-1], strict=True):
        with np.errstate(invalid="ignore"):
            inside = slack <= share * least_s
        picture = blend(picture, tint, inside * np.float32(0.78))
    return picture


def change_scale(change: np.ndarray) -> Scale:
    """Return the scale of a change: symmetric, zero in its middle."""
    finite = np.abs(change[np.isfinite(change)])
    most = max(float(np.percentile(finite, 99.5)) if finite.size else 0.0, 60.0) / HOUR_S
    step = nice(most / 2)
    high = step * np.ceil(most / step) * HOUR_S
    table = CHANGE(np.arange(256))[:, :3].astype(np.float32)
    return Scale(-high, high, table)


def paint_change(picture: Floats, change: np.ndarray, scale: Scale) -> Floats:
    """Paint a change of travel time in s; inf is ground that can no longer be reached."""
    known = np.isfinite(change)
    share = np.abs(np.where(known, change, 0.0)) / scale.high
    cover = np.float32(0.45) + np.float32(0.42) * np.clip(4 * share, 0, 1)
    picture = blend(picture, scale.paint(change), known * cover)
    return closed(picture, np.isposinf(change))


def paint_chance(picture: Floats, share: np.ndarray) -> Floats:
    """Paint a probability, from 0 to 1; unknown ground grey."""
    colours_ = Scale(0.0, 1.0, CHANCES).paint(share)
    picture = blend(picture, colours_, ~np.isnan(share) * np.float32(0.86))
    return unknown(picture, np.isnan(share))


def _blank(shape: tuple[int, int]) -> Floats:
    return np.ones((*shape, 3), np.float32)
