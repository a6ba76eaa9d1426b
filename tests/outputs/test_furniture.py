import numpy as np
import pytest
from pyproj import CRS, Proj, Transformer

from marchland.model.grid import Grid
from marchland.outputs.furniture import compass, graticule, nice, true_north
from marchland.outputs.sheet import Captions, open_sheet

GRID = Grid(3035, 5_046_000.0, 3_694_000.0, 100.0, 2680, 2970)


def drawn(grid: Grid):
    sheet = open_sheet(Captions("", "", "", "", ""), grid, ())
    graticule(sheet)
    return sheet


def test_lengths_are_one_two_or_five():
    assert [nice(x) for x in (1.0, 1.9, 2.0, 49.0, 99.0, 0.07)] == [1, 1, 2, 20, 50, 0.05]


def test_true_north_is_the_convergence_turned():
    west, south, east, north = GRID.bounds
    to_degrees = Transformer.from_crs(3035, 4326, always_xy=True)
    lon, lat = to_degrees.transform((west + east) / 2, (south + north) / 2)
    convergence = Proj(CRS.from_epsg(3035)).get_factors(lon, lat).meridian_convergence
    assert true_north(GRID) == pytest.approx(-convergence, abs=0.01)


def test_north_is_up_on_a_central_meridian():
    grid = Grid(32634, 450_000.0, 6_050_000.0, 100.0, 1000, 1000)
    assert true_north(grid) == pytest.approx(0, abs=0.05)


def test_degrees_stand_where_they_are():
    sheet = drawn(GRID)
    texts = {text.get_text(): text for text in sheet.paper.texts}
    assert {"22°E", "23°E", "24°E", "25°E", "54°N", "55°N"} <= set(texts)
    left, _, right, _ = sheet.frame
    west, south, east, _ = GRID.bounds
    x = texts["23°E"].get_position()[0]
    x += texts["23°E"].get_window_extent().width / 2
    lon, _ = Transformer.from_crs(3035, 4326, always_xy=True).transform(
        west + (x - left) / (right - left) * (east - west), south
    )
    assert lon == pytest.approx(23, abs=0.01)


def test_minutes_are_written_where_degrees_are_too_far_apart():
    sheet = drawn(Grid(3035, 5_180_000.0, 3_560_000.0, 50.0, 300, 400))
    assert any("\N{PRIME}E" in text.get_text() for text in sheet.paper.texts)


def test_ticks_lie_inside_the_frame():
    sheet = drawn(GRID)
    left, top, right, bottom = sheet.frame
    for line in sheet.paper.lines:
        x, y = np.asarray(line.get_data(), float)
        assert (x >= left - 1).all()
        assert (x <= right + 1).all()
        assert (y >= top - 1).all()
        assert (y <= bottom + 1).all()


def test_the_scale_bar_is_as_long_as_it_says():
    width = 1000.0
    block = compass(GRID, width)
    sheet = open_sheet(Captions("", "", "", "", ""), GRID, ())
    block.draw(sheet, 900.0, 100.0)
    texts = [text.get_text() for text in sheet.paper.texts]
    kilometres = float(next(text for text in texts if text.endswith("km")).removesuffix(" km"))
    boxes = [patch for patch in sheet.paper.patches if hasattr(patch, "get_width")]
    drawn_km = sum(box.get_width() for box in boxes) / width * 297
    assert drawn_km == pytest.approx(kilometres)
    assert "11° west of grid north" in texts
    assert "N" in texts
