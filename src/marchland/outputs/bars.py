"""Small drawings inside a table: a range as a bar from low to high, the best marked."""

from math import ceil, isfinite, isnan

from markupsafe import escape

from marchland.outputs.content import Drawing
from marchland.outputs.language import say
from marchland.outputs.words import span
from marchland.units import HOUR_S

WIDTH, HEIGHT = 190, 24
EDGE = 6
"""Room at the right for the arrow of what has no end."""

STEPS_H = (0.25, 0.5, 1.0, 2.0, 3.0, 6.0, 12.0, 24.0, 48.0, 96.0)
ROWS = (("before", 7.5, "#6b6b6b", 2.5), ("after", 16.5, "#5c1f6e", 4.0))
"""Name, height in the drawing, colour, thickness: colour is never alone."""

Times = tuple[float, float, float]


def top_of(times: list[Times]) -> float:
    """Return the end of a scale for ranges of time, s: a round number of hours.

    Examples
    --------
    >>> top_of([(3600.0, 5400.0, 9100.0)]) / 3600
    3.0
    """
    most = max((t for row in times for t in row if isfinite(t)), default=HOUR_S) / HOUR_S
    step = next((s for s in STEPS_H if most / s <= 8), STEPS_H[-1])
    return ceil(most / step) * step * HOUR_S


def range_bar(before: Times, after: Times, top_s: float) -> Drawing:
    """Draw two ranges below each other as an inline SVG.

    Parameters
    ----------
    before, after : tuple of float
        Low, best and high, s. What is infinite runs off with an arrow; what is unknown is
        a question mark.
    top_s : float
        What the right end stands for.

    Returns
    -------
    Drawing
    """
    drawn = [
        _one(times, top_s, level, (colour, thick))
        for times, (_, level, colour, thick) in zip((before, after), ROWS, strict=True)
    ]
    label = say("table.effect.bar").format(before=span(before), after=span(after))
    axis = f'<path d="M.5 2V{HEIGHT - 2}" stroke="#999" stroke-width="1"/>'
    return Drawing(
        label,
        f'<svg role="img" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f"<title>{escape(label)}</title>{axis}{''.join(drawn)}</svg>",
        WIDTH,
    )


def _one(times: Times, top_s: float, level: float, look: tuple[str, float]) -> str:
    colour, thick = look
    if any(isnan(t) for t in times):
        return f'<text x="4" y="{level + 3.5}" font-size="10" fill="{colour}">?</text>'
    room = WIDTH - EDGE
    low, best, high = (1 + min(t / top_s, 1.0) * (room - 2) for t in times)
    parts = [
        f'<path d="M{low:.1f} {level}H{max(high, low + 1):.1f}" stroke="{colour}" '
        f'stroke-width="{thick}"/>'
    ]
    if isfinite(times[1]):
        parts.append(
            f'<path d="M{best:.1f} {level - 4.5}V{level + 4.5}" stroke="{colour}" '
            'stroke-width="2.2"/>'
        )
    if not isfinite(times[2]):
        tip = f"M{room} {level - 4}L{WIDTH - 1} {level}L{room} {level + 4}Z"
        parts.append(f'<path d="{tip}" fill="{colour}"/>')
    return "".join(parts)
