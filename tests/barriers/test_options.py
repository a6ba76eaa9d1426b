"""Options: every measure on every site that it fits, and nothing else."""

import geopandas as gpd
import numpy as np
import pytest
from shapely import Point
from tests.drawing import measure

from marchland.barriers.options import COLUMNS, options
from marchland.barriers.sites import COLUMNS as SITE_COLUMNS
from marchland.barriers.sites import Sites
from marchland.errors import ScopeError
from marchland.model.declaration import Declaration

ROWS = [
    ("line-2", "crossing", "west", "deep", 100.0, 6, Point(0, 0)),
    ("line-1", "gap", "west", "deep", 700.0, 0, Point(0, 0)),
]
SITES = Sites(
    gpd.GeoDataFrame(ROWS, columns=list(SITE_COLUMNS), geometry="geometry", crs=3035),
    np.array([[1, 2]], np.uint16),
)
DITCH, FENCE = measure("ditch"), measure("fence")
CLOSURE = measure("closure", site="crossing", per="piece")


def test_a_measure_is_offered_where_it_fits():
    table = options(SITES, (CLOSURE, FENCE, DITCH))
    assert table["option"].tolist() == ["line-1:ditch", "line-1:fence", "line-2:closure"]
    assert tuple(table.columns) == COLUMNS


def test_the_amount_is_the_length_of_the_site_or_one_piece():
    table = options(SITES, (DITCH, CLOSURE)).set_index("option")
    assert table["amount"].to_dict() == {"line-1:ditch": 700.0, "line-2:closure": 1.0}


def test_the_order_of_measures_changes_nothing():
    measures = (DITCH, FENCE, CLOSURE)
    assert options(SITES, measures).equals(options(SITES, measures[::-1]))


def test_without_measures_or_sites_the_table_is_empty_but_whole():
    nowhere = Sites(SITES.table.iloc[:0], SITES.owner)
    for table in (options(SITES, ()), options(nowhere, (DITCH,))):
        assert table.empty
        assert tuple(table.columns) == COLUMNS


def test_a_declaration_is_never_an_option():
    mined = Declaration("field", "mined_area", ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0)), "XX")
    with pytest.raises(ScopeError, match="a declaration is assessed, never optimised"):
        options(SITES, (DITCH, mined))
