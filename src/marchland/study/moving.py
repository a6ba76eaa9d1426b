"""The second floor of a study: who gets where, and how fast."""

from functools import cached_property

import geopandas as gpd
import pandas as pd
import xarray as xr

from marchland.barriers.evaluate import crossing_times
from marchland.barriers.lines import closing_lines
from marchland.mobility.bottlenecks import Door
from marchland.mobility.corridors import corridors
from marchland.outputs.report import Case, Restricted
from marchland.steps import (
    all_doors,
    doors_that_differ,
    restricted,
    ways_that_differ,
    worst_case,
)
from marchland.study.grounded import Grounded


class Moving(Grounded):
    """Movement on the ground of a study as it is."""

    @cached_property
    def before(self) -> pd.DataFrame:
        """Crossing times on the ground as it is, for every approach, mover and season."""
        ground = self.ground
        name = "crossing times on the ground as it is"
        return crossing_times(ground, tick=self.counted(name))

    @cached_property
    def headline(self) -> Case:
        """The fastest opposing movement: the worst case, which the maps show."""
        return worst_case(self.before)

    @cached_property
    def speed(self) -> xr.DataArray:
        """Speed of the headline case, m/s."""
        return self.ground.speed(*self.ground.case(self.headline.mover, self.headline.season))

    @cached_property
    def corridors(self) -> xr.Dataset:
        """Travel time and slack of the headline case, s."""
        self.progress("corridors")
        return corridors(self.speed, self.ground.ends(self.headline.approach))

    @property
    def travel_time(self) -> xr.DataArray:
        """Travel time from the origins in the headline case, s."""
        return self.corridors["travel_time"]

    @cached_property
    def restricted(self) -> Restricted:
        """Restricted ground of every case, and why; of the headline, how likely."""
        return restricted(self.ground, self.headline, self.scenario, self.progress)

    @cached_property
    def lines(self) -> tuple[Door, ...]:
        """Lines that close every opposing approach to whoever a measure can hold."""
        return closing_lines(self.speed, self.ground, {k for m in self.measures for k in m.holds})

    @cached_property
    def bottlenecks(self) -> gpd.GeoDataFrame:
        """The narrowest door of every approach, mover and season, and the closing lines."""
        self.progress("bottlenecks")
        return all_doors(self.ground, self.headline, self.lines)

    @cached_property
    def avenues(self) -> gpd.GeoDataFrame:
        """Ways of every approach that differ, in pieces by width, for the headline's mover."""
        return ways_that_differ(self.ground, self.headline, self.progress)

    @cached_property
    def doors(self) -> gpd.GeoDataFrame:
        """Doors of every approach that differ, for the headline's mover."""
        return doors_that_differ(self.ground, self.headline, self.progress)
