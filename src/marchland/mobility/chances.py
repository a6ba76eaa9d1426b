"""How likely ground is unrestricted, restricted or severely restricted."""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np
import xarray as xr

from marchland.catalogue.read import Catalogue, catalogue
from marchland.errors import InputError
from marchland.mobility.ensemble import Member
from marchland.mobility.restriction import restriction
from marchland.model.mover import Mover
from marchland.schema import UNKNOWN, grid_of, raster, same_grid


def chances(
    member: Member,
    mover: Mover,
    *,
    members: int,
    seed: int,
    threads: int = 1,
    coefficients: Catalogue | None = None,
) -> xr.Dataset:
    """Return the share of members in which each cell is of each class of restriction.

    Parameters
    ----------
    member : callable
        As :func:`marchland.mobility.members.member` returns it.
    mover : Mover
        Whose speeds they are.
    members : int
        At least 1, at most 65535.
    seed : int
        Of every member's random stream.
    threads : int
        Members worked on at once; the answer is the same, bit for bit.
    coefficients : Catalogue, optional
        For the thresholds; the packaged catalogue by default.

    Returns
    -------
    xarray.Dataset
        ``unrestricted``, ``restricted`` and ``severe``, float32 from 0 to 1, NaN where a
        member's ground is unknown.

    Raises
    ------
    InputError
        If the number of members or threads makes no sense.

    Notes
    -----
    No member is kept: memory is 4 bytes for each cell beside what each thread needs for one.
    """
    if not (1 <= members <= np.iinfo(np.uint16).max and threads >= 1):
        what, remedy = f"{members} members on {threads} threads", "1 to 65535 members, 1 thread."
        raise InputError.one("chances", what, remedy)
    table = coefficients or catalogue()
    codes = table.classes["restriction"]
    counts: dict[str, np.ndarray] = {}
    place, unknown = xr.DataArray(), np.zeros(0, np.bool_)
    streams = np.random.SeedSequence(seed).spawn(members)

    def work(stream: np.random.SeedSequence) -> xr.DataArray:
        return restriction(member(np.random.default_rng(stream)), mover, coefficients=table)

    for found in _in_order(work, streams, threads):
        if not counts:
            place = found
            counts = {name: np.zeros(found.shape, np.uint16) for name in ("unrestricted", "severe")}
            unknown = np.zeros(found.shape, np.bool_)
        same_grid(place, found)
        unknown |= found.values == UNKNOWN
        for name, count in counts.items():
            count += found.values == codes[name]
    rest = members - counts["unrestricted"] - counts["severe"]
    layers = {
        "unrestricted": counts["unrestricted"],
        "restricted": rest,
        "severe": counts["severe"],
    }
    return xr.Dataset(
        {
            name: raster(_share(count, members, unknown), grid_of(place), name, "1")
            for name, count in layers.items()
        }
    )


def _share(count: np.ndarray, members: int, unknown: np.ndarray) -> np.ndarray:
    share = count.astype(np.float32) / np.float32(members)
    share[unknown] = np.nan
    return share


def _in_order(
    work: Callable[[np.random.SeedSequence], xr.DataArray],
    streams: list[np.random.SeedSequence],
    threads: int,
) -> Iterator[xr.DataArray]:
    """Yield what is made of each stream, in their order, few of them at a time."""
    waiting: deque[Future[xr.DataArray]] = deque()
    with ThreadPoolExecutor(threads) as pool:
        for stream in streams:
            if len(waiting) > threads:
                yield waiting.popleft().result()
            waiting.append(pool.submit(work, stream))
        while waiting:
            yield waiting.popleft().result()
