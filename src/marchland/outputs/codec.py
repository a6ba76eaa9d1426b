"""Results as JSON and bare arrays, and back: only types of this package are ever made.

What JSON lacks is an object with the key ``~``, which says what it is: tuples, mappings whose
keys are no words, dates, numbers that are not finite, shapes, tables, rasters, and the frozen
types of Marchland by module and name. Arrays stand apart, by name.
"""

from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import fields, is_dataclass
from datetime import date
from importlib import import_module
from math import isfinite
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
import xarray as xr
from pydantic import BaseModel

from marchland.model.grid import Grid
from marchland.model.said import Said
from marchland.schema import grid_of, raster

KIND = "~"
"""The key of an object that stands for something else."""

HOME = "marchland."
"""Types of other packages are neither written nor made."""

Arrays = MutableMapping[str, np.ndarray]


def encode(value: Any, arrays: Arrays) -> Any:  # noqa: ANN401
    """Return a result as JSON can hold it.

    Parameters
    ----------
    value : object
        Frozen types of Marchland, tables, rasters, shapes, dates, numbers, words, and
        sequences and mappings of these.
    arrays : dict of {str: numpy.ndarray}
        Takes the cells of rasters, by a name that is not there yet.

    Returns
    -------
    object

    Raises
    ------
    TypeError
        For anything else.
    """
    if isinstance(value, Said):
        values = encode(dict(value.values), arrays)
        return {KIND: "said", "key": value.key, "words": value.words, "values": values}
    if isinstance(value, bool | str | int | None):
        return value
    if isinstance(value, np.generic):
        return encode(value.item(), arrays)
    if isinstance(value, list):
        return [encode(each, arrays) for each in value]
    for kind, write in _WRITERS.items():
        if isinstance(value, kind):
            return write(value, arrays)
    return _own(value, arrays)


def decode(raw: Any, arrays: Mapping[str, np.ndarray]) -> Any:  # noqa: ANN401
    """Return what :func:`encode` was given.

    Parameters
    ----------
    raw : object
        What it returned.
    arrays : mapping of {str: numpy.ndarray}
        What it put apart.

    Returns
    -------
    object

    Raises
    ------
    KeyError, TypeError, ValueError, AttributeError, ImportError
        If `raw` is nothing that :func:`encode` returns.
    """
    if isinstance(raw, list):
        return [decode(each, arrays) for each in raw]
    if not isinstance(raw, dict):
        return raw
    if KIND not in raw:
        return {key: decode(each, arrays) for key, each in raw.items()}
    kind = str(raw[KIND])
    return _READERS[kind](raw, arrays) if kind in _READERS else _made(kind, raw, arrays)


def _mapping(value: Mapping[Any, Any], arrays: Arrays) -> Any:  # noqa: ANN401
    if all(isinstance(key, str) and key != KIND for key in value):
        return {key: encode(each, arrays) for key, each in value.items()}
    items = [[encode(key, arrays), encode(each, arrays)] for key, each in value.items()]
    return {KIND: "mapping", "items": items}


def _float(value: float, _: Arrays) -> Any:  # noqa: ANN401
    return value if isfinite(value) else {KIND: "float", "is": repr(value)}


def _own(value: Any, arrays: Arrays) -> Any:  # noqa: ANN401
    """Return one of our own types: its name, and its fields or what pydantic writes."""
    kind = type(value)
    if not kind.__module__.startswith(HOME):
        raise TypeError(f"{kind.__name__} has no form in JSON")
    name = f"{kind.__module__}:{kind.__qualname__}"
    if isinstance(value, BaseModel):
        return {KIND: name, "json": value.model_dump(mode="json")}
    if not is_dataclass(value):
        raise TypeError(f"{name} is no frozen type")
    told = {f.name: encode(getattr(value, f.name), arrays) for f in fields(value) if f.init}
    return {KIND: name, "fields": told}


def _made(name: str, raw: Mapping[str, Any], arrays: Mapping[str, np.ndarray]) -> Any:  # noqa: ANN401
    home, _, word = name.partition(":")
    if not home.startswith(HOME) or not word.isidentifier():
        raise TypeError(f"{name} is no type of Marchland")
    kind = getattr(import_module(home), word)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return kind.model_validate(raw["json"], strict=False)
    if not (isinstance(kind, type) and is_dataclass(kind)):
        raise TypeError(f"{name} is no type of results")
    return kind(**{key: decode(each, arrays) for key, each in raw["fields"].items()})


def _table(table: pd.DataFrame, arrays: Arrays) -> dict[str, Any]:
    """Return a table column by column; of a numeric one, words stand for what is not finite."""
    columns = [[name, *_column(table[name], arrays)] for name in table.columns]
    labels = table.index
    index = None if isinstance(labels, pd.RangeIndex) else _column(labels.to_series(), arrays)
    told: dict[str, Any] = {KIND: "table", "rows": len(table), "columns": columns, "index": index}
    if isinstance(table, gpd.GeoDataFrame):
        told["geometry"] = table.geometry.name
    return told


