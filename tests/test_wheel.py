"""The wheel as it is built: all of the package, the browser's map, and nothing else."""

import email
import subprocess
import sys
import tomllib
import zipfile
from configparser import ConfigParser
from importlib.util import module_from_spec, spec_from_file_location

import pytest

HOME = "src/"
BUNDLE = "marchland/outputs/webmap/bundle/"


def build(root, folder):
    """Build the wheel with what is installed, asking no network; return its file."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    ran = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    (wheel,) = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def wheel(root, tmp_path_factory):
    spec = spec_from_file_location("webbuild", root / "web" / "build.py")
    web = module_from_spec(spec)
    spec.loader.exec_module(web)
    if not web.fresh():
        pytest.skip("the browser's map is not built: run `make web`")
    return build(root, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def held(wheel):
    """Every file of the wheel."""
    with zipfile.ZipFile(wheel) as source:
        return {name: source.read(name) for name in source.namelist()}


@pytest.fixture(scope="module")
def told(held):
    """What the wheel says of itself, by file name."""
    return {name.rpartition("/")[2]: text for name, text in held.items() if ".dist-info/" in name}


def test_it_holds_the_package_and_the_map_and_nothing_else(held, root, project_files):
    tracked = {path.relative_to(root).as_posix() for path in project_files}
    package = {name.removeprefix(HOME) for name in tracked if name.startswith(f"{HOME}marchland/")}
    shipped = {name for name in held if ".dist-info/" not in name}
    assert {name for name in shipped if not name.startswith(BUNDLE)} == package
    assert {f"{BUNDLE}{part}" for part in ("map.js", "map.css")} <= shipped


@pytest.mark.parametrize("name", [
    "py.typed", "catalogue/classes.csv", "catalogue/references.toml",
    "catalogue/coefficients/movers.csv", "catalogue/facts/treaty_events.csv",
    "outputs/languages/pl.toml", "outputs/templates/brief.typ", "outputs/webmap/page.html",
    "samples/suwalki/scenario.toml", "samples/suwalki/SOURCE.md",
])  # fmt: skip
def test_what_a_run_reads_is_there(held, name):
    assert f"marchland/{name}" in held


def test_the_map_is_the_one_that_was_built(held, root):
    for name, content in held.items():
        if name.startswith(BUNDLE):
            assert content == (root / HOME / name).read_bytes(), name


def test_nothing_tells_where_it_was_built(held, root):
    places = {str(root).encode(), sys.prefix.encode()} - {b"/", b"/usr"}
    assert [name for name, text in held.items() if any(place in text for place in places)] == []


def test_it_says_what_it_is_and_what_it_needs(told, root):
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    about = email.message_from_bytes(told["METADATA"])
    assert (about["Name"], about["License-Expression"]) == (project["name"], project["license"])
    assert told["LICENSE"] == (root / "LICENSE").read_bytes()
    needs = {need for need in about.get_all("Requires-Dist") if "extra ==" not in need}
    assert len(needs) == len(project["dependencies"])
    assert {need.partition(">")[0] for need in needs} == {
        need.partition(">")[0] for need in project["dependencies"]
    }
    assert set(about.get_all("Provides-Extra")) == set(project["optional-dependencies"])


def test_its_command_is_marchland(told):
    entries = ConfigParser()
    entries.read_string(told["entry_points.txt"].decode())
    assert dict(entries["console_scripts"]) == {"marchland": "marchland.cli:main"}


def test_it_needs_no_platform(told, wheel):
    assert wheel.name.endswith("-py3-none-any.whl")
    assert b"Root-Is-Purelib: true" in told["WHEEL"]


def test_the_same_bytes_come_again(root, wheel, tmp_path):
    assert build(root, tmp_path).read_bytes() == wheel.read_bytes()
