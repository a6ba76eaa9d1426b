"""Where studies come from."""

import shutil

import pytest
import shapely
from tests.sources.opendata.conftest import write_countries

import marchland as ml
from marchland.errors import OfflineError
from marchland.samples.find import sample_file


def test_open_data_is_fetched_into_a_study(server, tmp_path):
    said = sample_file("suwalki").read_text(encoding="utf-8")
    base = f'open_data = ["natural-earth"]\nmirrors = {{ natural-earth = "{server.base}/ne" }}\n'
    folder = tmp_path / "study"
    shutil.copytree(sample_file("suwalki").parent, folder)
    (folder / "scenario.toml").write_text(base + said, encoding="utf-8")
    shapes = {"Alder": shapely.box(20, 50, 23, 58), "Birch": shapely.box(23, 50, 26, 58)}
    write_countries(server.root, shapes)
    study = ml.fetch(folder / "scenario.toml", tmp_path / "cache")
    assert study.provenance[0].origins[0].url.startswith(server.base)
    assert study.replace(title="other").scenario.stack == study.scenario.stack
    with pytest.raises(OfflineError):
        ml.fetch(folder / "scenario.toml", tmp_path / "none", offline=True)


def test_a_study_is_told_in_a_line_and_computes_nothing_for_it():
    study = ml.sample()
    assert repr(study) == "Study('suwalki', 'The Suwałki Gap', on 2026-06-01)"
    assert "before" not in vars(study)
