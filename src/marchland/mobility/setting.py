"""Who moves, when, by which rules, and which value of every range counts."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from marchland.catalogue.read import Catalogue
from marchland.mobility.foot import FUNCTIONS
from marchland.model.estimate import Estimate, Level
from marchland.model.mover import Mover
from marchland.model.season import Season

Combine = Literal["product", "least"]
Fit = Literal["between", "collins", "smsp"]
Thaw = Literal["between", "grip", "power"]
OPPOSITE: dict[Level, Level] = {"low": "high", "best": "best", "high": "low"}
"""A burden, such as weight, makes movement slow where it is high."""


@dataclass(frozen=True)
class Rule:
    """Choices between published rules, none of which is known to be right.

    Parameters
    ----------
    combine : {"product", "least"}
        Factors multiply (FM 5-33), or the least of them counts alone (the limiting factor).
    fit : {"between", "collins", "smsp"}
        Soil strength where its moisture is known: by Collins (1971), by the SMSP II fit, or
        between the two, from the weaker at the low to the stronger at the high level.
    thaw : {"between", "grip", "power"}
        What a thawed layer leaves of speed: what grip leaves, what engine power leaves, or
        between the two, from the less at the low to the more at the high level.
    foot : str
        One of :data:`marchland.mobility.foot.FUNCTIONS`.
    """

    combine: Combine = "product"
    fit: Fit = "between"
    thaw: Thaw = "between"
    foot: str = "irmischer_clarke"

    @classmethod
    def drawn(cls, rng: np.random.Generator) -> "Rule":
        """Return one of the rules, each as likely as the others."""
        combine: tuple[Combine, ...] = ("product", "least")
        fits: tuple[Fit, ...] = ("collins", "smsp")
        thaws: tuple[Thaw, ...] = ("grip", "power")
        functions = tuple(FUNCTIONS)
        return cls(
            combine[rng.integers(len(combine))],
            fits[rng.integers(len(fits))],
            thaws[rng.integers(len(thaws))],
            functions[rng.integers(len(functions))],
        )


@dataclass(frozen=True)
class Setting:
    """One mover in one season.

    Parameters
    ----------
    mover : Mover
    season : Season
    table : Catalogue
    level : {"low", "best", "high"}
        Which end of every range: ``low`` is the slowest the ground may be.
    rule : Rule
    """

    mover: Mover
    season: Season
    table: Catalogue
    level: Level = "best"
    rule: Rule = Rule()

    def at(self, key: str) -> float:
        """Return a coefficient that makes movement quick where it is high."""
        return self.table.get(key).at(self.level)

    def of(self, estimate: Estimate) -> float:
        """Return a value that makes movement quick where it is high."""
        return estimate.at(self.level)

    def burden(self, estimate: Estimate) -> float:
        """Return a value that makes movement slow where it is high."""
        return estimate.at(OPPOSITE[self.level])

    def by_class(self, layer: str, subject: str, quantity: str) -> np.ndarray:
        """Return a coefficient by class code, float32 of shape (256,); NaN for no class."""
        values = np.full(256, np.nan, np.float32)
        for name, code in self.table.classes[layer].items():
            found = self.table.find(f"{subject}.{name}.{quantity}")
            if found is not None:
                values[code] = found.at(self.level)
        return values
