"""Reading the catalogue's tables, with every fault in them gathered."""

import csv
import hashlib
import tomllib
from collections.abc import Callable, Iterable, Iterator
from math import isfinite
from pathlib import Path
from typing import Any, get_args, get_type_hints

from marchland.catalogue.scope import scope_faults
from marchland.errors import Fault
from marchland.model.estimate import TAGS, Estimate
from marchland.model.measure import Law, Measure, SiteKind
from marchland.model.mover import Kind, Reach
from marchland.model.season import Moisture
from marchland.units import SI

HOME = Path(__file__).parent
FIELDS = ("row", "quantity", "low", "best", "high", "unit", "source", "tag", "note")
GAPS = ("ford", "gap", "step")
VEHICLE = ("road_speed", "on_road_slope", "off_road_slope", "cap", "vci_1", "vci_50", "width",
           "override")  # fmt: skip
SEASON = ("frost_depth", "ice", "thaw_depth", "snow_depth")
THRESHOLD = ("severe", "unrestricted")
MEASURE = ("cost", "land", "build")
KNOWABLE = ("cost",)
"""What may be unknown of a measure; its words say so."""

_MEASURE = get_type_hints(Measure)
WORDS: dict[str, dict[str, tuple[str, ...]]] = {
    "mover": {"kind": get_args(Kind), "reach": get_args(Reach), "reference": ()},
    "season": {"moisture": get_args(Moisture)},
    "measure": {
        **{word: get_args(_MEASURE[word]) for word in ("layer", "per", "site")},
        "holds": get_args(Kind),
        "text": (),
        "slows": get_args(Kind),
        "notices": (),
        "also": get_args(SiteKind),
        "becomes": (),
        "stands": (),
        "only_on": (),
        "not_on": (),
        "scope": (),
        "law": get_args(Law),
        "unknown": KNOWABLE,
    },
}
"""The words that define each subject, and the values they may take; none listed is any text."""

LISTS = ("holds", "slows", "also", "only_on", "not_on", "law", "unknown")
"""Words that are lists."""

OPTIONAL = ("slows", "notices", "also", "becomes", "stands", "only_on", "not_on", "scope", "law",
            "unknown")  # fmt: skip
"""Words that may be left out."""

OF_CLASSES = {"becomes": "cover", "stands": "water", "only_on": "cover", "not_on": "cover"}
"""Words of a measure that name classes, and of which layer."""


def read_toml(path: Path) -> dict[str, Any]:
    """Return a TOML table of the catalogue."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def read_rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the line number and the fields of each row of a CSV table."""
    with path.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines), start=2):
            yield number, {k: (v or "").strip() for k, v in row.items() if k}


def table_hash(path: Path) -> str:
    """Return the SHA-256 of what a table says, however its lines end."""
    text = path.read_text(encoding="utf-8")
    return hashlib.sha256("\n".join(text.splitlines()).encode()).hexdigest()


