"""Which layers nobody gave, or gave in part, and what their absence does to the answer."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import xarray as xr

from marchland.model.provenance import Provenance
from marchland.schema import DETAIL, UNKNOWN

ABSENT = {
    "road": "Roads: no layer was given; all movement is taken to be off the road, and slower.",
    "rail": "Railways: no layer was given; none bridges water.",
    "water": "Water: no layer was given; no river or lake stops anyone.",
    "water_depth": "Water: no depth was given; what is a ford is taken from the class of water.",
    "bridge": "Bridges: no layer was given; paths and tracks cross no water.",
    "load_class": "Bridges: no load class was given; each is taken to bear the mover.",
    "surface": "Road surfaces: no layer was given; one is assumed for each class of road.",
    "soil": "Soil: no layer was given; one soil is assumed under each cover class.",
    "clay": "Clay: no layer was given; the fit of soil strength that needs it does not speak.",
    "moisture": "Moisture: no layer was given; soil is as strong as a table says for the season.",
    "weather": "Weather: no layer was given; the season's name stands for the state of the ground.",
    "stem_spacing": "Stems: no layer was given; what forest lets through hangs on its class.",
    "population": "People: no layer was given; who lives near is not counted.",
    "protected": "Protected ground: no layer was given; how much of it a plan takes is unknown.",
    "borders": "Borders: no layer was given; none is on the maps or measured.",
    "places": "Towns: no layer was given; none is named on the maps.",
}
"""What the absence of a layer does, by layer."""

WEATHER = ("moisture", "frost_depth", "snow_depth", "ice", "temperature")
"""Any of these says something of the weather."""

TAGGED = ("cover", "water", "road", "rail", "bridge", "protected")
"""What tagged features may give."""

PARTLY = ("does not have", "outside the extract", "not in the list", "without a map")
"""What notes of open data say where a part of the region is missing."""


@dataclass(frozen=True)
class Missing:
    """One layer that nobody gave, or gave in part.

    Parameters
    ----------
    layer : str
        Its name, as a source has it; ``weather`` is any that speaks of it.
    share : float
        Of the region without it, 0 to 1; NaN where that cannot be told.
    effect : str
        What its absence does to the answer.
    """

    layer: str
    share: float
    effect: str


def absent(given: Collection[str]) -> list[str]:
    """Return the layers of :data:`ABSENT` that nobody gave.

    Parameters
    ----------
    given : collection of str
        Layers of the sources; ``tags`` stands for :data:`TAGGED`.
    """
    there = {*given, *(TAGGED if "tags" in given else ())}
    there |= {"weather"} if there & set(WEATHER) else set()
    return [layer for layer in ABSENT if layer not in there]


def missing(provenance: tuple[Provenance, ...], terrain: xr.Dataset) -> list[Missing]:
    """Return what is missing of the ground, and what that does.

    Parameters
    ----------
    provenance : tuple of Provenance
        Every file that was read.
    terrain : xarray.Dataset

    Returns
    -------
    list of Missing
        Layers that no file gave; then those that say nothing on a part of the region, and
        those whose open data was not to be had for all of it.
    """
    given = {*(p.layer for p in provenance), *(str(n) for n in terrain.data_vars if n in DETAIL)}
    found = [Missing(layer, 1.0, ABSENT[layer]) for layer in absent(given)]
    gone = {one.layer for one in found}
    for name, values in terrain.data_vars.items():
        unknown = values.values == UNKNOWN if name == "cover" else values.isnull().values
        if str(name) not in gone and (share := float(np.mean(unknown))) > 0:
            what = f"{str(name).replace('_', ' ')} is unknown on {share:.1%} of the region"
            found.append(Missing(str(name), share, what))
    partly = [p for p in provenance if any(word in p.note for word in PARTLY)]
    return [*found, *(Missing(p.layer, float("nan"), p.note) for p in partly)]
