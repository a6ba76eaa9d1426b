"""Nothing explosive comes in, under whatever name: three doors, and each of them shut."""

from dataclasses import dataclass, replace

import pytest
from tests.drawing import measure

from marchland.barriers.options import options
from marchland.barriers.sites import Sites
from marchland.catalogue.postures import posture_faults, postures
from marchland.catalogue.read import catalogue
from marchland.catalogue.scope import REMEDY, scope_faults
from marchland.catalogue.tables import definition_faults
from marchland.errors import ScopeError
from marchland.model.declaration import Declaration

DITCH = dict(catalogue().definitions["measure"]["ditch"])


@pytest.mark.parametrize(
    "name",
    ["mine", "minefield", "mined_area", "anti_tank_mines", "demolition", "bridge_charge",
     "explosive_ditch", "bomb", "grenade_trap", "booby_trap", "munition_store"],
)  # fmt: skip
def test_the_catalogue_refuses_it_by_its_name_though_its_words_are_those_of_a_ditch(name):
    (fault,) = definition_faults({"measure": {name: DITCH}})
    assert fault.where == f"definitions.toml measure.{name}"
    assert "is a weapon or explosive, and no measure" in fault.what
    assert fault.remedy == REMEDY


@pytest.mark.parametrize(
    "text", ["A belt of mines.", "Bridge with charges.", "Detonated from afar.", "Lethal fence."]
)
def test_and_by_what_is_said_of_it(text):
    assert definition_faults({"measure": {"belt": {**DITCH, "text": text}}})
    assert list(scope_faults("measure.belt", {"scope": text}))


def test_and_by_every_word_that_only_a_weapon_would_need():
    faults = definition_faults({"measure": {"belt": {**DITCH, "charge_kg": 5, "fuze": "x"}}})
    assert [fault.what for fault in faults] == ["is no word of a measure"] * 2


@dataclass(frozen=True)
class Blast:
    """What no measure does."""

    charge_kg: float


def test_by_type_it_is_neither_an_action_nor_an_option():
    with pytest.raises(ScopeError, match="Blast is not an action of a measure"):
        replace(measure(), actions=(Blast(5.0),))
    mined = Declaration("field", "mined_area", ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0)), "XX")
    with pytest.raises(ScopeError, match="assessed, never optimised"):
        options(Sites(None, None), (mined,))


def test_a_posture_neither_holds_one_nor_speaks_of_one():
    assert list(posture_faults("belt", {"text": "X.", "border": ["minefield"]}))
    (fault,) = posture_faults("belt", {"text": "A mined belt."})
    assert fault.remedy == REMEDY


@pytest.mark.parametrize("text", ["Determined defence.", "Undermined banks.", "A prominent road."])
def test_words_that_only_look_like_one_pass(text):
    assert not list(scope_faults("measure.bank", {"text": text}))


def test_nothing_that_is_there_speaks_of_one():
    book = catalogue()
    for name, words in book.definitions["measure"].items():
        assert not list(scope_faults(f"measure.{name}", words))
    for name, one in postures().items():
        assert not list(scope_faults(f"posture.{name}", {"text": one.text}))
