"""The state of the ground on a day, from a file of weather in netCDF, as ERA5-Land names it.

===================  ==========================================================================
layer                variables
===================  ==========================================================================
moisture             ``swvl2``, water in the volume of soil at 7 to 28 cm, over its dry density
frost_depth          ``stl1`` … ``stl4``, temperature of four layers: how deep 0 °C lies
snow_depth           ``sde``; else ``sd``, water in the snow, over ``rsn``, its density
ice                  ``licd``, ice on lakes
temperature          ``t2m``, the air
===================  ==========================================================================
"""

import re
import warnings
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import numpy as np
import rasterio
from pyproj import CRS
from rasterio.enums import Resampling
from rasterio.errors import NotGeoreferencedWarning, RasterioError
from rasterio.io import DatasetReader
from rasterio.transform import Affine
from rasterio.warp import reproject

from marchland.catalogue.read import catalogue
from marchland.sources.base import Item, elsewhere, overlap, region_in

Array = np.ndarray[Any, Any]
Steps = Mapping[str, Array]

FREEZING_K = 273.15
WATER_KG_M3 = 1000.0
LAYERS_M = (0.0, 0.07, 0.28, 1.0, 2.89)
"""Edges of the four layers of soil."""

MIDDLES_M = tuple((top + low) / 2 for top, low in pairwise(LAYERS_M))
NEEDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "moisture": (("swvl2",),),
    "frost_depth": (("stl1", "stl2", "stl3", "stl4"),),
    "snow_depth": (("sde",), ("sd", "rsn")),
    "ice": (("licd",),),
    "temperature": (("t2m",),),
}
"""The variables that a layer can be made of, the first choice first."""

UNITS_S = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400}
OLDEST_DAYS = 31
"""How old a step may be that stands for the study's day, as a monthly mean is."""


def read_weather(item: Item, on: date) -> tuple[dict[str, Array], str]:
    """Return the layers that a file of weather gives for a day.

    Parameters
    ----------
    item : Item
        A file in netCDF on a lattice of longitude and latitude, with a dimension of time.
    on : datetime.date
        The study's day. The mean of its steps counts; a file without one on that day gives
        its last step before, up to a month old, as a monthly mean is.

    Returns
    -------
    layers : dict of {str: numpy.ndarray}
        float32, shape ``grid.shape``, NaN where the file says nothing, by the names and in
        the units of :data:`marchland.schema.DETAIL`.
    note : str
        What was read, of which time.

    Raises
    ------
    LayerError
        If the file cannot be read, knows none of the variables, lies elsewhere or has
        nothing for that day.
    """
    item.found()
    names = _variables(item)
    chosen = {
        layer: choice
        for layer, choices in NEEDS.items()
        if (choice := next((c for c in choices if set(c) <= set(names)), None))
    }
    if not chosen:
        known = ", ".join(dict.fromkeys(n for many in NEEDS.values() for c in many for n in c))
        some = ", ".join(names) or "none"
        raise item.refuse(f"holds {some}, none of which is known", f"Known variables: {known}.")
    fields, times = {}, set()
    for name in dict.fromkeys(n for choice in chosen.values() for n in choice):
        fields[name], said = _field(item, name, names[name], on)
        times.add(said)
    layers = {layer: MAKE[layer](fields).astype(np.float32) for layer in chosen}
    of = "; ".join(f"{layer} from {', '.join(choice)}" for layer, choice in chosen.items())
    return layers, f"{of}; {' and '.join(sorted(times))}"


def check_weather(item: Item) -> None:
    """Raise LayerError unless a file is netCDF with variables that are known by name."""
    item.found()
    names = _variables(item)
    if not any(set(choice) <= set(names) for many in NEEDS.values() for choice in many):
        remedy = f"Known layers: {', '.join(NEEDS)}; see docs/data.md for their variables."
        raise item.refuse(f"holds {', '.join(names) or 'nothing'}, none of it known", remedy)


def _variables(item: Item) -> dict[str, str]:
    """Return where GDAL finds each variable, by its name."""
    with _opened(item, str(item.path)) as data:
        if data.driver != "netCDF":
            raise item.refuse("is no netCDF", "Give weather as netCDF.")
        parts = {part.rpartition(":")[2]: part for part in data.subdatasets}
        own = data.tags(1).get("NETCDF_VARNAME") if not parts and data.count else None
        return {own: str(item.path)} if own else parts


def _opened(item: Item, path: str) -> DatasetReader:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
        try:
            return rasterio.open(path)
        except (RasterioError, OSError) as error:
            what = f"cannot be opened ({error.__cause__ or error})"
            raise item.refuse(what, "Give weather as netCDF.") from None


def _field(item: Item, name: str, path: str, on: date) -> tuple[Array, str]:
    """Return one variable on the grid, the mean of its steps of a day, and which they were."""
    with _opened(item, path) as data:
        bands, said = _steps(item, name, data, on)
        try:
            values = data.read(bands, masked=True).astype(np.float64).filled(np.nan)
        except (RasterioError, OSError) as error:
            raise item.refuse(f"is damaged: {error}", "Download it again.") from None
        scale, offset = data.scales[bands[0] - 1], data.offsets[bands[0] - 1]
        field = values.mean(axis=0) * scale + offset
        return _placed(item, field, data), said


