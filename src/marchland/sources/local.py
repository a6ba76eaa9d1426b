"""Every layer of a scenario, from the files it names."""

from datetime import date
from functools import cache
from typing import Any

import numpy as np

from marchland.errors import Fault, LayerError
from marchland.model.provenance import Provenance
from marchland.scenario.form import Scenario, Source
from marchland.schema import DETAIL, TERRAIN, UNKNOWN
from marchland.sources.base import Item, sha256, source_item
from marchland.sources.check import is_points
from marchland.sources.classes import FIELDS
from marchland.sources.fields import read_classes, read_detail, read_elevation, read_slope
from marchland.sources.heights import read_heights
from marchland.sources.map import read_named
from marchland.sources.people import read_population
from marchland.sources.places import place_item
from marchland.sources.protected import read_peat, read_protected
from marchland.sources.tags import read_tags
from marchland.sources.weather import read_weather

Array = np.ndarray[Any, Any]
Layers = dict[str, Array]


def read_layers(scenario: Scenario) -> tuple[Layers, tuple[Provenance, ...]]:
    """Put every source of a scenario on its grid.

    A later source wins over an earlier one wherever it says something: a height, a count,
    a class other than none. Tagged features leave what is stronger already: of water and
    roads the higher class, of rails and bridges any.

    Parameters
    ----------
    scenario : Scenario
        Its sources and region.

    Returns
    -------
    layers : dict of {str: numpy.ndarray}
        By the names and in the types of :data:`marchland.schema.TERRAIN` and
        :data:`marchland.schema.DETAIL`, shape of the grid; only layers that a source gives.
    provenance : tuple of Provenance
        One for each source, in order, then one for each other file that a place is read
        from.

    Raises
    ------
    LayerError
        With everything wrong with any of the files.
    """
    if scenario.open_data and scenario.stack is None:
        remedy = "Fetch it first: `marchland fetch FILE`, or marchland.fetch in Python."
        raise LayerError.one("open_data", "has not been fetched", remedy)
    layers: Layers = {}
    faults: list[Fault] = []
    provenance: list[Provenance] = []
    checksum = cache(sha256)
    for number in range(len(scenario.every_source)):
        item, source = source_item(scenario, number)
        try:
            found, note = _read(item, source, scenario.on)
        except LayerError as error:
            faults.extend(error.faults)
            continue
        for layer, values in found.items():
            _lay(layers, layer, values, stronger=source.layer == "tags")
        provenance.append(_provenance(scenario, source, checksum(item.path), note))
    for file, names in _place_files(scenario).items():
        try:
            place_item(scenario, names[0])[0].found()
        except LayerError as error:
            faults.extend(error.faults)
            continue
        said, place = f"places {', '.join(names)}", scenario.places[names[0]]
        mark = checksum(scenario.folder / file)
        credit, licence = place.credit, place.licence
        provenance.append(Provenance(file, "places", credit, licence, None, mark, said))
    if faults:
        raise LayerError("sources", faults)
    return layers, tuple(provenance)


def _read(item: Item, source: Source, on: date) -> tuple[Layers, str]:
    if source.layer == "tags":
        return read_tags(item, source)
    if source.layer == "weather":
        return read_weather(item, on)
    if source.layer == "peat":
        codes, note = read_peat(item)
        return {"cover": codes}, note
    if source.layer in ("places", "borders"):
        named, _ = read_named(item, source)
        return {}, f"{len(named):,} named features, for the map"
    if source.layer == "population":
        values, note = read_population(item)
    elif source.layer == "elevation":
        values, note = (read_heights if is_points(item) else read_elevation)(item)
    elif source.layer == "slope":
        values, note = read_slope(item)
    elif source.layer == "protected":
        values, note = read_protected(item, source)
    else:
        values, note = (read_detail if source.layer in FIELDS else read_classes)(item, source)
    return {source.layer: values}, note


def _lay(layers: Layers, layer: str, values: Array, *, stronger: bool) -> None:
    """Lay values over what earlier sources gave, in place."""
    if layer not in layers:
        layers[layer] = _nothing(layer, values.shape)
    under = layers[layer]
    if values.dtype.kind == "f":
        says = ~np.isnan(values)
    elif layer == "cover":
        says = (values != 0) & (values != UNKNOWN)
    else:
        says = values > under if stronger else values > 0
    np.copyto(under, values, where=says)


def _nothing(layer: str, shape: tuple[int, ...]) -> Array:
    known = {**TERRAIN, **DETAIL}[layer]
    unknown = {"cover": UNKNOWN, "elevation": np.nan, "population": np.nan, "slope": np.nan}
    return np.full(shape, unknown.get(layer, known.absent), known.dtype)


def _provenance(scenario: Scenario, source: Source, checksum: str, note: str) -> Provenance:
    made = scenario.stack if scenario.stack and source in scenario.stack.sources else None
    said = (source.file, source.layer, source.credit, source.licence, source.scale, checksum)
    if made is None:
        return Provenance(*said, note)
    return Provenance(*said, made.notes[source.file], made.origins[source.file])


def _place_files(scenario: Scenario) -> dict[str, list[str]]:
    """Return the files that only places are read from, and the names of those places."""
    known = {source.file for source in scenario.every_source}
    files: dict[str, list[str]] = {}
    for name, place in scenario.places.items():
        if place.file is not None and place.file not in known:
            files.setdefault(place.file, []).append(name)
    return files
