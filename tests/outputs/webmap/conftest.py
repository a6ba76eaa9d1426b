"""A browser, a map of the small report, and pages that open it from disk without a network."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely

from marchland.outputs.maps import backdrop_of
from marchland.outputs.report import Report
from marchland.outputs.webmap.page import write_page
from marchland.outputs.webmap.shipped import MISSING, built

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader",
             "--enable-unsafe-swiftshader"]  # fmt: skip


@pytest.fixture(scope="session")
def mapped(report: Report) -> Report:
    """The small report with a way, its ends and a declared area."""
    grid = report.scenario.region.grid
    x, y = grid.x_min_m, grid.y_max_m
    line = shapely.LineString([(x + 200, y - 2700), (x + 11_800, y - 2700)])
    way = [{"approach": "across", "mover": "light_tracked", "season": "dry", "time_s": 3600.0,
            "geometry": line}]  # fmt: skip
    ends = [
        {"place": "west", "role": "origin", "geometry": shapely.box(x, y - 5000, x + 300, y)},
        {"place": "east", "role": "objective",
         "geometry": shapely.box(x + 11_700, y - 5000, x + 12_000, y)},
    ]  # fmt: skip

    def frame(rows: list[dict[str, Any]]) -> gpd.GeoDataFrame:
        return gpd.GeoDataFrame(rows, geometry="geometry", crs=grid.epsg)

    drawn = [{"name": "The meadow", "kind": "flooded", "party": "PL", "marked": True,
              "fenced": None, "monitored": None, "recorded": None,
              "geometry": shapely.box(x + 9003, y - 2002, x + 11_001, y - 498)}]  # fmt: skip
    return replace(report, routes=frame(way), places=frame(ends), declarations=frame(drawn))


@pytest.fixture(scope="session")
def map_file(mapped: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The map of the small report; skipped where its script is not built."""
    if not built():
        pytest.skip(MISSING)
    path = tmp_path_factory.mktemp("map") / "map.html"
    write_page(mapped, backdrop_of(mapped), path)
    return path


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless Chromium; skipped where there is none."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip(f"no browser: none of {', '.join(NAMES)} is installed")
    with api.sync_playwright() as play:
        opened = play.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield opened
        opened.close()


class Opened:
    """The map in one window, shown by address after address; errors are kept."""

    def __init__(self, browser: Any, path: Path, *, phone: bool, dark: bool) -> None:
        size = {"width": 390, "height": 800} if phone else {"width": 900, "height": 600}
        self.context = browser.new_context(
            offline=True, viewport=size, has_touch=phone, is_mobile=phone, accept_downloads=True,
            color_scheme="dark" if dark else "light",
        )  # fmt: skip
        self.errors: list[str] = []
        self.page = self.context.new_page()
        self.page.on("console", lambda said: self.note(said.type, said.text))
        self.page.on("pageerror", lambda error: self.note("error", str(error)))
        self.page.goto(path.as_uri())
        self.settle()

    def note(self, kind: str, text: str) -> None:
        """Keep what the console says, but for plain remarks."""
        if kind not in {"log", "info", "debug"}:
            self.errors.append(f"{kind}: {text}")

    def show(self, hash_: str) -> Any:
        """Show what an address says, and return the page when it is drawn."""
        self.page.evaluate("hash => { location.hash = hash }", hash_ or "#")
        self.page.wait_for_timeout(50)
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until everything that was asked is drawn."""
        self.page.wait_for_selector(".map[data-idle]", timeout=60_000)


@pytest.fixture(scope="session")
def windows(browser: Any, map_file: Path) -> Iterator[Callable[..., Opened]]:
    """A function that returns the window of a kind: desktop or phone, light or dark."""
    found: dict[tuple[bool, bool], Opened] = {}

    def window(*, phone: bool = False, dark: bool = False) -> Opened:
        if (phone, dark) not in found:
            found[phone, dark] = Opened(browser, map_file, phone=phone, dark=dark)
        return found[phone, dark]

    yield window
    for each in found.values():
        each.context.close()


@pytest.fixture
def open_map(windows: Callable[..., Opened]) -> Iterator[Callable[..., Any]]:
    """A function that shows an address and returns the page; no error may have been told."""
    used: list[Opened] = []

    def opened(hash_: str = "", *, phone: bool = False, dark: bool = False) -> Any:
        used.append(windows(phone=phone, dark=dark))
        return used[-1].show(hash_)

    yield opened
    assert [error for each in used for error in each.errors] == []
