"""Everything wrong with a scenario file is told at once; what is right survives a round trip."""

import copy
import json
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marchland.errors import ScenarioError
from marchland.samples.find import sample_file
from marchland.scenario.form import Approach, Limits, Place, Region, Scenario, Source
from marchland.scenario.read import build_scenario, read_scenario


def told(raw, folder):
    with pytest.raises(ScenarioError) as refused:
        build_scenario(raw, folder, "ford")
    return [str(fault) for fault in refused.value.faults]


def saved(path, text):
    path.write_text(text, encoding="utf-8")
    return path


def test_a_right_scenario_is_read(raw, folder):
    scenario = build_scenario(raw, folder, "ford")
    assert scenario.name == "ford"
    assert scenario.folder == folder
    assert scenario.approaches[0] == Approach("over", ("west",), ("bank",))


def test_from_toml_to_a_scenario_to_json_and_back(folder):
    first = read_scenario(sample_file("suwalki"))
    run = {"scenario": first.model_dump(mode="json"), "folder": str(first.folder)}
    again = read_scenario(saved(folder / "run.json", json.dumps(run, sort_keys=True)))
    assert again == first
    assert again.digest() == first.digest()


def test_a_run_finds_its_files_from_where_it_lies(raw, folder):
    out = folder / "out" / "ford"
    out.mkdir(parents=True)
    run = {"scenario": raw, "folder": "../.."}
    assert read_scenario(saved(out / "run.json", json.dumps(run))).folder == folder.resolve()


@given(
    cost=st.floats(min_value=0, max_value=1e12),
    seed=st.integers(0, 2**63 - 1),
    title=st.text(max_size=20).filter(str.strip),
    day=st.dates(date(1900, 1, 1), date(2200, 12, 31)),
)
def test_any_right_values_survive_the_round_trip(cost, seed, title, day):
    text = sample_file("suwalki").read_text(encoding="utf-8")
    raw = tomllib.loads(text)
    raw |= {"seed": seed, "title": title, "on": day.isoformat(), "limits": {"cost_eur": cost}}
    home = sample_file("suwalki").parent
    first = build_scenario(raw, home, "one")
    again = build_scenario(json.loads(first.model_dump_json()), home, "two")
    assert (again, again.digest()) == (first, first.digest())


def test_all_faults_are_told_at_once(raw, folder):
    del raw["question"]
    raw |= {"movers": ["wheled"], "cel_m": 5, "format": 2}
    raw["limits"]["cost_eur"] = -1
    raw["region"]["epsg"] = 4326
    raw["approaches"][0]["origins"] = ["nowhere"]
    raw["sources"][0]["layer"] = "tgas"
    faults = told(raw, folder)
    wheres = {fault.partition(":")[0] for fault in faults}
    assert wheres == {
        "question",
        "movers",
        "cel_m",
        "format",
        "limits.cost_eur",
        "region.epsg",
        "approaches[1].origins",
        "sources[1].layer",
    }


@pytest.mark.parametrize(
    ("path", "key", "near"),
    [
        ((), "mover", "movers"),
        (("region",), "cell", "cell_m"),
        (("limits",), "cost", "cost_eur"),
        (("sources", 0), "fil", "file"),
        (("places", "bank"), "edeg", "edge"),
        (("approaches", 0), "origin", "origins"),
    ],
)
def test_an_unknown_key_suggests_the_nearest(raw, folder, path, key, near):
    part = raw
    for step in path:
        part = part[step]
    part[key] = "x"
    (fault,) = told(raw, folder)
    assert fault.endswith(f"{key}: unknown key. Did you mean {near}?")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ((), Scenario),
        (("region",), Region),
        (("limits",), Limits),
        (("sources", 0), Source),
        (("places", "bank"), Place),
    ],
)
def test_a_key_like_no_other_is_refused_with_those_there_are(raw, folder, path, kind):
    part = raw
    for step in path:
        part = part[step]
    part["zzzzz"] = 1
    (fault,) = told(raw, folder)
    names = [name for name in kind.model_fields if name not in ("folder", "chosen")]
    keys = ", ".join(names + (["known", "file"] if kind is Region else []))
    assert fault.endswith(f"zzzzz: unknown key. Known keys: {keys}.")


def test_the_folder_is_no_key_of_the_file(raw, folder):
    raw["folder"] = "/"
    (fault,) = told(raw, folder)
    assert fault.startswith("folder: unknown key. Files are looked for from the scenario's own")


def change(raw, where, value):
    raw = copy.deepcopy(raw)
    part = raw
    for step in where[:-1]:
        part = part[step]
    part[where[-1]] = value
    return raw


