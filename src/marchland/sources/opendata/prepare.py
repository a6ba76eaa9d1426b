"""From the names of open data to a stack on the scenario's grid: fetch, make, keep."""

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyogrio
import pyproj
import rasterio
import shapely

from marchland import __version__
from marchland.catalogue.read import catalogue
from marchland.downloads.cache import Cache, on_disk
from marchland.downloads.many import fetch_all
from marchland.downloads.wanted import Kept, Wanted, Way
from marchland.errors import AbsentError, ChecksumError, Fault
from marchland.model.provenance import Origin
from marchland.scenario.form import Scenario, Source, Stack
from marchland.sources.base import region_outline
from marchland.sources.opendata.area import Area, Bases, Draft, Have, Named
from marchland.sources.opendata.borders import make_borders, name_countries
from marchland.sources.opendata.boundaries import make_boundaries, name_boundaries
from marchland.sources.opendata.elevation import make_elevation, name_elevation
from marchland.sources.opendata.ghspop import make_people, name_people
from marchland.sources.opendata.landcover import make_landcover, name_landcover
from marchland.sources.opendata.population import make_population, name_population
from marchland.sources.opendata.soilgrids import make_soil, name_soil
from marchland.sources.opendata.streetmap import (
    make_answer,
    make_extract,
    name_answer,
    name_extract,
)
from marchland.sources.opendata.surfacewater import make_surfacewater, name_surfacewater

MANIFEST = "stack.json"
ROUNDS = 5
"""How often what has come may say that more is needed."""

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Provider:
    """How one open data is come by: what to fetch of it, and what is made of that."""

    name: Callable[[Area, Bases, Have], Named]
    make: Callable[[Area, Bases, Have, Path], list[Draft]]


PROVIDERS = {
    "copernicus-dem-30": Provider(name_elevation, make_elevation),
    "worldcover-2021": Provider(name_landcover, make_landcover),
    "jrc-water": Provider(name_surfacewater, make_surfacewater),
    "geofabrik": Provider(name_extract, make_extract),
    "overpass": Provider(name_answer, make_answer),
    "soilgrids": Provider(name_soil, make_soil),
    "natural-earth": Provider(name_countries, make_borders),
    "geoboundaries": Provider(name_boundaries, make_boundaries),
    "worldpop-2025": Provider(name_population, make_population),
    "ghs-pop-2020": Provider(name_people, make_people),
}
"""By their names in the catalogue, in the order in which they are laid over one another."""


def prepared(scenario: Scenario, way: Way, progress: Progress = lambda _: None) -> Scenario:
    """Return a scenario with the stack that its open data makes.

    Parameters
    ----------
    scenario : Scenario
    way : Way
        The cache, and how files are come by.
    progress : callable, optional
        Told the name of each long step as it begins.

    Returns
    -------
    Scenario
        The same where it names no open data.

    Raises
    ------
    FetchError
        With every file that could not be had.
    LayerError
        If what came cannot be used.
    """
    if not scenario.open_data or scenario.stack is not None:
        return scenario
    have = fetched(scenario, way, progress)
    key = _key(scenario, have)
    home = way.home / "stacks" / key
    stack = _read(home)
    if stack is None:
        progress("making the stack")
        stack = _made(scenario, have, home)
    return scenario.model_copy(update={"stack": stack})


def fetched(
    scenario: Scenario, way: Way, progress: Progress = lambda _: None
) -> dict[Wanted, Kept | None]:
    """Return every file that a scenario's open data needs, from the cache or a network.

    Parameters
    ----------
    scenario : Scenario
    way : Way
    progress : callable, optional

    Returns
    -------
    dict of {Wanted: Kept or None}
        None for what a server does not have and a study can do without.
    """
    area, bases = area_of(scenario), bases_of(scenario)
    names = [PROVIDERS[name].name for name in _ordered(scenario)]
    have: dict[Wanted, Kept | None] = {}
    progress("open data: what there is")
    for _ in range(ROUNDS):
        named = [name(area, bases, have) for name in names]
        fresh = [file for indexes, _ in named for file in indexes if file not in have]
        if not fresh:
            break
        have |= _fetch(fresh, scenario, way)
    data = [file for _, files in named for file in files if file not in have]
    progress("open data: fetching")
    try:
        have |= _fetch(data, scenario, way)
    except ChecksumError:
        for file in have:  # the checksum may be of an earlier edition than the file
            if file.url.endswith(".md5"):
                Cache(way.home).forget(file)
        raise
    for name, (_, files) in zip(_ordered(scenario), named, strict=True):
        if files and not any(have[file] for file in files):
            remedy = "Take it out of open_data, or name another address in [mirrors]."
            what = "the server has none of its files for the region"
            raise AbsentError(name, [Fault(files[0].url, what, remedy)])
    return have


