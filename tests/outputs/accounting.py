"""The account of the small report: one area drawn by hand, and a plan of two flows."""

from datetime import date

import pandas as pd
import xarray as xr
from pyproj import Transformer

from marchland.catalogue.read import catalogue
from marchland.comparison.argument import ranked
from marchland.consequences.account import AREA_NAME, Account, Terms, area_account, whole_ledger
from marchland.consequences.assess import assess
from marchland.consequences.cases import Alternative, both_cases
from marchland.consequences.dossier import law, spans
from marchland.consequences.ledger import Flow
from marchland.consequences.rank import rank
from marchland.model.declaration import Declaration
from marchland.model.estimate import Estimate
from marchland.outputs.report import Accounted
from marchland.schema import grid_of

YEARS = (date(1996, 1, 1), date(2027, 1, 1))
TERMS = Terms(horizon_y=30, lifted_in=29)


def drawn(terrain: xr.Dataset) -> Declaration:
    """Return an area of two by three cells, its corner two cells from the north-west."""
    grid = grid_of(terrain)
    move = Transformer.from_crs(grid.epsg, 4326, always_xy=True)
    cells = ((2, 2), (5, 2), (5, 4), (2, 4))
    west, north = grid.x_min_m, grid.y_max_m
    ring = [move.transform(west + c * grid.cell_m, north - r * grid.cell_m) for c, r in cells]
    return Declaration("hand", "mined_area", tuple(ring), "PL", category="anti_personnel")


def accounted(terrain: xr.Dataset, on: date) -> Accounted:
    """Return the account of a plan that costs 1 and 0.1 a year, against the area."""
    found = assess([drawn(terrain)], on, terrain, catalogue(), lifted_in=TERMS.lifted_in)
    build = Estimate(5e5, 1e6, 2e6, "EUR", "sum over options", "computed")
    flows = (Flow("build", "EUR", build), Flow("keep", "EUR", build.times(0.1), 1, 10**6))
    side = Alternative("plan", {"cost": build.times(3.9), "land": build.times(0.01)})
    plan = Account(pd.DataFrame(), flows, side)
    areas = area_account(AREA_NAME, found, TERMS)
    both = {"plan": plan, AREA_NAME: areas}
    party = law("PL", on)
    return Accounted(
        law=(party,),
        standings=tuple((s.party, s.instrument, spans(s.party, s.instrument, YEARS))
                        for s in party.standings),
        assessment=found,
        ledger=whole_ledger(both, TERMS),
        flows={of: account.flows for of, account in both.items()},
        horizon_y=TERMS.horizon_y,
        discount=0.0,
        names=("plan", AREA_NAME),
        cases=both_cases(plan.side, areas.side),
        ranked=tuple(ranked(rank(plan.side, areas.side, {"cost": 1.0}))),
    )  # fmt: skip