@pytest.mark.parametrize(
    ("where", "value", "fault"),
    [
        (["format"], 2, "format: input should be 1 (given: 2)"),
        (["name"], "a b", "name: string should match pattern"),
        (["on"], "yesterday", "on: input should be a valid date"),
        (["party"], ["POL"], "party[1]: 'POL' is no code of a state. Write its two letters"),
        (["seed"], -1, "seed: input should be greater than or equal to 0"),
        (["movers"], [], "movers: list should have at least 1 item, not 0"),
        (["movers"], "wheeled", "movers: input should be a valid list"),
        (["sources"], [], "scenario: name at least one of [[sources]], or open_data"),
        (["approaches"], [], "approaches: list should have at least 1 item, not 0"),
        (["limits", "cost_eur"], -4, "limits.cost_eur: input should be greater than or equal to 0"),
        (["limits", "cost_eur"], "4", "limits.cost_eur: input should be a valid number"),
        (["limits", "land_m2"], -4, "limits.land_m2: input should be greater than or equal to 0"),
        (["region", "cell_m"], 0, "region.cell_m: input should be greater than 0"),
        (["region", "cell_m"], 1e-3, "region: 20,000,000,000,000 cells: choose a coarser cell_m"),
        (["region", "epsg"], 3035.5, "region.epsg: input should be a valid integer"),
        (["region", "bounds_m"], [0, 0, 5], "region.bounds_m[4]: is missing. Add it."),
        (["region", "bounds_m"], [5, 0, 0, 4], "region: bounds_m must be west, south, east, north"),
        (["places", "bank"], {}, "places.bank: say where in exactly one way"),
        (["places", "bank"], {"edge": "up"}, "places.bank.edge: input should be 'north'"),
        (
            ["places", "bank"],
            {"polygon_deg": [[22, 54], [23, 54]]},
            "places.bank.polygon_deg: list should have at least 3 items, not 2",
        ),
        (
            ["places", "bank"],
            {"polygon_deg": [[22, 54], [23, 54], [23, "55"]]},
            "places.bank.polygon_deg[3][2]: input should be a valid number",
        ),
        (
            ["places", "bank"],
            {"line_deg": [[22, 54]]},
            "places.bank.line_deg: list should have at least 2 items, not 1",
        ),
        (["approaches", 0, "side"], "foe", "approaches[1].side: input should be 'opposing'"),
        (["sources", 0, "scheme"], "x", "sources[1].scheme: input should be 'osm' or"),
        (
            ["measures"],
            [{"name": "field", "kind": "mined_area", "outline": []}],
            "measures[1]: input should be a valid string",
        ),
        (
            ["coefficients"],
            {"movers.car.weight": {"low": 3, "best": 2, "high": 1, "unit": "t", "by": "x"}},
            "coefficients.movers.car.weight: low <= best <= high is broken",
        ),
    ],
)  # fmt: skip
def test_a_wrong_value_is_told_where_it_stands(raw, folder, where, value, fault):
    faults = told(change(raw, where, value), folder)
    assert len(faults) == 1
    assert faults[0].startswith(fault)


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ([], "question"),
        (["region"], "epsg"),
        (["sources", 0], "licence"),
        (["approaches", 0], "objectives"),
    ],
)
def test_a_missing_key_is_told(raw, folder, path, key):
    part = raw
    for step in path:
        part = part[step]
    del part[key]
    (fault,) = told(raw, folder)
    assert fault.endswith(f"{key}: is missing. Add it.")


def test_a_declaration_among_the_measures_is_refused_by_type(raw, folder):
    raw["measures"] = ["ditch", {"name": "field", "kind": "mined_area", "party": "PL"}]
    (fault,) = told(raw, folder)
    assert fault.startswith("measures[2]: input should be a valid string")


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(ScenarioError, match=r"cannot be read: No such file .*marchland new NAME"):
        read_scenario(tmp_path / "none.toml")


def test_a_folder_is_not_a_scenario(tmp_path):
    with pytest.raises(ScenarioError, match="cannot be read: Is a directory"):
        read_scenario(tmp_path)


def test_a_file_that_is_not_text_is_told(tmp_path):
    (tmp_path / "a.toml").write_bytes(b"II*\0\xff\xfe\x80")
    with pytest.raises(ScenarioError, match=r"is not text. Give a TOML file in UTF-8"):
        read_scenario(tmp_path / "a.toml")


@pytest.mark.parametrize(("name", "text"), [("a.toml", "format = = 1"), ("run.json", "{")])
def test_a_syntax_error_is_told_with_its_line(tmp_path, name, text):
    with pytest.raises(ScenarioError, match=r"syntax error: .*line 1.* Mend that line"):
        read_scenario(saved(tmp_path / name, text))


@pytest.mark.parametrize(
    "text",
    ["[]", "3", "{}", '{"scenario": {}}', '{"scenario": [1], "folder": "."}',
     '{"scenario": "abc", "folder": "."}', '{"scenario": {}, "folder": 5}'],
)  # fmt: skip
def test_json_that_is_not_a_run_is_told(tmp_path, text):
    with pytest.raises(ScenarioError, match=r"is not the run\.json of a run"):
        read_scenario(saved(tmp_path / "run.json", text))


@pytest.mark.parametrize("value", ["07:32:00", "2026-06-01T07:32:00", "inf", "nan", "[]", "{}"])
def test_any_toml_value_in_any_place_is_told_and_not_a_crash(tmp_path, value):
    path = saved(tmp_path / "a.toml", f"on = {value}\nseed = {value}\nregion = {value}\n")
    with pytest.raises(ScenarioError) as refused:
        read_scenario(path)
    assert {"on", "seed"} <= {fault.where for fault in refused.value.faults}


def test_the_message_names_the_file_first(tmp_path):
    with pytest.raises(ScenarioError) as refused:
        read_scenario(saved(tmp_path / "a.toml", ""))
    assert str(refused.value).startswith(f"{tmp_path / 'a.toml'}: ")
    assert Path(refused.value.subject).name == "a.toml"


def test_a_file_that_an_editor_began_with_a_byte_order_mark(folder):
    path = folder / "study.toml"
    path.write_bytes(b"\xef\xbb\xbf" + sample_file("suwalki").read_bytes())
    with pytest.raises(ScenarioError, match="no file") as caught:
        read_scenario(path)
    assert "syntax" not in str(caught.value)


def test_a_folder_stands_for_the_scenario_or_the_run_in_it(raw, folder):
    with pytest.raises(ScenarioError, match="Is a directory"):
        read_scenario(folder)
    (folder / "run.json").write_text(json.dumps({"scenario": raw, "folder": "."}))
    assert read_scenario(folder).name == "ford"
    text = sample_file("suwalki").read_text(encoding="utf-8")
    (folder / "scenario.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError, match=r"scenario.toml: .*faults"):
        read_scenario(folder)
