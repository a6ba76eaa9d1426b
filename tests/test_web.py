"""The browser's map as it is built: what is pinned, under which licences, and when it is built."""

import json
import re
from importlib.util import module_from_spec, spec_from_file_location

import pytest

PERMISSIVE = {"MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "0BSD"}


@pytest.fixture
def build(root, tmp_path, monkeypatch):
    """The builder, which is no module of the package, on a folder of its own."""
    spec = spec_from_file_location("webbuild", root / "web" / "build.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / "web" / "src").mkdir(parents=True)
    (tmp_path / "web" / "src" / "main.ts").write_text("one")
    monkeypatch.setattr(module, "HERE", tmp_path / "web")
    monkeypatch.setattr(module, "MARK", tmp_path / "inputs.sha256")
    return module


def choices(said: str) -> list[str]:
    """Return the licences among which one may choose."""
    return said.strip("()").split(" OR ")


@pytest.fixture(scope="module")
def lock(root):
    return json.loads((root / "web" / "package-lock.json").read_text(encoding="utf-8"))


def test_every_package_is_pinned(root):
    asked = json.loads((root / "web" / "package.json").read_text(encoding="utf-8"))
    pins = {**asked["dependencies"], **asked["devDependencies"]}
    assert [name for name, pin in pins.items() if not re.fullmatch(r"\d+\.\d+\.\d+", pin)] == []


def test_the_lock_names_no_address(lock):
    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []


def test_what_is_in_the_page_may_be_shared_freely(lock):
    shipped = {
        name: package["license"]
        for name, package in lock["packages"].items()
        if name and not package.get("dev") and not package.get("optional")
    }
    assert "node_modules/maplibre-gl" in shipped
    bound = {n: said for n, said in shipped.items() if PERMISSIVE.isdisjoint(choices(said))}
    assert bound == {}


def test_a_bundle_is_fresh_until_its_sources_change(build):
    assert not build.fresh()
    build.MARK.write_text(build.digest() + "\n")
    assert build.fresh()
    (build.HERE / "src" / "main.ts").write_text("two")
    assert not build.fresh()


def test_a_fresh_bundle_asks_nothing_of_npm(build, monkeypatch):
    build.MARK.write_text(build.digest())
    monkeypatch.setattr(build, "npm", lambda *_, **__: pytest.fail("npm was asked"))
    build.build()


def test_a_build_that_fails_says_so_and_a_run_may_go_on(build, monkeypatch, capsys):
    def fail():
        raise FileNotFoundError("no network")

    monkeypatch.setattr(build, "environment", fail)
    for words, code in ((["build"], 1), (["build", "--may-fail"], 0)):
        monkeypatch.setattr("sys.argv", words)
        assert build.main() == code
        assert "was not built: no network" in capsys.readouterr().err
