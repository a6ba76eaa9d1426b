import json

import pytest

from marchland.outputs.runfile import versions, write_run
from marchland.outputs.seal import broken


@pytest.fixture
def run(report, tmp_path):
    write_run(report, tmp_path / "run.json", "../here")
    return json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))


def test_every_figure_of_the_effect_is_there(report, run):
    for row, kept in zip(report.effect.itertuples(), run["effect"], strict=True):
        for name, value in kept.items():
            own = getattr(row, name)
            unknown = own != own
            assert value == (None if unknown else "inf" if own == float("inf") else own)


def test_it_holds_what_repeats_the_run(report, run):
    assert run["folder"] == "../here"
    assert run["fingerprint"] == report.fingerprint
    again = type(report.scenario).model_validate_json(json.dumps(run["scenario"]))
    assert again.digest() == report.scenario.digest()


def test_it_holds_the_results_without_geometry(run):
    assert run["headline"] == {"approach": "across", "mover": "light_tracked", "season": "dry"}
    door = {"approach", "mover", "season", "band", "width_m", "cut_cells", "gaps"}
    assert set(run["bottlenecks"][0]) == door
    assert set(run["doors"][0]) == door | {"rank", "overlap", "low_m", "high_m"}
    assert [piece["way"] for piece in run["avenues"]][::3] == ["1", "2", "widest"]
    assert run["plan"]["certificate"] == "heuristic: no bound"
    assert run["plan"]["cost_eur"]["best"] == 630_000
    assert run["provenance"][1]["scale"] is None
    assert len(run["notes"]) == 2


def test_versions_name_what_computed(run):
    assert run["versions"] == versions()
    assert {"numpy", "numba", "gdal of rasterio"} <= set(run["versions"])


def test_it_is_the_same_every_time_and_ends_with_a_newline(report, tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_run(report, tmp_path / name / "run.json", ".")
    one, two = ((tmp_path / name / "run.json").read_bytes() for name in ("one", "two"))
    assert one == two
    assert one.endswith(b"}\n")
    keys = list(json.loads(one))
    assert keys == sorted(keys)


def test_it_holds_what_is_missing_and_what_that_does(run):
    told = {row["layer"]: row for row in run["missing"]}
    assert told["moisture"]["share"] == 1
    assert told["moisture"]["effect"].startswith("Moisture: no layer was given;")


def test_it_is_sealed_with_what_is_beside_it(report, tmp_path):
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "effect.csv").write_text("1")
    write_run(report, tmp_path / "run.json", ".")
    run = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert list(run["seal"]["files"]) == ["tables/effect.csv"]
    assert not list(broken(run, tmp_path))
