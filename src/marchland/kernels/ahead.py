"""Asking for memory before it is needed.

A march visits cells in order of time, which is no order in memory: nearly every visit would
wait for it. The queue knows which cells come next, so their rows can be asked for while the
present cell is worked on.
"""

from collections.abc import Callable, Sequence

import numpy as np
from llvmlite import ir
from numba import njit, types
from numba.core import cgutils
from numba.core.base import BaseContext
from numba.core.typing import Context, Signature
from numba.extending import intrinsic

AHEAD = np.uint64(4)
"""How many entries of the queue to look ahead."""

_READ, _KEEP, _DATA = 0, 3, 1


@intrinsic
def fetch(
    _typing: Context, array: types.Array, at: types.Integer
) -> tuple[Signature, Callable[..., ir.Value]]:
    """Ask for the cache line of an entry of a flat array; any index is safe."""

    def generate(
        context: BaseContext, builder: ir.IRBuilder, form: Signature, arguments: Sequence[ir.Value]
    ) -> ir.Value:
        data = context.make_array(form.args[0])(context, builder, value=arguments[0]).data
        pointer = builder.bitcast(builder.gep(data, [arguments[1]]), cgutils.voidptr_t)
        how = [ir.Constant(ir.IntType(32), value) for value in (_READ, _KEEP, _DATA)]
        words = [pointer.type, *(word.type for word in how)]
        kind = ir.FunctionType(ir.VoidType(), words)
        ask = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0")
        builder.call(ask, [pointer, *how])
        return context.get_dummy_value()

    return types.void(array, at), generate


@njit(cache=True, nogil=True)
def fetch_rows(values: np.ndarray, cell: np.uint64, width: np.uint64) -> None:
    """Ask for a cell and those above and below it, in rows of `width` cells."""
    fetch(values, cell - width)
    fetch(values, cell)
    fetch(values, cell + width)
