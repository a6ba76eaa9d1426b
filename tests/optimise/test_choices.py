"""Choices: what stands when options are built."""

from tests.drawing import measure, sites

from marchland.barriers.options import options
from marchland.consequences.price import price
from marchland.optimise.choices import Choices


def test_standing_names_the_measure_on_each_site():
    measures = measure("ditch", wheeled=1), measure("wall", wheeled=2)
    where = sites("...1....\n........\n...2....")
    offered = Choices(where, measures, price(options(where, measures), measures))
    standing = offered.standing(["line-2:ditch", "line-1:wall"])
    assert standing.measures["line-1"].name == "wall"
    assert standing.measures["line-2"].name == "ditch"
