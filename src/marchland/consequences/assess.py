"""What a declared area means: law, people, land, roads, marking, clearance and harm elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
import shapely
import xarray as xr
from pyproj import Geod, Transformer

from marchland.catalogue.factbook import Row, factbook
from marchland.catalogue.read import Catalogue
from marchland.consequences.burden import PROTECTED
from marchland.consequences.findings import findings
from marchland.consequences.ledger import Flow
from marchland.consequences.reach import Mask, people_near
from marchland.errors import InputError
from marchland.model.declaration import MINED, Declaration
from marchland.model.estimate import Estimate
from marchland.model.finding import Finding
from marchland.model.grid import Grid
from marchland.model.law import Conflict
from marchland.schema import grid_of

NEAR_MINED = "of them near ground that may be mined"
NEAR_OTHERS = "of them near other declared ground"
"""Two kinds of harm, told apart: somebody near both is in both rows."""

LENGTH_OF_CELLS = (0.5**0.5, np.pi / 4, 1.0)
"""Length of a line for each cell it touches, in sides: diagonal, mean of directions, straight."""

COLUMNS = ("consequence", "unit", "low", "best", "high", "source", "tag")
WGS84 = Geod(ellps="WGS84")


@dataclass(frozen=True)
class Assessment:
    """What declared areas mean, one by one and together.

    Parameters
    ----------
    on : datetime.date
    areas : tuple of Declaration
        By name.
    findings : tuple of (str, Finding)
        By the name of the area.
    consequences : pandas.DataFrame
        Of all areas together: columns consequence, unit, low, best, high, source, tag; NaN is
        unknown. People near two areas count once, and so does ground in two.
    flows : tuple of Flow
        What falls due when; what has no source is asked for.
    references : tuple of dict
        What happened elsewhere at marked and fenced areas, side by side: never a forecast.
    """

    on: date
    areas: tuple[Declaration, ...]
    findings: tuple[tuple[str, Finding], ...]
    consequences: pd.DataFrame
    flows: tuple[Flow, ...]
    references: tuple[Row, ...]


def assess(
    areas: Sequence[Declaration],
    on: date,
    terrain: xr.Dataset,
    coefficients: Catalogue,
    *,
    lifted_in: int | None = None,
    in_armed_conflict: Sequence[Conflict] = (),
) -> Assessment:
    """Assess declared areas: never drawn, moved, resized or optimised here.

    Parameters
    ----------
    areas : sequence of Declaration
        What the analyst drew; their order changes nothing.
    on : datetime.date
        The day the law is read for.
    terrain : xarray.Dataset
        For people, cover and roads; its grid has to hold the areas.
    coefficients : Catalogue
        Rows ``consequences.marking``, ``clearance``, ``reach`` and ``land``.
    lifted_in : int, optional
        The year in which survey and clearance are paid; never within the ledger by default.
    in_armed_conflict : sequence of Conflict
        As :func:`marchland.standing` takes it.

    Returns
    -------
    Assessment
        Zero of everything without areas.

    Raises
    ------
    InputError
        If two areas have one name, an outline is no ring, or lies outside the grid.
    """
    areas = sorted(areas, key=lambda area: area.name)
    if len({area.name for area in areas}) != len(areas):
        raise InputError.one("declarations", "two have one name", "Name each differently.")
    grid = grid_of(terrain)
    masks = {area.name: area_mask(area, grid) for area in areas}
    hazard = [area for area in areas if area.kind in MINED]
    said = [
        (a.name, f) for a in areas for f in findings(a, on, in_armed_conflict=in_armed_conflict)
    ]
    kinds = (
        _union([masks[area.name] for area in hazard], grid),
        _union([masks[area.name] for area in areas if area not in hazard], grid),
    )
    rows = _people(kinds, terrain, coefficients)
    rows += _ground(kinds[0] | kinds[1], terrain, coefficients)
    rows += _clearance(kinds[0], grid, coefficients)
    rows += _marking(hazard, coefficients)
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    flows = _flows(table, lifted_in) if hazard else ()
    return Assessment(on, tuple(areas), tuple(said), table, flows, references_of(areas))


def area_mask(area: Declaration, grid: Grid) -> Mask:
    """Return the cells of a declared area: those it holds the centre of, at least one.

    Parameters
    ----------
    area : Declaration
        Its outline in longitude and latitude.
    grid : Grid
        Of the region.

    Returns
    -------
    numpy.ndarray
        bool, shape of the grid.

    Raises
    ------
    InputError
        If the outline is no ring or lies outside the grid.
    """
    to_grid = Transformer.from_crs(4326, grid.epsg, always_xy=True)
    ring = [to_grid.transform(lon, lat) for lon, lat in area.outline]
    shape = shapely.Polygon(ring) if len(ring) >= 3 else shapely.Polygon()
    if shape.is_empty or not shape.is_valid:
        remedy = "Draw a ring of three points or more that does not cross itself."
        raise InputError.one(area.name, "its outline is no ring", remedy)
    if not shapely.box(*grid.bounds).covers(shape):
        raise InputError.one(area.name, "lies outside the region", "Draw the region larger.")
    west, south, east, north = shape.bounds
    cols = np.arange(int((west - grid.x_min_m) // grid.cell_m), grid.cols)
    rows = np.arange(int((grid.y_max_m - north) // grid.cell_m), grid.rows)
    cols = cols[: int((east - west) // grid.cell_m) + 2]
    rows = rows[: int((north - south) // grid.cell_m) + 2]
    x, y = grid.centre(rows[:, None].astype(float), cols[None, :].astype(float))  # type: ignore[arg-type]
    inside = shapely.contains_xy(shape, *np.broadcast_arrays(x, y))
    mask = np.zeros(grid.shape, bool)
    mask[np.ix_(rows, cols)] = inside
    if not mask.any():
        middle = shape.representative_point()
        row = int((grid.y_max_m - middle.y) // grid.cell_m)
        mask[row, int((middle.x - grid.x_min_m) // grid.cell_m)] = True
    return mask


def perimeter_m(area: Declaration) -> float:
    """Return the length of an outline on the ellipsoid, m."""
    lon, lat = zip(*area.outline, area.outline[0], strict=True)
    return float(WGS84.line_length(lon, lat))


def _union(masks: object, grid: Grid) -> Mask:
    whole = np.zeros(grid.shape, bool)
    for mask in masks:  # type: ignore[attr-defined]
        whole |= mask
    return whole


def _told(name: str, value: Estimate | None, missing: str = "") -> tuple[object, ...]:
    if value is None:
        nothing = float("nan")
        return name, "", nothing, nothing, nothing, missing, "declared"
    return name, value.unit, value.low, value.best, value.high, value.source, value.tag


def _exact(value: float, unit: str) -> Estimate:
    return Estimate(value, value, value, unit, "cells of the grid", "computed")


def _people(
    kinds: tuple[Mask, Mask], terrain: xr.Dataset, coefficients: Catalogue
) -> list[tuple[object, ...]]:
    """Return who lives inside and near: all, near what may be mined, near the rest."""
    people, cell_m = terrain["population"].values, grid_of(terrain).cell_m
    whole = kinds[0] | kinds[1]
    inside = float(people[whole].sum(dtype=np.float64))
    living = None if np.isnan(inside) else _exact(inside, "people")
    rows = [_told("people living inside", living, "no layer of people")]
    for name, mask in zip(("people living near", NEAR_MINED, NEAR_OTHERS), (whole, *kinds),
                          strict=True):  # fmt: skip
        near = people_near(people, mask, cell_m, coefficients)
        rows.append(_told(name, near, "no layer of people"))
    return [*rows, _told("people working or crossing there", None, "no source: declare them")]


def _ground(mask: Mask, terrain: xr.Dataset, coefficients: Catalogue) -> list[tuple[object, ...]]:
    grid = grid_of(terrain)
    cell = grid.cell_m * grid.cell_m
    land = _exact(float(mask.sum()) * cell, "m2")
    value = coefficients.get("consequences.land.value").times(land.best)
    rows = [
        _told("land out of use", land),
        _told("value of that land", _priced(value)),
    ]
    cover = terrain["cover"].values[mask]
    for name, code in coefficients.classes["cover"].items():
        if (cover == code).any():
            area = _exact(float((cover == code).sum()) * cell, "m2")
            rows.append(_told(f"of the land: {name}", area))
    rows += _protected(mask, terrain, coefficients)
    roads = float((mask & (terrain["road"].values > 0)).sum()) * grid.cell_m
    low, best, high = (roads * share for share in LENGTH_OF_CELLS)
    length = Estimate(low, best, high, "m", "cells that a road touches", "computed")
    rows.append(_told("roads out of use", length))
    return rows


def _protected(
    mask: Mask, terrain: xr.Dataset, coefficients: Catalogue
) -> list[tuple[object, ...]]:
    if PROTECTED not in terrain:
        return [_told("of the land: protected", None, "no layer of protected ground")]
    cell, found = grid_of(terrain).cell_m ** 2, terrain[PROTECTED].values[mask]
    rows = [_told("of the land: protected", _exact(float((found > 0).sum()) * cell, "m2"))]
    for name, code in coefficients.classes[PROTECTED].items():
        if (found == code).any():
            area = _exact(float((found == code).sum()) * cell, "m2")
            rows.append(_told(f"of the protected land: {name.replace('_', ' ')}", area))
    return rows


def _priced(value: Estimate) -> Estimate:
    return Estimate(value.low, value.best, value.high, "EUR", value.source, "computed")


def _marking(areas: Sequence[Declaration], coefficients: Catalogue) -> list[tuple[object, ...]]:
    around = sum(perimeter_m(area) for area in areas)
    length = Estimate(around, around, around, "m", "geodesic perimeter", "computed")
    fence = _priced(coefficients.get("consequences.marking.fence").times(around))
    share = coefficients.get("consequences.marking.keep")
    keep = _product(fence, share, "EUR/y")
    return [
        _told("perimeter to mark and fence", length),
        _told("marking and fencing", fence),
        _told("upkeep of marking and fencing", keep),
    ]


def _product(one: Estimate, two: Estimate, unit: str) -> Estimate:
    values = [a * b for a, b in zip(_levels(one), _levels(two), strict=True)]
    source = f"{one.source}; {two.source}"
    return Estimate(values[0], values[1], values[2], unit, source, "computed")


def _levels(value: Estimate) -> tuple[float, float, float]:
    return value.low, value.best, value.high


def _clearance(mask: Mask, grid: Grid, coefficients: Catalogue) -> list[tuple[object, ...]]:
    get = coefficients.get
    first = _exact(float(mask.sum()) * grid.cell_m**2, "m2")
    left = _product(first, get("consequences.clearance.left"), "m2")
    cost = _product(left, get("consequences.clearance.cost"), "EUR")
    rate, days = get("consequences.clearance.rate"), get("consequences.clearance.days")
    years = Estimate(
        left.low / (rate.high * days.high),
        left.best / (rate.best * days.best),
        left.high / (rate.low * days.low),
        "deminer-years",
        f"{left.source}; {rate.source}",
        "computed",
    )
    harmed = _product(left, get("consequences.clearance.accidents"), "people")
    killed = _product(left, get("consequences.clearance.deaths"), "people")
    return [
        _told("first polygon", first),
        _told("left to clear after survey", left),
        _told("survey and clearance", cost),
        _told("work of manual clearance", years),
        _told("deminers killed or injured", harmed),
        _told("of them killed", killed),
    ]


def _flows(table: pd.DataFrame, lifted_in: int | None) -> tuple[Flow, ...]:
    def of(name: str) -> Estimate:
        row = table[table["consequence"] == name].iloc[0]
        return Estimate(row["low"], row["best"], row["high"], "EUR", row["source"], row["tag"])

    last = 10**6 if lifted_in is None else lifted_in - 1
    flows = [
        Flow("marking and fencing", "EUR", of("marking and fencing")),
        Flow("upkeep of marking", "EUR", of("upkeep of marking and fencing"), 1, last),
        Flow("monitoring", "EUR", None, 0, last, "its yearly cost"),
        Flow("recording", "EUR", None, 0, 0, "its cost"),
        Flow("care for survivors", "EUR", None, 0, 10**6, "the lifetime cost of a survivor"),
    ]
    if lifted_in is not None:
        flows.append(
            Flow("survey and clearance", "EUR", of("survey and clearance"), lifted_in, lifted_in)
        )
    return tuple(flows)


def references_of(areas: Sequence[Declaration]) -> tuple[Row, ...]:
    """Return what happened at marked and fenced areas elsewhere, where any is declared here."""
    if not any(area.kind in MINED for area in areas):
        return ()
    places = ("Evros", "Falklands")
    rows = factbook().tables["casualties"]
    return tuple(row for row in rows if row["place"] in places)
