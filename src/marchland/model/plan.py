"""A chosen set of options, with how good it is known to be."""

from dataclasses import dataclass, field

from marchland.model.certificate import Certificate
from marchland.model.estimate import Estimate
from marchland.units import percent_above


@dataclass(frozen=True)
class Plan:
    """Options chosen within limits; a plan always states its gap.

    Parameters
    ----------
    options : tuple of str
        Identifiers of rows of the options table, sorted.
    cost_eur, land_m2 : Estimate
        Totals.
    objective : str
        What was maximised, in words.
    value : float
        The objective on the full raster: a lower bound on the best plan's value.
    upper_bound : float or None
        Proven bound, in the unit of `value`; None where none was proved.
    method : str
        How it was found.
    sweeps : int
        Full-raster evaluations used.
    proof : Certificate or None
        All that is needed to prove the bound again.
    """

    options: tuple[str, ...]
    cost_eur: Estimate
    land_m2: Estimate
    objective: str
    value: float
    upper_bound: float | None
    method: str
    sweeps: int
    proof: Certificate | None = field(default=None, repr=False)

    @property
    def gap(self) -> float | None:
        """Relative distance of the bound from the value; None without a bound."""
        if self.upper_bound is None or not self.value:
            return None
        return (self.upper_bound - self.value) / abs(self.value)

    @property
    def certificate(self) -> str:
        """What is known of how good the plan is, in words."""
        if self.gap is None:
            return f"{self.method}: no bound"
        return f"{self.method}: gap {percent_above(self.gap):g}%"
