"""What a reader must know before believing a figure."""

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd
import xarray as xr

from marchland.catalogue.factbook import factbook
from marchland.mobility.closing import why_open
from marchland.mobility.terminals import Terminals
from marchland.model.measure import Measure
from marchland.model.mover import Kind
from marchland.model.plan import Plan
from marchland.model.provenance import Provenance
from marchland.outputs.language import said as said_of
from marchland.outputs.language import say
from marchland.outputs.missing import ABSENT, PARTLY, absent
from marchland.outputs.words import amount, number, on_clock, plain
from marchland.scenario.form import Scenario
from marchland.schema import UNKNOWN

TOLD = ("road", "water", "borders", "weather")
"""Layers whose absence is told here; the others have notes of their own."""


def notes(
    scenario: Scenario,
    terrain: xr.Dataset,
    terminals: tuple[Terminals, ...],
    measures: tuple[Measure, ...],
    provenance: tuple[Provenance, ...] = (),
) -> tuple[str, ...]:
    """Return what is not known, one sentence each.

    Parameters
    ----------
    scenario : Scenario
    terrain : xarray.Dataset
    terminals : tuple of Terminals
    measures : tuple of Measure
    provenance : tuple of Provenance

    Returns
    -------
    tuple of str
    """
    return (
        *_source_notes(provenance),
        *_open_notes(scenario, provenance),
        *_ground_notes(scenario, terrain),
        *_door_notes(terminals),
        *_measure_notes(measures),
        *(say("note.law").format(party=p) for p in scenario.party if p not in factbook().parties),
    )


def plan_notes(plan: Plan) -> tuple[str, ...]:
    """Return what the proof of a plan does not say.

    Parameters
    ----------
    plan : Plan

    Returns
    -------
    tuple of str
    """
    if plan.proof is None:
        why = said_of(f"name.{plan.method}", plan.method)
        return (say("note.unsought").format(why=why),)
    lines = [say("note.bound")]
    if plan.proof.limit_s is not None:
        lines.append(say("note.limited").format(time=number(plan.proof.limit_s)))
    return tuple(lines)


def _source_notes(provenance: tuple[Provenance, ...]) -> list[str]:
    """Return what was taken for granted where no file speaks."""
    guessed = [s for s in provenance if not s.sha256 or s.note.startswith("interpolated")]
    return [
        say("note.assumed").format(layer=plain(source.layer), note=source.note)
        for source in guessed
    ]


def _open_notes(scenario: Scenario, provenance: tuple[Provenance, ...]) -> list[str]:
    """Return what open data did not give, and what its absence does."""
    if not scenario.open_data:
        return []
    chosen = scenario.region.chosen
    said = [say("note.projection").format(chosen=chosen)] if chosen else []
    left = absent({source.layer for source in provenance})
    said += [said_of(f"note.no_{layer}", ABSENT[layer]) for layer in TOLD if layer in left]
    partly = [s for s in provenance if any(word in s.note for word in PARTLY)]
    return said + [
        say("note.missing").format(layer=plain(source.layer), note=source.note) for source in partly
    ]


def effect_notes(effect: pd.DataFrame) -> tuple[str, ...]:
    """Return where the plan all but vanishes at the fast end of the ranges.

    Parameters
    ----------
    effect : pandas.DataFrame
        As :func:`marchland.barriers.evaluate.effect` returns it.

    Returns
    -------
    tuple of str
        One sentence for each opposing movement that the plan delays at its best values,
        but by less than a quarter of that where ground is fastest and delays are shortest.
    """
    opposing = effect[effect["side"] == "opposing"]
    best = opposing["after_best_s"] - opposing["before_best_s"]
    low = opposing["after_low_s"] - opposing["before_low_s"]
    weak = opposing[(best > 60) & (low < best / 4)]
    return tuple(
        say("note.range").format(
            approach=plain(row.approach), mover=plain(row.mover), season=plain(row.season),
            best=on_clock(best[row.Index]), low=on_clock(low[row.Index]),
        )
        for row in weak.itertuples()
    )  # fmt: skip


def limit_notes(plan: Plan, limits: Mapping[str, float]) -> tuple[str, ...]:
    """Return where the high end of what a plan takes is above a limit.

    Parameters
    ----------
    plan : Plan
        Its limits are held at best values.
    limits : mapping of {str: float}
        By name, ``cost_eur`` and ``land_m2``.

    Returns
    -------
    tuple of str
        One sentence for each limit that is passed.
    """
    taken = {"cost_eur": plan.cost_eur, "land_m2": plan.land_m2}
    return tuple(
        say("note.limit").format(
            high=amount(value.high, value.unit), limit=amount(limits[name], value.unit)
        )
        for name, value in taken.items()
        if name in limits and value.high > limits[name]
    )


def _ground_notes(scenario: Scenario, terrain: xr.Dataset) -> list[str]:
    said = [*_unsaid(scenario, terrain)]
    said += [
        say("note.peat"),
        say("note.resolution").format(cell=number(scenario.region.cell_m)),
        say("note.bridges"),
    ]
    for name in ("elevation", "cover"):
        values = terrain[name].values
        missing = np.isnan(values) if name == "elevation" else values == UNKNOWN
        if missing.any():
            share = number(round(100 * float(missing.mean()), 1))
            said.append(say("note.lacking").format(layer=plain(name), share=share))
    if bool(np.isnan(terrain["population"].values).all()):
        said.append(say("note.people"))
    if {"frozen", "snow"} & set(scenario.seasons):
        said.append(say("note.ice"))
    return said


def _unsaid(scenario: Scenario, terrain: xr.Dataset) -> Iterator[str]:
    """Yield what is assumed of the ground in the place of layers that nobody gave."""
    if "soil" not in terrain:
        yield say("note.soil")
    if "moisture" not in terrain:
        yield say("note.moisture")
    if "protected" not in terrain:
        yield say("note.protected")
    if "thaw" in scenario.seasons:
        yield say("note.thaw")
    if "snow" in scenario.seasons:
        yield say("note.snow")


def _door_notes(terminals: tuple[Terminals, ...]) -> list[str]:
    return [
        say("note.door").format(approach=plain(ends.approach.name), why=why)
        for ends in terminals
        if (why := why_open(ends))
    ]


def _measure_notes(measures: tuple[Measure, ...]) -> list[str]:
    kinds: tuple[Kind, ...] = ("dismounted", "wheeled", "tracked")
    return [
        say("note.delay").format(measure=plain(m.name), kind=plain(kind))
        for m in measures
        for kind in kinds
        if m.delay_s(kind) is None
    ]
