"""What a scenario says about other things: names in the catalogue, places, files."""

from collections import Counter
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args, get_type_hints

from pyproj import CRS
from pyproj.exceptions import CRSError

from marchland.catalogue.read import catalogue
from marchland.errors import Fault
from marchland.model.declaration import Declaration
from marchland.scenario.building import building_faults
from marchland.scenario.sense import sense_faults
from marchland.units import SI

Raw = Mapping[str, Any]
SAME = {
    ("geofabrik", "overpass"): "are the same map",
    ("worldpop-2025", "ghs-pop-2020"): "count the same people",
}
"""Open data that must not be named together, and why."""

DECLARED: tuple[str, ...] = get_args(get_type_hints(Declaration)["kind"])
"""Kinds of ground that the analyst declares, which are no measures."""

NEVER = "Marchland never sites, chooses or optimises it"
REMEDY = "Draw it yourself, in a file that the key declarations names, to have it assessed."

SHARES = ("cover.", "water.", "surfaces.")
"""Subjects whose coefficients are shares of a mover's speed."""

PARTS = ("notice", "slow")
"""What else of a measure is a share."""


def cross_faults(raw: Raw, folder: Path) -> list[Fault]:
    """Return every name, place and file in a scenario that leads nowhere.

    Parameters
    ----------
    raw : mapping
        The bare contents of a scenario file, of any shape: parts that are not of the
        right shape are passed over, since the form refuses them.
    folder : pathlib.Path
        What its files are relative to.

    Returns
    -------
    list of Fault
    """
    return [
        *_system_faults(raw),
        *_name_faults(raw),
        *_twice_faults(raw),
        *_place_faults(raw),
        *_coefficient_faults(raw),
        *_file_faults(raw, folder),
        *_open_faults(raw),
        *building_faults(raw),
        *sense_faults(raw),
    ]


def _name_faults(raw: Raw) -> Iterable[Fault]:
    for key, subject in (("movers", "mover"), ("seasons", "season"), ("measures", "measure")):
        known = catalogue().names(subject)
        for name in _strings(raw.get(key)):
            if key == "measures" and name in DECLARED:
                yield Fault(key, f"{name!r} is no measure: {NEVER}", REMEDY)
            elif name not in known:
                yield _unknown(key, f"unknown {subject} {name!r}", name, known)
    cover, classes = _mapping(raw.get("region")).get("unmapped_cover"), catalogue().classes["cover"]
    if isinstance(cover, str) and cover not in classes:
        yield _unknown("region.unmapped_cover", f"unknown cover {cover!r}", cover, classes)


def _open_faults(raw: Raw) -> Iterable[Fault]:
    known = catalogue().open_data
    given = _strings(raw.get("open_data"))
    for key, names in (("open_data", given), ("mirrors", list(_mapping(raw.get("mirrors"))))):
        for name in names:
            if name not in known:
                yield _unknown(key, f"unknown open data {name!r}", name, known)
    for (one, other), what in SAME.items():
        if one in given and other in given:
            yield Fault("open_data", f"{one} and {other} {what}", "Keep one of them.")
    for name, place in _mapping(raw.get("places")).items():
        if _mapping(place).get("country") and "natural-earth" not in given:
            remedy = 'Add "natural-earth" to open_data.'
            yield Fault(f"places.{name}.country", "nothing gives the countries", remedy)


def _system_faults(raw: Raw) -> Iterable[Fault]:
    epsg = _mapping(raw.get("region")).get("epsg")
    if not isinstance(epsg, int):
        return
    remedy = "Choose a projected system in metres, such as 3035 for Europe."
    try:
        system = CRS.from_epsg(epsg)
    except CRSError:
        yield Fault("region.epsg", f"there is no EPSG:{epsg}", remedy)
        return
    if not system.is_projected or any(a.unit_name != "metre" for a in system.axis_info):
        what = f"EPSG:{epsg}, {system.name}, is not projected in metres"
        yield Fault("region.epsg", what, remedy)


