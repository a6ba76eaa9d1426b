"""The command line: what it prints where, how it ends, and that it leaves nothing half-written."""

import contextlib
import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import rasterio
from rasterio.crs import CRS
from rasterio.transform import from_origin
from tests.commands import COARSE, ENTRY, SAMPLE_BOUNDS, call, change, contents, grey_pictures

import marchland
from marchland.barriers.evaluate import crossing_times
from marchland.cli import main
from marchland.scenario.template import write_template


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """A scenario that was run: its file, its folder, and how the command ended."""
    home = tmp_path_factory.mktemp("done")
    path = write_template(home / "study", "narva")
    change(path, COARSE)
    return path, home / "out", call("run", path, "-o", home / "out")


# Help and usage


def test_help_names_every_command():
    ended = call("--help")
    assert ended.exit_code == 0
    assert [name for name in main.commands if name not in ended.stdout] == []


def test_the_version_is_the_packages():
    assert marchland.__version__ in call("--version").stdout


@pytest.mark.parametrize("words", [["--help"], ["run", "--help"], ["--version"]])
def test_help_loads_nothing_that_takes_time(words):
    code = (
        "import sys, atexit\n"
        "atexit.register(lambda: print(sorted(set(sys.modules) & "
        "{'pydantic', 'rich', 'numpy', 'pandas', 'shapely', 'pyproj', 'geopandas'})))\n"
        f"sys.argv = ['marchland', *{words!r}]\n"
        "from marchland.cli import main\n"
        "main()\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["runx"], "No such command 'runx'"),
        (["run"], "Give the FILE of a scenario, or --sample NAME"),
        (["run", "a.toml", "--sample", "suwalki"], "one of the two"),
        (["run", "a.toml", "--frce"], "No such option"),
        (["check"], "Missing argument 'FILE'"),
        (["show", "measurez"], "'measurez' is not known. Did you mean measures?"),
        (["show", "zzz"], "Known: movers, seasons, measures, cover"),
        (["show", "cover", "forrest"], "'forrest' is not known. Did you mean forest?"),
    ],
)
def test_wrong_usage_ends_with_2(words, message):
    ended = call(*words)
    assert ended.exit_code == 2
    assert ended.stdout == ""
    assert message in ended.stderr


# new


