"""The certificate of a plan: everything that another solver needs to prove its bound again.

It holds the instance (options with their delays, rows on the plan, weights of movements),
the pool of cuts found on the raster, the plan with the raster's values, and the bound. A way
is a time without delays and how often it crosses each site; a cut says that a movement never
takes longer than the later of its one or two ways. Of a plan the raster says the true value,
which is the lower bound; the pool alone proves the upper bound, because every cut of it holds
on the raster and dropping others can only make a plan look better.
"""

import hashlib
import json
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

Finite = Annotated[float, Field(allow_inf_nan=False)]


class Part(BaseModel):
    """Frozen, and without room for unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Movement(Part):
    """One opposing movement: it counts ``(time - offset_s) / scale_s``.

    Parameters
    ----------
    name : str
    weight : float
        Its share in a mean; weights sum to one.
    scale_s, offset_s : float
    time_s : float
        Crossing time on the full raster with the plan built, s.
    """

    name: str
    weight: Finite = Field(gt=0, le=1)
    scale_s: Finite = Field(gt=0)
    offset_s: Finite
    time_s: Finite = Field(ge=0)


class Offered(Part):
    """One option: its site and its delay of each movement, s, in their order."""

    option: str
    site: str
    delay_s: tuple[Annotated[float, Field(ge=0, allow_inf_nan=False)], ...]


class Line(Part):
    """One row on the plan: the sum of coefficients of its options, against a bound."""

    name: str
    coefficients: dict[str, Finite]
    sense: Literal["<=", ">=", "=="]
    bound: Finite


class Leg(Part):
    """One way found on the raster: its time without delays, s, and how often it crosses sites."""

    time_s: Finite = Field(ge=0)
    crossed: dict[str, Annotated[float, Field(gt=0, allow_inf_nan=False)]]


class Bound(Part):
    """A cut: its movement never takes longer than the later of one or two ways."""

    movement: int = Field(ge=0)
    ways: tuple[Leg, ...] = Field(min_length=1, max_length=2)


class Aim(Part):
    """What is maximised: as :class:`marchland.optimise.clauses.Maximise` says."""

    kind: Literal["min", "cvar", "expected"]
    share: Finite = Field(gt=0, le=1)
    words: str


class Certificate(Part):
    """What was asked, what was found and what proves it.

    Parameters
    ----------
    format : int
    aim : Aim
    movements : tuple of Movement
    options : tuple of Offered
        At most one is built at a site.
    rows : tuple of Line
    cuts : tuple of Bound
        The pool.
    plan : tuple of str
    lower, upper, gap : float
        The plan's value on the raster, the proven bound, and their relative distance.
    tolerance : float
        Relative error that the values may carry: that of the raster's float32 times.
    engine : str
        What found the bound.
    limit_s : float or None
        The time limit, where the user set one.
    sweeps, pool : int
        Full-raster evaluations; cuts found, of which those that can bind are kept.
    instance : str
        SHA-256 of `aim`, `options`, `rows` and the movements without their times.
    digest : str
        SHA-256 of all the rest.
    """

    format: Literal[1]
    aim: Aim
    movements: tuple[Movement, ...] = Field(min_length=1)
    options: tuple[Offered, ...]
    rows: tuple[Line, ...]
    cuts: tuple[Bound, ...]
    plan: tuple[str, ...]
    lower: Finite
    upper: Finite
    gap: Finite
    tolerance: Finite = Field(ge=0, le=1e-2)
    engine: str
    limit_s: Annotated[float, Field(gt=0, allow_inf_nan=False)] | None = None
    sweeps: int = Field(ge=0)
    pool: int = Field(ge=0)
    instance: str = ""
    digest: str = ""

    def sealed(self) -> Self:
        """Return it with both hashes filled in."""
        named = self.model_copy(update={"instance": instance_hash(self)})
        return named.model_copy(update={"digest": digest(named)})


def instance_hash(certificate: Certificate) -> str:
    """Return the SHA-256 of what was asked."""
    raw = certificate.model_dump(mode="json", include={"aim", "options", "rows", "movements"})
    for movement in raw["movements"]:
        del movement["time_s"]
    return _hash(raw)


def digest(certificate: Certificate) -> str:
    """Return the SHA-256 of everything but the digest itself."""
    return _hash(certificate.model_dump(mode="json", exclude={"digest"}))


def _hash(raw: Any) -> str:  # noqa: ANN401
    text = json.dumps(raw, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
