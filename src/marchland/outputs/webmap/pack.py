"""Rasters as text: quantised and deflated."""

import base64
import zlib
from dataclasses import dataclass

import numpy as np

OUTSIDE_8, UNKNOWN_8 = 0, 255
"""Codes of a class raster: beside the study (no class has it), and not known."""

OUTSIDE_16, NEVER_16, UNKNOWN_16 = 65_533, 65_534, 65_535
"""Codes of a field: nothing to show, infinite, and not known."""

MOST_16 = 65_000
"""The highest code of a number."""

EFFORT = 6
"""Of the packing: more takes ten times as long and saves a tenth."""


@dataclass(frozen=True)
class Packed:
    """A raster as text.

    Parameters
    ----------
    bits : int
        8 or 16, of a code.
    data : str
        Base64 of the deflated codes, row by row; of 16 bits, all low bytes come first.
    """

    bits: int
    data: str


def pack(codes: np.ndarray) -> Packed:
    """Return a raster as text.

    Parameters
    ----------
    codes : numpy.ndarray
        uint8 or uint16, two dimensions.

    Returns
    -------
    Packed
    """
    raw = codes.tobytes()
    if codes.dtype == np.uint16:
        little = codes.astype("<u2").reshape(-1).view(np.uint8)
        raw = little[::2].tobytes() + little[1::2].tobytes()
    text = base64.b64encode(zlib.compress(raw, EFFORT)).decode("ascii")
    return Packed(codes.dtype.itemsize * 8, text)


def quantised(values: np.ndarray, step: float, offset: float) -> np.ndarray:
    """Return a field in codes of 16 bits.

    Parameters
    ----------
    values : numpy.ndarray
        NaN unknown, inf never, -inf nothing to show.
    step, offset : float
        A code stands for ``offset + code · step``; beyond the highest code it is that code.

    Returns
    -------
    numpy.ndarray
        uint16.
    """
    finite = np.isfinite(values)
    steps = np.rint((np.where(finite, values, offset) - offset) / step)
    codes = np.clip(steps, 0, MOST_16).astype(np.uint16)
    codes[np.isnan(values)] = UNKNOWN_16
    codes[np.isposinf(values)] = NEVER_16
    codes[np.isneginf(values)] = OUTSIDE_16
    return codes
