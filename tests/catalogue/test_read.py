"""The catalogue is complete, sourced, immutable, and told apart by its digest."""

import re
import shutil
from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marchland import Estimate
from marchland.catalogue.read import catalogue, read_catalogue
from marchland.catalogue.tables import HOME
from marchland.errors import CatalogueError
from marchland.model.measure import Hold, Notice, Reground, Slow
from marchland.units import SI

BOOK = catalogue()
KEYS = sorted(BOOK.estimates)
DECLARED = Estimate(3600, 7200, 28800, "s", "the analyst", "declared")


@pytest.fixture
def home(tmp_path):
    """A copy of the packaged tables, to spoil."""
    kinds = shutil.ignore_patterns("*.py", "__pycache__")
    return shutil.copytree(HOME, tmp_path / "catalogue", ignore=kinds)


def append(path, *rows):
    with path.open("a", encoding="utf-8") as table:
        table.writelines(f"{row}\n" for row in rows)


def drop(path, pattern):
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not re.match(pattern, line)]
    assert len(kept) < len(lines)
    path.write_text("".join(kept), encoding="utf-8")


def told(home):
    with pytest.raises(CatalogueError) as refused:
        read_catalogue(home)
    return [str(fault) for fault in refused.value.faults]


def test_a_copy_reads_as_the_packaged_one(home):
    assert read_catalogue(home) == BOOK
    assert read_catalogue(home).digest() == BOOK.digest()


def test_every_value_cites_a_reference_that_can_be_found():
    assert {e.source for e in BOOK.estimates.values()} <= set(BOOK.references)
    assert {key for key, words in BOOK.references.items() if len(words["text"]) < 20} == set()


def test_no_value_claims_to_be_declared():
    assert [key for key in KEYS if BOOK.estimates[key].tag == "declared"] == []


def test_no_delay_is_shipped():
    assert [key for key in KEYS if "delay" in key] == []


def test_cover_and_water_leave_at_most_all_of_the_speed():
    shares = [key for key in KEYS if key.startswith(("cover.", "water.", "surfaces."))]
    assert [key for key in shares if BOOK.estimates[key].high > 1] == []


@pytest.mark.parametrize("name", BOOK.names("mover"))
def test_every_mover_is_complete(name):
    mover = BOOK.mover(name)
    assert mover.name == name
    assert (mover.vehicle is None) == (mover.kind == "dismounted" or mover.reach == "roads")
    assert (mover.crossing is None) == (mover.reach == "roads")
    if mover.vehicle:
        assert mover.vehicle.vci_1.high < mover.vehicle.vci_50.low


@pytest.mark.parametrize("name", BOOK.names("season"))
def test_every_season_is_complete(name):
    assert BOOK.season(name).frost_depth_m.unit == "m"


@pytest.mark.parametrize("name", BOOK.names("measure"))
def test_what_every_measure_does_to_movement_is_unknown_until_declared(name):
    for action in BOOK.measure(name).actions:
        if isinstance(action, Hold):
            assert set(action.delay_s.values()) == set(action.defended_s.values()) == {None}
        elif isinstance(action, Slow):
            assert action.factor is None
        elif isinstance(action, Notice):
            assert action.probability is None


def test_a_ditch_does_nothing_but_hold():
    assert [type(action) for action in BOOK.measure("ditch").actions] == [Hold]


def test_rewetting_and_a_polder_change_the_ground():
    assert BOOK.measure("rewetting").becomes == Reground("peat")
    polder = BOOK.measure("flooded_polder").becomes
    assert (polder.cover, polder.water, polder.depth_m.unit) == ("wetland", "lake", "m")
    assert BOOK.measure("rewetting").ready_y.unit == "y"


@pytest.mark.parametrize("name", BOOK.names("measure"))
def test_a_cost_is_unknown_only_where_the_words_say_so(name):
    measure, words = BOOK.measure(name), BOOK.definitions["measure"][name]
    assert (measure.cost_eur is None) == ("cost" in words.get("unknown", ()))
    unit = {"m": "EUR/m", "m2": "EUR/m2", "piece": "EUR"}[measure.per]
    assert measure.cost_eur is None or measure.cost_eur.unit == unit


def test_whatever_is_unknown_of_a_measure_can_be_declared():
    one = {"m": "EUR/m", "s": "s", "1": "1"}
    for key, unit in BOOK.undeclared().items():
        declared = replace(DECLARED, low=0, best=0, high=1, unit=one.get(unit, unit))
        name = key.split(".")[1]
        assert BOOK.declare({key: declared}).measure(name) != BOOK.measure(name)


def test_a_measure_on_a_cover_that_is_not_there_is_told(home):
    append(home / "definitions.toml", "[measure.dune]", 'layer = "slow"', 'per = "m2"',
           'site = "gap"', "holds = []", 'text = "Sand."', 'becomes = "sand"')  # fmt: skip
    faults = told(home)
    assert any("measure.dune.becomes: unknown cover 'sand'" in fault for fault in faults)


