"""Fixtures that every test may use, and two rules for the whole run."""

import os
import socket
import subprocess
from collections.abc import Generator, Iterator
from pathlib import Path

import hypothesis
import pytest

ROOT = Path(__file__).resolve().parents[1]
REQUIRE_SHARED = os.environ.get("MARCHLAND_REQUIRE_SHARED") == "1"
TARGET_LINES = 250

collect_ignore = ["qgis", "wheel"]  # run by other Pythons: `make qgis`, `make wheel-check`

os.environ["MPLBACKEND"] = "Agg"
hypothesis.settings.register_profile("same-every-run", deadline=None, derandomize=True)
hypothesis.settings.load_profile("same-every-run")


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def project_files() -> list[Path]:
    """Every file that is tracked, or new and not ignored."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return [path for line in listing.stdout.splitlines() if (path := ROOT / line).is_file()]


@pytest.fixture(scope="session")
def source_files() -> list[Path]:
    """Every module of the package."""
    return sorted((ROOT / "src" / "marchland").rglob("*.py"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """Real terrain beside the repository; the test is skipped where there is none."""
    path = ROOT.parent / "shared"
    if not path.is_dir():
        pytest.skip("no shared data beside the repository")
    return path


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, object]:
    """Where the shared data is required, a test that needs it may not be skipped."""
    report = yield
    needs_shared = "shared" in getattr(item, "fixturenames", ())
    if REQUIRE_SHARED and needs_shared and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"skipped, but MARCHLAND_REQUIRE_SHARED=1: {report.longrepr}"
    return report


def pytest_report_header() -> list[str]:
    """Name the modules that have outgrown the target, before they reach the limit."""
    lengths = {
        path.relative_to(ROOT): len(path.read_text(encoding="utf-8").splitlines())
        for path in sorted((ROOT / "src").rglob("*.py"))
    }
    return [f"long: {path}, {n} lines" for path, n in lengths.items() if n > TARGET_LINES]


@pytest.fixture(autouse=True, scope="session")
def only_loopback() -> Iterator[None]:
    """No test opens a connection to another machine."""
    connect = socket.socket.connect

    def checked(self: socket.socket, address: object) -> None:
        if self.family != socket.AF_UNIX and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test would leave this machine for {address}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", checked)
        for name in ("http_proxy", "https_proxy", "all_proxy"):
            patch.delenv(name, raising=False)
            patch.delenv(name.upper(), raising=False)
        yield


@pytest.fixture
def server(tmp_path: Path) -> Iterator[object]:
    """A server of the files in a folder, on this machine."""
    from tests.loopback import Loopback

    root = tmp_path / "served"
    root.mkdir()
    loopback = Loopback(root).start()
    yield loopback
    loopback.stop()
