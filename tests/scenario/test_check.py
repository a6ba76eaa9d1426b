"""Names, places and files that lead nowhere are told, with the nearest that does."""

import pytest

from marchland.catalogue.read import catalogue
from marchland.scenario.check import cross_faults


def told(raw, folder):
    return [str(fault) for fault in cross_faults(raw, folder)]


def test_a_right_scenario_has_no_faults(raw, folder):
    assert told(raw, folder) == []


@pytest.mark.parametrize(
    ("key", "name", "fault"),
    [
        ("movers", "lory", "movers: unknown mover 'lory'. Did you mean lorry?"),
        ("seasons", "froze", "seasons: unknown season 'froze'. Did you mean frozen?"),
        ("measures", "dich", "measures: unknown measure 'dich'. Did you mean ditch?"),
        ("seasons", "x", "seasons: unknown season 'x'. Known: dry, wet, thaw, frozen, snow."),
    ],
)
def test_a_name_that_is_not_in_the_catalogue(raw, folder, key, name, fault):
    raw[key] = [name]
    assert told(raw, folder) == [fault]


@pytest.mark.parametrize("name", ["minefield", "mine", "mined_area", "demolition", "charge"])
def test_nothing_explosive_is_a_measure(raw, folder, name):
    raw["measures"] = [name]
    (fault,) = told(raw, folder)
    why = {"mined_area": "'mined_area' is no measure: Marchland never sites, chooses or optimises"}
    assert fault.startswith(f"measures: {why.get(name, f'unknown measure {name!r}')}")
    assert name not in catalogue().names("measure")


@pytest.mark.parametrize("key", ["origins", "objectives", "avoid"])
def test_a_place_that_nobody_defined(raw, folder, key):
    raw["approaches"][0][key] = ["wset"]
    assert told(raw, folder) == [
        f"approaches[1].{key}: no place 'wset' is defined. Did you mean west?"
    ]


def test_a_place_where_there_are_none(raw, folder):
    raw["places"] = {}
    raw["approaches"] = [{"name": "over", "origins": ["a"], "objectives": []}]
    assert told(raw, folder) == [
        "approaches[1].origins: no place 'a' is defined. Known: none.",
        "approaches[1].objectives: names no place. Name one or more of [places].",
    ]


def test_a_file_that_is_not_there(raw, folder):
    raw["sources"][0]["file"] = "dme.tif"
    raw["places"]["bank"] = {"file": "bank.gpkg"}
    assert told(raw, folder) == [
        f"sources[1].file: no file dme.tif. Files are looked for from {folder}.",
        f"places.bank.file: no file bank.gpkg. Files are looked for from {folder}.",
    ]


@pytest.mark.parametrize(
    ("epsg", "what"),
    [
        (99, "there is no EPSG:99"),
        (4326, "EPSG:4326, WGS 84, is not projected in metres"),
        (2264, "EPSG:2264, NAD83 / North Carolina (ftUS), is not projected in metres"),
    ],
)
def test_a_reference_system_that_is_not_projected_in_metres(raw, folder, epsg, what):
    raw["region"]["epsg"] = epsg
    remedy = "Choose a projected system in metres, such as 3035 for Europe."
    assert told(raw, folder) == [f"region.epsg: {what}. {remedy}"]


def test_a_cover_that_is_no_class(raw, folder):
    raw["region"]["unmapped_cover"] = "farmlnad"
    assert told(raw, folder) == [
        "region.unmapped_cover: unknown cover 'farmlnad'. Did you mean farmland?"
    ]


@pytest.mark.parametrize("key", ["movers", "seasons", "measures"])
def test_a_name_given_twice(raw, folder, key):
    raw[key] = raw[key] * 2
    (name,) = set(raw[key])
    assert told(raw, folder) == [f"{key}: {name!r} is given 2 times. Keep one of them."]


def test_two_approaches_of_one_name(raw, folder):
    raw["approaches"] *= 2
    assert told(raw, folder) == ["approaches: 'over' is given 2 times. Keep one of them."]


def declared(unit="h", low=1):
    return {"low": low, "best": 2, "high": 8, "unit": unit, "by": "the analyst"}


def test_a_coefficient_and_a_delay_may_be_declared(raw, folder):
    raw["coefficients"] = {
        "measures.ditch.delay_wheeled": declared("min"),
        "movers.heavy_wheeled.weight": declared("t"),
    }
    assert told(raw, folder) == []


def test_a_coefficient_that_is_not_there(raw, folder):
    raw["coefficients"] = {"cover.forrest.wheeled": declared("1")}
    assert told(raw, folder) == [
        "coefficients.cover.forrest.wheeled: no such coefficient. "
        "Did you mean cover.forest.wheeled?"
    ]


def test_a_delay_of_a_mover_that_the_measure_does_not_hold(raw, folder):
    raw["coefficients"] = {"measures.ditch.delay_dismounted": declared()}
    (fault,) = told(raw, folder)
    assert "no such coefficient" in fault


@pytest.mark.parametrize("unit", ["m", "furlong", None, 5])
def test_a_unit_that_does_not_fit(raw, folder, unit):
    raw["coefficients"] = {"measures.ditch.delay_wheeled": declared(unit)}
    key = "coefficients.measures.ditch.delay_wheeled.unit"
    assert told(raw, folder) == [f"{key}: unit {unit!r} does not fit. Use s, min, h, d."]


def test_a_coefficient_below_zero(raw, folder):
    raw["coefficients"] = {"measures.ditch.delay_wheeled": declared(low=-1)}
    key = "coefficients.measures.ditch.delay_wheeled.low"
    assert told(raw, folder) == [f"{key}: -1 is below zero. Give 0 or more."]


@pytest.mark.parametrize("strange", [None, 3, "x", ["x"], {"x": 1}, [None], [["x"]]])
@pytest.mark.parametrize(
    "key",
    ["movers", "measures", "region", "places", "approaches", "sources", "coefficients"],
)
def test_a_part_of_the_wrong_shape_is_left_to_the_form(raw, folder, key, strange):
    raw[key] = strange
    assert all(isinstance(fault, str) for fault in told(raw, folder))


def test_a_share_of_speed_is_at_most_one(raw, folder):
    raw["coefficients"] = {
        "cover.forest.tracked": {"low": 0.5, "best": 1, "high": 2, "unit": "1", "by": "me"}
    }
    (fault,) = told(raw, folder)
    assert "2 is more than the whole speed. Give a share from 0 to 1." in fault


def test_a_threshold_is_a_share_of_the_speed(raw, folder):
    limits = {"low": 0.2, "best": 0.5, "high": 1.5, "unit": "1", "by": "x"}
    raw["coefficients"] = {"thresholds.tracked.unrestricted": limits}
    (fault,) = [str(fault) for fault in cross_faults(raw, folder)]
    assert "1.5 is more than the whole speed. Give a share from 0 to 1." in fault
    slow = {"low": 1, "best": 2, "high": 3, "unit": "m/s", "by": "x"}
    raw["coefficients"] = {"thresholds.tracked.severe": slow}
    assert cross_faults(raw, folder) == []
