"""Declared areas on the ground of a scenario: files in, tables out."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pandas as pd

from marchland.catalogue.factbook import factbook
from marchland.catalogue.read import catalogue
from marchland.consequences.assess import Assessment, assess
from marchland.consequences.dossier import law
from marchland.consequences.ledger import ledger
from marchland.errors import Fault, InputError
from marchland.model.declaration import ATTRIBUTES
from marchland.model.law import Conflict
from marchland.outputs.titles import credited
from marchland.scenario.read import read_scenario
from marchland.sources.declarations import read_declarations
from marchland.steps import read_terrain

Row = dict[str, Any]

WHOSE = "Whose ground an area lies on is not checked: its party is the one that was declared."
"""What an analyst must see to: borders are drawn as lines, without sides."""


def assessed_tables(
    scenario: Path, areas: Path, terms: tuple[int | None, float], conflicts: tuple[str, ...]
) -> dict[str, list[Row]]:
    """Return what declared areas mean, as tables of plain values.

    Parameters
    ----------
    scenario, areas : pathlib.Path
        A scenario in TOML, whose ground and day are used; a GeoPackage or GeoJSON.
    terms : tuple of (int or None, float)
        The year in which clearance is paid, and the discount rate.
    conflicts : tuple of str
        ``BEGIN/END`` or ``BEGIN/``.

    Returns
    -------
    dict of {str: list of dict}
        ``areas``, ``findings``, ``consequences``, ``ledger``, ``elsewhere`` and ``notices``; None
        is unknown.

    Raises
    ------
    InputError
        If a file or a span cannot be read.
    """
    lifted_in, discount = terms
    wrong = []
    if not -1 < discount < float("inf"):
        wrong.append(Fault("--discount", f"{discount} is no rate", "Give a rate above -1."))
    if lifted_in is not None and lifted_in < 0:
        wrong.append(Fault("--lifted-in", f"{lifted_in} is no year from now", "Give 0 or more."))
    if wrong:
        raise InputError("assess", wrong)
    try:
        engaged = [Conflict.parse(text) for text in conflicts]
    except ValueError as error:
        remedy = "Write BEGIN/ or BEGIN/END."
        raise InputError.one("--in-armed-conflict", str(error), remedy) from None
    described = read_scenario(scenario)
    drawn = read_declarations(areas)
    terrain, read = read_terrain(described)
    declared = {key: value.estimate() for key, value in described.coefficients.items()}
    found = assess(
        drawn,
        described.on,
        terrain,
        catalogue().declare(declared),
        lifted_in=lifted_in,
        in_armed_conflict=engaged,
    )
    carried = [described.notice] if described.notice else []
    return tables_of(found, discount, (*carried, credited(read)))


def tables_of(
    found: Assessment, discount: float, carried: Sequence[str] = ()
) -> dict[str, list[Row]]:
    """Return an assessment as tables of plain values.

    Parameters
    ----------
    found : Assessment
    discount : float
        Rate of a year.
    carried : sequence of str
        What the scenario and the licences of its sources ask to be said.

    Returns
    -------
    dict of {str: list of dict}
    """
    said = [{"area": name, **asdict(finding)} for name, finding in found.findings]
    areas = [{field: getattr(area, field) for field in ATTRIBUTES} for area in found.areas]
    return {
        "areas": [{k: "unknown" if v is None else str(v) for k, v in row.items()} for row in areas],
        "findings": [{k: str(v) for k, v in row.items()} for row in said],
        "consequences": _rows(found.consequences),
        "ledger": _rows(ledger(found.flows, discount=discount)),
        "elsewhere": [dict(row) for row in found.references],
        "notices": [{"notice": text} for text in dict.fromkeys((*carried, *_notices(found)))],
    }


def _notices(found: Assessment) -> Iterator[str]:
    """Yield what holds of all findings: whose ground, where the facts end, what a finding is."""
    if found.areas:
        yield WHOSE
    known = factbook().parties
    for party, on in dict.fromkeys((f.party, f.on) for _, f in found.findings if f.party in known):
        yield from law(party, on).notices


def _rows(table: pd.DataFrame) -> list[Row]:
    return [
        {key: None if isinstance(value, float) and pd.isna(value) else value
         for key, value in row.items()}
        for row in table.to_dict("records")
    ]  # fmt: skip