def _fetch(files: list[Wanted], scenario: Scenario, way: Way) -> dict[Wanted, Kept | None]:
    """Fetch files with the checksums that the scenario demands; keep them as they were named."""
    from dataclasses import replace

    pinned = {replace(f, sha256=scenario.checksums.get(f.url)): f for f in files}
    return {pinned[file]: kept for file, kept in fetch_all(pinned, way).items()}


def area_of(scenario: Scenario) -> Area:
    """Return the ground that a scenario asks open data for: its outline, or its frame."""
    grid = scenario.region.grid
    place = scenario.places.get(scenario.region.outline or "")
    if place is not None and place.polygon_deg is not None:
        return Area(grid, shapely.Polygon(place.polygon_deg))
    return Area(grid, region_outline(grid))


def bases_of(scenario: Scenario) -> dict[str, str]:
    """Return where each open data is fetched from: its publisher, or the scenario's mirror."""
    offered = {name: words["base"] for name, words in catalogue().open_data.items()}
    return {name: url.rstrip("/") for name, url in {**offered, **scenario.mirrors}.items()}


def _ordered(scenario: Scenario) -> list[str]:
    return [name for name in PROVIDERS if name in scenario.open_data]


def _key(scenario: Scenario, have: Have) -> str:
    """Return what tells one stack from another: ground, files, and what makes it of them."""
    area = area_of(scenario)
    files = sorted((file.url, kept.sha256 if kept else "") for file, kept in have.items())
    makers = (__version__, rasterio.__gdal_version__, pyproj.__version__, np.__version__)
    said = [
        str(area.grid),
        repr(area.grid.bounds),
        shapely.to_wkt(area.outline, rounding_precision=9),
        _ordered(scenario),
        files,
        [*makers, pyogrio.__version__, shapely.__version__, catalogue().digest()],
    ]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:32]


def _read(home: Path) -> Stack | None:
    """Return a stack that was made before, if all of it is there."""
    try:
        text = (home / MANIFEST).read_text("utf-8")
    except OSError:
        return None
    stack = Stack.model_validate_json(text)
    if not all((home / source.file).is_file() for source in stack.sources):
        return None
    return stack.model_copy(update={"home": home})


def _made(scenario: Scenario, have: Have, home: Path) -> Stack:
    """Make a stack beside its place, and move it there when it is complete."""
    area, bases = area_of(scenario), bases_of(scenario)
    draft = home.with_name(f".{home.name}.{os.getpid()}")
    with on_disk(draft):
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
    try:
        drafts = {
            name: PROVIDERS[name].make(area, bases, have, draft) for name in _ordered(scenario)
        }
        stack = _stack(drafts, have)
        with on_disk(draft):
            (draft / MANIFEST).write_text(stack.model_dump_json(indent=1), encoding="utf-8")
            shutil.rmtree(home, ignore_errors=True)
            draft.replace(home)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return stack.model_copy(update={"home": home})


def _stack(drafts: dict[str, list[Draft]], have: Have) -> Stack:
    offered = catalogue().open_data
    sources, notes, origins = [], {}, {}
    for name, made in drafts.items():
        words = offered[name]
        for draft in made:
            said = {key: words[key] for key in ("credit", "licence", "scale")}
            said["licence"] = draft.licence or said["licence"]
            shape = {"file": draft.file, "layer": draft.layer, "classes": dict(draft.classes)}
            sources.append(Source.model_validate({**shape, **said}))
            notes[draft.file] = f"{words['title']}: {draft.note}"
            files = [(file, have[file]) for file in draft.origins]
            origins[draft.file] = tuple(_origin(k, words["version"]) for _, k in files if k)
    return Stack(sources=tuple(sources), notes=notes, origins=origins)


def _origin(kept: Kept, version: str) -> Origin:
    date = kept.modified or kept.fetched
    return Origin(kept.url, kept.sha256, kept.size, date and date[:10], version)
