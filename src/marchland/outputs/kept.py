"""A report kept in its run folder, so that brief and map are written again without a study."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import rasterio

from marchland.errors import OutputError
from marchland.outputs.codec import decode, encode
from marchland.outputs.gis import rasters
from marchland.outputs.panels import LAYERS
from marchland.outputs.report import Report
from marchland.outputs.stored import FILE, FORMAT, TOLD, Stored, stored
from marchland.scenario.form import Scenario

UNSEEN = ("slope", "population", "bridge")
"""Layers of the terrain that no page shows, and that are not kept."""

LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The date of every part, so that the same report is the same bytes."""

EFFORT = 1
"""Of the packing: more takes longer to write and saves a tenth."""


def keep_report(report: Report, folder: Path) -> None:
    """Write ``report.zip`` beside the rasters of a run.

    Rasters that stand in the folder as GeoTIFF are not kept twice. The scenario is that of
    ``run.json``; the restricted ground as polygons is in ``study.gpkg`` alone, and speed and
    travel time of every case, thinned for the map, in ``map.html``.

    Parameters
    ----------
    report : Report
    folder : pathlib.Path
        Of the run, its rasters written.
    """
    arrays: dict[str, np.ndarray] = {}
    told = {name: encode(value, arrays) for name, value in _parts(report).items()}
    files = {id(values): file for file, values in _written(report)}
    apart = {name: files[id(values)] for name, values in arrays.items() if id(values) in files}
    whole = {"format": FORMAT, "report": told, "files": apart}
    text = json.dumps(whole, allow_nan=False, separators=(",", ":"), ensure_ascii=False)
    with zipfile.ZipFile(folder / FILE, "w") as target:
        _put(target, TOLD, text.encode())
        for name, values in arrays.items():
            if name not in apart:
                held = io.BytesIO()
                np.save(held, np.ascontiguousarray(values), allow_pickle=False)
                _put(target, f"{name}.npy", held.getvalue())


def kept_report(folder: Path, reading: Callable[[], Stored] | None = None) -> Report:
    """Return the report of a run folder, as the run had it.

    Parameters
    ----------
    folder : pathlib.Path
    reading : callable, optional
        Returns or raises what :func:`marchland.outputs.stored.stored` does, which may have begun
        before this module was loaded.

    Returns
    -------
    Report
        Without the polygons of restricted ground, the fields of the map and the layers that no
        page shows.

    Raises
    ------
    OutputError
        If the folder is no run, or of another version of Marchland, or damaged.
    """
    path = Path(folder)
    try:
        held = stored(path) if reading is None else reading()
        scenario = Scenario.model_validate_json(json.dumps(held.run["scenario"]))
        parts = {name: decode(value, held.arrays) for name, value in held.report.items()}
        return Report(scenario=scenario.model_copy(update={"folder": path}), **parts)
    except (OSError, zipfile.BadZipFile, rasterio.RasterioIOError) as error:
        what = f"is no run folder that can be read: {getattr(error, 'strerror', None) or error}"
        remedy = f"Give the folder of a run, with its run.json, {FILE} and *.tif."
    except (ValueError, KeyError, TypeError, AttributeError, ImportError) as error:
        what = f"holds a report that cannot be read: {error}"
        remedy = "Run the study again with this version: marchland run run.json"
    raise OutputError.one(str(folder), what, remedy) from None


def _parts(report: Report) -> dict[str, Any]:
    """Return what is kept of a report, by field."""
    found = report.restricted
    if found is not None:
        found = replace(found, obstacles=found.obstacles[:0])
    seen = report.terrain.drop_vars([name for name in UNSEEN if name in report.terrain])
    lean = replace(report, terrain=seen, restricted=found, fields=None)
    return {name: getattr(lean, name) for name in Report.__dataclass_fields__ if name != "scenario"}


def _written(report: Report) -> Iterator[tuple[str, np.ndarray]]:
    """Yield the rasters that stand in the folder by themselves, by file."""
    for name, data in rasters(report).items():
        yield f"{name}.tif", data.values
    going: Mapping[Any, Any] = {} if report.restricted is None else report.restricted.going
    for (mover, season), found in going.items():
        for layer in LAYERS:
            yield f"{layer}/{mover}-{season}.tif", getattr(found, layer).values


def _put(target: zipfile.ZipFile, name: str, held: bytes) -> None:
    info = zipfile.ZipInfo(name, LONG_AGO)
    target.writestr(info, held, zipfile.ZIP_DEFLATED, EFFORT)
