"""Layers from features whose tags say what they are."""

from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from marchland.model.grid import Grid
from marchland.scenario.form import Source
from marchland.sources.base import Item
from marchland.sources.rules import Rule, key_columns, match, rules_for
from marchland.sources.shapes import AREAS, LINES, burn, onto
from marchland.sources.vectors import Header, read_features, read_header

Array = np.ndarray[Any, Any]


def read_tags(item: Item, source: Source) -> tuple[dict[str, Array], str]:
    """Return the class layers that a file of tagged features gives.

    Cover is drawn from polygons, the larger first, so that a clearing lies in its forest.
    In other layers the higher code wins a cell, from polygons by their centres and from
    lines by every cell they touch: a river is a wall without gaps, a road without breaks.

    Parameters
    ----------
    item : Item
        A vector file in any reference system.
    source : Source
        Its scheme and source layer.

    Returns
    -------
    layers : dict of {str: numpy.ndarray}
        uint8 class codes by layer, shape ``grid.shape``, 0 where nothing is drawn; only
        layers that a feature belongs to.
    note : str
        What was done.

    Raises
    ------
    LayerError
        If the file cannot be read, lies elsewhere or has no column that is a tag.
    """
    head = read_header(item)
    rules = rules_for(item, source)
    columns = key_columns(item, rules, head.columns)
    return draw_tags(read_features(item, head, columns), head, rules, item.grid)


def draw_tags(
    features: gpd.GeoDataFrame, head: Header, rules: tuple[Rule, ...], grid: Grid
) -> tuple[dict[str, Array], str]:
    """Return the class layers of tagged features; see :func:`read_tags`.

    Parameters
    ----------
    features : geopandas.GeoDataFrame
        In the reference system that `head` says.
    head : Header
    rules : tuple of Rule
        Which tags mean which class.
    grid : Grid

    Returns
    -------
    layers : dict of {str: numpy.ndarray}
        uint8 class codes by layer, shape ``grid.shape``, 0 where nothing is drawn.
    note : str
        What was done.
    """
    features, repaired = onto(features, head, grid)
    parts = features.explode(index_parts=False)
    shapes, kinds = parts.geometry.values, shapely.get_type_id(parts.geometry.values)
    tagged, used = np.zeros((2, len(features)), np.bool_)
    layers = {}
    for layer, codes in match(features, rules).items():
        known = codes[parts.index] >= 0
        areas = known & np.isin(kinds, AREAS)
        lines = known & np.isin(kinds, LINES) & (layer != "cover")
        layers[layer] = _draw(layer, (shapes, codes[parts.index]), (areas, lines), grid)
        tagged |= codes >= 0
        used[parts.index[areas | lines]] = True
    moved = "" if head.crs == grid.epsg else f"reprojected from {head.crs.name}, "
    return layers, f"{moved}{_said(tagged, used, repaired)}"


def _draw(
    layer: str, features: tuple[Array, Array], which: tuple[Array, Array], grid: Grid
) -> Array:
    """Burn the shapes and codes of features: which of them are areas, which are lines."""
    (shapes, codes), (areas, lines) = features, which
    if layer == "cover":
        order = np.argsort(-shapely.area(shapes[areas]), kind="stable")
        return burn(shapes[areas][order], codes[areas][order], grid, touched=False)
    drawn = []
    for some, touched in ((areas, False), (lines, True)):
        order = np.argsort(codes[some], kind="stable")
        drawn.append(burn(shapes[some][order], codes[some][order], grid, touched=touched))
    return np.maximum(*drawn)


def _said(tagged: Array, used: Array, repaired: int) -> str:
    counts = {
        "features used": int(used.sum()),
        "without a known tag": int((~tagged).sum()),
        "of the wrong shape for their tag": int((tagged & ~used).sum()),
        "invalid outlines repaired": repaired,
    }
    return ", ".join(f"{n:,} {what}" for what, n in counts.items() if n or what == "features used")
