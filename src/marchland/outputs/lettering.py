"""Text on maps: its size in pixels, its lines, and places where nothing else stands."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import accumulate

from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties

DPI = 220
"""Pixels in an inch of every map."""

FONT = "DejaVu Sans"
"""It comes with the drawing library, so a map looks the same everywhere."""

Rect = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels."""


def px(millimetres: float) -> float:
    """Return millimetres on paper as pixels."""
    return millimetres / 25.4 * DPI


def points(size: float) -> float:
    """Return a length in points as pixels."""
    return size / 72 * DPI


@cache
def font(size: float, *, bold: bool = False) -> FontProperties:
    """Return the one font, at a size in points."""
    return FontProperties(family=FONT, size=size, weight="bold" if bold else "normal")


@cache
def _renderer() -> RendererAgg:
    return RendererAgg(8, 8, DPI)  # type: ignore[no-untyped-call]


@lru_cache(maxsize=20_000)
def measure(text: str, size: float, *, bold: bool = False) -> tuple[float, float]:
    """Return width and height in pixels of one line of text."""
    size_of = _renderer().get_text_width_height_descent
    width, height, _ = size_of(text, font(size, bold=bold), ismath=False)  # type: ignore[no-untyped-call]
    return float(width), float(height)


def wrap(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """Break text into lines no wider than `width` pixels, between words only."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        words = [word for word in paragraph.split(" ") if word]
        per_letter = _wide(paragraph, size, bold) / max(len(paragraph), 1)
        while words:
            much = _fitting(words, (width, per_letter), size, bold)
            lines.append(" ".join(words[:much]))
            words = words[much:]
    return lines


def _fitting(words: list[str], room: tuple[float, float], size: float, bold: bool) -> int:
    """Return how many words go on a line, at least one; asked are those near a first guess."""
    width, per_letter = room
    ends = list(accumulate(len(word) + 1 for word in words))
    much = max(1, sum(end * per_letter <= width for end in ends))
    while much < len(words) and _wide(" ".join(words[: much + 1]), size, bold) <= width:
        much += 1
    while much > 1 and _wide(" ".join(words[:much]), size, bold) > width:
        much -= 1
    return much


def _wide(text: str, size: float, bold: bool) -> float:
    return measure(text, size, bold=bold)[0]


@dataclass
class Places:
    """The room on a map, and what of it is taken.

    Parameters
    ----------
    frame : tuple of float
        Left, top, right, bottom in pixels.
    taken : list of tuple of float
        Boxes that nothing may stand on.
    lines : list of tuple of float
        Boxes that only what must be said may stand on.
    """

    frame: Rect
    taken: list[Rect] = field(default_factory=list)
    lines: list[Rect] = field(default_factory=list)

    def free(self, box: Rect, *, over_lines: bool = False) -> bool:
        """Tell whether a box lies in the frame and over nothing that stands there."""
        left, top, right, bottom = box
        x0, y0, x1, y1 = self.frame
        if left < x0 or top < y0 or right > x1 or bottom > y1:
            return False
        return not any(
            left < other[2] and right > other[0] and top < other[3] and bottom > other[1]
            for other in (self.taken if over_lines else [*self.taken, *self.lines])
        )

    def take(self, box: Rect) -> None:
        """Keep others out of a box."""
        self.taken.append(box)

    def first_free(
        self, boxes: Iterable[Rect], margin: float = 0.0, *, over_lines: bool = False
    ) -> Rect | None:
        """Take and return the first of several boxes that is free, or None."""
        for box in boxes:
            left, top, right, bottom = box
            wide = (left - margin, top - margin, right + margin, bottom + margin)
            if self.free(wide, over_lines=over_lines):
                self.take(box)
                return box
        return None


def around(x: float, y: float, size: tuple[float, float], gap: float) -> list[Rect]:
    """Return boxes of a size beside a point, the best place for a name first."""
    width, height = size
    right, left = x + gap, x - gap - width
    above, below, level = y - gap * 0.6 - height, y + gap * 0.6, y - height / 2
    corners = [
        (right, level), (right, above), (right, below), (left, level), (left, above),
        (left, below), (x - width / 2, above - gap * 0.4), (x - width / 2, below + gap * 0.4),
    ]  # fmt: skip
    return [(cx, cy, cx + width, cy + height) for cx, cy in corners]
