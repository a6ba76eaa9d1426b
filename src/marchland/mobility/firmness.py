"""What cover, soil, frost, water and ice leave of a mover's speed."""

import numpy as np

from marchland.catalogue.read import Catalogue
from marchland.model.estimate import Level
from marchland.model.mover import Mover
from marchland.model.season import Season

GRAVITY_M_S2 = 9.80665
INCH_M = 0.0254
SHORT_TON_KG = 907.18474
SOFT_SOIL = "Pt"
OPPOSITE: dict[Level, Level] = {"low": "high", "best": "best", "high": "low"}
"""A burden, such as weight, makes movement slow where it is high."""
FIRM_COVER = "grass"
"""Frozen wetland and bearing ice are taken as open grassland."""


def soil_factor(strength: float, mover: Mover, level: Level) -> float:
    """Return the share of speed that soil of a strength (cone index) leaves a mover.

    Linear from 0 at the vehicle cone index for one pass to 1 at that for fifty; a walker
    is not slowed by soil beyond what its cover says.
    """
    if mover.vehicle is None:
        return 1.0
    one, fifty = mover.vehicle.vci_1.at(OPPOSITE[level]), mover.vehicle.vci_50.at(OPPOSITE[level])
    if fifty <= one:
        return float(strength > one)
    return float(np.clip((strength - one) / (fifty - one), 0.0, 1.0))


def frost_bears(depth_m: float, weight_kg: float, coefficient: float) -> bool:
    """Tell whether frozen ground over wet ground bears a weight: coefficient · depth² in MN."""
    return coefficient * depth_m**2 >= weight_kg * GRAVITY_M_S2 * 1e-6


def ice_bears(thickness_m: float, weight_kg: float, coefficient: float) -> bool:
    """Tell whether clear lake ice bears a weight by the rough rule, load = coefficient · h².

    The rule is no assurance: published work finds it unsafe for heavy tracked vehicles.
    """
    return coefficient * (thickness_m / INCH_M) ** 2 >= weight_kg / SHORT_TON_KG


def cover_factors(mover: Mover, season: Season, table: Catalogue, level: Level) -> np.ndarray:
    """Return the product of cover and soil factors by cover code.

    Returns
    -------
    numpy.ndarray
        float32, shape (256,); NaN for codes that are no class (unknown).
    """
    factors = np.full(256, np.nan, np.float32)
    frost = season.frost_depth_m.at(level)
    weight = mover.weight_kg.at(OPPOSITE[level])
    hard = frost > 0 and frost >= table.get("rules.frost.mineral_depth").at(OPPOSITE[level])
    borne = frost_bears(frost, weight, table.get("rules.frost.wet_bearing").at(level))
    for name, code in table.classes["cover"].items():
        soil = table.soils[name]
        if soil == SOFT_SOIL:
            cover = FIRM_COVER if borne else name
            firm = 1.0 if borne else _soil(soil, mover, season, table, level)
        else:
            cover = name
            firm = 1.0 if hard else _soil(soil, mover, season, table, level)
        factors[code] = firm * table.get(f"cover.{cover}.{mover.kind}").at(level)
    return factors


def water_factors(mover: Mover, season: Season, table: Catalogue, level: Level) -> np.ndarray:
    """Return the water factor by water code, float32 of shape (256,); 1 where there is none."""
    factors = np.ones(256, np.float32)
    for name, code in table.classes["water"].items():
        factors[code] = table.get(f"water.{name}.{mover.kind}").at(level)
    weight = mover.weight_kg.at(OPPOSITE[level])
    bearing = table.get("rules.ice.bearing").at(level)
    if ice_bears(season.ice_m.at(level), weight, bearing):
        firm = table.get(f"cover.{FIRM_COVER}.{mover.kind}").at(level)
        factors[table.classes["water"]["lake"]] = firm
    return factors


def _soil(soil: str, mover: Mover, season: Season, table: Catalogue, level: Level) -> float:
    return soil_factor(table.get(f"soils.{soil}.{season.moisture}").at(level), mover, level)
