"""Bad rows are refused at load, every one of them at once, each with what to do."""

import pytest

from marchland.catalogue.tables import (
    FIELDS,
    class_faults,
    definition_faults,
    needed,
    read_classes,
    read_estimates,
    read_rows,
    read_toml,
    sound_rows,
    undeclared,
)
from marchland.errors import Fault

REFERENCES = {"somebody": {"text": "Somebody (2025)."}}
HEADER = ",".join(FIELDS)
GOOD = "forest,wheeled,0.4,0.5,0.6,1,somebody,assumed,"
MEASURE = {"layer": "stop", "per": "m", "site": "gap", "holds": ["tracked"], "text": "A ditch."}
MOVER = {"kind": "tracked", "reach": "ground", "reference": "a carrier"}
HEAD = "layer,code,name,label,assumed"


@pytest.fixture
def table(tmp_path):
    def write(*rows, header=HEADER, name="cover.csv"):
        path = tmp_path / name
        path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        return path

    return write


def told(path):
    faults = []
    kept = read_estimates(path, REFERENCES, faults)
    return kept, [str(fault) for fault in faults]


def test_a_good_row_becomes_an_estimate(table):
    kept, faults = told(table(GOOD))
    assert faults == []
    estimate = kept["cover.forest.wheeled"]
    assert (estimate.low, estimate.best, estimate.high) == (0.4, 0.5, 0.6)
    assert (estimate.source, estimate.tag) == ("somebody", "assumed")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("a,b,1,2,3,1,,assumed,", "no source. Fill every column but the note."),
        ("a,,1,,3,1,somebody,assumed,", "no quantity, best. Fill every column but the note."),
        ("a,b,1,2,3,1,nobody,assumed,", "unknown source 'nobody'. Add it to references.toml"),
        ("a,b,3,2,1,1,somebody,assumed,", "low <= best <= high is broken: 3, 2, 1. Put the three"),
        ("a,b,1,2,3,mph,somebody,assumed,", "unknown unit 'mph'. Use one of 1, %, m,"),
        ("a,b,1,2,3,1,somebody,guess,", "unknown tag 'guess'. Use one of published, second-hand"),
        ("a,b,1,x,3,1,somebody,assumed,", "low, best or high is not a number. Write numbers."),
        ("a,b,-1,2,3,1,somebody,assumed,", "low, best or high is below zero or not finite."),
        ("a,b,1,2,inf,1,somebody,assumed,", "low, best or high is below zero or not finite."),
        ("a,b,nan,2,3,1,somebody,assumed,", "low, best or high is below zero or not finite."),
    ],
)
def test_a_bad_row_is_left_out_and_told(table, row, message):
    kept, faults = told(table(GOOD, row))
    assert list(kept) == ["cover.forest.wheeled"]
    assert len(faults) == 1
    assert faults[0].startswith(f"cover.csv line 3: {message}")


def test_a_row_given_twice_is_told(table):
    kept, faults = told(table(GOOD, GOOD))
    assert len(kept) == 1
    assert faults == [
        "cover.csv line 3: cover.forest.wheeled is given twice. Keep one of the rows."
    ]


def test_everything_wrong_with_a_row_is_told(table):
    _, faults = told(table("a,b,3,2,1,mph,nobody,guess,"))
    assert len(faults) == 4


def test_a_table_without_a_column_says_which(table):
    header = ",".join(field for field in FIELDS if field != "source")
    _, faults = told(table("forest,wheeled,1,2,3,1,assumed,", header=header))
    assert faults == ["cover.csv line 2: no source. Fill every column but the note."]


def test_rows_have_the_numbers_of_their_lines(table):
    assert [number for number, _ in read_rows(table(GOOD, GOOD))] == [2, 3]


def test_a_toml_table_is_read(tmp_path):
    (tmp_path / "a.toml").write_text('[here]\ntext = "there"\n', encoding="utf-8")
    assert read_toml(tmp_path / "a.toml") == {"here": {"text": "there"}}


def test_classes_have_codes_and_what_is_assumed_under_them(table):
    rows = ("cover,10,forest,forest,SM", "road,1,path,path,fair", "water,1,ditch,ditch,")
    faults = []
    codes, under = read_classes(table(*rows, header=HEAD, name="classes.csv"), faults)
    assert codes == {"cover": {"forest": 10}, "road": {"path": 1}, "water": {"ditch": 1}}
    assert under == {"cover": {"forest": "SM"}, "road": {"path": "fair"}}
    assert faults == []


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("cover,ten,grass,grass,SM", "code 'ten' is not 1 to 254"),
        ("cover,0,grass,grass,SM", "code '0' is not 1 to 254"),
        ("cover,255,grass,grass,SM", "code '255' is not 1 to 254"),
        ("cover,10,grass,grass,SM", "cover grass or its code is given twice"),
        ("cover,20,forest,forest,SM", "cover forest or its code is given twice"),
        ("cover,20,grass,grass,", "no soil under grass"),
        ("road,1,path,path,", "no surface under path"),
    ],
)
def test_a_bad_class_is_told(table, row, message):
    faults = []
    path = table("cover,10,forest,forest,SM", row, header=HEAD, name="classes.csv")
    assert read_classes(path, faults)[0]["cover"] == {"forest": 10}
    assert [fault.what for fault in faults] == [message]


def test_good_definitions_have_no_faults():
    definitions = {
        "mover": {"carrier": MOVER},
        "season": {"dry": {"moisture": "dry"}},
        "measure": {"ditch": MEASURE},
    }
    assert definition_faults(definitions) == []


