"""Two studies of one case each, whose figures can be checked by hand."""

import pandas as pd
import pytest

from marchland.comparison.differences import Subject
from marchland.consequences.cases import Alternative
from marchland.model.estimate import Estimate

INF = float("inf")


def value(low, best, high, unit="EUR"):
    return Estimate(low, best, high, unit, "here", "computed")


def effect(*cases):
    columns = ["approach", "side", "mover", "season"]
    columns += [f"{w}_{v}_s" for w in ("before", "after") for v in ("low", "best", "high")]
    return pd.DataFrame([(*case[:4], *case[4], *case[5]) for case in cases], columns=columns)


@pytest.fixture
def pair():
    """The same ground in the dry, with a ditch; and frozen, where no way is left after it."""
    dry = ("west", "opposing", "truck", "dry", (10.0, 20.0, 30.0), (40.0, 50.0, 60.0))
    shut = ("west", "opposing", "truck", "dry", (10.0, 20.0, 30.0), (INF, INF, INF))
    ice = ("west", "opposing", "truck", "frozen", (1.0, 2.0, 3.0), (4.0, 5.0, 6.0))
    one = Subject(
        "ditch",
        {"name": "a", "seasons": ["dry"], "limits": {"cost_eur": 5.0}},
        "west, truck, dry",
        effect(dry),
        ("s1:ditch",),
        Alternative("ditch", {"cost": value(1, 2, 3), "people": value(5, 5, 5, "people")}),
        pd.DataFrame(),
    )
    two = Subject(
        "wall",
        {"name": "a", "seasons": ["dry", "frozen"], "limits": {"cost_eur": 9.0}, "party": ["LT"]},
        "west, truck, frozen",
        effect(shut, ice),
        ("s1:wall",),
        Alternative("wall", {"cost": value(4, 6, 9), "people": None}),
        pd.DataFrame(),
    )
    return one, two
