"""What every reader is told: one file, its place in the scenario, and the grid to fill."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import ProjError

from marchland.errors import Fault, LayerError
from marchland.model.grid import Bounds, Grid
from marchland.scenario.form import Scenario, Source

OUTLINE_STEPS = 200
"""Vertices along the longer side of the region when its outline is projected."""


@dataclass(frozen=True)
class Item:
    """One file that a scenario names.

    Parameters
    ----------
    where : str
        Its place in the scenario and its name, as errors print it.
    path : pathlib.Path
        The file.
    inner : str or None
        Layer inside the file, or the OpenMapTiles layer it is.
    grid : Grid
        What its contents are put on.
    """

    where: str
    path: Path
    inner: str | None
    grid: Grid

    def refuse(self, what: str, remedy: str) -> LayerError:
        """Return the error that says what is wrong with this file."""
        return LayerError(self.where, [Fault(self.where, what, remedy)])

    def found(self) -> None:
        """Raise LayerError unless the file is there and holds something."""
        if not self.path.is_file():
            remedy = f"Files are looked for from the scenario's folder; put one at {self.path}."
            raise self.refuse("no such file", remedy)
        if self.path.stat().st_size == 0:
            raise self.refuse("the file is empty", "Export or copy it again.")


def source_item(scenario: Scenario, number: int) -> tuple[Item, Source]:
    """Return one of a scenario's :attr:`every_source`, counted from nought, as an item to read."""
    source = scenario.every_source[number]
    made = len(scenario.stack.sources) if scenario.stack else 0
    where = f"sources[{number - made + 1}] {source.file}"
    path = scenario.folder / source.file
    if scenario.stack and number < made:
        where, path = f"open data {source.file}", scenario.stack.home / source.file
    return Item(where, path, source.source_layer, scenario.region.grid), source


def sha256(path: Path) -> str:
    """Return the checksum of a file, read in pieces."""
    with path.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()


def region_in(grid: Grid, crs: CRS) -> Bounds | None:
    """Return the bounds of the region in another reference system.

    Parameters
    ----------
    grid : Grid
        The region.
    crs : pyproj.CRS
        The other system; its axes are taken as east, north.

    Returns
    -------
    tuple of float or None
        West, south, east, north; None where that system has no values for the region.
    """
    try:
        move = Transformer.from_crs(CRS.from_epsg(grid.epsg), crs, always_xy=True)
        west, south, east, north = move.transform_bounds(*grid.bounds, densify_pts=21)
    except ProjError:
        return None
    finite = all(abs(value) < float("inf") for value in (west, south, east, north))
    return (west, south, east, north) if finite else None


def overlap(one: Bounds, other: Bounds) -> bool:
    """Return whether two frames share ground."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def elsewhere(item: Item, bounds: Bounds, crs: CRS) -> LayerError:
    """Return the error for a file that lies outside the region."""
    frame = ", ".join(f"{value:.6g}" for value in bounds)
    what = f"does not overlap the region: it lies at {frame} in {crs.name}"
    return item.refuse(what, "Check the region's bounds_m and the file's reference system.")


def region_outline(grid: Grid) -> shapely.Polygon:
    """Return the outline of the region in longitude and latitude.

    Parameters
    ----------
    grid : Grid
        The region.

    Returns
    -------
    shapely.Polygon
        EPSG:4326, with vertices close enough that its sides follow the grid's.
    """
    west, south, east, north = grid.bounds
    step = max(east - west, north - south) / OUTLINE_STEPS
    ring = shapely.segmentize(shapely.box(west, south, east, north), step)
    move = Transformer.from_crs(CRS.from_epsg(grid.epsg), CRS.from_epsg(4326), always_xy=True)
    return shapely.transform(ring, move.transform, interleaved=False)