def sound_rows(
    path: Path, check: Callable[[str, dict[str, str]], list[Fault]], faults: list[Fault]
) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each row of a table that can be trusted, and where it is.

    Parameters
    ----------
    path : Path
        A CSV table.
    check : callable
        From where a row is, and the row, to what is wrong with it.
    faults : list of Fault
        What is wrong with the others is added here.
    """
    for number, row in read_rows(path):
        where = f"{path.name} line {number}"
        wrong = check(where, row)
        faults.extend(wrong)
        if not wrong:
            yield where, row


def read_estimates(
    path: Path, references: dict[str, Any], faults: list[Fault]
) -> dict[str, Estimate]:
    """Return the estimates of one coefficient table, keyed ``subject.row.quantity``.

    Parameters
    ----------
    path : Path
        A CSV table with the columns of :data:`FIELDS`; its stem is the subject.
    references : dict
        The known sources.
    faults : list of Fault
        Every row that cannot be trusted is added here and left out.

    Returns
    -------
    dict of {str: Estimate}
    """
    estimates: dict[str, Estimate] = {}

    def check(where: str, row: dict[str, str]) -> list[Fault]:
        wrong, key = _row_faults(where, row, references), _key(path, row)
        twice = [Fault(where, f"{key} is given twice", "Keep one of the rows.")]
        return wrong + (twice if key in estimates else [])

    for _, row in sound_rows(path, check, faults):
        low, best, high = (float(row[c]) for c in ("low", "best", "high"))
        found = Estimate(low, best, high, row["unit"], row["source"], row["tag"])  # type: ignore[arg-type]
        estimates[_key(path, row)] = found
    return estimates


def _key(path: Path, row: dict[str, str]) -> str:
    return f"{path.stem}.{row.get('row', '')}.{row.get('quantity', '')}"


def _row_faults(where: str, row: dict[str, str], references: dict[str, Any]) -> list[Fault]:
    missing = [f for f in FIELDS[:-1] if not row.get(f)]
    if missing:
        return [Fault(where, f"no {', '.join(missing)}", "Fill every column but the note.")]
    faults = []
    if row["unit"] not in SI:
        faults.append(Fault(where, f"unknown unit {row['unit']!r}", f"Use one of {', '.join(SI)}."))
    if row["source"] not in references:
        remedy = "Add it to references.toml or cite one that is there."
        faults.append(Fault(where, f"unknown source {row['source']!r}", remedy))
    if row["tag"] not in TAGS:
        faults.append(Fault(where, f"unknown tag {row['tag']!r}", f"Use one of {', '.join(TAGS)}."))
    try:
        low, best, high = (float(row[c]) for c in ("low", "best", "high"))
    except ValueError:
        return [*faults, Fault(where, "low, best or high is not a number", "Write numbers.")]
    if not all(isfinite(value) and value >= 0 for value in (low, best, high)):
        remedy = "Write amounts of 0 or more."
        faults.append(Fault(where, "low, best or high is below zero or not finite", remedy))
    elif not low <= best <= high:
        faults.append(Fault(where, f"low <= best <= high is broken: {low:g}, {best:g}, {high:g}",
                            "Put the three values in order."))  # fmt: skip
    return faults


ASSUMED = {"cover": "soil", "road": "surface"}
"""Layers of classes under which something is assumed, and what."""


def read_classes(
    path: Path, faults: list[Fault]
) -> tuple[dict[str, dict[str, int]], dict[str, dict[str, str]]]:
    """Return the class codes by layer and name, and what is assumed under each class.

    Parameters
    ----------
    path : Path
        A CSV table with the columns layer, code, name, label, assumed.
    faults : list of Fault
        Every row that cannot be trusted is added here and left out.

    Returns
    -------
    tuple of dict
        Codes; and by layer of :data:`ASSUMED` and class the soil or the surface.
    """
    classes: dict[str, dict[str, int]] = {}
    under: dict[str, dict[str, str]] = {layer: {} for layer in ASSUMED}
    for number, row in read_rows(path):
        where = f"{path.name} line {number}"
        layer, name, code = row["layer"], row["name"], row["code"]
        known = classes.setdefault(layer, {})
        if not code.isdecimal() or not 1 <= int(code) <= 254:
            faults.append(Fault(where, f"code {code!r} is not 1 to 254", "0 is none, 255 unknown."))
        elif name in known or int(code) in known.values():
            faults.append(Fault(where, f"{layer} {name} or its code is given twice", "Keep one."))
        elif layer in ASSUMED and not row["assumed"]:
            what = ASSUMED[layer]
            faults.append(Fault(where, f"no {what} under {name}", f"Name a row of {what}s.csv."))
        else:
            known[name] = int(code)
            under.setdefault(layer, {})[name] = row["assumed"]
    return classes, {layer: under[layer] for layer in ASSUMED}


def needed(
    definitions: dict[str, Any],
    classes: dict[str, dict[str, int]],
    under: dict[str, dict[str, str]],
) -> list[str]:
    """Return the keys of the coefficients that definitions and classes cannot do without.

    A road class without a row for a mover is no road to it.
    """
    subjects: dict[str, dict[str, Any]] = {s: definitions.get(s, {}) for s in WORDS}
    kinds = sorted({str(words.get("kind")) for words in subjects["mover"].values()})
    keys = [
        f"{layer}.{name}.{kind}"
        for layer in ("cover", "water")
        for name in classes.get(layer, {})
        for kind in kinds
    ]
    soils = {*under["cover"].values(), *classes.get("soil", {})}
    surfaces = {*under["road"].values(), *classes.get("surface", {})}
    for subject, rows in (("soils", soils), ("surfaces", surfaces)):
        keys += [f"{subject}.{row}.{m}" for row in sorted(rows) for m in get_args(Moisture)]
    for name, words in subjects["mover"].items():
        keys.append(f"movers.{name}.weight")
        if words.get("reach") != "roads":
            drives = words.get("kind") != "dismounted"
            parts = ("snow", *(VEHICLE if drives else ()))
            keys += [f"movers.{name}.{part}" for part in parts]
            keys += [f"gaps.{name}.{part}" for part in GAPS]
    keys += [f"seasons.{name}.{part}" for name in subjects["season"] for part in SEASON]
    keys += [
        f"measures.{name}.{part}"
        for name, words in subjects["measure"].items()
        for part in (*MEASURE, *(["depth"] if "stands" in words else []))
        if part not in words.get("unknown", ())
    ]
    return [*keys, *(f"thresholds.{kind}.{part}" for kind in kinds for part in THRESHOLD)]


def definition_faults(definitions: dict[str, Any]) -> list[Fault]:
    """Return what is wrong with the words behind movers, seasons and measures.

    A word outside :data:`WORDS` is refused: a measure has no way to act on movement
    but those of :data:`marchland.model.measure.Action`.

    Parameters
    ----------
    definitions : dict
        Words by subject and name.

    Returns
    -------
    list of Fault
    """
    faults = [
        Fault(f"definitions.toml {subject}", "is no subject", f"Subjects: {', '.join(WORDS)}.")
        for subject in definitions
        if subject not in WORDS
    ]
    for subject, words in WORDS.items():
        for name, given in definitions.get(subject, {}).items():
            where = f"definitions.toml {subject}.{name}"
            faults += scope_faults(where, given) if subject == "measure" else []
            remedy = f"A {subject} is defined by {', '.join(words)} and nothing else."
            faults += [
                Fault(f"{where}.{word}", f"is no word of a {subject}", remedy)
                for word in given
                if word not in words
            ]
            for word, values in words.items():
                if word in given or word not in OPTIONAL:
                    faults += _word_faults(where, word, given.get(word), values)
    return faults


def undeclared(measures: dict[str, dict[str, Any]], estimates: Iterable[str]) -> dict[str, str]:
    """Return what nobody has declared of the measures: its unit by key.

    Parameters
    ----------
    measures : dict
        The words of each measure.
    estimates : iterable of str
        Keys of what is known.

    Returns
    -------
    dict of {str: str}
        Keys such as ``measures.ditch.delay_tracked``, in the order of the measures.
    """
    known, keys = set(estimates), {}
    for name, words in measures.items():
        quantities = dict.fromkeys(words.get("unknown", ()), "EUR")
        for kind in words.get("holds", ()):
            quantities[f"delay_{kind}"] = "s"
            quantities[f"defended_{kind}"] = "s"
        quantities |= {f"slow_{kind}": "1" for kind in words.get("slows", ())}
        quantities |= {"notice": "1"} if words.get("notices") else {}
        per = words.get("per", "piece")
        for part, unit in quantities.items():
            whole = f"{unit}/{per}" if unit == "EUR" and per != "piece" else unit
            keys[f"measures.{name}.{part}"] = whole
    return {key: unit for key, unit in keys.items() if key not in known}


def class_faults(
    measures: dict[str, dict[str, Any]], classes: dict[str, dict[str, int]]
) -> list[Fault]:
    """Return the classes that measures name and that are not there."""
    faults = []
    for name, words in measures.items():
        for word, layer in OF_CLASSES.items():
            value = words.get(word, [])
            for one in value if isinstance(value, list) else [value]:
                if one not in classes.get(layer, {}):
                    where = f"definitions.toml measure.{name}.{word}"
                    known = f"Use {', '.join(classes.get(layer, {}))}."
                    faults.append(Fault(where, f"unknown {layer} {one!r}", known))
    return faults


def _word_faults(where: str, word: str, value: object, values: tuple[str, ...]) -> list[Fault]:
    where = f"{where}.{word}"
    if value is None:
        return [Fault(where, "is missing", "Add it.")]
    if word == "notices":
        return [] if value is True else [Fault(where, "must be true", "Or leave it out.")]
    if isinstance(value, list) != (word in LISTS):
        what = "must be a list" if word in LISTS else "must be one word"
        return [Fault(where, what, "Write it as the others are.")]
    given = value if isinstance(value, list) else [value]
    strange = [
        word for word in given if not isinstance(word, str) or (values and word not in values)
    ]
    return [
        Fault(where, f"unknown word {word!r}", f"Use {', '.join(values) or 'text'}.")
        for word in strange
    ]
