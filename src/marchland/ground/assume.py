"""Saying what unmapped ground is taken to be."""

import re
from collections.abc import Iterable

import numpy as np
import xarray as xr

from marchland.catalogue.read import catalogue
from marchland.model.provenance import Provenance
from marchland.schema import UNKNOWN


def assume_cover(
    terrain: xr.Dataset, cover: str, inside: np.ndarray | None = None
) -> tuple[xr.Dataset, Provenance]:
    """Take ground whose cover nobody has mapped for one class.

    Parameters
    ----------
    terrain : xarray.Dataset
    cover : str
        Name of a cover class, such as ``farmland``.
    inside : numpy.ndarray, optional
        bool, shape of the grid: the ground that the files cover; all of it by default.

    Returns
    -------
    xarray.Dataset
        The terrain without unknown cover inside.
    Provenance
        The assumption, with the share of the region it speaks of.
    """
    values = terrain["cover"].values
    unknown = (values == UNKNOWN) & (True if inside is None else inside)
    code = np.uint8(catalogue().classes["cover"][cover])
    filled = terrain["cover"].copy(data=np.where(unknown, code, values))
    note = f"unmapped ground, {unknown.mean():.1%} of the region, is taken as {cover}"
    said = Provenance("(assumption)", "cover", "the scenario", "none needed", None, "", note)
    return terrain.assign(cover=filled), said


TAKEN = re.compile(r"unmapped ground, ([\d.]+)% of the region, is taken as (\w+)")
"""What the note of an assumption says, as a percentage and a cover."""


def assumed_cover(provenance: Iterable[Provenance]) -> tuple[float, str] | None:
    """Return how much of a region was taken for one class, as its note says.

    Parameters
    ----------
    provenance : iterable of Provenance
        Everything that was read, and the assumption, where one was made.

    Returns
    -------
    tuple of (float, str) or None
        The percentage of the region, to one decimal, and the cover class; None where nothing
        was assumed.
    """
    found = next(filter(None, (TAKEN.fullmatch(one.note) for one in provenance)), None)
    return (float(found[1]), found[2]) if found and float(found[1]) else None


def forget_outside(terrain: xr.Dataset, inside: np.ndarray) -> xr.Dataset:
    """Make the ground outside a study's outline unknown.

    Parameters
    ----------
    terrain : xarray.Dataset
    inside : numpy.ndarray
        bool, shape of the grid.

    Returns
    -------
    xarray.Dataset
        With unknown cover and no road or railway outside.
    """
    if inside.all():
        return terrain
    outside = {"cover": UNKNOWN, "road": 0, "rail": 0, "bridge": 0}
    changed = {
        name: terrain[name].copy(data=np.where(inside, terrain[name].values, np.uint8(value)))
        for name, value in outside.items()
    }
    return terrain.assign(changed)
