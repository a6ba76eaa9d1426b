"""Speed of a mover over a terrain in a season, and what limits it.

The classical cross-country procedure:

    speed = flat · slope · cover · soil · roughness · water · snow      off the road
    speed = the larger of that and the road's speed                     on a road

with ``flat · slope = (off-road slope limit - slope) / (on-road slope limit / road speed)``,
never above the mover's cap, for a vehicle (FM 5-33), and the there-and-back mean of a
published off-path function for a walker. By the rule of the limiting factor only the least
share counts.
"""

from collections.abc import Iterator
from functools import reduce

import numpy as np
import xarray as xr

from marchland.catalogue.read import Catalogue, catalogue
from marchland.kinds import expect
from marchland.mobility.factors import Factors, known
from marchland.mobility.firmness import frozen
from marchland.mobility.patches import Patches
from marchland.mobility.roads import Roads
from marchland.mobility.setting import Rule, Setting
from marchland.mobility.slope import base_speed, flat_speed
from marchland.model.estimate import Level
from marchland.model.mover import Mover
from marchland.model.season import Season
from marchland.schema import UNKNOWN, grid_of, raster

Array = np.ndarray
CELLS_AT_ONCE = 1 << 18


def speed(
    terrain: xr.Dataset,
    mover: Mover,
    season: Season,
    *,
    level: Level = "best",
    coefficients: Catalogue | None = None,
    rule: Rule | None = None,
) -> xr.DataArray:
    """Return how fast a mover crosses each cell.

    Parameters
    ----------
    terrain : xarray.Dataset
        As :data:`marchland.schema.TERRAIN` describes, with any details of
        :data:`marchland.schema.DETAIL`: where soil, moisture, frost, snow or ice are known
        they stand in for what cover and season say.
    mover : Mover
        Who moves.
    season : Season
        State of the ground.
    level : {"low", "best", "high"}
        Which end of every coefficient's range: ``low`` is the slowest the ground may be.
    coefficients : Catalogue, optional
        The packaged catalogue by default.
    rule : Rule, optional
        Which of the published rules; the product of factors by default.

    Returns
    -------
    xarray.DataArray
        float32, dimensions ``y, x``, m/s; 0 cannot pass, NaN unknown.

    Raises
    ------
    InputError
        If a part is something else, such as the name of a mover.
    """
    expect("terrain", terrain, xr.Dataset, "Give the terrain of a study, or a drawn world.")
    expect("mover", mover, Mover, "Give read_catalogue().mover(NAME).")
    expect("season", season, Season, "Give read_catalogue().season(NAME).")
    setting = Setting(mover, season, coefficients or catalogue(), level, rule or Rule())
    values, _ = worked_out(terrain, setting)
    return raster(values, grid_of(terrain), "speed", "m/s")


def worked_out(
    terrain: xr.Dataset,
    setting: Setting,
    *,
    patches: Patches | None = None,
    limits: bool = False,
) -> tuple[Array, Array | None]:
    """Return the speed in a setting, and on request what limits it.

    Parameters
    ----------
    terrain : xarray.Dataset
    setting : Setting
    patches : Patches, optional
        Where soil is strong and where weak within its range.
    limits : bool
        Whether to say what limits it.

    Returns
    -------
    tuple of numpy.ndarray
        float32 m/s; and uint8 codes of the class layer ``factor``, 255 unknown, or None.
    """
    moves = _Moves(setting, patches)
    rows, cols = terrain["slope"].shape
    values = np.empty((rows, cols), np.float32)
    codes = np.full((rows, cols), UNKNOWN, np.uint8) if limits else None
    layers = {str(name): terrain[name].values for name in terrain.data_vars}
    for block in blocks(rows, cols):
        part = {name: layer[block] for name, layer in layers.items()}
        values[block] = moves.speed(part, block, None if codes is None else codes[block])
    return values, codes


def blocks(rows: int, cols: int) -> Iterator[slice]:
    """Yield the rows of a grid, a few at a time."""
    some = max(1, CELLS_AT_ONCE // cols)
    for row in range(0, rows, some):
        yield slice(row, min(row + some, rows))


class _Moves:
    """A mover in a setting, off the road and on it."""

    def __init__(self, setting: Setting, patches: Patches | None) -> None:
        self.setting = setting
        self.codes = setting.table.classes["factor"]
        self.factors = Factors(setting, patches) if setting.mover.reach == "ground" else None
        self.flat = np.float32(flat_speed(setting))
        self.roads = Roads(setting)

    def speed(self, part: dict[str, Array], rows: slice, codes: Array | None) -> Array:
        """Return the speed on some rows, and fill in what limits it where codes are given."""
        values = self._off_road(part, rows, codes)
        frost = known(part, "frost_depth", self.setting.of(self.setting.season.frost_depth_m))
        on_road, surface = self.roads.speed(part, frozen(frost, self.setting)[0])
        weak = self.roads.too_weak(part)
        if weak is not None:
            on_road = np.where(weak, np.float32(0), on_road)
        faster = (on_road > 0) & ~(values >= on_road)
        if codes is not None:
            self._name_road(codes, faster, surface, weak if weak is None else weak & (values == 0))
        return np.where(faster, on_road, values)

    def _off_road(self, part: dict[str, Array], rows: slice, codes: Array | None) -> Array:
        if self.factors is None:
            if codes is not None:
                codes[:] = self.codes["mover"]
            return np.zeros(part["slope"].shape, np.float32)
        base = base_speed(np.tan(np.radians(part["slope"])), self.setting)
        shares = self.factors.shares(part, rows)
        sloped = {"slope": base / self.flat, **shares}
        if codes is not None:
            self._name_least(codes, sloped)
        if self.setting.rule.combine == "least":
            return np.asarray(reduce(np.minimum, sloped.values()) * self.flat)
        return np.asarray(reduce(np.multiply, shares.values()) * base)

    def _name_least(self, codes: Array, shares: dict[str, Array]) -> None:
        """Fill in the factor with the least share; the first of equals."""
        least = np.full(codes.shape, np.float32(1))
        codes[:] = self.codes["mover"]
        for name, share in shares.items():
            codes[share < least] = self.codes[name]
            np.minimum(least, share, out=least)
        codes[np.isnan(least)] = UNKNOWN

    def _name_road(self, codes: Array, faster: Array, surface: Array, weak: Array | None) -> None:
        codes[faster] = self.codes["road"]
        codes[faster & (surface < 1)] = self.codes["surface"]
        if weak is not None:
            codes[weak] = self.codes["bridge"]
