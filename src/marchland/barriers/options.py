"""Options: every measure that fits a site, one row each with its reason, and what does not fit."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
import xarray as xr

from marchland.barriers.sites import Sites
from marchland.barriers.standing import Standing, standing
from marchland.catalogue.read import Catalogue
from marchland.errors import ScopeError
from marchland.model.measure import Measure

COLUMNS = ("option", "site", "measure", "layer", "per", "amount", "reason")
IMPOSSIBLE = ("site", "measure", "why")
MOST = 0.5
"""Share of a site's cells on the wrong cover beyond which a measure makes no sense there."""


def options(
    sites: Sites,
    measures: tuple[Measure, ...],
    terrain: xr.Dataset | None = None,
    coefficients: Catalogue | None = None,
) -> pd.DataFrame:
    """Return the options table: (site, measure) pairs that make sense.

    Parameters
    ----------
    sites : Sites
        Where something could be built.
    measures : tuple of Measure
        What could be built.
    terrain : xarray.Dataset, optional
        What the sites stand on; without it only their kind is asked.
    coefficients : Catalogue, optional
        For the codes of cover; the packaged catalogue by default.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`COLUMNS`; amount in the measure's unit. Sorted by option.

    Raises
    ------
    ScopeError
        If something that is not a measure, such as a declaration, is offered.
    """
    rows = [
        (f"{site}:{m.name}", site, m.name, m.layer, m.per, ground.amount(m), said)
        for site, ground, m, said, fits in _pairs(sites, measures, terrain, coefficients)
        if fits
    ]
    table = pd.DataFrame(rows, columns=list(COLUMNS)).astype({"amount": np.float64})
    return table.sort_values("option", ignore_index=True)


def impossible(
    sites: Sites,
    measures: tuple[Measure, ...],
    terrain: xr.Dataset,
    coefficients: Catalogue | None = None,
) -> pd.DataFrame:
    """Return the pairs that make no sense, each with why.

    Parameters
    ----------
    sites, measures, terrain, coefficients
        As for :func:`options`.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`IMPOSSIBLE`, sorted. A kind of site that a measure does not fit at all
        is one row, whose site is ``every`` and that kind.
    """
    rows = {
        (site if m.fits & _kinds_like(ground) else f"every {ground.kind}", m.name, said)
        for site, ground, m, said, fits in _pairs(sites, measures, terrain, coefficients)
        if not fits
    }
    return pd.DataFrame(sorted(rows), columns=list(IMPOSSIBLE))


def _pairs(
    sites: Sites,
    measures: tuple[Measure, ...],
    terrain: xr.Dataset | None,
    coefficients: Catalogue | None,
) -> Iterator[tuple[str, Standing, Measure, str, bool]]:
    """Yield every site with every measure, what is said of the pair, and whether it fits."""
    for measure in measures:
        if not isinstance(measure, Measure):
            what = f"a {type(measure).__name__} cannot be an option"
            remedy = "Offer measures; a declaration is assessed, never optimised."
            raise ScopeError.one("measures", what, remedy)
    for site, ground in standing(sites, terrain, coefficients).items():
        for measure in measures:
            why = _against(measure, ground)
            yield site, ground, measure, why or _reason(measure, ground), why is None


def _kinds_like(ground: Standing) -> set[str]:
    """Return the kinds that some site of its kind answers to: a road may run over a bridge."""
    return {ground.kind, *(["bridge"] if ground.kind == "crossing" else [])}


def _against(measure: Measure, ground: Standing) -> str | None:
    """Return why a measure makes no sense on a site, or None where it does."""
    kinds = {ground.kind, *(["bridge"] if ground.bridge else [])}
    if not measure.fits & kinds:
        if ground.kind == "crossing" and measure.site == "bridge":
            return "no bridge carries the road here"
        return f"it stands on a {' or a '.join(sorted(measure.fits))}, not on a {ground.kind}"
    wrong = ground.share(measure.not_on)
    if wrong > MOST and ground.kind != "crossing":
        covers = ", ".join(c for c in measure.not_on if c in ground.shares)
        return f"{wrong:.0%} of it is {covers}, where it cannot stand"
    right = ground.share(measure.only_on)
    if measure.only_on and ground.shares and right < MOST:
        return f"only {right:.0%} of it is {', '.join(measure.only_on)}"
    return None


def _reason(measure: Measure, ground: Standing) -> str:
    """Return why a measure makes sense on a site."""
    place = {
        "gap": "open ground on a closing line",
        "crossing": "a bridge on a closing line" if ground.bridge else "a road on a closing line",
    }.get(ground.kind, f"{ground.kind} ground")
    if measure.only_on and ground.shares:
        return f"{place}, {ground.share(measure.only_on):.0%} of it {', '.join(measure.only_on)}"
    return place
