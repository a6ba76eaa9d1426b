"""What a scenario says that is well formed, and still makes no sense."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from marchland.errors import Fault

Raw = Mapping[str, Any]
YEARS = 1900, 2200
"""First and last year of a day that a study may speak of."""
PRINTED = ("title", "question")
"""What the brief cannot do without."""


def sense_faults(raw: Raw) -> Iterator[Fault]:
    """Yield what makes no sense in a scenario, though every part of it is well formed.

    Parameters
    ----------
    raw : mapping
        The bare contents of a scenario file, of any shape: parts that are not of the
        right shape are passed over, since the form refuses them.

    Yields
    ------
    Fault
    """
    yield from _words(raw)
    yield from _day(raw.get("on"))
    for key in ("party", "postures"):
        for name, count in Counter(_strings(raw.get(key))).items():
            if count > 1:
                yield Fault(key, f"{name!r} is given {count} times", "Keep one of them.")
    if raw.get("party") == []:
        yield Fault("party", "names nobody who would build", 'Write a state, such as ["PL"].')
    for number, approach in enumerate(_sequence(raw.get("approaches")), start=1):
        yield from _approach(f"approaches[{number}]", _mapping(approach))
    yield from _cells(_mapping(raw.get("region")))
    asked = _mapping(raw.get("plan"))
    if asked.get("of") == "margin" and not asked.get("response_s"):
        remedy = "Declare response_s; no public source gives it."
        yield Fault("plan.response_s", "is missing, and a margin is what is left of it", remedy)
    yield from _years(_mapping(raw.get("accounts")))


def _words(raw: Raw) -> Iterator[Fault]:
    for key in PRINTED:
        if _blank(raw.get(key)):
            yield Fault(key, "is empty", "Write what the brief is to say.")
    for number, source in enumerate(_sequence(raw.get("sources")), start=1):
        for key in ("credit", "licence"):
            if _blank(_mapping(source).get(key)):
                remedy = 'Write what the file\'s publisher asks for, or "not stated".'
                yield Fault(f"sources[{number}].{key}", "is empty", remedy)


def _day(on: object) -> Iterator[Fault]:
    try:
        day = date.fromisoformat(on) if isinstance(on, str) else on
    except ValueError:
        return
    if isinstance(day, date) and not YEARS[0] <= day.year <= YEARS[1]:
        what = f"{day.year} is no year that a study can speak of"
        yield Fault("on", what, f"Choose a day from {YEARS[0]} to {YEARS[1]}.")


def _approach(where: str, approach: Raw) -> Iterator[Fault]:
    ends = {key: _strings(approach.get(key)) for key in ("origins", "objectives")}
    if _blank(approach.get("name")):
        yield Fault(f"{where}.name", "is empty", "Give it a name; tables are written by it.")
    for key, names in ends.items():
        if approach.get(key) == []:
            yield Fault(f"{where}.{key}", "names no place", "Name one or more of [places].")
        for name in names:
            if name in _strings(approach.get("avoid")):
                what = f"{name!r} is also to be avoided"
                yield Fault(f"{where}.{key}", what, "Take it out of one of them.")
    for name in sorted({*ends["origins"]} & {*ends["objectives"]}):
        what = f"{name!r} is both where it starts and where it ends"
        yield Fault(where, what, "Take it out of one of them.")


def _cells(region: Raw) -> Iterator[Fault]:
    cell, bounds = region.get("cell_m"), region.get("bounds_m")
    numbers = isinstance(bounds, list) and all(isinstance(v, int | float) for v in bounds)
    if not isinstance(cell, int | float) or not isinstance(bounds, list) or not numbers:
        return
    if len(bounds) == 4 and cell > (side := min(bounds[2] - bounds[0], bounds[3] - bounds[1])) > 0:
        what = f"{cell:,g} m is more than the region's shorter side of {side:,g} m"
        yield Fault("region.cell_m", what, "Choose a finer one.")


def _years(accounts: Raw) -> Iterator[Fault]:
    horizon = accounts.get("horizon_y", 30)
    for key in ("lifted_in_y", "removed_in_y"):
        year = accounts.get(key)
        if isinstance(year, int) and isinstance(horizon, int) and year > horizon:
            what = f"year {year} lies beyond the {horizon} years of the accounts"
            yield Fault(f"accounts.{key}", what, "Choose an earlier one, or raise horizon_y.")


def _blank(value: object) -> bool:
    return isinstance(value, str) and not value.strip()


def _mapping(value: object) -> Raw:
    return value if isinstance(value, Mapping) else {}


def _sequence(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _strings(value: object) -> list[str]:
    return [item for item in _sequence(value) if isinstance(item, str)]
