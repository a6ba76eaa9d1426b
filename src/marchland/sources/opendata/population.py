"""People from WorldPop, country by country, nobody counted twice or lost at a border."""

from pathlib import Path

import numpy as np
import rasterio
import shapely
from pyproj import CRS

from marchland.downloads.wanted import Wanted
from marchland.sources.base import Item, overlap, region_in
from marchland.sources.opendata.area import Area, Bases, Draft, Have, Named, path_of
from marchland.sources.opendata.borders import NAME as COUNTRIES_NAME
from marchland.sources.opendata.borders import countries_file, countries_of, read_countries
from marchland.sources.opendata.write import write_raster
from marchland.sources.people import read_population
from marchland.sources.shapes import mask, onto_grid

NAME = "worldpop-2025"

YEAR = 2025


def address(base: str, iso3: str) -> str:
    """Return where a country's people are.

    Examples
    --------
    >>> address("http://a", "LTU").rpartition("/")[2]
    'ltu_pop_2025_CN_100m_R2025A_v1.tif'
    """
    home = f"{base}/GIS/Population/Global_2015_2030/R2025A/{YEAR}/{iso3}/v1/100m/constrained"
    return f"{home}/{iso3.lower()}_pop_{YEAR}_CN_100m_R2025A_v1.tif"


def name_population(area: Area, bases: Bases, have: Have) -> Named:
    """Name the files of an area's countries, once it is known which these are.

    Parameters
    ----------
    area : Area
    bases : mapping of {str: str}
        Natural Earth says where the countries are.
    have : mapping
        The countries, in the cache.

    Returns
    -------
    indexes, data : list of Wanted
        A country's file may be absent.
    """
    earth = countries_file(bases[COUNTRIES_NAME])
    if earth not in have:
        return [earth], []
    return [earth], [_file(bases, iso3) for iso3 in countries_of(area, bases, have)]


def _file(bases: Bases, iso3: str) -> Wanted:
    return Wanted(address(bases[NAME], iso3), "tiff", optional=True)


def make_population(area: Area, bases: Bases, have: Have, home: Path) -> list[Draft]:
    """Write the people of an area.

    Parameters
    ----------
    area : Area
    bases : mapping of {str: str}
    have : mapping
        The files, in the cache.
    home : pathlib.Path
        The stack's folder.

    Returns
    -------
    list of Draft
        ``population.tif``, people per cell: the sum of the countries. In a country whose
        file is there, nobody lives where it says nothing; elsewhere NaN, unknown.
    """
    earth = countries_file(bases[COUNTRIES_NAME])
    outlines = path_of(have, earth)
    assert outlines is not None
    countries = read_countries(outlines, area.outline)
    people = np.full(area.grid.shape, np.nan, np.float32)
    used, absent = [], []
    for iso3, shape in zip(countries["iso3"], countries.geometry.values, strict=True):
        file = _file(bases, iso3)
        path = path_of(have, file)
        if path is None:
            absent.append(iso3)
            continue
        used.append((iso3, file))
        item = Item(f"open data {path.name}", path, None, area.grid)
        found = read_population(item)[0] if _overlaps(item) else np.full_like(people, np.nan)
        inside = shapely.intersection(shape, shapely.box(*shapely.buffer(area.outline, 1).bounds))
        land = mask(onto_grid(inside, area.grid), area.grid)
        found[land & np.isnan(found)] = 0
        people = np.where(np.isnan(people), found, people + np.nan_to_num(found))
    write_raster(home / "population.tif", people, area.grid, nodata=float("nan"))
    count = np.nansum(people, dtype=np.float64)
    note = f"{count:,.0f} people in {', '.join(iso3 for iso3, _ in used) or 'no country'}"
    note += f"; unknown in {', '.join(absent)}, which the server does not have" if absent else ""
    return [Draft("population.tif", "population", note, (*(f for _, f in used), earth), {})]


def _overlaps(item: Item) -> bool:
    with rasterio.open(item.path) as data:
        frame = region_in(item.grid, CRS.from_wkt(data.crs.to_wkt()))
        return frame is not None and overlap(frame, tuple(data.bounds))