def test_new_makes_a_folder_that_check_accepts(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ended = call("new", "narva")
    assert ended.exit_code == 0
    assert "marchland run narva/scenario.toml" in ended.stdout
    assert call("check", "narva/scenario.toml").stdout == "narva/scenario.toml: nothing wrong\n"


def test_new_may_be_told_where_and_answers_in_json(tmp_path):
    ended = call("new", "narva", "-o", tmp_path / "here", "--json")
    assert json.loads(ended.stdout) == {"scenario": str(tmp_path / "here" / "scenario.toml")}


def test_new_does_not_overwrite_without_force(tmp_path):
    folder = tmp_path / "narva"
    assert call("new", "narva", "-o", folder).exit_code == 0
    (folder / "scenario.toml").write_text("mine", encoding="utf-8")
    before = contents(folder)
    ended = call("new", "narva", "-o", folder)
    assert (ended.exit_code, ended.stdout) == (1, "")
    assert "is there already" in ended.stderr
    assert contents(folder) == before
    assert call("new", "narva", "-o", folder, "--force").exit_code == 0
    assert call("check", folder / "scenario.toml").exit_code == 0


def test_new_refuses_what_is_no_name(tmp_path):
    ended = call("new", "a b", "-o", tmp_path / "x")
    assert ended.exit_code == 1
    assert "is no name" in ended.stderr


# check


def test_check_answers_in_json(scenario):
    ended = call("check", scenario, "--json")
    assert ended.exit_code == 0
    assert json.loads(ended.stdout) == {"file": str(scenario), "faults": []}


def test_check_writes_nothing(scenario):
    before = contents(scenario.parent)
    assert call("check", scenario).exit_code == 0
    assert contents(scenario.parent) == before


def test_check_tells_every_fault_of_the_scenario_at_once(scenario):
    change(scenario, {'["light_tracked"]': '["light_trakced"]', "30_000_000": "-5", "epsg": "espg"})
    ended = call("check", scenario)
    assert (ended.exit_code, ended.stdout) == (1, "")
    for part in (
        "movers: unknown mover 'light_trakced'. Did you mean light_tracked?",
        "limits.cost_eur: input should be greater than or equal to 0 (given: -5)",
        "region.espg: unknown key. Did you mean epsg?",
        "region.epsg: is missing",
    ):
        assert part in ended.stderr
    assert "Traceback" not in ended.stderr


def test_check_tells_every_fault_of_the_files_at_once(scenario):
    (scenario.parent / "roads.geojson").write_text("{", encoding="utf-8")
    (scenario.parent / "lakes.geojson").write_text("", encoding="utf-8")
    ended = call("check", scenario, "--json")
    assert ended.exit_code == 1
    told = json.loads(ended.stdout)
    assert told["error"] == "LayerError"
    wheres = " ".join(fault["where"] for fault in told["faults"])
    assert "roads.geojson" in wheres
    assert "lakes.geojson" in wheres
    assert all(fault["what"] and fault["remedy"] for fault in told["faults"])


# On a terminal


def on_a_terminal(command, **variables):
    """Run a command whose output is a terminal and return what it wrote there."""
    leader, follower = pty.openpty()
    env = {**os.environ, "TERM": "xterm-256color", **variables}
    with subprocess.Popen(command, stdout=follower, stderr=follower, env=env) as process:
        os.close(follower)
        written = b""
        while True:
            try:
                piece = os.read(leader, 65536)
            except OSError:
                break
            if not piece:
                break
            written += piece
    os.close(leader)
    return process.returncode, written.decode()


COLOUR = re.compile(r"\x1b\[[\d;]*(?:3[0-7]|38|9[0-7])[\d;]*m")


@pytest.mark.parametrize(("variables", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_steps_spin_on_a_terminal_and_colour_is_for_those_who_want_it(
    scenario, variables, coloured
):
    self_crossing_polygon(scenario)  # found after the ground is read
    code, text = on_a_terminal([*ENTRY, "run", str(scenario)], **variables)
    assert code == 1
    assert "reading the ground" in text
    assert "\x1b[?25h" in text  # the cursor is back
    assert bool(COLOUR.search(text)) == coloured


# run


def test_a_run_writes_one_folder_and_prints_the_summary(done):
    _, out, ended = done
    assert ended.exit_code == 0, ended.stderr
    assert {"brief.html", "study.gpkg", "run.json", "summary.txt"} <= set(contents(out))
    assert ended.stdout == (out / "summary.txt").read_text(encoding="utf-8")


def test_a_run_says_its_steps_on_standard_error(done):
    _, out, ended = done
    lines = ended.stderr.splitlines()
    steps = [line for line in lines if re.fullmatch(r" *\d+\.\d s  \S.*", line)]
    assert any(step.endswith("reading the ground") for step in steps)
    assert lines[-1] == f"Written to {out}."
    assert len(steps) == len(lines) - 1
    assert "\x1b" not in ended.stderr


def test_a_run_leaves_nothing_beside_its_folder(done):
    _, out, _ = done
    assert [path.name for path in out.parent.iterdir() if path.name.startswith(".")] == []


def test_a_run_is_repeated_from_its_folder_bit_for_bit(done):
    _, out, _ = done
    again = out.parent / "again"
    ended = call("run", out / "run.json", "-o", again, "--json")
    assert ended.exit_code == 0, ended.stderr
    assert ended.stdout == (out / "run.json").read_text("utf-8")
    first, second = contents(out), contents(again)
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_the_folder_is_out_and_the_name_unless_told(scenario, monkeypatch):
    asked = []
    monkeypatch.chdir(scenario.parent)
    monkeypatch.setattr(
        "marchland.study.study.Study.write", lambda _, out, *, force: asked.append((out, force))
    )
    call("run", "scenario.toml")
    assert asked == [(Path("out/narva"), False)]


class ComputedError(Exception):
    """Raised where a study would have been computed."""


@pytest.fixture
def idle(monkeypatch):
    """A study that must not be computed."""

    def refuse(*_, **__):
        raise ComputedError

    monkeypatch.setattr("marchland.study.study.Study.__init__", refuse)


@pytest.mark.usefixtures("idle")
@pytest.mark.parametrize("force", [[], ["--force"]])
def test_a_folder_that_is_no_run_is_refused_before_anything_is_computed(scenario, force):
    before = contents(scenario.parent)
    ended = call("run", scenario, "-o", scenario.parent, *force)
    assert (ended.exit_code, ended.stdout) == (1, "")
    assert "not an earlier run" in ended.stderr
    assert contents(scenario.parent) == before


@pytest.mark.usefixtures("idle")
def test_an_earlier_run_is_refused_before_anything_is_computed(scenario, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "run.json").write_text("{}", encoding="utf-8")
    ended = call("run", scenario, "-o", out)
    assert (ended.exit_code, ended.stdout) == (1, "")
    assert "is there already. Name another folder, or replace it with --force" in ended.stderr
    assert contents(out) == {"run.json": b"{}"}
    assert isinstance(call("run", scenario, "-o", out, "--force").exception, ComputedError)


@pytest.mark.usefixtures("idle")
@pytest.mark.parametrize("inner", ["out", "deep/er/out"])
@pytest.mark.parametrize("home", ["a file", "/proc"])
def test_a_folder_that_cannot_be_made_is_refused_before_anything_is_computed(
    scenario, tmp_path, home, inner
):
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    before = contents(tmp_path)
    ended = call("run", scenario, "-o", Path({"a file": tmp_path / "file"}.get(home, home), inner))
    assert (ended.exit_code, ended.stdout) == (1, "")
    assert "cannot be made in" in ended.stderr
    assert "Name a folder where you may write, with -o." in ended.stderr
    assert contents(tmp_path) == before


def test_force_replaces_an_earlier_run(done, tmp_path):
    path, out, _ = done
    again = shutil.copytree(out, tmp_path / "out")
    (again / "brief.html").write_text("of an earlier version", encoding="utf-8")
    with grey_pictures():
        assert call("run", path, "-o", again, "--force").exit_code == 0
    assert contents(again).keys() == contents(out).keys()
    assert "of an earlier version" not in (again / "brief.html").read_text("utf-8")


def test_a_sample_that_is_not_there(tmp_path):
    ended = call("run", "--sample", "nowhere", "-o", tmp_path / "out")
    assert ended.exit_code == 1
    assert "no such sample. Samples: suwalki" in ended.stderr


# Bad inputs: each ends with 1, a clear text, and nothing half-written


def heights(path, *, crs="EPSG:32634", west=560_000, north=6_070_000):
    """Write a raster of heights over the sample."""
    values = np.full((300, 400), 120, np.float32)
    with rasterio.open(
        path, "w", driver="GTiff", height=300, width=400, count=1, dtype="float32",
        crs=crs and CRS.from_string(crs), transform=from_origin(west, north, 500, 500),
    ) as raster:  # fmt: skip
        raster.write(values, 1)


def with_raster(scenario, **how):
    heights(scenario.parent / "dem.tif", **how)
    change(scenario, {"heights.csv": "dem.tif"})


def missing_file(scenario):
    (scenario.parent / "roads.geojson").unlink()


def truncated_raster(scenario):
    with_raster(scenario)
    path = scenario.parent / "dem.tif"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 3])


@pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")
def raster_without_crs(scenario):
    with_raster(scenario, crs=None)


def raster_elsewhere(scenario):
    with_raster(scenario, west=200_000, north=5_000_000)


def region_outside_the_data(scenario):
    west, south, east, north = (bound - 3_000_000 for bound in SAMPLE_BOUNDS)
    old = ", ".join(str(bound) for bound in SAMPLE_BOUNDS)
    change(scenario, {old: f"{west + 3_000_000}, {south}, {east + 3_000_000}, {north}"})


def origin_in_a_lake(scenario):
    lakes = gpd.read_file(scenario.parent / "lakes.geojson").to_crs(32634)
    inside = lakes[lakes.within(gpd.GeoSeries.from_wkt([frame()], crs=32634)[0])]
    lake = inside.loc[[inside.area.idxmax()]]
    middle = lake.representative_point().to_crs(4326).iloc[0]
    place = f"[places.lake]\npoint_deg = [{middle.x}, {middle.y}]\n\n[[approaches]]"
    text = scenario.read_text(encoding="utf-8").replace("[[approaches]]", place, 1)
    scenario.write_text(text, encoding="utf-8")
    change(scenario, {"cell_m = 2000": "cell_m = 500", '["kaliningrad"]\nobj': '["lake"]\nobj'})


def frame():
    west, south, east, north = SAMPLE_BOUNDS
    ring = f"{west} {south}, {east} {south}, {east} {north}, {west} {north}, {west} {south}"
    return f"POLYGON (({ring}))"


def unknown_mover(scenario):
    change(scenario, {'["light_tracked"]': '["hovercraft"]'})


def negative_budget(scenario):
    change(scenario, {"30_000_000": "-1"})


def self_crossing_polygon(scenario):
    bow = "polygon_deg = [[22.5, 54.0], [23.0, 54.3], [23.0, 54.0], [22.5, 54.3]]"
    change(scenario, {'edge = "south"': bow})


BAD = {
    missing_file: "no file roads.geojson",
    truncated_raster: "dem.tif",
    raster_without_crs: "dem.tif",
    raster_elsewhere: "dem.tif",
    region_outside_the_data: "does not overlap the region",
    origin_in_a_lake: "its origin lies in water. Move it to the shore.",
    unknown_mover: "unknown mover 'hovercraft'. Known: dismounted, light_wheeled,",
    negative_budget: "limits.cost_eur: input should be greater than or equal to 0 (given: -1)",
    self_crossing_polygon: "Self-intersection",
}


@pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")
@pytest.mark.parametrize("spoil", BAD, ids=lambda spoil: spoil.__name__)
def test_a_bad_input_is_explained_and_leaves_nothing(scenario, tmp_path, spoil):
    spoil(scenario)
    before = contents(tmp_path)
    ended = call("run", scenario, "-o", tmp_path / "out" / "narva")
    assert ended.exit_code == 1, ended.exception
    assert ended.stdout == ""
    assert BAD[spoil] in ended.stderr
    assert "Traceback" not in ended.stderr
    assert contents(tmp_path) == before
    assert not (tmp_path / "out" / "narva").exists()


@pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")
@pytest.mark.parametrize("spoil", BAD, ids=lambda spoil: spoil.__name__)
def test_a_bad_input_is_explained_in_json(scenario, tmp_path, spoil):
    spoil(scenario)
    ended = call("run", scenario, "-o", tmp_path / "out", "--json")
    assert ended.exit_code == 1
    told = json.loads(ended.stdout)
    assert told["error"] in vars(marchland.errors)
    assert BAD[spoil] in " ".join(
        f"{f['where']}: {f['what']}. {f['remedy']}" for f in told["faults"]
    )


# Ctrl-C


def interrupted(command, step):
    """Run a command, interrupt it when a step begins, and return how it ended."""
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        for line in process.stderr:
            if step in line:
                break
        else:
            pytest.fail(f"the step {step!r} never began")
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=120)
    return process.returncode, out, err


