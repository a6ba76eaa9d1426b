"""What a plan may use, what it maximises, and how far the search for it goes."""

from typing import Annotated, Literal

from pydantic import Field

from marchland.scenario.bare import Form

Most = Annotated[float | None, Field(default=None, ge=0)]


class Limits(Form):
    """What a plan may use: the most of any column of the options table, at best values."""

    cost_eur: float = Field(ge=0)
    land_m2: Most
    protected_m2: Most
    build_s: Most
    keep_eur_y: Most
    remove_eur: Most
    carbon_kg: Most
    crossings: Most
    people: Most
    land_forest_m2: Most
    land_shrub_m2: Most
    land_grass_m2: Most
    land_farmland_m2: Most
    land_built_m2: Most
    land_bare_m2: Most
    land_wetland_m2: Most
    land_peat_m2: Most
    land_unknown_m2: Most

    def given(self) -> dict[str, float]:
        """Return the limits that are set, by name."""
        return self.model_dump(exclude_none=True)


class Planning(Form):
    """What a plan maximises, and how far the search for it goes.

    Parameters
    ----------
    maximise : {"min", "cvar", "expected"}
        Over the opposing movements: the worst, the mean of the worst, or the mean.
    of : {"time", "ratio", "margin"}
        The crossing time in s, as a multiple of that without measures, or less a response.
    worst : float
        For ``cvar``: the share of the movements that counts.
    response_s : float
        For ``margin``: the declared response time, s.
    gap : float
        The search stops when its bound is within this share of the value.
    sweeps : int or None
        Most evaluations on the full raster.
    time_s : float or None
        Most seconds. The plan then depends on the machine, and says so.
    explain : bool
        Whether other plans that are about as good, what each option is worth and what more
        or less money would buy are searched for too. It takes several times as long.
    budgets_eur : tuple of float
        Budgets to be told of side by side: a plan, its bound, other plans and the front. Each
        stands in for the limit on cost; the other limits stay.
    further_sweeps : int or None
        Most evaluations for each other plan of a budget, and for each budget between; as many as
        `sweeps` where it is None. Of `time_s` it has the same share.
    """

    maximise: Literal["min", "cvar", "expected"] = "min"
    of: Literal["time", "ratio", "margin"] = "time"
    worst: float = Field(default=0.5, gt=0, le=1)
    response_s: float = Field(default=0.0, ge=0)
    gap: float = Field(default=0.01, gt=0, le=1)
    sweeps: int | None = Field(default=300, ge=1)
    time_s: float | None = Field(default=None, gt=0)
    explain: bool = False
    budgets_eur: Annotated[tuple[Annotated[float, Field(gt=0)], ...], Field(max_length=9)] = ()
    further_sweeps: int | None = Field(default=None, ge=1)
