"""Heights, other numbers and class layers from raster files."""

from typing import Any

import numpy as np

from marchland.errors import LayerError
from marchland.scenario.form import Source
from marchland.schema import DETAIL
from marchland.sources.base import Item
from marchland.sources.classes import class_faults, classify
from marchland.sources.raster import open_raster, sample, scaled

Array = np.ndarray[Any, Any]

LOWEST_M, HIGHEST_M = -500.0, 9000.0
"""No ground lies lower or higher; what does is a missing value that was not declared."""


def read_elevation(item: Item) -> tuple[Array, str]:
    """Return the heights of a raster on the grid.

    Parameters
    ----------
    item : Item
        The file.

    Returns
    -------
    heights : numpy.ndarray
        float32, m, shape ``grid.shape``; NaN where the raster says nothing. Averaged where
        the grid is coarser, bilinear where it is finer.
    note : str
        What was done.

    Raises
    ------
    LayerError
        If the file cannot be read, or holds heights that no ground has.
    """
    return _numbers(item, "heights", "m", (LOWEST_M, HIGHEST_M))


def read_detail(item: Item, source: Source) -> tuple[Array, str]:
    """Return a detail of the ground, such as its moisture, on the grid.

    Parameters
    ----------
    item : Item
        The file.
    source : Source
        Its layer, one of :data:`marchland.schema.DETAIL` in float32.

    Returns
    -------
    values : numpy.ndarray
        float32, in the unit of the layer, shape ``grid.shape``; NaN where the raster says
        nothing. Averaged where the grid is coarser, bilinear where it is finer.
    note : str
        What was done.

    Raises
    ------
    LayerError
        If the file cannot be read, or holds values that no ground has.
    """
    detail = DETAIL[source.layer]
    name = source.layer.replace("_", " ")
    return _numbers(item, f"values of {name}", detail.unit, (detail.low, detail.high))


def _numbers(item: Item, what: str, unit: str, limits: tuple[float, float]) -> tuple[Array, str]:
    with open_raster(item) as data:
        found, note = sample(data, item.grid, "average", "bilinear")
        found = scaled(data, found)
    values = np.ma.filled(found.astype(np.float32), np.float32("nan"))
    strange = (values < limits[0]) | (values > limits[1])
    if strange.any():
        worst = float(values[strange][np.argmax(np.abs(values[strange]))])
        said = f"{int(strange.sum()):,} {what} that no ground has, such as {worst:g} {unit}"
        remedy = f"Declare the missing value, e.g. with gdal_edit.py -a_nodata; {what} are in "
        raise item.refuse(said, f"{remedy}{unit}.")
    unknown = float(np.isnan(values).mean())
    return values, note + (f"; {unknown:.2%} of the region unknown" if unknown else "")


def read_slope(item: Item) -> tuple[Array, str]:
    """Return the slopes of a raster on the grid, in degrees, averaged where it is coarser.

    Parameters
    ----------
    item : Item
        The file.

    Returns
    -------
    slopes : numpy.ndarray
        float32, degrees, shape ``grid.shape``; NaN where the raster says nothing.
    note : str
        What was done.

    Raises
    ------
    LayerError
        If the file cannot be read, or holds slopes that are none.
    """
    with open_raster(item) as data:
        values, note = sample(data, item.grid, "average", "bilinear")
        values = scaled(data, values)
    slopes = np.ma.filled(values.astype(np.float32), np.float32("nan"))
    if ((slopes < 0) | (slopes > 90)).any():
        raise item.refuse("slopes below 0 or above 90 degrees", "Give slopes in degrees.")
    return slopes, note


def read_classes(item: Item, source: Source) -> tuple[Array, str]:
    """Return the class codes of a raster on the grid.

    Parameters
    ----------
    item : Item
        The file.
    source : Source
        Its layer and classes.

    Returns
    -------
    codes : numpy.ndarray
        uint8, shape ``grid.shape``; where the raster says nothing 255 for cover, else 0.
        The commonest class where the grid is coarser, the nearest where it is finer.
    note : str
        What was done.

    Raises
    ------
    LayerError
        If the file cannot be read, or a value has no class.
    """
    with open_raster(item) as data:
        faults = class_faults(item, source)
        if faults:
            raise LayerError(item.where, faults)
        values, note = sample(data, item.grid, "mode", "nearest")
    return classify(values, item, source), note
