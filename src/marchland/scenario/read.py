"""Reading a scenario file, with every fault in it gathered."""

import json
import tomllib
from collections.abc import Iterable
from dataclasses import fields
from datetime import date, time
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from marchland.errors import Fault, ScenarioError
from marchland.model.approach import Approach
from marchland.scenario.building import Answer, OwnSite, PostureForm
from marchland.scenario.check import cross_faults
from marchland.scenario.form import (
    Accounts,
    Declared,
    Ensemble,
    Limits,
    Place,
    Planning,
    Region,
    Scenario,
    Source,
)
from marchland.scenario.frame import WAYS, framed

PARTS: dict[str, Any] = {
    "region": Region,
    "sources": Source,
    "places": Place,
    "approaches": Approach,
    "coefficients": Declared,
    "limits": Limits,
    "accounts": Accounts,
    "plan": Planning,
    "ensemble": Ensemble,
    "sites": OwnSite,
    "response": Answer,
    "posture": PostureForm,
}


def read_scenario(path: Path) -> Scenario:
    """Read a scenario from TOML, or from the ``run.json`` of an earlier run.

    Parameters
    ----------
    path : pathlib.Path
        The file, or a folder with ``scenario.toml`` or ``run.json`` in it.

    Returns
    -------
    Scenario

    Raises
    ------
    ScenarioError
        With every fault: a missing file, a syntax error, unknown keys with the nearest
        known one, wrong types, names that are not in the catalogue, places nobody defined.
    """
    path = _file(Path(path))
    raw, folder = _raw(path)
    return build_scenario(raw, folder, str(path))


def _file(path: Path) -> Path:
    """Return the scenario or the run in a folder; another path as it is."""
    inside = [path / name for name in ("scenario.toml", "run.json")]
    return next((file for file in inside if file.is_file()), path)


def build_scenario(raw: dict[str, Any], folder: Path, subject: str) -> Scenario:
    """Check the bare contents of a scenario file and return the scenario."""
    raw = framed(raw, folder)
    faults = cross_faults(raw, folder)
    try:
        scenario = Scenario.model_validate_json(json.dumps(raw, default=_plain))
    except ValidationError as error:
        details = error.errors()
        told = [_fault(d) for d in details if not _only_follows(d, details)]
        raise ScenarioError(subject, told + faults) from None
    if faults:
        raise ScenarioError(subject, faults)
    return scenario.model_copy(update={"folder": folder})


def _raw(path: Path) -> tuple[dict[str, Any], Path]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        remedy = "Give the path of a scenario file; `marchland new NAME` writes one."
        raise ScenarioError.one(str(path), f"cannot be read: {error.strerror}", remedy) from None
    except UnicodeDecodeError:
        remedy = "Give a TOML file in UTF-8, or the run.json of a run."
        raise ScenarioError.one(str(path), "is not text", remedy) from None
    try:
        if path.suffix == ".json":
            run = json.loads(text)
            raw = {**run["scenario"], **_checksums(run)}
            return raw, (path.parent / run["folder"]).resolve()
        return tomllib.loads(text), path.parent.resolve()
    except (tomllib.TOMLDecodeError, json.JSONDecodeError) as error:
        raise ScenarioError.one(str(path), f"syntax error: {error}", "Mend that line.") from None
    except (KeyError, TypeError, ValueError):
        remedy = "Give a scenario in TOML, or the run.json of a run."
        raise ScenarioError.one(str(path), "is not the run.json of a run", remedy) from None


def _checksums(run: dict[str, Any]) -> dict[str, Any]:
    """Return the checksums of what a run fetched, so that its repetition has the same files."""
    origins = [o for source in run.get("provenance", ()) for o in source.get("origins", ())]
    sums = {origin["url"]: origin["sha256"] for origin in origins}
    return {"checksums": sums} if sums else {}


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _only_follows(detail: ErrorDetails, details: list[ErrorDetails]) -> bool:
    """Tell a list that is too short only because an item of it is told of apart."""
    loc = detail["loc"]
    within = (other["loc"] for other in details)
    return detail["type"] == "too_short" and any(
        len(other) > len(loc) and other[: len(loc)] == loc for other in within
    )


PATTERNS = {
    "^[A-Z]{2}$": ("is no code of a state", 'Write its two letters of ISO 3166-1, such as "PL".'),
    "^[A-Z]{3}$": ("is no code of a country", 'Write its three letters of ISO 3166-1: "POL".'),
}
"""What a text that does not match a pattern of the form is not, and how to mend it."""


def _fault(detail: ErrorDetails) -> Fault:
    loc = detail["loc"]
    where = _path(loc)
    kind = detail["type"]
    if kind in {"extra_forbidden", "unexpected_keyword_argument"}:
        near = get_close_matches(str(loc[-1]), _known(loc), n=1)
        remedy = f"Did you mean {near[0]}?" if near else f"Known keys: {', '.join(_known(loc))}."
        return Fault(where, "unknown key", remedy)
    if kind in {"missing", "missing_argument"}:
        return Fault(where, "is missing", "Add it.")
    if kind == "string_pattern_mismatch" and (told := PATTERNS.get(detail["ctx"]["pattern"])):
        return Fault(where, f"{detail['input']!r} {told[0]}", told[1])
    what = detail["msg"].removeprefix("Value error, ")
    for python, plain in (("Tuple", "list"), ("array", "list"), (" after validation", "")):
        what = what.replace(python, plain)
    given = json.dumps(detail["input"], ensure_ascii=False, default=str)
    shown = f" (given: {given})" if len(given) <= 60 else ""
    return Fault(where, what[0].lower() + what[1:] + shown, "Correct it.")


def _path(loc: Iterable[int | str]) -> str:
    text = ""
    for part in loc:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return text.lstrip(".") or "scenario"


def _known(loc: tuple[int | str, ...]) -> list[str]:
    home = PARTS.get(str(loc[0]), Scenario) if len(loc) > 1 else Scenario
    if issubclass(home, BaseModel):
        names = [name for name in home.model_fields if name not in ("folder", "chosen")]
        return names + [way for way in WAYS if home is Region and way not in names]
    return [field.name for field in fields(home)]
