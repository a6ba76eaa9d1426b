import json
import sqlite3
import stat
from pathlib import Path

import numpy as np
import pytest
from pyogrio.errors import DataSourceError
from tests.outputs.test_geopackage import LAYERS, TABLES

from marchland.errors import OutputError
from marchland.outputs import illustrations, write
from marchland.outputs.webmap import shipped
from marchland.outputs.write import check_target, write_report

FILES = {
    "brief.html", "brief.pdf", "study.gpkg", "study.qgz", "run.json", "report.zip",
    "summary.txt",
    "map-ground.png", "chart-crossing.png", "map-travel-time.png", "map-avenues.png",
    "map-doors.png",
    "map-corridors.png", "map-plan.png", "map-chances.png", "map-restriction.png",
    "map-limiting-factor.png", "map-declared.png", "declarations.geojson", "chart-accounts.png",
    "chart-law.png",
} | {
    f"{layer}/{mover}-{season}.{kind}" for layer in ("restriction", "limiting_factor")
    for mover in ("light_tracked", "dismounted") for season in ("dry", "wet")
    for kind in ("tif", "qml")
} | {
    f"chance_{name}.{kind}" for name in ("unrestricted", "restricted", "severe")
    for kind in ("tif", "qml")
} | {
    f"{name}.{kind}" for kind in ("tif", "qml")
    for name in ("speed", "travel_time", "slack", "travel_time_after", "elevation", "cover")
} | {
    f"tables/{name}.{kind}" for kind in ("csv", "json") for name in (*LAYERS, *TABLES)
}  # fmt: skip


if shipped.built():
    FILES.add("map.html")


def files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_run_without_the_maps_script_says_so_and_writes_the_rest(
    report, tmp_path, monkeypatch, caplog
):
    grey = np.full((4, 6, 3), 128, np.uint8)
    monkeypatch.setattr(illustrations, "draw_map", lambda *_: grey)
    monkeypatch.setattr(illustrations, "draw_panels", lambda *_: grey)
    monkeypatch.setattr(shipped, "BUNDLE", tmp_path / "none")
    write_report(report, tmp_path / "out")
    assert caplog.messages == [shipped.MISSING]
    found = {path.relative_to(tmp_path / "out").as_posix() for path in files(tmp_path / "out")}
    assert found == FILES - {"map.html"}


@pytest.fixture
def quick(monkeypatch):
    """Write two small files in place of everything."""

    def some(_report, folder, scenario_folder, progress):
        progress("writing")
        (folder / "run.json").write_text(json.dumps({"folder": scenario_folder}))
        (folder / "brief.html").write_text("new")

    monkeypatch.setattr(write, "_write_all", some)


def test_everything_is_in_the_folder_and_nothing_beside_it(run):
    assert {path.relative_to(run).as_posix() for path in files(run)} == FILES
    assert [path.name for path in run.parent.iterdir()] == ["out"]


def test_two_runs_are_the_same_bytes(report, run, tmp_path):
    write_report(report, tmp_path / "out", folder=tmp_path / "scenarios")
    for name in sorted(FILES):
        assert (tmp_path / "out" / name).read_bytes() == (run / name).read_bytes(), name


def test_the_run_file_knows_the_way_to_the_scenarios_files(run):
    assert json.loads((run / "run.json").read_text())["folder"] == "../scenarios"


def test_no_file_holds_a_path_of_this_machine(run):
    for path in files(run):
        assert str(run.parent).encode() not in path.read_bytes(), path.name


def test_the_folder_is_as_open_as_any_other(run, tmp_path):
    (tmp_path / "plain").mkdir()
    assert stat.S_IMODE(run.stat().st_mode) == stat.S_IMODE((tmp_path / "plain").stat().st_mode)


@pytest.mark.usefixtures("quick")
def test_every_step_is_told(report, tmp_path):
    told = []
    write_report(report, tmp_path / "out", progress=told.append)
    assert told == ["writing", "moving into place"]


@pytest.mark.usefixtures("quick")
def test_a_folder_that_is_there_is_refused(report, tmp_path):
    write_report(report, tmp_path / "out")
    with pytest.raises(OutputError, match="--force"):
        write_report(report, tmp_path / "out")


@pytest.mark.usefixtures("quick")
def test_an_earlier_run_is_replaced_by_force(report, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "run.json").write_text("{}")
    (tmp_path / "out" / "old.tif").write_text("old")
    write_report(report, tmp_path / "out", force=True)
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"run.json", "brief.html"}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.usefixtures("quick")
def test_an_empty_folder_is_replaced_by_force_only(report, tmp_path):
    (tmp_path / "out").mkdir()
    with pytest.raises(OutputError):
        write_report(report, tmp_path / "out")
    write_report(report, tmp_path / "out", force=True)
    assert (tmp_path / "out" / "run.json").exists()


@pytest.mark.usefixtures("quick")
def test_what_is_not_a_run_is_never_replaced(report, tmp_path):
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.txt").write_text("years of work")
    with pytest.raises(OutputError, match="not an earlier run"):
        write_report(report, tmp_path / "thesis", force=True)
    assert (tmp_path / "thesis" / "chapter.txt").read_text() == "years of work"


def test_a_file_is_never_replaced(tmp_path):
    (tmp_path / "out").write_text("a file")
    with pytest.raises(OutputError, match="is a file"):
        check_target(tmp_path / "out", force=True)


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError, OSError("disk full")])
def test_an_interruption_leaves_what_was_there(report, tmp_path, monkeypatch, error):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "run.json").write_text("{}")

    def stop(_report, folder, *_):
        (folder / "half.tif").write_text("half")
        raise error

    monkeypatch.setattr(write, "_write_all", stop)
    expected = OutputError if isinstance(error, OSError) else error
    with pytest.raises(expected):
        write_report(report, tmp_path / "out", force=True)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["run.json"]


@pytest.mark.usefixtures("quick")
def test_the_old_run_comes_back_if_the_move_fails(report, tmp_path, monkeypatch):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "run.json").write_text("old")
    rename = Path.rename

    def fail(path, target):
        if path.name == "run":
            raise OSError("no")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(OutputError):
        write_report(report, tmp_path / "out", force=True)
    assert (tmp_path / "out" / "run.json").read_text() == "old"


def test_a_parent_that_is_a_file_is_explained(report, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be written"):
        write_report(report, tmp_path / "file" / "out")


def test_a_folder_that_may_not_be_written_is_explained(report, tmp_path, monkeypatch):
    def refuse(**_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(write.tempfile, "mkdtemp", refuse)
    with pytest.raises(OutputError, match="cannot be written: Permission denied"):
        write_report(report, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("quick")
def test_missing_parents_are_made(report, tmp_path):
    write_report(report, tmp_path / "a" / "b" / "out")
    assert (tmp_path / "a" / "b" / "out" / "run.json").exists()


@pytest.mark.parametrize(
    "error", [DataSourceError("disk full"), sqlite3.OperationalError("disk is full")]
)
def test_what_a_library_says_of_a_full_disk_is_explained(report, tmp_path, monkeypatch, error):
    def full(*_):
        raise error

    monkeypatch.setattr(write, "_write_all", full)
    with pytest.raises(OutputError, match="cannot be written: disk"):
        write_report(report, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_an_error_of_ours_is_not_taken_for_the_disks(report, tmp_path, monkeypatch):
    def broken(*_):
        raise RuntimeError("a bug")

    monkeypatch.setattr(write, "_write_all", broken)
    with pytest.raises(RuntimeError, match="a bug"):
        write_report(report, tmp_path / "out")