def _twice_faults(raw: Raw) -> Iterable[Fault]:
    approaches = [_mapping(approach).get("name") for approach in _sequence(raw.get("approaches"))]
    lists = {key: _strings(raw.get(key)) for key in ("movers", "seasons", "measures", "open_data")}
    for key, names in {**lists, "approaches": _strings(approaches)}.items():
        for name, count in Counter(names).items():
            if count > 1:
                yield Fault(key, f"{name!r} is given {count} times", "Keep one of them.")


def _place_faults(raw: Raw) -> Iterable[Fault]:
    places = list(_mapping(raw.get("places")))
    outline = _mapping(raw.get("region")).get("outline")
    if isinstance(outline, str) and outline not in places:
        yield _unknown("region.outline", f"no place {outline!r} is defined", outline, places)
    for number, approach in enumerate(_sequence(raw.get("approaches")), start=1):
        for key in ("origins", "objectives", "avoid"):
            for name in _strings(_mapping(approach).get(key)):
                if name not in places:
                    where = f"approaches[{number}].{key}"
                    yield _unknown(where, f"no place {name!r} is defined", name, places)


def _coefficient_faults(raw: Raw) -> Iterable[Fault]:
    known = {key: value.unit for key, value in catalogue().estimates.items()}
    known |= catalogue().undeclared()
    for key, value in _mapping(raw.get("coefficients")).items():
        if key not in known:
            yield _unknown(f"coefficients.{key}", "no such coefficient", key, known)
            continue
        unit = _mapping(value).get("unit")
        wanted = SI[known[key]][1]
        if not isinstance(unit, str) or SI.get(unit, ("", ""))[1] != wanted:
            fits = ", ".join(name for name, (_, si) in SI.items() if si == wanted)
            yield Fault(f"coefficients.{key}.unit", f"unit {unit!r} does not fit", f"Use {fits}.")
        low = _mapping(value).get("low")
        if isinstance(low, int | float) and low < 0:
            yield Fault(f"coefficients.{key}.low", f"{low:g} is below zero", "Give 0 or more.")
        high = _mapping(value).get("high")
        share = key.startswith(SHARES) or _part(key) in PARTS or key.endswith(".unrestricted")
        if share and isinstance(high, int | float) and high > 1:
            of = "certain" if _part(key) == "notice" else "the whole speed"
            what = f"{high:g} is more than {of}"
            yield Fault(f"coefficients.{key}.high", what, "Give a share from 0 to 1.")


def _part(key: str) -> str:
    """Return what a declared value of a measure is of, such as ``slow``."""
    subject, _, rest = key.partition(".")
    return rest.rpartition(".")[2].partition("_")[0] if subject == "measures" else ""


def _file_faults(raw: Raw, folder: Path) -> Iterable[Fault]:
    if "folder" in raw:
        yield Fault("folder", "unknown key", "Files are looked for from the scenario's own folder.")
    if "stack" in raw:
        yield Fault("stack", "unknown key", "It is made of open_data, not written by hand.")
    sources = [(f"sources[{n}]", s) for n, s in enumerate(_sequence(raw.get("sources")), start=1)]
    places = [(f"places.{name}", p) for name, p in _mapping(raw.get("places")).items()]
    areas = [("scenario", {"file": raw.get("declarations")})]
    for where, part in [*sources, *places, *areas]:
        file = _mapping(part).get("file")
        if isinstance(file, str) and not (folder / file).is_file():
            remedy = f"Files are looked for from {folder}."
            where = "declarations" if where == "scenario" else f"{where}.file"
            yield Fault(where, f"no file {file}", remedy)


def _unknown(where: str, what: str, name: str, known: Iterable[str]) -> Fault:
    known = list(known)
    near = get_close_matches(name, known, n=1)
    some = ", ".join(known[:12]) or "none"
    return Fault(where, what, f"Did you mean {near[0]}?" if near else f"Known: {some}.")


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _sequence(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _strings(value: object) -> list[str]:
    return [item for item in _sequence(value) if isinstance(item, str)]
