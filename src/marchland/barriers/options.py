"""Options: every measure that fits a site, one row each."""

import numpy as np
import pandas as pd

from marchland.barriers.sites import Sites
from marchland.errors import ScopeError
from marchland.model.measure import Measure

COLUMNS = ("option", "site", "measure", "layer", "per", "amount")


def options(sites: Sites, measures: tuple[Measure, ...]) -> pd.DataFrame:
    """Return the options table: (site, measure) pairs that make sense.

    Parameters
    ----------
    sites : Sites
        Where something could be built.
    measures : tuple of Measure
        What could be built; each fits one kind of site.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`COLUMNS`; amount in the measure's unit. Sorted by option.

    Raises
    ------
    ScopeError
        If something that is not a measure, such as a declaration, is offered.
    """
    for measure in measures:
        if not isinstance(measure, Measure):
            what = f"a {type(measure).__name__} cannot be an option"
            remedy = "Offer measures; a declaration is assessed, never optimised."
            raise ScopeError.one("measures", what, remedy)
    rows = [
        (f"{site.site}:{m.name}", site.site, m.name, m.layer, m.per, _amount(m, site.length_m))
        for site in sites.table.itertuples()
        for m in measures
        if m.site == site.kind
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=list(COLUMNS)).astype({"amount": np.float64})
    return table.sort_values("option", ignore_index=True)


def _amount(measure: Measure, length_m: float) -> float:
    return length_m if measure.per == "m" else 1.0