def _steps(item: Item, name: str, data: DatasetReader, on: date) -> tuple[list[int], str]:
    tags = data.tags()
    axis = next((k for k in ("valid_time", "time") if f"{k}#units" in tags), None)
    if axis is None:
        raise item.refuse(f"{name} has no time", "Give a dimension of time, with its units.")
    count, _, start = tags[f"{axis}#units"].partition(" since ")
    found = re.match(r"(\d{4})-(\d\d?)-(\d\d?)(?:[ T](\d\d?):(\d\d?))?", start)
    unit = UNITS_S.get(count.strip().rstrip("s"))
    if found is None or unit is None:
        remedy = "Give time as seconds, minutes, hours or days since a date."
        raise item.refuse(f"time is in {tags[f'{axis}#units']!r}", remedy)
    first = datetime(*(int(part or 0) for part in found.groups()), tzinfo=UTC)  # type: ignore[misc, arg-type]
    times = {
        band: first + timedelta(seconds=unit * float(data.tags(band)[f"NETCDF_DIM_{axis}"]))
        for band in data.indexes
    }
    today = [band for band, when in times.items() if when.date() == on]
    if today:
        return today, f"{len(today)} steps of {on}"
    earlier = [b for b, when in times.items() if 0 < (on - when.date()).days <= OLDEST_DAYS]
    if not earlier:
        span = f"{min(times.values()):%Y-%m-%d} to {max(times.values()):%Y-%m-%d}"
        remedy = "Give a file that covers the study's day, or change `on`."
        raise item.refuse(f"covers {span} and says nothing of {on}", remedy)
    last = max(earlier, key=lambda band: times[band])
    return [last], f"the step of {times[last]:%Y-%m-%d}, for want of one of {on}"


def _placed(item: Item, field: Array, data: DatasetReader) -> Array:
    """Put a field of longitude and latitude on the grid; longitudes may run from 0 to 360."""
    crs = CRS.from_epsg(4326) if data.crs is None else CRS.from_wkt(data.crs.to_wkt())
    step, frame = data.transform, region_in(item.grid, crs)
    if step.is_identity:
        raise item.refuse("says not where it lies", "Give even longitudes and latitudes.")
    if frame and data.bounds.right > 180 and frame[2] < 0:
        frame = (frame[0] + 360, frame[1], frame[2] + 360, frame[3])
        step = Affine.translation(-360, 0) * step
    west, east = sorted((data.bounds.left, data.bounds.right))
    south, north = sorted((data.bounds.bottom, data.bounds.top))
    if frame is None or not overlap(frame, (west, south, east, north)):
        raise elsewhere(item, (west, south, east, north), crs)
    out = np.full(item.grid.shape, np.nan)
    reproject(
        field,
        out,
        src_crs=rasterio.CRS.from_wkt(crs.to_wkt()),
        src_transform=step,
        src_nodata=np.nan,
        dst_crs=rasterio.CRS.from_epsg(item.grid.epsg),
        dst_transform=Affine(*item.grid.transform),
        dst_nodata=np.nan,
        resampling=Resampling.bilinear,
    )
    return out


def _moisture(fields: Steps) -> Array:
    """Water over dry soil by mass, of water over soil by volume."""
    return np.maximum(fields["swvl2"], 0) / catalogue().get("rules.soil.dry_density").best


def frost_depth(temperature_c: Array) -> Array:
    """Return how deep the ground is frozen from the surface down.

    Parameters
    ----------
    temperature_c : numpy.ndarray
        °C of four layers, from the surface down, first axis.

    Returns
    -------
    numpy.ndarray
        m: where 0 °C lies on straight lines between the middles of the layers; 0 where the
        uppermost layer is not frozen, whatever lies under it; at least the middle of the
        lowest where all are. NaN where a temperature is unknown.
    """
    depth = np.full(temperature_c.shape[1:], MIDDLES_M[-1])
    frozen = temperature_c < 0
    for above in reversed(range(len(MIDDLES_M) - 1)):
        upper, lower = temperature_c[above], temperature_c[above + 1]
        with np.errstate(invalid="ignore", divide="ignore"):
            part = upper / (upper - lower)
        turn = MIDDLES_M[above] + part * (MIDDLES_M[above + 1] - MIDDLES_M[above])
        depth = np.where(frozen[above] & ~frozen[above + 1], turn, depth)
    depth = np.where(frozen[0], depth, 0.0)
    return np.where(np.isnan(temperature_c).any(axis=0), np.nan, depth)


def _frost(fields: Steps) -> Array:
    return frost_depth(np.stack([fields[f"stl{n}"] - FREEZING_K for n in (1, 2, 3, 4)]))


def _snow(fields: Steps) -> Array:
    if "sde" in fields:
        return np.maximum(fields["sde"], 0)
    return np.maximum(fields["sd"], 0) * WATER_KG_M3 / fields["rsn"]


MAKE: dict[str, Callable[[Steps], Array]] = {
    "moisture": _moisture,
    "frost_depth": _frost,
    "snow_depth": _snow,
    "ice": lambda fields: np.maximum(fields["licd"], 0),
    "temperature": lambda fields: fields["t2m"] - FREEZING_K,
}
"""How each layer is made of its variables."""
