"""A drawing as a file."""

import io
from typing import Literal

import numpy as np
from matplotlib.image import imsave

from marchland.outputs.lettering import DPI

Pixels = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]


def encode(pixels: Pixels, form: Literal["png", "webp"]) -> bytes:
    """Return a drawing as a file, the same bytes every time.

    Parameters
    ----------
    pixels : numpy.ndarray
        As :meth:`Sheet.pixels` returns them.
    form : {"png", "webp"}
        Exact and large, for print, or small, for a page.
    """
    target = io.BytesIO()
    if form == "png":
        imsave(target, pixels, format="png", dpi=DPI, metadata={"Software": "Marchland"})
    else:
        imsave(target, pixels, format="webp", pil_kwargs={"quality": 88, "method": 4})
    return target.getvalue()
