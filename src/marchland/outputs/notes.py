"""What a reader must know before believing a figure."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
import xarray as xr

from marchland.mobility.closing import why_open
from marchland.mobility.terminals import Terminals
from marchland.model.measure import Measure
from marchland.model.mover import Kind
from marchland.model.provenance import Provenance
from marchland.outputs.missing import ABSENT, PARTLY, absent
from marchland.scenario.form import Scenario
from marchland.schema import UNKNOWN
from marchland.units import clock

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
        "Bound: the plan was found by a heuristic search; a better one may exist.",
    )


def _source_notes(provenance: tuple[Provenance, ...]) -> list[str]:
    """Return what was taken for granted where no file speaks."""
    guessed = [s for s in provenance if not s.sha256 or s.note.startswith("interpolated")]
    return [f"Assumed {source.layer}: {source.note}." for source in guessed]


def _open_notes(scenario: Scenario, provenance: tuple[Provenance, ...]) -> list[str]:
    """Return what open data did not give, and what its absence does."""
    if not scenario.open_data:
        return []
    said = [f"Projection: {scenario.region.chosen}."] if scenario.region.chosen else []
    left = absent({source.layer for source in provenance})
    said += [ABSENT[layer] for layer in TOLD if layer in left]
    partly = [s for s in provenance if any(word in s.note for word in PARTLY)]
    return said + [f"Missing: {source.layer}: {source.note}." for source in partly]


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
        f"Range: for {row.approach}, {row.mover}, {row.season}, the plan adds "
        f"{clock(best[row.Index])} at best values but only {clock(low[row.Index])} at the fast "
        "end, where ground opens beside the lines or delays are short."
        for row in weak.itertuples()
    )


def _ground_notes(scenario: Scenario, terrain: xr.Dataset) -> list[str]:
    said = [*_unsaid(scenario, terrain)]
    said += [
        "Peat: mobility models over-predict on peat and wetland; no value here was checked there.",
        f"Resolution: what is smaller than {scenario.region.cell_m:g} m, such as banks, cuttings "
        "and tree lines, is not seen.",
        "Bridges: a road of minor class or above that is drawn over water is taken to stand on a "
        "bridge or causeway that bears the mover, where no load class is known.",
    ]
    for name in ("elevation", "cover"):
        values = terrain[name].values
        missing = np.isnan(values) if name == "elevation" else values == UNKNOWN
        if missing.any():
            said.append(f"Unknown ground: {name} is missing on {missing.mean():.1%} of the region.")
    if bool(np.isnan(terrain["population"].values).all()):
        said.append("People: no population layer was given; who lives near is not counted.")
    if {"frozen", "snow"} & set(scenario.seasons):
        said.append(
            "Ice: the rule for ice is rough and may be unsafe; river ice is taken not to bear."
        )
    return said


def _unsaid(scenario: Scenario, terrain: xr.Dataset) -> Iterator[str]:
    """Yield what is assumed of the ground in the place of layers that nobody gave."""
    if "soil" not in terrain:
        yield "Soil: no soil layer was given; one soil is assumed under each cover class."
    if "moisture" not in terrain:
        yield (
            "Moisture: no moisture layer was given; soil is as strong as an unverified table says "
            "for the season, half to twice."
        )
    if "protected" not in terrain:
        yield "Protected ground: no layer was given; how much of it a plan takes is unknown."
    if "thaw" in scenario.seasons:
        yield "Thaw: how much a thawed layer slows movement is assumed, from wheels on wet sand."
    if "snow" in scenario.seasons:
        yield "Snow: how deep a mover sinks is published; how much that slows it is assumed."


def _door_notes(terminals: tuple[Terminals, ...]) -> list[str]:
    return [
        f"Door: no line is measured that closes {ends.approach.name}: {why}."
        for ends in terminals
        if (why := why_open(ends))
    ]


def _measure_notes(measures: tuple[Measure, ...]) -> list[str]:
    kinds: tuple[Kind, ...] = ("dismounted", "wheeled", "tracked")
    return [
        f"Delay: how long {m.name.replace('_', ' ')} holds {kind} movement is not declared, and "
        "no public source says."
        for m in measures
        for kind in kinds
        if m.delay_s(kind) is None
    ]
