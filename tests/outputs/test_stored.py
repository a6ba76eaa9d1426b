"""What a run folder keeps is read by packages that load quickly."""

import json
import subprocess
import sys
import zipfile

import numpy as np
import pytest

from marchland.outputs.stored import FILE, TOLD, stored

SLOW = {"geopandas", "matplotlib", "numba", "pandas", "scipy", "shapely", "xarray"}


def test_arrays_come_from_the_rasters_and_from_the_file(run, report):
    held = stored(run)
    assert held.run == json.loads((run / "run.json").read_bytes())
    assert {"catalogue", "effect", "plan"} <= set(held.report)
    with zipfile.ZipFile(run / FILE) as source:
        apart = json.loads(source.read(TOLD))["files"]
    (speed,) = [name for name, file in apart.items() if file == "speed.tif"]
    np.testing.assert_array_equal(held.arrays[speed], report.rasters["speed"].values)
    road = report.terrain["road"].values
    assert any(np.array_equal(cells, road) for cells in held.arrays.values())


def test_another_format_is_no_report(tmp_path):
    (tmp_path / "run.json").write_text("{}")
    with zipfile.ZipFile(tmp_path / FILE, "w") as target:
        target.writestr(TOLD, json.dumps({"format": 0}))
    with pytest.raises(ValueError, match="format 0"):
        stored(tmp_path)


def test_reading_begins_before_what_is_slow_to_load():
    code = "import sys, marchland.outputs.pages; print(*sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert {name.partition(".")[0] for name in said.stdout.split()} & SLOW == set()
