"""Drawing coefficients within their ranges, the same for the same seed whatever else is drawn.

Each value has a random number of its own, made from the member's key and the name of the
coefficient. So a draw does not depend on which others are made, two seasons or two scenarios
are drawn alike, and their difference is not noise.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from hashlib import blake2b
from typing import Literal, TypeVar

import numpy as np
from scipy.special import betaincinv

from marchland.model.estimate import Estimate

Shape = Literal["pert", "triangular"]
Thing = TypeVar("Thing")
KEY_BYTES = 16
TOGETHER = ("soils.", "surfaces.")
"""Subjects whose rows are drawn once for every state of the ground: what is strong for its
kind when dry is strong for its kind when wet."""


def quantile(estimate: Estimate, share: np.ndarray, shape: Shape = "pert") -> np.ndarray:
    """Return the value that a share of the draws of a coefficient stay below.

    Parameters
    ----------
    estimate : Estimate
        Low and high are the ends of the distribution, best is its mode.
    share : numpy.ndarray
        From 0 to 1, any shape.
    shape : {"pert", "triangular"}
        PERT is the beta distribution whose mean is (low + 4 best + high) / 6.

    Returns
    -------
    numpy.ndarray
        float64, same shape, in the estimate's unit.

    Examples
    --------
    >>> about_ten = Estimate(5, 10, 15, "m", "here", "declared")
    >>> quantile(about_ten, np.array([0.0, 0.5, 1.0])).round(3).tolist()
    [5.0, 10.0, 15.0]
    """
    low, best, high = estimate.low, estimate.best, estimate.high
    span = high - low
    if span <= 0:
        return np.full(np.shape(share), best)
    mode = (best - low) / span
    if shape == "pert":
        unit = betaincinv(1 + 4 * mode, 1 + 4 * (1 - mode), share)
    else:
        unit = np.where(share < mode, np.sqrt(share * mode), 1 - np.sqrt((1 - share) * (1 - mode)))
    return np.asarray(low + span * unit)


@dataclass(frozen=True)
class Draw:
    """One member's draw of everything that is uncertain.

    Parameters
    ----------
    key : bytes
        :data:`KEY_BYTES` random bytes of the member.
    shape : {"pert", "triangular"}
        Of every distribution.
    """

    key: bytes
    shape: Shape = "pert"

    @classmethod
    def of(cls, rng: np.random.Generator, shape: Shape = "pert") -> "Draw":
        """Return the draw of a member's random stream."""
        return cls(rng.bytes(KEY_BYTES), shape)

    def share(self, name: str) -> float:
        """Return the random number of a name, above 0 and below 1."""
        digest = blake2b(name.encode(), digest_size=8, key=self.key).digest()
        return (int.from_bytes(digest, "little") + 0.5) / 2**64

    def value(self, name: str, estimate: Estimate) -> Estimate:
        """Return a coefficient as it is in this member: without a range."""
        drawn = float(quantile(estimate, np.array(self.share(name)), self.shape))
        return replace(estimate, low=drawn, best=drawn, high=drawn)

    def values(self, table: Mapping[str, Estimate]) -> dict[str, Estimate]:
        """Return a table of coefficients as it is in this member."""
        return {
            key: estimate
            if estimate.low == estimate.high
            else self.value(key.rpartition(".")[0] if key.startswith(TOGETHER) else key, estimate)
            for key, estimate in table.items()
        }

    def within(self, thing: Thing, name: str) -> Thing:
        """Return a mover or a season with every coefficient in it drawn.

        Parameters
        ----------
        thing : dataclass
            Estimates in it, and in dataclasses in it, are drawn; the rest stays.
        name : str
            What the draws go by.
        """
        drawn = {}
        for field in fields(thing):  # type: ignore[arg-type]
            value, at = getattr(thing, field.name), f"{name}.{field.name}"
            if isinstance(value, Estimate):
                drawn[field.name] = self.value(at, value)
            elif hasattr(value, "__dataclass_fields__"):
                drawn[field.name] = self.within(value, at)
        return replace(thing, **drawn)  # type: ignore[type-var]
