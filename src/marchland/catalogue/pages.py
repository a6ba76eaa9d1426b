"""Pages of the catalogue: its rows as they are shown, with the references they cite."""

from dataclasses import asdict
from typing import Any

from marchland.catalogue.factbook import factbook
from marchland.catalogue.postures import postures
from marchland.catalogue.read import catalogue
from marchland.catalogue.tables import HOME, read_rows
from marchland.model.estimate import Estimate

Row = dict[str, Any]
"""A row of a page: values by column; what it is of comes first."""

DEFINED = {"movers": "mover", "seasons": "season", "measures": "measure"}
"""Pages that begin with words, and the subject of the catalogue that has them."""

CLASSED = {"cover": "cover", "roads": "road", "soils": "soil", "surfaces": "surface",
           "water": "water"}  # fmt: skip
"""Pages whose rows are classes, and the class layer that says what each means."""

SUBJECTS = (
    *DEFINED,
    *("cover", "roads", "surfaces", "soils", "water", "rules", "thresholds", "echelons"),
    *("foot", "vehicles", "cone_index", "moisture", "procedure", "cold", "ice", "gaps"),
    *("consequences", "posture"),
)
FACT_PAGES = (
    "borders",
    "border_barriers",
    "casualties",
    "claims",
    "clearance_costs",
    "cost_growth",
    "econ_studies",
    "exchange_rates",
    "instruments",
    "land_release",
    "party_counts",
    "price_levels",
    "programmes",
    "suspected_area",
    "treaty_duties",
    "treaty_events",
    "treaty_positions",
)
"""The fact tables, whose rows carry source, confidence and date."""

LISTS = ("coefficients", "sources", "tags", "classes", "regions", "open-data", "postures")
PAGES = (*SUBJECTS, *LISTS, *FACT_PAGES)


def page(what: str) -> dict[str, list[Row]]:
    """Return the tables of a page of the catalogue.

    Parameters
    ----------
    what : str
        One of :data:`PAGES`.

    Returns
    -------
    dict of {str: list of Row}
        Tables by name. A row of ``coefficients`` has a value, an Estimate or None where
        nobody has declared one.
    """
    book = catalogue()
    if what in FACT_PAGES:
        return {what: [dict(row) for row in factbook().tables[what]]}
    if what in ("tags", "classes", "regions"):
        return {what: [dict(row) for _, row in read_rows(HOME / f"{what}.csv")]}
    if what in ("open-data", "postures"):
        told = {name: asdict(one) for name, one in postures().items()}
        named = book.open_data if what == "open-data" else told
        return {what: [{"name": name, **words} for name, words in named.items()]}
    if what == "sources":
        known = {**book.references, **factbook().references}
        return {what: [{"key": key, **words} for key, words in known.items()]}
    if what == "coefficients":
        return {what: [{"key": key, **_told(value)} for key, value in book.estimates.items()]}
    rows = []
    for key, value in book.estimates.items():
        subject, name, quantity = key.split(".")
        if subject == what:
            rows.append({"name": name, "quantity": quantity, **_told(value)})
    if what in CLASSED:
        labels = {
            row["name"]: row["label"]
            for _, row in read_rows(HOME / "classes.csv")
            if row["layer"] == CLASSED[what]
        }
        rows = [
            {"name": row["name"], "means": labels.get(str(row["name"]), ""), **row} for row in rows
        ]
    words = book.definitions[DEFINED[what]] if what in DEFINED else {}
    if what == "measures":
        unknown = (key.split(".") for key in book.undeclared())
        rows += [{"name": name, "quantity": part, **_told(None)} for _, name, part in unknown]
    definitions = [{"name": name, **said} for name, said in words.items()]
    return {**({"definitions": definitions} if words else {}), "coefficients": rows}


def cited(tables: dict[str, list[Row]]) -> dict[str, dict[str, str]]:
    """Return the references that the coefficients or facts of some tables cite, by key."""
    told = [name for name in tables if name == "coefficients" or name in FACT_PAGES]
    keys = {row["source"] for name in told for row in tables[name]}
    known = {**catalogue().references, **factbook().references}
    return {key: dict(words) for key, words in known.items() if key in keys}


def _told(value: Estimate | None) -> Row:
    parts = ("low", "best", "high", "unit", "source", "tag")
    return {"value": value, **(asdict(value) if value else dict.fromkeys(parts))}
