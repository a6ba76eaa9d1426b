import numpy as np
import pytest

from marchland.model.grid import Grid
from marchland.outputs.lettering import px
from marchland.outputs.sheet import SMALL, TALLEST_MM, Block, Captions, open_sheet

GRID = Grid(3035, 5_180_000.0, 3_560_000.0, 500.0, 10, 24)
WORDS = Captions("12 % of it is closed", "Tracked.", "A drawing.", "Sources: nobody.", "2026")


def sheet(captions=WORDS, grid=GRID, **more):
    return open_sheet(captions, grid, (), **more)


def words(opened) -> dict[str, float]:
    return {text.get_text(): text.get_fontsize() for text in opened.paper.texts}


def test_every_word_is_on_the_sheet_and_none_is_small():
    found = words(sheet())
    assert {WORDS.title, WORDS.subtitle, WORDS.notice, WORDS.source, WORDS.imprint} <= set(found)
    assert min(found.values()) >= SMALL


def test_without_a_notice_there_is_no_box():
    bare = Captions("a", "b", "", "c", "d")
    assert len(sheet(bare).paper.patches) == 0
    assert len(sheet().paper.patches) == 1


def test_the_map_keeps_its_shape_and_metres_fall_on_pixels():
    opened = sheet()
    left, top, right, bottom = opened.frame
    assert (right - left) / (bottom - top) == pytest.approx(24 / 10, rel=0.01)
    west, south, east, north = GRID.bounds
    corners = opened.on_paper(np.array([[west, north], [east, south]]))
    np.testing.assert_allclose(corners, [[left, top], [right, bottom]])


def test_a_tall_region_still_fits_a_page():
    opened = sheet(grid=Grid(3035, 5_180_000.0, 3_560_000.0, 500.0, 90, 20))
    assert opened.frame[3] - opened.frame[1] <= px(TALLEST_MM) + 1


def test_blocks_stand_left_and_right_under_the_map():
    seen = []
    blocks = [Block(30.0, lambda _, x, y: seen.append((x, y))) for _ in range(2)]
    opened = open_sheet(WORDS, GRID, blocks)
    assert [x for x, _ in seen] == [0, round(px(180))]
    assert all(y > opened.frame[3] for _, y in seen)


def test_a_dollar_is_a_dollar():
    assert "costs $5 or $6" in words(sheet(Captions("costs $5 or $6", "", "", "", "")))


def test_pixels_are_those_of_the_sheet():
    opened = sheet(width_mm=100.0)
    opened.show(np.full((*opened.canvas.sample(np.zeros((10, 24))).shape, 3), 0.5))
    pixels = opened.pixels()
    left, top, right, bottom = (round(side) for side in opened.frame)
    assert pixels.shape[1:] == (round(px(100)), 3)
    np.testing.assert_array_equal(pixels[top + 9 : bottom - 9, left + 9 : right - 9], 127)
