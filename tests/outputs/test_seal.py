"""Whatever is changed in a sealed run is caught, and where is said."""

import json
import sqlite3
from contextlib import closing
from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marchland.outputs.seal import broken, sealed

RUN = {
    "scenario": {"name": "a", "limits": {"cost_eur": 30.0, "land_m2": None}, "seed": 7},
    "plan": {"value": 12.5, "options": ["a", "b"], "cost_eur": {"low": 1, "best": 2, "high": 3}},
    "effect": [{"after_best_s": 12.5, "before_best_s": "inf"}, {"after_best_s": None}],
    "notes": [],
    "ground": {},
    "fingerprint": "00ff",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    home = tmp_path_factory.mktemp("sealed")
    (home / "tables").mkdir()
    (home / "tables" / "effect.csv").write_text("after_best_s\n12.5\n")
    (home / "run.json").write_text("not sealed itself")
    with closing(sqlite3.connect(home / "study.gpkg")) as base, base:
        base.execute("CREATE TABLE plan (option TEXT, cost REAL)")
        base.execute("INSERT INTO plan VALUES ('a', 2.5)")
    return home


def where(run, folder):
    return [fault.where for fault in broken(run, folder)]


def leaves(value, path=()):
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in items:
        if isinstance(inner, dict | list) and inner:
            yield from leaves(inner, (*path, key))
        else:
            yield (*path, key)


def set_at(run, path, value):
    changed = deepcopy(run)
    *outer, last = path
    inner = changed
    for key in outer:
        inner = inner[key]
    if inner[last] == value and type(inner[last]) is type(value):
        return None
    inner[last] = value
    return changed


def test_a_run_as_it_was_written_is_whole_even_after_a_detour_through_its_file(folder):
    run = sealed(RUN, folder)
    assert where(run, folder) == []
    assert where(json.loads(json.dumps(run, indent=3, sort_keys=True)), folder) == []
    assert sealed(run, folder) == run
    assert list(run["seal"]["files"]) == ["study.gpkg", "tables/effect.csv"]


values = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(), st.just([])
)


@given(st.data())
def test_a_value_changed_anywhere_is_caught_and_where_is_said(folder, data):
    run = sealed(RUN, folder)
    path = data.draw(st.sampled_from(sorted(leaves(run), key=str)))
    changed = set_at(run, path, data.draw(values))
    if changed is None:
        return
    told = where(changed, folder)
    assert told
    if path[0] != "seal":
        assert told == [".".join(map(str, path[: 2 if isinstance(run[path[0]], dict) else 1]))]


def test_a_last_digit_and_a_number_written_as_another_kind_are_caught(folder):
    run = sealed(RUN, folder)
    run["plan"]["value"] = 12.500000000000002
    assert where(run, folder) == ["plan.value"]
    run["plan"]["value"], run["scenario"]["seed"] = 12.5, 7.0
    assert where(run, folder) == ["scenario.seed"]


def test_what_is_put_in_or_taken_out_is_told(folder):
    run = sealed(RUN, folder)
    run["scenario"]["more"] = 1
    del run["effect"]
    assert {f.where: f.what for f in broken(run, folder)} == {
        "effect": "was taken out", "scenario.more": "was put in",
    }  # fmt: skip


@pytest.mark.parametrize("seal", [None, {}, {"files": {}, "parts": 1, "digest": ""}, 3])
def test_a_run_without_a_seal_is_not_taken_for_whole(folder, seal):
    assert where({**RUN, "seal": seal}, folder) == ["seal"]


def test_every_file_is_sealed_and_one_that_was_added_is_nobodys_fault(tmp_path):
    (tmp_path / "a.csv").write_text("1,2")
    (tmp_path / "b.csv").write_text("3")
    run = sealed(RUN, tmp_path)
    (tmp_path / "notes of mine.txt").write_text("read it")
    assert where(run, tmp_path) == []
    (tmp_path / "a.csv").write_text("1,3")
    (tmp_path / "b.csv").unlink()
    assert {f.where: f.what for f in broken(run, tmp_path)} == {
        "a.csv": "is not as it was written", "b.csv": "is missing",
    }  # fmt: skip


def test_a_seal_cannot_lead_out_of_the_folder(tmp_path):
    run = sealed(RUN, tmp_path)
    run["seal"]["files"]["../elsewhere"] = "00"
    assert where(run, tmp_path) == ["seal.files"]


def test_opening_a_geopackage_is_no_change_and_a_number_in_it_is(tmp_path):
    path = tmp_path / "study.gpkg"
    with closing(sqlite3.connect(path)) as base, base:
        base.execute("CREATE TABLE plan (option TEXT, cost REAL)")
        base.execute("INSERT INTO plan VALUES ('a', 2.5)")
    run, before = sealed(RUN, tmp_path), path.read_bytes()
    with closing(sqlite3.connect(path)) as base:  # as QGIS does
        base.execute("PRAGMA journal_mode = WAL")
    assert path.read_bytes() != before
    assert where(run, tmp_path) == []
    with closing(sqlite3.connect(path)) as base, base:
        base.execute("UPDATE plan SET cost = 2.500001")
    assert where(run, tmp_path) == ["study.gpkg"]
    path.write_bytes(b"no base at all")
    assert where(run, tmp_path) == ["study.gpkg"]
