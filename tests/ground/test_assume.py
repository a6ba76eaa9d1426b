import numpy as np
import pytest

from marchland.ground.assume import assume_cover, assumed_cover
from marchland.testing import world


def test_unmapped_ground_is_taken_for_one_class_and_said():
    before = world("?T\n?.")
    after, said = assume_cover(before, "grass")
    assert after["cover"].values.tolist() == [[30, 10], [30, 40]]
    assert (before["cover"].values == 255).sum() == 2
    assert "50.0% of the region, is taken as grass" in said.note
    assert said.layer == "cover"


def test_mapped_ground_stays_as_it_is():
    before = world("T.\n#s")
    after, _ = assume_cover(before, "grass")
    assert np.array_equal(before["cover"], after["cover"])
    assert before.drop_vars("cover").equals(after.drop_vars("cover"))


def test_nothing_is_assumed_beyond_what_the_files_cover():
    inside = np.array([[True, True], [False, True]])
    after, said = assume_cover(world("?T\n?."), "grass", inside)
    assert after["cover"].values.tolist() == [[30, 10], [255, 40]]
    assert "25.0% of the region, is taken as grass" in said.note


@pytest.mark.parametrize(("drawing", "share"), [("?T\n?.", 50.0), ("???\nTTT\nTTT", 33.3)])
def test_what_was_assumed_is_read_back_with_the_figure_of_its_note(drawing, share):
    _, said = assume_cover(world(drawing), "grass")
    assert assumed_cover([said]) == (share, "grass")


def test_nothing_assumed_is_nothing_said():
    _, said = assume_cover(world("T.\n#s"), "grass")
    assert "0.0% of the region" in said.note
    assert assumed_cover([said]) is None
    assert assumed_cover([]) is None
