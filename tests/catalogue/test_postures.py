"""Postures of the catalogue, and what is refused in one."""

import pytest

from marchland.catalogue.postures import posture_faults, postures, read_postures
from marchland.catalogue.read import catalogue
from marchland.errors import CatalogueError


def test_the_five_postures_are_there_and_made_of_measures_of_the_catalogue():
    assert list(postures()) == ["none", "tripwire", "forward_line", "layered", "nature_based"]
    known = set(catalogue().names("measure"))
    assert all(set(one.measures()) <= known for one in postures().values())
    assert postures()["none"].measures() == ()


@pytest.mark.parametrize("name", ["mines", "minefield", "charges"])
def test_a_measure_that_is_none_is_refused(name):
    (fault,) = posture_faults("belt", {"text": "X.", "border": [name]})
    assert fault.what == f"unknown measure {name!r}"
    assert "ditch" in fault.remedy


def test_a_posture_has_no_word_of_its_own():
    (fault,) = posture_faults("belt", {"text": "X.", "density_m2": 1})
    assert fault.what == "is no word of a posture"


def test_everything_wrong_is_told_at_once(tmp_path):
    path = tmp_path / "postures.toml"
    path.write_text('[one]\nborder = ["x"]\n[two]\ntext = "T."\nlethality = 1\n', encoding="utf-8")
    with pytest.raises(CatalogueError) as refused:
        read_postures(path)
    assert len(refused.value.faults) == 3
