"""What every part of a scenario shares: strict forms, and values that an analyst declares."""

from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator

from marchland.model.estimate import Estimate


class Form(BaseModel):
    """Strict, frozen, and without room for unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class Declared(Form):
    """A coefficient that the analyst declares in place of the catalogue's."""

    low: float
    best: float
    high: float
    unit: str
    by: str

    @model_validator(mode="after")
    def _checked(self) -> Self:
        self.estimate()
        return self

    def estimate(self) -> Estimate:
        """Return it as an estimate tagged declared."""
        return Estimate(self.low, self.best, self.high, self.unit, self.by, "declared")