def _column(values: pd.Series, arrays: Arrays) -> tuple[str, Any]:
    if isinstance(values, gpd.GeoSeries):
        crs = None if values.crs is None else values.crs.to_json()
        return "geometry", {"crs": crs, "wkb": [_hex(shape) for shape in values]}
    if values.dtype.kind == "f":
        return str(values.dtype), [v if isfinite(v) else repr(v) for v in values.tolist()]
    return str(values.dtype), encode(values.tolist(), arrays)


def _table_of(raw: Mapping[str, Any], arrays: Mapping[str, np.ndarray]) -> pd.DataFrame:
    index, held = raw["index"], pd.RangeIndex(int(raw["rows"]))
    if index is not None:
        held = pd.Index(_series(str(index[0]), index[1], held, arrays))
    columns = {name: _series(kind, values, held, arrays) for name, kind, values in raw["columns"]}
    table = pd.DataFrame(columns, index=held)
    if "geometry" not in raw:
        return table
    return gpd.GeoDataFrame(table, geometry=raw["geometry"])


def _series(
    kind: str,
    values: Any,  # noqa: ANN401
    index: pd.Index,
    arrays: Mapping[str, np.ndarray],
) -> pd.Series:
    if kind == "geometry":
        shapes = [_shape(each) for each in values["wkb"]]
        crs = None if values["crs"] is None else values["crs"]
        return gpd.GeoSeries(shapes, index=index, crs=crs)
    if kind.startswith("float"):
        return pd.Series([float(v) for v in values], index=index, dtype=kind)
    held = decode(values, arrays)
    if kind != "object":
        return pd.Series(held, index=index, dtype=kind)
    cells = np.empty(len(held), object)
    for place, each in enumerate(held):
        cells[place] = each
    return pd.Series(cells, index=index, dtype=object)


def _raster(data: xr.DataArray, arrays: Arrays) -> dict[str, Any]:
    name = f"{len(arrays)}"
    arrays[name] = data.values
    grid, units = grid_of(data), str(data.attrs.get("units", ""))
    return {KIND: "raster", "array": name, "grid": _own(grid, arrays),
            "name": None if data.name is None else str(data.name), "units": units}  # fmt: skip


def _raster_of(raw: Mapping[str, Any], arrays: Mapping[str, np.ndarray]) -> xr.DataArray:
    grid = decode(raw["grid"], arrays)
    if not isinstance(grid, Grid):
        raise TypeError("a raster lies on a grid")
    return raster(arrays[raw["array"]], grid, raw["name"], raw["units"])


def _layers(data: xr.Dataset, arrays: Arrays) -> dict[str, Any]:
    return {KIND: "layers", "of": {str(n): _raster(each, arrays) for n, each in data.items()}}


def _layers_of(raw: Mapping[str, Any], arrays: Mapping[str, np.ndarray]) -> xr.Dataset:
    return xr.Dataset({name: decode(each, arrays) for name, each in raw["of"].items()})


def _hex(shape: shapely.Geometry | None) -> str | None:
    return None if shape is None else shapely.to_wkb(shape, hex=True)


def _shape(text: str | None) -> shapely.Geometry | None:
    return None if text is None else shapely.from_wkb(text)


_WRITERS: dict[type, Callable[[Any, Arrays], Any]] = {
    float: _float,
    tuple: lambda value, arrays: {KIND: "tuple", "of": [encode(v, arrays) for v in value]},
    frozenset: lambda value, arrays: {KIND: "set", "of": encode(sorted(value), arrays)},
    date: lambda value, _: {KIND: "date", "is": value.isoformat()},
    pd.DataFrame: _table,
    xr.DataArray: _raster,
    xr.Dataset: _layers,
    shapely.Geometry: lambda value, _: {KIND: "shape", "wkb": _hex(value)},
    Mapping: _mapping,  # the last: a dataset is one as well
}
_READERS: dict[str, Callable[[Any, Mapping[str, np.ndarray]], Any]] = {
    "float": lambda raw, _: float(raw["is"]),
    "tuple": lambda raw, arrays: tuple(decode(raw["of"], arrays)),
    "set": lambda raw, arrays: frozenset(decode(raw["of"], arrays)),
    "mapping": lambda raw, arrays: {
        decode(key, arrays): decode(value, arrays) for key, value in raw["items"]
    },
    "date": lambda raw, _: date.fromisoformat(raw["is"]),
    "table": _table_of,
    "raster": _raster_of,
    "layers": _layers_of,
    "shape": lambda raw, _: _shape(raw["wkb"]),
    "said": lambda raw, arrays: Said(raw["key"], raw["words"], decode(raw["values"], arrays)),
}
