"""A drawing becomes the ground that it draws."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marchland.catalogue.read import catalogue
from marchland.errors import InputError
from marchland.schema import TERRAIN, UNKNOWN, grid_of
from marchland.testing import LEGEND, world


def drawings():
    characters = st.sampled_from(sorted(LEGEND))
    line = {width: st.text(characters, min_size=width, max_size=width) for width in range(1, 9)}
    return st.integers(1, 8).flatmap(lambda width: st.lists(line[width], min_size=1, max_size=8))


@given(drawings())
def test_each_character_becomes_the_classes_of_its_legend(lines):
    ground = world("\n".join(lines))
    codes = catalogue().classes
    for row, line in enumerate(lines):
        for col, character in enumerate(line):
            drawn = LEGEND[character]
            cover = UNKNOWN if character == "?" else codes["cover"][drawn.get("cover", "farmland")]
            assert ground.cover.values[row, col] == cover
            for layer in ("road", "water"):
                assert ground[layer].values[row, col] == codes[layer].get(drawn.get(layer), 0)
            assert ground.bridge.values[row, col] == (character == "B")


def test_every_class_of_the_legend_is_in_the_catalogue():
    classes = catalogue().classes
    drawn = {(layer, name) for words in LEGEND.values() for layer, name in words.items()}
    assert {(layer, name) for layer, name in drawn if name not in classes[layer]} == set()


def test_a_world_is_a_terrain_with_its_corner_at_the_origin():
    ground = world("..\n..\n..", cell_m=50.0)
    assert set(ground) == set(TERRAIN)
    assert grid_of(ground).bounds == (0.0, 0.0, 100.0, 150.0)
    assert grid_of(ground).epsg == 3035


def test_flat_ground_has_no_slope():
    assert not world("...\n...", elevation_m=120.0).slope.any()


def test_a_ramp_of_one_in_one_is_forty_five_degrees():
    ramp = np.broadcast_to(np.arange(5, dtype=np.float32) * 100.0, (5, 5))
    ground = world("\n".join(["....."] * 5), elevation_m=ramp)
    assert ground.slope.values == pytest.approx(45.0)


def test_a_ragged_drawing_is_refused():
    with pytest.raises(InputError, match=r"lines differ in length\. Draw a rectangle"):
        world("...\n..")


def test_an_empty_drawing_is_refused():
    with pytest.raises(InputError, match="Draw a rectangle"):
        world("\n\n")


def test_a_character_outside_the_legend_is_refused():
    with pytest.raises(InputError, match="unknown characters ! x"):
        world(".x.\n.!.")
