"""What is wrong with a scenario beyond its form: its files as far as headers tell, its weights."""

from marchland.catalogue.read import catalogue
from marchland.consequences.cases import TOPICS
from marchland.errors import Fault, LayerError
from marchland.scenario.form import Scenario, Source
from marchland.sources.base import Item, source_item
from marchland.sources.classes import class_faults
from marchland.sources.declarations import declared_areas
from marchland.sources.heights import spot_heights
from marchland.sources.map import name_columns
from marchland.sources.places import place_faults
from marchland.sources.protected import is_outlines
from marchland.sources.raster import open_raster
from marchland.sources.rules import key_columns, rules_for
from marchland.sources.vectors import ONE_LAYER, PARQUET, TABLES, read_header
from marchland.sources.weather import check_weather

POINTS = (*TABLES, *PARQUET, *ONE_LAYER, ".gpkg")
"""Suffixes of files whose heights are points, not a raster."""


def is_points(item: Item) -> bool:
    """Return whether a source of elevation is a file of points."""
    return item.path.suffix.lower() in POINTS


def check_sources(scenario: Scenario) -> list[Fault]:
    """Return everything wrong with a scenario's files that their headers tell.

    Parameters
    ----------
    scenario : Scenario
        Its sources and places.

    Returns
    -------
    list of Fault
        For each source and each place: a file that is missing, empty or not what it should
        be, without a reference system, outside the region, without the columns it needs;
        faulty classes; heights of points that no ground has. And layers that a terrain needs
        and no source gives. Other values are not read: a file can be damaged further in.
    """
    faults: list[Fault] = []
    for number in range(len(scenario.every_source)):
        item, source = source_item(scenario, number)
        faults.extend(class_faults(item, source))
        try:
            _check(item, source)
        except LayerError as error:
            faults.extend(error.faults)
    for name, place in scenario.places.items():
        if place.country and not scenario.stack:
            continue  # its file is made of open data
        faults.extend(place_faults(scenario, name))
    try:
        declared_areas(scenario)
    except LayerError as error:
        faults.extend(error.faults)
    return [*faults, *_needed(scenario), *_weights(scenario)]


def _check(item: Item, source: Source) -> None:
    points = source.layer == "elevation" and is_points(item)
    if source.layer == "weather":
        check_weather(item)
        return
    drawn = points or source.layer == "peat"
    drawn = drawn or (source.layer == "protected" and is_outlines(item))
    if not drawn and source.layer not in ("tags", "places", "borders"):
        with open_raster(item):
            return
    head = read_header(item)
    if points:
        spot_heights(item)
    elif source.layer == "tags":
        key_columns(item, rules_for(item, source), head.columns)
    elif not drawn:
        name_columns(item, source.layer, head.columns)


def _weights(scenario: Scenario) -> list[Fault]:
    """Return weights of what no alternative has a figure of."""
    remedy = f"Use {', '.join(TOPICS)}."
    weights = scenario.accounts.weights
    return [
        Fault(f"accounts.weights.{topic}", "is no topic", remedy)
        for topic in weights
        if topic not in TOPICS
    ]


def _needed(scenario: Scenario) -> list[Fault]:
    """Return the layers that no source gives; tagged features may give the cover."""
    given: set[str] = {source.layer for source in scenario.sources}
    offered = catalogue().open_data
    given |= {word for name in scenario.open_data for word in offered[name]["gives"].split(", ")}
    given |= {"cover"} if "tags" in given else set()
    remedy = 'Add a source with layer = "{}".'
    return [
        Fault("sources", f"none gives the {layer}", remedy.format(layer))
        for layer in ("elevation", "cover")
        if layer not in given
    ]
