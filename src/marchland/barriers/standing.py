"""What sites stand on: their cover, their area, and whether a bridge carries their road."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr

from marchland.barriers.sites import Sites
from marchland.catalogue.read import Catalogue, catalogue
from marchland.model.measure import Measure
from marchland.schema import grid_of


@dataclass(frozen=True)
class Standing:
    """What a site stands on.

    Parameters
    ----------
    kind : str
    length_m, area_m2 : float
        The area is that of its cells; NaN without a terrain.
    shares : dict of {str: float}
        Of its cells, by class of cover, and ``unknown``; none without a terrain.
    bridge : bool
        Whether a bridge carries its road.
    """

    kind: str
    length_m: float
    area_m2: float
    shares: dict[str, float]
    bridge: bool

    def share(self, covers: tuple[str, ...]) -> float:
        """Return the share of its cells on some classes of cover."""
        return sum(self.shares.get(cover, 0.0) for cover in covers)

    def amount(self, measure: Measure) -> float:
        """Return how many units of a measure it takes."""
        return {"m": self.length_m, "m2": self.area_m2, "piece": 1.0}[measure.per]


def standing(
    sites: Sites, terrain: xr.Dataset | None = None, coefficients: Catalogue | None = None
) -> dict[str, Standing]:
    """Return what every site stands on, by its name.

    Parameters
    ----------
    sites : Sites
    terrain : xarray.Dataset, optional
        Without it no more is known than the table says.
    coefficients : Catalogue, optional
        For the codes of cover; the packaged catalogue by default.

    Returns
    -------
    dict of {str: Standing}
    """
    names, kinds, lengths = (sites.table[c].tolist() for c in ("site", "kind", "length_m"))
    if terrain is None:
        rows = zip(names, kinds, lengths, strict=True)
        return {n: Standing(k, float(m), float("nan"), {}, bridge=False) for n, k, m in rows}
    classes = (coefficients or catalogue()).classes["cover"]
    parts = class_shares(sites, terrain["cover"].values, classes)
    many = len(names) + 1
    cells = np.bincount(sites.owner.ravel(), minlength=many)[1:]
    spans = np.bincount(sites.owner[terrain["bridge"].values > 0], minlength=many)[1:]
    area = cells * grid_of(terrain).cell_m ** 2
    shares = [{c: float(s) for c, s in row.items() if s > 0} for row in parts.to_dict("records")]
    return {
        name: Standing(kind, float(length), float(area[n]), shares[n], bridge=bool(spans[n]))
        for n, (name, kind, length) in enumerate(zip(names, kinds, lengths, strict=True))
    }


def class_shares(
    sites: Sites, layer: np.ndarray[Any, Any], classes: Mapping[str, int]
) -> pd.DataFrame:
    """Return the share of each site's cells in each class of a layer.

    Parameters
    ----------
    sites : Sites
    layer : numpy.ndarray
        uint8 codes, shape of the grid.
    classes : mapping of {str: int}
        Codes by class.

    Returns
    -------
    pandas.DataFrame
        Index site, one column for each class and ``unknown``, which is any other code; rows
        sum to one.
    """
    names = [*classes, "unknown"]
    codes = np.full(256, len(classes), np.intp)
    codes[list(classes.values())] = range(len(classes))
    cells = np.flatnonzero(sites.owner)
    owner = sites.owner.ravel()[cells].astype(np.intp) - 1
    found = codes[layer.ravel()[cells]]
    counts = np.zeros((len(sites.table), len(names)))
    np.add.at(counts, (owner, found), 1.0)
    total = counts.sum(axis=1, keepdims=True)
    parts = np.divide(counts, total, out=np.zeros_like(counts), where=total > 0)
    parts[total[:, 0] == 0, -1] = 1.0
    return pd.DataFrame(parts, columns=names, index=sites.table["site"])
