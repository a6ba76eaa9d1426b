"""The values of a class raster become the catalogue's class codes."""

from difflib import get_close_matches
from typing import Any

import numpy as np
from numpy.ma import MaskedArray

from marchland.catalogue.read import catalogue
from marchland.errors import Fault, LayerError
from marchland.scenario.form import Source
from marchland.schema import DETAIL, UNKNOWN
from marchland.sources.base import Item

Array = np.ndarray[Any, Any]

FIELDS = (
    "elevation",
    "slope",
    "population",
    *(n for n, d in DETAIL.items() if d.dtype == "float32"),
)
"""Layers of numbers, which have no classes."""

UNCLASSED = ("tags", "places", "borders", "weather", "peat")
"""Other layers that have no classes."""

YES_NO = ("rail", "bridge")
"""Class layers that know only yes and no; without classes their values are 0 and 1."""

SHOWN = 12
"""How many strange values a message lists."""


def names(layer: str) -> dict[str, int]:
    """Return the class codes of a layer by name.

    Parameters
    ----------
    layer : str
        A class layer of the terrain.

    Returns
    -------
    dict of {str: int}
        With ``none`` as 0 and, for cover, ``unknown`` as 255.
    """
    known = {"yes": 1} if layer in YES_NO else dict(catalogue().classes[layer])
    return {"none": 0, **known, **({"unknown": UNKNOWN} if layer == "cover" else {})}


def class_faults(item: Item, source: Source) -> list[Fault]:
    """Return what is wrong with a source's table of classes."""
    if source.layer in (*FIELDS, *UNCLASSED):
        remedy = "Leave classes out."
        what = f"classes mean nothing for the layer {source.layer}"
        return [Fault(f"{item.where} classes", what, remedy)] if source.classes else []
    known = names(source.layer)
    faults = []
    for value, name in source.classes.items():
        where = f"{item.where} classes.{value}"
        if value != "*" and not _is_number(value):
            remedy = 'Write a value of the raster, such as "3", or "*" for all others.'
            faults.append(Fault(where, "is not a number", remedy))
        if name not in known:
            near = get_close_matches(name, known, n=1)
            remedy = f"Did you mean {near[0]}?" if near else f"Known: {', '.join(known)}."
            faults.append(Fault(where, f"unknown class {name!r} of {source.layer}", remedy))
    return faults


def classify(values: MaskedArray, item: Item, source: Source) -> Array:
    """Return class codes for a raster's values.

    Parameters
    ----------
    values : numpy.ma.MaskedArray
        Any shape, masked where the raster says nothing.
    item : Item
        The file, for messages.
    source : Source
        Its layer and classes; ``"*"`` stands for every value not named.

    Returns
    -------
    numpy.ndarray
        uint8, same shape. Masked is 255, unknown, for cover and 0, none, for others.

    Raises
    ------
    LayerError
        If the classes are faulty, or values occur that no class is given for; it names
        them and counts their cells.
    """
    faults = class_faults(item, source)
    if faults:
        raise LayerError(item.where, faults)
    codes = names(source.layer)
    table = source.classes or ({"0": "none", "1": "yes"} if source.layer in YES_NO else {})
    named = {float(value): codes[name] for value, name in table.items() if value != "*"}
    rest = codes[table["*"]] if "*" in table else None
    known = ~np.ma.getmaskarray(values)
    kinds, which, counts = _kinds(values.data[known])
    strange = [(k, n) for k, n in zip(kinds, counts, strict=True) if float(k) not in named]
    if strange and rest is None:
        raise _no_class(item, source, strange)
    code_of = np.array([named.get(float(k), rest) for k in kinds] or [0]).astype(np.uint8)
    result = np.full(values.shape, UNKNOWN if source.layer == "cover" else 0, np.uint8)
    result[known] = code_of[which]
    return result


def _kinds(values: Array) -> tuple[Array, Array, Array]:
    """Return the values that occur, which one each cell has, and how often each occurs."""
    small = values.dtype == np.uint8 or (
        values.size and values.min() >= 0 and values.max() <= 65535 and not np.any(values % 1)
    )
    if not small:
        return np.unique(values, return_inverse=True, return_counts=True)
    whole = values if values.dtype == np.uint8 else values.astype(np.uint16)
    counts = np.bincount(whole, minlength=1)
    kinds = np.flatnonzero(counts)
    place = np.zeros(counts.size, np.intp)
    place[kinds] = np.arange(kinds.size)
    return kinds, place[whole], counts[kinds]


def _no_class(item: Item, source: Source, strange: list[tuple[Any, Any]]) -> LayerError:
    worst = sorted(strange, key=lambda pair: -int(pair[1]))
    listed = ", ".join(f"{float(value):g} ({int(n):,} cells)" for value, n in worst[:SHOWN])
    more = f" and {len(worst) - SHOWN} more" if len(worst) > SHOWN else ""
    what = f"values without a class: {listed}{more}"
    known = ", ".join(names(source.layer))
    remedy = f'Add them to its classes, or "*" for all others. Classes of {source.layer}: {known}.'
    return item.refuse(what, remedy)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
