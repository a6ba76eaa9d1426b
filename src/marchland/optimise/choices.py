"""What may be built, as the study holds it: sites, measures and priced options."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from marchland.barriers.evaluate import Built
from marchland.barriers.sites import Sites
from marchland.model.measure import Measure


@dataclass(frozen=True)
class Choices:
    """What may be built.

    Parameters
    ----------
    sites : Sites
    measures : tuple of Measure
    options : pandas.DataFrame
        Priced.
    """

    sites: Sites
    measures: tuple[Measure, ...]
    options: pd.DataFrame

    def standing(self, chosen: Iterable[str]) -> Built:
        """Return what stands on the ground when these options, ``site:measure``, are built."""
        known = {measure.name: measure for measure in self.measures}
        there: dict[str, list[Measure]] = {}
        for site, _, measure in (name.rpartition(":") for name in sorted(chosen)):
            there.setdefault(site, []).append(known[measure])
        each = {site: m[0] if len(m) == 1 else tuple(m) for site, m in there.items()}
        return Built(self.sites, each)
