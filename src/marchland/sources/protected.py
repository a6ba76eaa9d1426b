"""Protected ground and peat from outlines, or protected ground from a raster of classes."""

from typing import Any

import numpy as np
import shapely

from marchland.scenario.form import Source
from marchland.sources.base import Item
from marchland.sources.classes import names
from marchland.sources.fields import read_classes
from marchland.sources.shapes import AREAS, burn, onto
from marchland.sources.vectors import ONE_LAYER, PARQUET, read_features, read_header

Array = np.ndarray[Any, Any]

OUTLINES = (*ONE_LAYER, *PARQUET, ".gpkg")
"""Suffixes of files whose protected ground is outlines, not a raster."""

ANY = "protected_area"
"""What an outline is where the scenario does not say."""


def is_outlines(item: Item) -> bool:
    """Return whether a source of protected ground is a file of outlines."""
    return item.path.suffix.lower() in OUTLINES


def read_protected(item: Item, source: Source) -> tuple[Array, str]:
    """Return the protection status of the ground.

    Parameters
    ----------
    item : Item
        A vector file in any reference system, each of whose areas is protected; or a raster
        of classes.
    source : Source
        Of outlines, its classes may say what all of them are: ``{"*" = "national_park"}``.

    Returns
    -------
    codes : numpy.ndarray
        uint8, shape ``grid.shape``, 0 where nothing is protected.
    note : str
        What was done.

    Raises
    ------
    LayerError
        If the file cannot be read, holds no areas, or names values that outlines do not have.
    """
    if not is_outlines(item):
        return read_classes(item, source)
    if set(source.classes) - {"*"}:
        remedy = 'Say what all of them are: classes = { "*" = "national_park" }.'
        raise item.refuse("outlines have no values to give classes to", remedy)
    return _burnt(item, names(source.layer)[source.classes.get("*", ANY)])


def read_peat(item: Item) -> tuple[Array, str]:
    """Return the cover that outlines of peat make, to be laid over a map that misses it.

    Parameters
    ----------
    item : Item
        A vector file in any reference system, each of whose areas is peat.

    Returns
    -------
    codes : numpy.ndarray
        uint8 classes of cover, shape ``grid.shape``: peat, or 0 where there is none.
    note : str
        What was done.

    Raises
    ------
    LayerError
        If the file cannot be read or holds no areas.
    """
    return _burnt(item, names("cover")["peat"])


def _burnt(item: Item, code: int) -> tuple[Array, str]:
    head = read_header(item)
    found, repaired = onto(read_features(item, head, []), head, item.grid)
    shapes = found.explode(index_parts=False).geometry.values
    shapes = shapes[np.isin(shapely.get_type_id(shapes), AREAS)]
    if len(found) and not len(shapes):
        raise item.refuse("holds no areas", "Give outlines as polygons.")
    codes = burn(shapes, np.full(len(shapes), code), item.grid, touched=False)
    mended = f", {repaired:,} invalid outlines repaired" if repaired else ""
    return codes, f"{len(shapes):,} areas, by the centres of cells{mended}"
