"""People from GHS-POP: an index says which tiles, each tile is packed."""

import re
import zipfile
from pathlib import Path

import numpy as np
import pyogrio
import shapely
from pyproj import CRS

from marchland.catalogue.read import catalogue
from marchland.downloads.cache import on_disk
from marchland.downloads.wanted import Wanted
from marchland.errors import LayerError
from marchland.sources.base import Item, region_in
from marchland.sources.opendata.area import Area, Bases, Draft, Have, Named, path_of, paths_of
from marchland.sources.opendata.write import write_raster
from marchland.sources.people import read_population

NAME = "ghs-pop-2020"

PRODUCT = "GHS_POP_E2020_GLOBE_R2023A_54009_100"
TILE = re.compile(r"R\d+_C\d+")


def address(base: str, tile: str) -> str:
    """Return where a tile is, by its name in the index.

    Examples
    --------
    >>> address("http://a", "R3_C20").rpartition("/")[2]
    'GHS_POP_E2020_GLOBE_R2023A_54009_100_V1_0_R3_C20.zip'
    """
    home = f"{base}/GHS_POP_GLOBE_R2023A/{PRODUCT}/V1-0/tiles"
    return f"{home}/{PRODUCT}_V1_0_{tile}.zip"


def index_file(base: str) -> Wanted:
    """Return the index of tiles: on its publisher's own server, or below a mirror of the tiles."""
    words = catalogue().open_data[NAME]
    last = words["index"].rpartition("/")[2]
    return Wanted(words["index"] if base == words["base"] else f"{base}/{last}", "zip")


def name_people(area: Area, bases: Bases, have: Have) -> Named:
    """Name the tiles of an area, once the index has come.

    Parameters
    ----------
    area : Area
    bases : mapping of {str: str}
    have : mapping
        The index, in the cache.

    Returns
    -------
    indexes, data : list of Wanted
        A tile of open sea may be absent.
    """
    index = index_file(bases[NAME])
    if index not in have:
        return [index], []
    path = path_of(have, index)
    assert path is not None
    tiles = tiles_over(path, area)
    optional = len(tiles) > 1
    return [index], [Wanted(address(bases[NAME], t), "zip", optional=optional) for t in tiles]


def tiles_over(index: Path, area: Area) -> list[str]:
    """Return the names of the tiles that an area lies on, as the index has them.

    Parameters
    ----------
    index : pathlib.Path
        A zipped shapefile, one outline for each tile.
    area : Area

    Returns
    -------
    list of str
        Sorted.

    Raises
    ------
    LayerError
        If it holds no names of tiles, or none over the area.
    """
    remedy = "Take ghs-pop-2020 out of open_data, or use worldpop-2025 in its place."
    try:
        rows = pyogrio.read_dataframe(f"/vsizip/{index}")
    except (RuntimeError, ValueError) as error:
        raise LayerError.one(index.name, f"is no index of tiles ({error})", remedy) from None
    texts = rows.drop(columns="geometry").astype(str)
    named = [c for c in texts if texts[c].str.fullmatch(TILE).any()]
    if not named or rows.crs is None:
        raise LayerError.one(index.name, "holds no names of tiles such as R3_C20", remedy)
    frame = region_in(area.grid, CRS.from_user_input(rows.crs))
    over = shapely.intersects(rows.geometry.values, shapely.box(*frame)) if frame else []
    found = sorted(texts[named[0]][over]) if frame else []
    if not found:
        raise LayerError.one(index.name, "has no tile over the region", remedy)
    return found


def make_people(area: Area, bases: Bases, have: Have, home: Path) -> list[Draft]:
    """Write the people of an area.

    Parameters
    ----------
    area : Area
    bases : mapping of {str: str}
    have : mapping
        The tiles, in the cache.
    home : pathlib.Path
        The stack's folder.

    Returns
    -------
    list of Draft
        ``population.tif``, people per cell; NaN where no tile says anything.

    Raises
    ------
    LayerError
        If a tile holds no raster, or one that cannot be read.
    """
    indexes, wanted = name_people(area, bases, have)
    people = np.full(area.grid.shape, np.nan, np.float32)
    paths = paths_of(have, wanted)
    for path in paths:
        tile = home / "tile.tif"
        _unpack(path, tile)
        found = read_population(Item(f"open data {path.name}", tile, None, area.grid))[0]
        tile.unlink()
        people = np.where(np.isnan(people), found, people + np.nan_to_num(found))
    write_raster(home / "population.tif", people, area.grid, nodata=float("nan"))
    note = f"{np.nansum(people, dtype=np.float64):,.0f} people in {len(paths)} tiles"
    absent = len(wanted) - len(paths)
    note += f"; {absent} tiles of the region the server does not have" if absent else ""
    return [Draft("population.tif", "population", note, (*indexes, *wanted), {})]


def _unpack(path: Path, tile: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.lower().endswith(".tif")]
        if len(names) != 1:
            remedy = "Remove it from the cache, and run again to fetch it anew."
            raise LayerError.one(path.name, f"holds {len(names)} rasters, not one", remedy)
        with on_disk(tile), archive.open(names[0]) as packed, tile.open("wb") as out:
            while piece := packed.read(1 << 20):
                out.write(piece)