@pytest.mark.parametrize("subject", ["mover", "season", "measure"])
def test_a_name_nobody_defined_is_refused_with_the_known_ones(subject):
    with pytest.raises(CatalogueError, match=f"unknown {subject}. Known: ") as refused:
        getattr(BOOK, subject)("tanks")
    assert BOOK.names(subject)[0] in str(refused.value)


@given(st.sampled_from(KEYS))
def test_a_coefficient_is_looked_up_in_si(key):
    assert BOOK.get(key) == BOOK.estimates[key].si() == BOOK.find(key)
    assert BOOK.get(key).unit in SI


def test_a_coefficient_that_is_not_there():
    assert BOOK.find("cover.lava.tracked") is None
    with pytest.raises(CatalogueError, match=r"no such coefficient\. List them with"):
        BOOK.get("cover.lava.tracked")


@given(st.sampled_from(KEYS))
def test_the_digest_changes_when_any_coefficient_changes(key):
    old = BOOK.estimates[key]
    for change in (
        replace(old, high=old.high + 1),
        replace(old, tag="declared"),
        replace(old, source="somebody else"),
    ):
        assert BOOK.declare({key: change}).digest() != BOOK.digest()
    assert BOOK.declare({key: old}).digest() == BOOK.digest()


def test_the_digest_changes_when_a_word_changes():
    words = {
        **BOOK.definitions,
        "season": {**BOOK.definitions["season"], "dry": {"moisture": "wet"}},
    }
    assert replace(BOOK, definitions=words).digest() != BOOK.digest()


@pytest.mark.parametrize(
    "table", ["tags.csv", "texture.csv", "postures.toml", "facts/treaty_events.csv"]
)
def test_the_digest_changes_with_what_decides_beside_the_coefficients(home, table):
    text = (home / table).read_text(encoding="utf-8")
    (home / table).write_text(text, encoding="utf-8", newline="\r\n")
    assert read_catalogue(home).digest() == BOOK.digest()
    (home / table).write_text(text + "# one more line\n", encoding="utf-8")
    assert read_catalogue(home).digest() != BOOK.digest()


def test_a_declared_value_stands_in_and_is_tagged_declared():
    book = BOOK.declare({"measures.ditch.delay_tracked": DECLARED})
    delay = book.measure("ditch").delay_s("tracked")
    assert (delay.best, delay.tag, delay.source) == (7200, "declared", "the analyst")
    assert book.measure("ditch").delay_s("wheeled") is None


def test_declaring_leaves_the_packaged_catalogue_alone():
    before = BOOK.digest()
    BOOK.declare({KEYS[0]: DECLARED})
    assert BOOK.digest() == before == catalogue().digest()
    with pytest.raises(FrozenInstanceError):
        BOOK.estimates = {}


def test_bad_rows_are_refused_all_at_once(home):
    append(
        home / "coefficients" / "cover.csv",
        "lava,tracked,1,2,3,1,,assumed,",
        "forest,tracked,0.4,0.6,0.8,1,marchland,assumed,",
        "ash,tracked,3,2,1,1,marchland,assumed,",
    )
    append(home / "coefficients" / "rules.csv", "foot,pace,1,2,3,furlong,nobody,assumed,")
    drop(home / "coefficients" / "water.csv", "river,tracked")
    faults = told(home)
    for part in (
        "no source",
        "cover.forest.tracked is given twice",
        "low <= best <= high is broken: 3, 2, 1",
        "unknown unit 'furlong'",
        "unknown source 'nobody'",
        "water.csv: no row for river, tracked",
    ):
        assert sum(part in fault for fault in faults) == 1, part
    assert len(faults) == 6


@pytest.mark.parametrize(
    ("table", "pattern", "message"),
    [
        ("cover", "forest,tracked", "cover.csv: no row for forest, tracked"),
        ("soils", "Pt,wet", "soils.csv: no row for Pt, wet"),
        ("movers", "heavy_wheeled,vci_1", "movers.csv: no row for heavy_wheeled, vci_1"),
        ("gaps", "dismounted,ford", "gaps.csv: no row for dismounted, ford"),
        ("thresholds", "tracked,severe", "thresholds.csv: no row for tracked, severe"),
        ("surfaces", "limited,wet", "surfaces.csv: no row for limited, wet"),
        ("seasons", "dry,ice", "seasons.csv: no row for dry, ice"),
        ("measures", "ditch,land", "measures.csv: no row for ditch, land"),
    ],
)
def test_a_class_or_definition_without_a_value_is_refused(home, table, pattern, message):
    drop(home / "coefficients" / f"{table}.csv", f"{pattern},")
    assert [fault for fault in told(home) if fault.startswith(message)]


def test_a_measure_with_an_effect_of_its_own_is_refused(home):
    append(home / "definitions.toml", "[measure.strip]", 'layer = "kill"', "charge_kg = 5")
    faults = told(home)
    assert any("measure.strip.charge_kg: is no word of a measure" in fault for fault in faults)
    assert any("measure.strip.layer: unknown word 'kill'" in fault for fault in faults)
    assert any("measures.csv: no row for strip, cost" in fault for fault in faults)


def test_it_is_told_in_a_line():
    assert repr(BOOK).startswith(f"Catalogue({len(KEYS)} coefficients, 8 movers, 5 seasons, ")
