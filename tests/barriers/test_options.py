"""Options: every measure on every site that it fits, and nothing else."""

import geopandas as gpd
import numpy as np
import pytest
from shapely import Point
from tests.drawing import measure
from tests.drawing import sites as drawn

from marchland.barriers.options import COLUMNS, IMPOSSIBLE, impossible, options
from marchland.barriers.sites import COLUMNS as SITE_COLUMNS
from marchland.barriers.sites import Sites
from marchland.catalogue.read import catalogue
from marchland.errors import ScopeError
from marchland.model.declaration import Declaration
from marchland.testing import world

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


GROUND = world("""
    TTpp
    .B==
""")
DRAWN = drawn("""
    1122
    .344
""")
LINE = Sites(DRAWN.table.assign(kind=["gap", "gap", "crossing", "crossing"]), DRAWN.owner)
BOOK = catalogue()
EVERY = tuple(BOOK.measure(name) for name in BOOK.names("measure"))


def test_what_makes_sense_depends_on_the_ground_and_says_why():
    table = options(LINE, EVERY, GROUND).set_index("option")
    assert "line-1:ditch" in table.index
    assert "line-2:ditch" not in table.index
    assert table.loc["line-1:felled_trees", "amount"] == 20_000
    assert table.loc["line-1:felled_trees", "reason"] == (
        "open ground on a closing line, 100% of it forest"
    )
    assert "line-2:felled_trees" not in table.index
    assert [name for name in table.index if "bridge" in name] == ["line-3:bridge_closure"]
    assert {"line-3:road_closure", "line-4:road_closure", "line-4:cameras"} <= set(table.index)


def test_what_makes_none_says_why():
    table = impossible(LINE, EVERY, GROUND)
    assert tuple(table.columns) == IMPOSSIBLE
    why = table.set_index(["site", "measure"])["why"]
    assert why["line-2", "ditch"] == "100% of it is peat, where it cannot stand"
    assert why["line-2", "felled_trees"] == "only 0% of it is forest"
    assert why["line-4", "bridge_closure"] == "no bridge carries the road here"
    assert why["every gap", "reserve"] == "it stands on a base, not on a gap"


def test_every_pair_is_either_an_option_or_impossible_and_never_both():
    fits = set(options(LINE, EVERY, GROUND)["option"])
    not_ = impossible(LINE, EVERY, GROUND)
    kinds = dict(zip(LINE.table["site"], LINE.table["kind"], strict=True))
    for site, kind in kinds.items():
        for m in EVERY:
            refused = not_[not_["site"].isin([site, f"every {kind}"]) & (not_["measure"] == m.name)]
            assert (f"{site}:{m.name}" in fits) != bool(len(refused))
