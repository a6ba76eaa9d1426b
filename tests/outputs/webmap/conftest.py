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

    return replace(report, routes=frame(way), places=frame(ends))


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


@pytest.fixture
def open_map(browser: Any, map_file: Path) -> Iterator[Callable[..., Any]]:
    """A function that opens the map and returns the page; no error may have been told."""
    contexts, errors = [], []

    def opened(hash_: str = "", *, phone: bool = False, dark: bool = False) -> Any:
        size = {"width": 390, "height": 800} if phone else {"width": 1200, "height": 760}
        context = browser.new_context(
            offline=True, viewport=size, has_touch=phone, is_mobile=phone, accept_downloads=True,
            color_scheme="dark" if dark else "light",
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: errors.append(said.text) if said.type != "log" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{map_file.as_uri()}{hash_}")
        page.wait_for_selector(".map[data-idle]", timeout=60_000)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert errors == []
