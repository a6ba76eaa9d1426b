"""The rasters of a report as the browser's map takes them: packed, with their legends."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

import numpy as np
import xarray as xr

from marchland.catalogue.tables import HOME, read_rows
from marchland.outputs.language import said as said_of
from marchland.outputs.rasterstyles import CLASSES
from marchland.outputs.report import Report
from marchland.outputs.themes import CHANCES, CHANGE, colours
from marchland.outputs.webmap.captions import FIXED, GROUPS, caption
from marchland.outputs.webmap.captions import group as heading
from marchland.outputs.webmap.lattice import Lattice
from marchland.outputs.webmap.pack import OUTSIDE_8, pack, quantised
from marchland.outputs.webmap.twins import class_rows, interval_rows
from marchland.schema import grid_of
from marchland.units import KM_H

Key = tuple[str, ...]
Planes = Mapping[Key, xr.DataArray]
Json = dict[str, Any]
Packs = Mapping[str, Any]
"""Rasters that were packed before: the ground, and axes and planes of fields."""

CASE = ("mover", "season")
WAY = ("approach", "mover", "season")

HATCHES = {"restricted": "diagonal", "severe": "cross"}
STOPS = 13
"""Colours that a ramp is handed over in."""


@dataclass(frozen=True)
class Kind:
    """How a field of numbers is kept and shown.

    Parameters
    ----------
    factor : float
        From SI to the unit shown.
    unit : str
        Shown.
    step : float
        Of the codes, in the unit shown.
    offset : float
        What code 0 stands for, in the unit shown.
    ramp : callable
        Returns the colours, float, shape (n, 3).
    """

    factor: float
    unit: str
    step: float
    offset: float
    ramp: Callable[[], np.ndarray]


def _later() -> np.ndarray:
    return np.asarray(CHANGE(np.arange(256)))[:, :3]


KINDS = {
    "speed": Kind(1 / KM_H, "km/h", 0.1, 0.0, lambda: colours("cividis", lift=0.2)),
    "time": Kind(1 / 60, "min", 1.0, 0.0, lambda: colours("cividis_r", lift=0.2)),
    "change": Kind(1 / 60, "min", 1.0, -30_000.0, _later),
    "chance": Kind(100.0, "%", 1.0, 0.0, lambda: CHANCES),
    "height": Kind(1.0, "m", 1.0, -500.0, lambda: colours("cividis", lift=0.3)),
}

SHOWN = {
    "speed": "speed", "before": "time", "after": "time", "change": "change", "slack": "time",
    "chance_unrestricted": "chance", "chance_restricted": "chance", "chance_severe": "chance",
    "elevation": "height",
}  # fmt: skip
"""Kind of each field that is no class."""

CLASSED = {"restriction": "restriction", "limiting_factor": "factor", "cover": "cover"}
"""Class layer of each field of classes."""


def fields(report: Report, lattice: Lattice, packed: Packs | None = None) -> list[Json]:
    """Return every raster of a report, in the order of the map.

    Parameters
    ----------
    report : Report
    lattice : Lattice
        The pixels.
    packed : dict, optional
        Planes that were packed before, by field: taken as they are.

    Returns
    -------
    list of dict
        Title, meaning, legend, and the planes of each by case, as JSON can hold them.
    """
    found = dict(_fields(report)) if packed is None else {}
    entries = []
    for group, names in GROUPS.items():
        for name in names:
            axes, planes = found.get(name, ((), {}))
            made = {
                "|".join(key): _plane(report, lattice, data, name) for key, data in planes.items()
            }
            held = {"axes": list(axes), "planes": made}
            held = held if packed is None else packed.get(name, held)
            if held["planes"]:
                entries.append({**_legend(report, group, name), **held})
    return entries


def _fields(report: Report) -> Iterator[tuple[str, tuple[Key, Planes]]]:
    """Yield each field with what its planes differ by."""
    rasters, restricted = report.rasters, report.restricted
    if restricted is not None:
        for name in ("restriction", "limiting_factor"):
            yield name, (CASE, {of: getattr(each, name) for of, each in restricted.going.items()})
        chances = restricted.chances
        if chances is not None:
            for layer, share in chances.data_vars.items():
                yield f"chance_{layer}", ((), {(): share})
    speed, before, after = _moving(report)
    yield "speed", (CASE, speed)
    yield "before", (WAY, before)
    yield "after", (WAY, after)
    yield "change", (WAY, _changes(before, after))
    if "slack" in rasters:
        yield "slack", ((), {(): rasters["slack"]})
    yield "cover", ((), {(): report.terrain["cover"]})
    yield "elevation", ((), {(): report.terrain["elevation"]})


def _moving(report: Report) -> tuple[Planes, Planes, Planes]:
    """Return speed, and times before and after: of every case, or of the headline's alone."""
    if report.fields is not None:
        return report.fields.speed, report.fields.before, report.fields.after
    case = (report.headline.mover, report.headline.season)
    way = (report.headline.approach, *case)
    keys = {"speed": case, "travel_time": way, "travel_time_after": way}
    one, two, three = (
        {key: report.rasters[name]} if name in report.rasters else {} for name, key in keys.items()
    )
    return one, two, three


