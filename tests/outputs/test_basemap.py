import numpy as np
import pytest

from marchland.model.grid import Grid
from marchland.outputs import basemap
from marchland.outputs.canvas import Canvas
from marchland.outputs.sheet import Captions, open_sheet
from marchland.schema import terrain


@pytest.fixture(scope="module")
def back(report):
    return basemap.backdrop(report.terrain, report.catalogue.classes)


@pytest.fixture(scope="module")
def canvas(back):
    return Canvas(200, 480, back.grid.rows, back.grid.cols)


def test_level_ground_is_not_shaded():
    relief = basemap.relief(np.full((20, 20), 130.0), Canvas(40, 40, 20, 20), 100.0)
    np.testing.assert_allclose(relief, 1, atol=1e-6)


def test_slopes_towards_the_light_are_lighter_and_nothing_shouts():
    row, col = np.indices((60, 60))
    hill = 50 * np.exp(-((row - 30) ** 2 + (col - 30) ** 2) / 200)
    relief = basemap.relief(hill, Canvas(60, 60, 60, 60), 100.0)
    assert relief[22, 22] > 1 > relief[38, 38]
    assert relief.min() >= 0.80
    assert relief.max() <= 1.05


def test_one_row_of_cells_is_not_shaded():
    assert (basemap.relief(np.zeros((1, 9)), Canvas(1, 9, 1, 9), 100.0) == 1).all()


def test_ground_is_tinted_by_cover(back, canvas):
    picture = basemap.ground(back, canvas)
    wood, field, unknown = picture[20, 120], picture[120, 280], picture[190, 470]
    np.testing.assert_allclose(wood, basemap.TINTS["forest"], atol=0.01)
    np.testing.assert_allclose(field, basemap.PAPER, atol=0.01)
    assert unknown.max() <= max(basemap.UNKNOWN_GREY) + 1e-6


def test_lakes_are_laid_over(back, canvas):
    picture = basemap.lakes(back, canvas, basemap.ground(back, canvas))
    np.testing.assert_allclose(picture[80, 60], basemap.WATER, atol=0.01)


def test_relief_is_laid_over_the_colours(back, canvas):
    picture = basemap.ground(back, canvas)
    np.testing.assert_allclose(basemap.shaded(back, canvas, picture), picture, atol=1e-5)


def test_lines_are_traced_where_they_run(back):
    (road,) = [r for r in back.roads if r.rank == 6]
    np.testing.assert_allclose(road.points[:, 1], 5.5)
    assert back.running.sum() == 10
    assert not back.rails


def test_small_roads_are_left_out_on_wide_maps(report):
    grid = Grid(3035, 5_000_000.0, 3_600_000.0, 1000.0, 20, 200)
    road = np.zeros(grid.shape, np.uint8)
    road[5], road[12] = 2, 7
    flat = np.zeros(grid.shape, np.float32)
    cover = np.full(grid.shape, 40, np.uint8)
    ground = terrain({"elevation": flat, "slope": flat, "cover": cover, "road": road}, grid)
    found = basemap.backdrop(ground, report.catalogue.classes)
    assert {stroke.rank for stroke in found.roads} == {7}


def test_a_river_reaches_the_lake_it_feeds(report):
    grid = Grid(3035, 5_000_000.0, 3_600_000.0, 1000.0, 9, 9)
    water = np.zeros(grid.shape, np.uint8)
    water[4, :4], water[2:7, 4:] = 4, 5
    flat = np.zeros(grid.shape, np.float32)
    cover = np.full(grid.shape, 40, np.uint8)
    ground = terrain({"elevation": flat, "slope": flat, "cover": cover, "water": water}, grid)
    rivers = basemap.backdrop(ground, report.catalogue.classes).rivers
    assert max(stroke.points[:, 0].max() for stroke in rivers) == pytest.approx(4.5)


def test_the_legend_names_what_is_there_and_nothing_else(back):
    labels = [key.label for key in basemap.ground_keys(back)]
    assert labels == ["lake or sea", "river or canal", "forest", "marsh", "bog, fen, swamp",
                      "built-up", "unknown ground", "main road"]  # fmt: skip
    bare = [key.label for key in basemap.ground_keys(back, tints=False)]
    assert bare == ["lake or sea", "river or canal", "main road"]


def test_lines_are_drawn_by_class(back):
    sheet = open_sheet(Captions("", "", "", "", ""), back.grid, ())
    basemap.draw_rivers(back, sheet)
    basemap.draw_ways(back, sheet)
    widths = {float(c.get_linewidths()[0]) for c in sheet.axes.collections}
    assert widths == {0.8, basemap.ROAD_WIDTHS[6]}


def test_lines_laid_look_as_if_drawn_and_are_drawn_once_for_all_maps(report, monkeypatch):
    back = basemap.backdrop(report.terrain, report.catalogue.classes)
    laid, again, drawn = (
        open_sheet(Captions("", "", "", "", ""), back.grid, ()) for _ in range(3)
    )  # fmt: skip
    shape = (drawn.canvas.rows, drawn.canvas.cols, 3)
    for sheet in (laid, again, drawn):
        sheet.show(np.full(shape, 0.9, np.float32))
    basemap.draw_rivers(back, drawn)
    basemap.draw_ways(back, drawn)
    basemap.lay_lines(back, laid)
    monkeypatch.setattr(basemap, "draw_strokes", lambda *_: pytest.fail("drawn again"))
    basemap.lay_lines(back, again)
    seen, same, wanted = (each.pixels().astype(int) for each in (laid, again, drawn))
    assert wanted.min() < 180  # there are lines
    assert np.abs(seen - wanted).max() <= 4  # of 255, where lines cross
    np.testing.assert_array_equal(seen, same)