@pytest.mark.parametrize("step", ["reading the ground", "a plan from", "writing"])
def test_an_interrupted_run_leaves_nothing(done, tmp_path, step):
    out = tmp_path / "studies" / "suwalki"
    coarse = str(done[0])  # what comes after the plan is the same, and much sooner there
    command = [*ENTRY, "run", *([coarse] if step == "writing" else ["--sample", "suwalki"])]
    code, stdout, stderr = interrupted([*command, "-o", str(out)], step)
    assert (code, stdout) == (1, "")
    assert stderr.splitlines()[-1] == f"Interrupted: nothing was written to {out}."
    assert "Traceback" not in stderr
    assert [path for path in tmp_path.rglob("*") if path != out.parent] == []


def test_an_interrupted_run_leaves_the_earlier_one_as_it_was(done, tmp_path):
    path, out, _ = done
    study = shutil.copytree(path.parent, tmp_path / "study")
    shutil.copytree(out, tmp_path / "out")
    before = contents(tmp_path)
    command = [*ENTRY, "run", str(study / path.name), "-o", str(tmp_path / "out"), "--force"]
    code, _, stderr = interrupted(command, "writing")
    assert code == 1
    assert "Interrupted: nothing was written to" in stderr
    assert contents(tmp_path) == before


def test_an_interruption_after_the_last_move_does_not_say_that_nothing_was_written(
    scenario, tmp_path, monkeypatch
):
    def write(_, out, *, force):  # noqa: ARG001
        out.mkdir()
        (out / "run.json").write_text("{}", encoding="utf-8")
        raise KeyboardInterrupt

    monkeypatch.setattr("marchland.study.study.Study.write", write)
    ended = call("run", scenario, "-o", tmp_path / "out")
    assert ended.exit_code == 1
    assert ended.stderr.splitlines()[-1] == (
        f"Interrupted: the run was complete in {tmp_path / 'out'}."
    )


def test_an_interruption_that_a_library_lost_ends_the_run_at_the_next_step(
    scenario, tmp_path, monkeypatch
):
    def lose(ground, **words):
        with contextlib.suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        return crossing_times(ground, **words)

    monkeypatch.setattr("marchland.study.moving.crossing_times", lose)
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    try:
        ended = call("run", scenario, "-o", tmp_path / "out")
    finally:
        signal.signal(signal.SIGINT, before[0])
        signal.signal(signal.SIGTERM, before[1])
    assert ended.exit_code == 1
    assert f"Interrupted: nothing was written to {tmp_path / 'out'}." in ended.stderr
    assert not (tmp_path / "out").exists()
