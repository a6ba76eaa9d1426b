"""Asking for memory changes nothing, wherever it is asked for."""

import numpy as np
from numba import njit

from marchland.kernels.ahead import fetch, fetch_rows


@njit
def _ask(values, at, width):
    fetch(values, at)
    fetch_rows(values, at, width)
    return values.sum()


def test_any_index_is_safe():
    values = np.arange(9, dtype=np.float32)
    for at in (0, 4, 8, 9, 2**40, 2**64 - 1):
        assert _ask(values, np.uint64(at), np.uint64(3)) == 36
    np.testing.assert_array_equal(values, np.arange(9))


def test_the_compiled_loop_asks_the_processor():
    _ask(np.zeros(9, np.float32), np.uint64(4), np.uint64(3))
    assembly = next(iter(_ask.inspect_asm().values()))
    assert assembly.count("prefetch") + assembly.count("prfm") >= 4