def _changes(before: Planes, after: Planes) -> Planes:
    """Return what the plan adds, s: -inf where no way leads there either way."""
    changes = {}
    for key in before.keys() & after.keys():
        with np.errstate(invalid="ignore"):
            added = after[key] - before[key]
        changes[key] = added.where(~np.isposinf(before[key]), -np.inf)
    return {key: changes[key] for key in before if key in changes}


def _legend(report: Report, group: str, name: str) -> Json:
    """Return what a field is called and how its values are drawn."""
    layer = CLASSED.get(name)
    legend = _classes(report, layer) if layer else _scale(KINDS[SHOWN[name]])
    return {
        "id": name, "group": heading(group), "fixed": name in FIXED, **asdict(caption(name)),
        **legend,
    }  # fmt: skip


def _classes(report: Report, layer: str) -> Json:
    tints, said = CLASSES[layer], labels()
    return {
        "kind": "classes",
        "classes": [
            {
                "code": code,
                "label": said_of(f"class.{layer}.{name}", said[layer, name]),
                "colour": tints.get(name, "#cccccc"),
                "hatch": HATCHES.get(name, "none") if layer == "restriction" else "none",
            }
            for name, code in report.catalogue.classes[layer].items()
        ],
    }


@cache
def labels() -> dict[tuple[str, str], str]:
    """Return what every class is called, by class layer and name."""
    rows = read_rows(HOME / "classes.csv")
    return {(row["layer"], row["name"]): row["label"] for _, row in rows}


def _scale(kind: Kind) -> Json:
    table = kind.ramp()
    at = np.linspace(0, len(table) - 1, STOPS).round().astype(int)
    name = next(name for name, each in KINDS.items() if each is kind)
    stops = ["#" + "".join(f"{round(float(c) * 255):02x}" for c in table[i]) for i in at]
    return {
        "kind": name, "unit": kind.unit, "step": kind.step, "offset": kind.offset, "ramp": stops,
    }  # fmt: skip


def _plane(report: Report, lattice: Lattice, data: xr.DataArray, name: str) -> Json:
    """Return one raster packed, with the highest value of its colours and its table."""
    grid, layer, kind = grid_of(data), CLASSED.get(name), SHOWN.get(name, "")
    if layer:
        codes = lattice.sample(data.values, grid, OUTSIDE_8)
        rows = class_rows(data.values, grid.cell_m, report.catalogue.classes[layer])
        return {**asdict(pack(codes)), "high": 0.0, "rows": rows}
    how = KINDS[kind]
    shown = np.asarray(data.values * np.float32(how.factor), np.float32)
    low, high = _ends(shown, kind)
    told = {"low": low, "high": high, "rows": interval_rows(shown, grid.cell_m, (low, high))}
    if kind == "change":
        return told  # the page takes it from the times before and after
    sampled = lattice.sample(shown, grid, -np.inf)
    return {**told, **asdict(pack(quantised(sampled, how.step, how.offset)))}


def _ends(values: np.ndarray, kind: str) -> tuple[float, float]:
    """Return the values of the first and the last colour."""
    if kind == "chance":
        return 0.0, 100.0
    finite = values[np.isfinite(values)]
    if not finite.size:
        return (-1.0, 1.0) if kind == "change" else (0.0, 1.0)
    if kind == "change":
        most = max(float(np.percentile(np.abs(finite), 99.5)), 1.0)
        return -most, most
    moving = finite[finite > 0]
    low = float(finite.min()) if kind == "height" else 0.0
    if kind == "speed" and moving.size:
        low = float(np.floor(np.percentile(moving, 2)))
    return low, max(float(np.percentile(finite, 98)), low + 1.0)
