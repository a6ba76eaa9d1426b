"""Points from CSV tables with a column of longitudes and one of latitudes."""

import csv

import geopandas as gpd
import pandas as pd

from marchland.sources.base import Item

LON = ("lon", "longitude", "lng")
LAT = ("lat", "latitude")
"""Column names that are understood, in any case."""


def read_table(item: Item) -> gpd.GeoDataFrame:
    """Return the rows of a CSV table as points.

    Parameters
    ----------
    item : Item
        A CSV table in UTF-8, separated by commas.

    Returns
    -------
    geopandas.GeoDataFrame
        EPSG:4326, every column of the table and a point for each row.

    Raises
    ------
    LayerError
        If the file is missing, empty or no table, or a longitude or latitude is missing
        or out of range.
    """
    item.found()
    try:
        _check_fields(item)
        rows = pd.read_csv(item.path, encoding="utf-8-sig")
    except (ValueError, OSError, csv.Error) as error:
        remedy = "Give a CSV table in UTF-8, separated by commas, with a first line of names."
        raise item.refuse(f"is not a table that can be read ({error})", remedy) from None
    lon, lat = (_numbers(item, rows, names, most) for names, most in ((LON, 180), (LAT, 90)))
    return gpd.GeoDataFrame(rows, geometry=gpd.points_from_xy(lon, lat), crs=4326)


def _check_fields(item: Item) -> None:
    """Raise LayerError if a row has more fields than the first line has names."""
    with item.path.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.reader(lines)
        names = len(next(rows, []))
        wrong = [(rows.line_num, len(row)) for row in rows if len(row) > names]
    if wrong:
        line, count = wrong[0]
        more = f"{len(wrong)} rows have more fields than the first line has names"
        what = f"is not a table that can be read: {more}"
        remedy = f"The first is line {line}, with {count} for {names}; quote texts with commas."
        raise item.refuse(what, remedy)


def _numbers(item: Item, rows: pd.DataFrame, names: tuple[str, ...], most: int) -> pd.Series:
    column = next((c for c in rows.columns if str(c).strip().lower() in names), None)
    if column is None:
        listed = ", ".join(str(c) for c in rows.columns[:12])
        remedy = "Name the columns lon and lat, in degrees; separate them by commas."
        raise item.refuse(f"no column {names[0]} among its columns {listed}", remedy)
    values = pd.to_numeric(rows[column], errors="coerce")
    wrong = ~(values.abs() <= most)
    if wrong.any():
        line = int(wrong.argmax()) + 2
        what = f"{int(wrong.sum())} rows whose {column} is no number within {most} degrees"
        remedy = f"Mend or remove them; the first is line {line}: {rows[column].iloc[line - 2]!r}."
        raise item.refuse(what, remedy)
    return values
