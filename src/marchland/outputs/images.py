"""A drawing as a file."""

import io
from typing import Literal

import numpy as np
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from marchland.outputs.lettering import DPI

Pixels = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]

EFFORT = {"png": 3, "webp": 2}
"""Of the packing: more takes twice as long and saves a fiftieth."""

QUALITY = 88
"""Of 100, of what is packed with loss."""


def encode(pixels: Pixels, form: Literal["png", "webp"]) -> bytes:
    """Return a drawing as a file, the same bytes every time.

    Parameters
    ----------
    pixels : numpy.ndarray
        As :meth:`Sheet.pixels` returns them.
    form : {"png", "webp"}
        Exact and large, for print, or small, for a page.
    """
    target, drawing = io.BytesIO(), Image.fromarray(pixels)
    if form == "png":
        told = PngInfo()
        told.add_text("Software", "Marchland")
        drawing.save(target, "png", compress_level=EFFORT[form], dpi=(DPI, DPI), pnginfo=told)
    else:
        drawing.save(target, "webp", quality=QUALITY, method=EFFORT[form])
    return target.getvalue()