@pytest.mark.parametrize(
    ("measure", "where", "what"),
    [
        ({**MEASURE, "layer": "kill"}, "layer", "unknown word 'kill'"),
        ({**MEASURE, "site": "field"}, "site", "unknown word 'field'"),
        ({**MEASURE, "per": "kg"}, "per", "unknown word 'kg'"),
        ({**MEASURE, "holds": ["boats"]}, "holds", "unknown word 'boats'"),
        ({**MEASURE, "holds": "tracked"}, "holds", "must be a list"),
        ({**MEASURE, "text": ["a", "b"]}, "text", "must be one word"),
        ({k: v for k, v in MEASURE.items() if k != "per"}, "per", "is missing"),
        ({**MEASURE, "slows": "tracked"}, "slows", "must be a list"),
        ({**MEASURE, "slows": ["boats"]}, "slows", "unknown word 'boats'"),
        ({**MEASURE, "also": ["field"]}, "also", "unknown word 'field'"),
        ({**MEASURE, "law": ["arms"]}, "law", "unknown word 'arms'"),
        ({**MEASURE, "unknown": ["land"]}, "unknown", "unknown word 'land'"),
        ({**MEASURE, "notices": "yes"}, "notices", "must be true"),
    ],
)
def test_a_bad_definition_is_told(measure, where, what):
    faults = definition_faults({"measure": {"ditch": measure}})
    assert [(f.where, f.what) for f in faults] == [
        (f"definitions.toml measure.ditch.{where}", what)
    ]


@pytest.mark.parametrize("word", ["charge_kg", "density_m2", "lethality", "kind", "radius"])
def test_a_measure_has_no_word_for_a_weapon(word):
    faults = definition_faults({"measure": {"strip": {**MEASURE, word: 1}}})
    assert [fault.what for fault in faults] == ["is no word of a measure"]
    assert "defined by layer, per, site, holds, text, " in faults[0].remedy
    assert "unknown and nothing else" in faults[0].remedy
    assert word not in faults[0].remedy.split()


def test_what_is_unknown_of_a_measure_needs_no_row_and_water_needs_its_depth():
    words = {**MEASURE, "unknown": ["cost"], "stands": "lake"}
    keys = needed({"measure": {"polder": words}}, {}, {"cover": {}, "road": {}})
    assert [key for key in keys if key.startswith("measures.")] == [
        "measures.polder.land", "measures.polder.build", "measures.polder.depth",
    ]  # fmt: skip


def test_what_nobody_has_declared():
    words = {**MEASURE, "slows": ["dismounted"], "notices": True, "unknown": ["cost"]}
    keys = undeclared({"ditch": words}, ["measures.ditch.slow_dismounted"])
    assert keys == {
        "measures.ditch.cost": "EUR/m", "measures.ditch.delay_tracked": "s",
        "measures.ditch.defended_tracked": "s", "measures.ditch.notice": "1",
    }  # fmt: skip


def test_classes_that_measures_name_have_to_be_there():
    words = {**MEASURE, "becomes": "sand", "not_on": ["peat", "moon"]}
    faults = class_faults({"dune": words}, {"cover": {"peat": 91}})
    assert [(f.where, f.what) for f in faults] == [
        ("definitions.toml measure.dune.becomes", "unknown cover 'sand'"),
        ("definitions.toml measure.dune.not_on", "unknown cover 'moon'"),
    ]


def test_a_subject_of_ones_own_is_told():
    faults = definition_faults({"weapon": {"mine": {}}})
    assert [str(fault) for fault in faults] == [
        "definitions.toml weapon: is no subject. Subjects: mover, season, measure."
    ]


def test_what_definitions_and_classes_need():
    definitions = {
        "mover": {
            "walker": {"kind": "dismounted", "reach": "ground"},
            "carrier": MOVER,
            "bus": {"kind": "wheeled", "reach": "roads"},
        },
        "season": {"dry": {"moisture": "dry"}},
        "measure": {"ditch": MEASURE},
    }
    under = {"cover": {"forest": "SM"}, "road": {"path": "fair"}}
    keys = needed(definitions, {"cover": {"forest": 10}, "road": {"path": 1}}, under)
    assert {"cover.forest.dismounted", "cover.forest.tracked", "soils.SM.wet"} <= set(keys)
    assert {"movers.walker.weight", "movers.carrier.vci_1", "seasons.dry.ice"} <= set(keys)
    assert {"measures.ditch.cost", "measures.ditch.land", "measures.ditch.build"} <= set(keys)
    assert {"surfaces.fair.wet", "thresholds.tracked.severe", "gaps.walker.ford"} <= set(keys)
    assert [key for key in keys if key.startswith("movers.bus")] == ["movers.bus.weight"]
    assert not any(key.startswith(("roads.", "movers.walker.vci")) for key in keys)


def test_rows_are_sound_or_told(table):
    """The catalogue and the fact tables gather what is wrong with them in the same way."""
    faults = []

    def check(where, row):
        return [Fault(where, "is bad", "Mend it.")] if row["row"] == "bad" else []

    path = table("good,x", "bad,x", "fine,x", header="row,note")
    assert [row["row"] for _, row in sound_rows(path, check, faults)] == ["good", "fine"]
    assert [str(fault) for fault in faults] == ["cover.csv line 3: is bad. Mend it."]
