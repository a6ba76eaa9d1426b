"""The run file: what was asked, what came out, and how to repeat it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd
import pyogrio
import rasterio

import marchland
from marchland.catalogue.read import Catalogue
from marchland.model.plan import Plan
from marchland.optimise.budgets import Budgets
from marchland.optimise.explain import Explained
from marchland.outputs import answers
from marchland.outputs.accounts import accounted_tables
from marchland.outputs.missing import missing
from marchland.outputs.panels import limit_shares
from marchland.outputs.report import Report
from marchland.outputs.seal import sealed
from marchland.outputs.sections.programmes import announced
from marchland.posture.belts import interruption
from marchland.posture.hinge import Hinge

PACKAGES = ("geopandas", "numba", "numpy", "pyogrio", "pyproj", "rasterio", "scipy", "shapely")
"""Those whose version can change a figure."""


def write_run(report: Report, path: Path, folder: str) -> None:
    """Write ``run.json``: the scenario and every figure, sorted, the same bytes every time.

    JSON knows neither infinity nor missing numbers. Here ``null`` is unknown and the word
    ``"inf"`` is no way through.

    Parameters
    ----------
    report : Report
    path : pathlib.Path
        The file.
    folder : str
        The folder that the scenario's files are relative to, relative to the run file, so
        that ``marchland run run.json`` repeats the run.

    Notes
    -----
    It is sealed together with every file that is beside it by then, so it is written last; see
    :mod:`marchland.outputs.seal`.
    """
    run = {
        "marchland": marchland.__version__,
        "fingerprint": report.fingerprint,
        "folder": folder,
        "scenario": report.scenario.model_dump(mode="json"),
        "headline": asdict(report.headline),
        "effect": _records(report.effect),
        "bottlenecks": _records(report.bottlenecks),
        "avenues": [] if report.avenues is None else _records(report.avenues),
        "doors": [] if report.doors is None else _records(report.doors),
        "inventory": [] if report.restricted is None else _records(report.restricted.inventory),
        "plan": plan_figures(report.plan),
        "budgets": None if report.budgets is None else budget_figures(report.budgets),
        "explained": None if report.explained is None else explained_figures(report.explained),
        "postures": [] if report.postures is None else _records(report.postures),
        "believed": _believed(report),
        "own_side": [] if report.own_side is None else _records(report.own_side),
        "consequences": _records(report.consequences),
        "facts": _records(report.facts),
        "accounted": {n: _records(table) for n, (table, _) in accounted_tables(report).items()},
        "provenance": [asdict(source) for source in report.provenance],
        "missing": [asdict(one) for one in missing(report.provenance, report.terrain)],
        "notes": list(report.notes),
        "versions": versions(),
        **_quoted(report),
    }
    whole = sealed(plain(run), path.parent)
    text = json.dumps(whole, sort_keys=True, indent=1, ensure_ascii=False, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def _quoted(report: Report) -> dict[str, Any]:
    """Return what the brief quotes besides: options built, ways, coefficients, shares of ground."""
    placed = answers.placed(report, answers.chosen(report))
    shares = answers.closed_share(report.rasters["speed"].values) if report.rasters else None
    found = report.restricted
    limits = {} if found is None else limit_shares(found, report.catalogue)
    return {
        "options": _records(placed),
        "considered": {"options": len(report.options), "sites": len(report.sites)},
        "ways": _records(answers.ways(report)),
        "coefficients": {k: asdict(v) for k, v in answers.used_coefficients(report).items()},
        "restricted_by": limits,
        "programmes": _records(announced(report)),
        "ground": {} if shares is None else {**asdict(shares), **answers.chances_told(report)},
    }


def _believed(report: Report) -> dict[str, Any] | None:
    if report.hinge is None:
        return None
    return believed_figures(report.hinge, report.catalogue)


def plan_figures(plan: Plan) -> dict[str, Any]:
    """Return what a run file says of a plan; ``proof`` is the digest of its certificate."""
    told = {field.name: getattr(plan, field.name) for field in fields(plan)}
    estimates = {name: asdict(told[name]) for name in ("cost_eur", "land_m2")}
    proof = None if plan.proof is None else plan.proof.digest
    said = {"gap": plan.gap, "certificate": plan.certificate, "proof": proof}
    return {**told, **estimates, **said}


def budget_figures(told: Budgets) -> dict[str, Any]:
    """Return what a run file says of what several budgets buy."""
    return {
        "plans": _records(told.plans),
        "front": _records(told.front),
        "always": list(told.always),
    }


def explained_figures(told: Explained) -> dict[str, Any]:
    """Return what a run file says of what a plan hangs on."""
    return {
        "alternatives": _records(told.alternatives),
        "shared": list(told.shared),
        "none_better_than": told.none_better_than,
        "importance": _records(told.importance),
        "front": _records(told.front),
        "step": None if told.step is None else asdict(told.step),
    }


def believed_figures(told: Hinge, coefficients: Catalogue) -> dict[str, Any]:
    """Return what a run file says of what a comparison of postures hangs on."""
    worst, found = told.worst, None
    if worst is not None and worst.belts:
        found = asdict(interruption(worst.belts, worst.reserve, coefficients=coefficients))
    return {
        "held": _records(told.held),
        "passage": found,
        "leader": told.leader,
        "runner": told.runner,
        "worst": None if told.worst is None else asdict(told.worst),
        "moved": told.moved,
        "tornado": _records(told.tornado),
        "flips": _records(told.flips),
    }


def versions() -> dict[str, str]:
    """Return the versions of what computed the figures."""
    found = {name: version(name) for name in PACKAGES}
    gdal = ".".join(str(part) for part in pyogrio.__gdal_version__)
    return {**found, "gdal of pyogrio": gdal, "gdal of rasterio": rasterio.__gdal_version__}


def plain(value: Any) -> Any:  # noqa: ANN401
    """Return a value as JSON can hold it: unknown as None, no way through as ``"inf"``.

    Examples
    --------
    >>> plain({"a": float("inf"), "b": (float("nan"), 1.5)})
    {'a': 'inf', 'b': [None, 1.5]}
    """
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if hasattr(value, "item"):
        value = value.item()  # a number of numpy's
    if isinstance(value, float) and value != value:
        return None
    if isinstance(value, float) and value in {float("inf"), float("-inf")}:
        return "inf" if value > 0 else "-inf"
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    bare = pd.DataFrame(table.drop(columns=["geometry", "front"], errors="ignore"))
    return [dict(zip(bare.columns, row, strict=True)) for row in bare.itertuples(index=False)]
