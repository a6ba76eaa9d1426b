"""The tag table: which tags of a map mean which class of which layer."""

from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

import numpy as np
import pandas as pd

from marchland.catalogue.tables import HOME, read_rows
from marchland.scenario.form import Source
from marchland.sources.base import Item
from marchland.sources.classes import names

Array = np.ndarray[Any, Any]

OTHER = "other_tags"
"""Column in which GDAL keeps the tags of OpenStreetMap that have none of their own."""


@dataclass(frozen=True)
class Rule:
    """One row of the tag table: key=value means this class, by name and code, of this layer."""

    key: str
    value: str
    layer: str
    code: int
    name: str


@cache
def _table() -> dict[tuple[str, str], tuple[Rule, ...]]:
    table: dict[tuple[str, str], tuple[Rule, ...]] = {}
    for _, row in read_rows(HOME / "tags.csv"):
        rule = Rule(
            row["key"], row["value"], row["layer"], names(row["layer"])[row["class"]], row["class"]
        )
        place = row["scheme"], row["source"]
        table[place] = (*table.get(place, ()), rule)
    return table


def rules_of(scheme: str, layer: str = "") -> tuple[Rule, ...]:
    """Return the rules of a scheme, in the order of the table; `layer` is OpenMapTiles'."""
    return _table()[scheme, layer]


def rules_for(item: Item, source: Source) -> tuple[Rule, ...]:
    """Return the rules that apply to a file of tagged features.

    Parameters
    ----------
    item : Item
        The file.
    source : Source
        Its scheme and, for OpenMapTiles, which layer it is; else the file's stem says so.

    Returns
    -------
    tuple of Rule
        In the order of the table: of two that match, the later wins.

    Raises
    ------
    LayerError
        If it is no OpenMapTiles layer that we know.
    """
    if source.scheme == "osm":
        return _table()["osm", ""]
    name = source.source_layer or item.path.stem
    if (source.scheme, name) not in _table():
        known = ", ".join(layer for scheme, layer in _table() if scheme == source.scheme)
        what = f"is the OpenMapTiles layer {name}, which gives nothing"
        raise item.refuse(what, f"Set source_layer to what it is: {known}.")
    return _table()[source.scheme, name]


def key_columns(item: Item, rules: tuple[Rule, ...], columns: tuple[str, ...]) -> list[str]:
    """Return the columns that hold keys of the rules, or raise LayerError if none does."""
    keys = {rule.key for rule in rules}
    found = [name for name in columns if name in keys or name == OTHER]
    if not found:
        listed = ", ".join(columns[:12]) or "none"
        remedy = f"Keep a column for each tag key, such as {', '.join(sorted(keys))}."
        raise item.refuse(f"no column is a tag key; its columns: {listed}", remedy)
    return found


def match(tags: pd.DataFrame, rules: tuple[Rule, ...]) -> dict[str, Array]:
    """Return the class code of each feature in each layer that any feature belongs to.

    Parameters
    ----------
    tags : pandas.DataFrame
        A row for each feature, a column for each key; ``other_tags`` is taken apart.
    rules : tuple of Rule
        Of two that match one feature in one layer, the later wins.

    Returns
    -------
    dict of {str: numpy.ndarray}
        int16 by layer, −1 where no rule matches.
    """
    found: dict[str, Array] = {}
    for (layer, key), group in groupby(rules, lambda rule: (rule.layer, rule.key)):
        codes = {rule.value: rule.code for rule in group}
        mapped = _values(tags, key).map(codes).to_numpy(np.float64, na_value=np.nan)
        hit = ~np.isnan(mapped)
        if hit.any():
            known = found.setdefault(layer, np.full(len(tags), -1, np.int16))
            known[hit] = mapped[hit].astype(np.int16)
    return found


def _values(tags: pd.DataFrame, key: str) -> pd.Series:
    own = tags[key].astype(object) if key in tags else pd.Series(None, tags.index, object)
    if OTHER not in tags:
        return own
    apart = tags[OTHER].astype("str").str.extract(rf'"{key}"=>"([^"]*)"', expand=False)
    return own.where(own.notna(), apart)
