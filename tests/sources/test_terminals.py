import numpy as np
import pytest

from marchland.errors import LayerError
from marchland.sources.terminals import read_terminals


def test_the_cells_of_an_approach(scenario, source):
    (found,) = read_terminals(scenario(source("dem.tif", "elevation")))
    assert found.origins[0].all()
    assert found.origins.sum() == found.objectives.sum() == 10
    assert found.objectives[-1].all()
    assert not found.avoid.any()
    assert found.origins.dtype == np.bool_


def test_several_places_are_one_origin(scenario, source, at):
    study = scenario(
        source("dem.tif", "elevation"),
        places={"n": {"edge": "north"}, "s": {"edge": "south"}, "p": {"point_deg": at(4.5, 4.5)}},
    )
    (approach,) = study.approaches
    wider = type(approach)(**{**vars(approach), "origins": ("n", "p"), "avoid": ("p",)})
    (found,) = read_terminals(study.model_copy(update={"approaches": (wider,)}))
    assert found.origins.sum() == 11
    assert np.argwhere(found.avoid).tolist() == [[4, 4]]


def test_a_place_that_cannot_be_read(scenario, source):
    places = {"n": {"point_deg": (0, 0)}, "s": {"edge": "south"}}
    with pytest.raises(LayerError, match="lies outside the region"):
        read_terminals(scenario(source("dem.tif", "elevation"), places=places))
