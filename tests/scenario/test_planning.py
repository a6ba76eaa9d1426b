"""Limits on every column of options, and aims that are refused."""

import pytest
from pydantic import ValidationError

from marchland.catalogue.read import catalogue
from marchland.consequences.burden import BURDENS
from marchland.consequences.price import PRICED
from marchland.scenario.planning import Limits, Planning


def test_every_column_of_options_that_adds_up_can_be_limited():
    covers = [f"land_{cover}_m2" for cover in (*catalogue().classes["cover"], "unknown")]
    assert set(Limits.model_fields) == {*PRICED, *BURDENS, *covers}
    limits = Limits.model_validate({"cost_eur": 5.0, "carbon_kg": 0.0})
    assert limits.given() == {"cost_eur": 5.0, "carbon_kg": 0.0}


@pytest.mark.parametrize(
    "wrong",
    [
        {"maximise": "max"},
        {"of": "share"},
        {"worst": 0.0},
        {"gap": 0.0},
        {"sweeps": 0},
        {"gaps": 1},
    ],
)
def test_an_aim_that_is_none_is_refused(wrong):
    with pytest.raises(ValidationError):
        Planning.model_validate(wrong)
