import io

import matplotlib.image
import numpy as np
import pytest

from marchland.outputs.images import encode
from marchland.outputs.lettering import DPI

PIXELS = np.indices((40, 60)).sum(axis=0)[..., None].repeat(3, 2).astype(np.uint8)


@pytest.mark.parametrize("form", ["png", "webp"])
def test_a_file_is_the_same_every_time_and_holds_the_drawing(form):
    one, two = (encode(PIXELS, form) for _ in range(2))
    assert one == two
    read = matplotlib.image.imread(io.BytesIO(one), format=form)
    read = read[..., :3] * (255 if read.max() <= 1 else 1)
    np.testing.assert_allclose(read, PIXELS, atol=0.01 if form == "png" else 12)


def test_the_resolution_is_in_the_file():
    assert round(DPI / 0.0254).to_bytes(4, "big") in encode(PIXELS, "png")[:200]
