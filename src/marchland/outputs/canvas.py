"""Painting rasters: a study's grid sampled to the pixels of one map."""

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from scipy.ndimage import distance_transform_edt, gaussian_filter

Colour = tuple[float, float, float]
Floats = np.ndarray[tuple[int, ...], np.dtype[np.float32]]
Mask = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]

QUESTION = ("01110", "10001", "00001", "00110", "00100", "00000", "00100")
"""A small question mark, to stamp on unknown ground."""

MOST_BLUR = 4.0
"""Pixels beyond which an edge is not softened, so that large cells look like cells."""


REACH = 6
"""Pixels from a thin line within which the ground beside it is looked for step by step."""

_STEPS = range(-REACH, REACH + 1)
RINGS = sorted(
    ((down, along) for down in _STEPS for along in _STEPS if 0 < down**2 + along**2 <= REACH**2),
    key=lambda step: step[0] ** 2 + step[1] ** 2,
)
"""Steps down and along, the shortest first."""

BAND = 64
"""Rows of pixels worked on at once: they stay in the processor's own memory."""


@dataclass(frozen=True)
class Canvas:
    """The pixels of one map over a grid.

    Parameters
    ----------
    rows, cols : int
        Pixels.
    grid_rows, grid_cols : int
        Cells of the grid that they show.
    """

    rows: int
    cols: int
    grid_rows: int
    grid_cols: int

    @property
    def per_cell(self) -> float:
        """Pixels across one cell; below one where cells share a pixel."""
        return self.cols / self.grid_cols

    def sample(self, values: np.ndarray) -> np.ndarray:
        """Return the value of the cell under the middle of each pixel."""
        row = ((np.arange(self.rows) + 0.5) * self.grid_rows / self.rows).astype(int)
        col = ((np.arange(self.cols) + 0.5) * self.grid_cols / self.cols).astype(int)
        return np.asarray(values[row[:, None], col[None, :]])

    def smooth(self, values: np.ndarray) -> Floats:
        """Return a field without the edges of its cells; unknown ground takes the mean."""
        filled = np.where(np.isfinite(values), values, _mean(values)).astype(np.float32)
        return np.asarray(gaussian_filter(self.sample(filled), max(0.8, 0.9 * self.per_cell)))

    def soft(self, mask: np.ndarray) -> Floats:
        """Return how much each pixel is covered by a mask of cells, from 0 to 1."""
        return self.blur(self.sample(mask))

    def bridged(self, values: np.ndarray, thin: np.ndarray) -> np.ndarray:
        """Sample a field, and give the cells of thin lines the value of the ground beside."""
        pixels, line = self.sample(values), self.sample(thin)
        if not line.any() or line.all():
            return pixels
        return _beside(pixels, line)

    def blur(self, pixels: np.ndarray, least: float = 0.5) -> Floats:
        """Soften pixels over about a third of a cell, at least over so many pixels."""
        width = min(max(least, 0.35 * self.per_cell), MOST_BLUR)
        return np.asarray(gaussian_filter(pixels.astype(np.float32), width))


def _beside(pixels: np.ndarray, line: Mask) -> np.ndarray:
    """Return pixels, those of a line with the value of the nearest one beside it."""
    wide = np.pad(line, REACH, constant_values=True)  # what lies outside is no ground
    row, col = np.nonzero(line)
    found = pixels.copy()
    for down, along in RINGS:
        ground = ~wide[row + REACH + down, col + REACH + along]
        at = row[ground], col[ground]
        found[at] = pixels[at[0] + down, at[1] + along]
        row, col = row[~ground], col[~ground]
        if not len(row):
            return found
    far = distance_transform_edt(line, return_distances=False, return_indices=True)
    found[row, col] = pixels[far[0][row, col], far[1][row, col]]
    return found


def _mean(values: np.ndarray) -> float:
    finite = values[np.isfinite(values)]
    return float(finite.mean()) if finite.size else 0.0


def blend(picture: Floats, colour: np.ndarray | Colour, alpha: np.ndarray | float) -> Floats:
    """Return a picture with a colour laid over it.

    Parameters
    ----------
    picture : numpy.ndarray
        float32, shape (rows, cols, 3), from 0 to 1.
    colour : numpy.ndarray or tuple of float
        One colour, or one for each pixel.
    alpha : numpy.ndarray or float
        Shape (rows, cols) or one number: 0 leaves the picture, 1 covers it.

    Returns
    -------
    numpy.ndarray
        A new picture, or the same where nothing covers it.
    """
    return lay(picture.copy(), colour, alpha) if np.any(alpha) else picture


def lay(picture: Floats, colour: np.ndarray | Colour, alpha: np.ndarray | float) -> Floats:
    """Lay a colour over a picture of one's own, which is changed and returned.

    Copying costs more than painting: :func:`blend` is for a picture that others hold too.
    """
    rows, cols, _ = picture.shape
    cover = np.broadcast_to(np.asarray(alpha, np.float32), (rows, cols))
    paint = np.asarray(colour, np.float32)
    flat = paint.reshape(rows, -1) if paint.ndim == 3 else np.tile(paint, cols)[None]
    below = picture.reshape(rows, -1)
    for top in range(0, rows, BAND):
        band = slice(top, top + BAND)
        if cover[band].any():
            part = (flat[band] if paint.ndim == 3 else flat) - below[band]
            part *= np.repeat(cover[band], 3, axis=1)
            below[band] += part
    return picture


def hatch(shape: tuple[int, int], pitch: float, width: float, *, cross: bool) -> Floats:
    """Return diagonal lines as coverage of each pixel, from 0 to 1.

    Parameters
    ----------
    shape : tuple of int
        Rows and columns of pixels.
    pitch, width : float
        Between lines, and of a line, in pixels across them.
    cross : bool
        Whether lines run both ways.
    """
    rows, cols = shape
    along = np.arange(rows + cols - 1, dtype=np.float32)  # a diagonal is the same all along it
    rising = sliding_window_view(_lines(along, pitch, width), cols)
    if not cross:
        return rising
    falling = sliding_window_view(_lines(along - (cols - 1), pitch, width), cols)[:, ::-1]
    return np.maximum(rising, falling)


def _lines(along: Floats, pitch: float, width: float) -> Floats:
    period = pitch * np.sqrt(2)
    off = np.abs((along % period) - period / 2) / np.sqrt(2)
    return np.asarray(np.clip(width / 2 + 0.5 - off, 0, 1), np.float32)


def questions(shape: tuple[int, int], pitch: int, scale: int) -> Floats:
    """Return rows of question marks, staggered, as coverage of each pixel.

    Parameters
    ----------
    shape : tuple of int
        Rows and columns of pixels.
    pitch : int
        Pixels between marks, across and down.
    scale : int
        Pixels for each dot of a mark.
    """
    mark = np.array([[int(dot) for dot in line] for line in QUESTION], np.float32)
    mark = np.kron(mark, np.ones((scale, scale), np.float32))
    tile = np.zeros((2 * pitch, 2 * pitch), np.float32)
    for row, col in ((0, 0), (pitch, pitch)):
        top, left = row + (pitch - mark.shape[0]) // 2, col + (pitch - mark.shape[1]) // 2
        tile[top : top + mark.shape[0], left : left + mark.shape[1]] = mark
    times = [-(-size // (2 * pitch)) for size in shape]
    return np.tile(tile, times)[: shape[0], : shape[1]]
