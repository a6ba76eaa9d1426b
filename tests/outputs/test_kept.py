"""A report comes back from its folder as it was."""

import json
import zipfile

import numpy as np
import pandas as pd
import pytest
import rasterio

from marchland.errors import OutputError
from marchland.outputs.kept import FILE, UNSEEN, kept_report


def test_the_report_comes_back(report, run):
    found = kept_report(run)
    assert found.headline == report.headline
    assert found.plan == report.plan
    assert found.notes == report.notes
    assert found.catalogue == report.catalogue
    pd.testing.assert_frame_equal(found.effect, report.effect)
    for name, data in report.rasters.items():
        assert found.rasters[name].identical(data.rename(found.rasters[name].name))
    for case, going in report.restricted.going.items():
        np.testing.assert_array_equal(found.restricted.going[case].restriction, going.restriction)
    assert set(report.terrain) - set(found.terrain) <= set(UNSEEN)


def test_no_raster_of_the_folder_is_kept_twice(run):
    with zipfile.ZipFile(run / FILE) as source:
        kept = len([name for name in source.namelist() if name.endswith(".npy")])
        told = json.loads(source.read("report.json"))
    assert {"speed.tif", "cover.tif"} < set(told["files"].values())
    assert kept == len({"water", "road", "rail"})


@pytest.mark.parametrize("part", ["run.json", FILE, "speed.tif"])
def test_a_folder_that_lacks_a_part_is_refused(run, tmp_path, part):
    import shutil

    copy = shutil.copytree(run, tmp_path / "copy")
    (copy / part).unlink()
    with pytest.raises(OutputError, match="is no run folder that can be read"):
        kept_report(copy)


def test_a_report_of_another_format_asks_for_another_run(run, tmp_path):
    (tmp_path / "run.json").write_bytes((run / "run.json").read_bytes())
    with zipfile.ZipFile(tmp_path / FILE, "w") as target:
        target.writestr("report.json", '{"format": 99, "report": {}, "files": {}}')
    with pytest.raises(OutputError, match="format 99"):
        kept_report(tmp_path)


def test_rasters_are_read_whole(run, report):
    with rasterio.open(run / "speed.tif") as source:
        np.testing.assert_array_equal(source.read(1), report.rasters["speed"].values)
