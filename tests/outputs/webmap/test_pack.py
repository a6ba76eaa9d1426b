import base64
import zlib

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from marchland.outputs.webmap.pack import (
    MOST_16,
    NEVER_16,
    OUTSIDE_16,
    UNKNOWN_16,
    pack,
    quantised,
)


def unpacked(packed, shape) -> np.ndarray:
    raw = zlib.decompress(base64.b64decode(packed.data))
    if packed.bits == 8:
        return np.frombuffer(raw, np.uint8).reshape(shape)
    low, high = np.frombuffer(raw, np.uint8).reshape(2, -1).astype(np.uint16)
    return (low | high << 8).reshape(shape)


@given(arrays(st.sampled_from([np.uint8, np.uint16]), (3, 5)))
def test_what_is_packed_comes_back(codes):
    assert np.array_equal(unpacked(pack(codes), codes.shape), codes)


@given(st.floats(-500, 6000), st.sampled_from([0.1, 1.0]))
def test_a_number_is_kept_to_half_a_step(value, step):
    code = int(quantised(np.array([value]), step, -500.0)[0])
    assert abs(-500.0 + code * step - value) <= step / 2 + 1e-6


def test_unknown_never_and_nothing_are_three_codes():
    codes = quantised(np.array([np.nan, np.inf, -np.inf, 3.0, 1e9]), 1.0, 0.0)
    assert codes.tolist() == [UNKNOWN_16, NEVER_16, OUTSIDE_16, 3, MOST_16]
