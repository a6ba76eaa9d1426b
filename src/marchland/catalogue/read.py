"""The catalogue: movers, seasons, measures and every coefficient, ready to look up."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from marchland.catalogue.tables import (
    GAPS,
    HOME,
    MEASURE,
    SEASON,
    VEHICLE,
    class_faults,
    definition_faults,
    needed,
    read_classes,
    read_estimates,
    read_toml,
    table_hash,
    undeclared,
)
from marchland.errors import CatalogueError, Fault
from marchland.model.estimate import Estimate
from marchland.model.measure import Action, Hold, Measure, Notice, Reground, Slow
from marchland.model.mover import Crossing, Kind, Mover, Vehicle
from marchland.model.season import Season

BESIDE = ("tags.csv", "texture.csv", "postures.toml")
"""Tables that decide what a study finds, and hold no coefficients."""


@dataclass(frozen=True, repr=False)
class Catalogue:
    """Every coefficient and definition, immutable.

    Parameters
    ----------
    estimates : mapping of {str: Estimate}
        Keyed ``subject.row.quantity``, such as ``cover.forest.tracked``.
    definitions : mapping
        The words behind movers, seasons and measures.
    classes : mapping of {str: mapping of {str: int}}
        Class codes by layer and class name.
    soils, surfaces : mapping of {str: str}
        The soil assumed under each cover class, and the surface of each road class, where
        no layer says.
    references : mapping
        Sources by key.
    open_data : mapping
        What may be fetched: address, credit, licence and faults, by name.
    beside : mapping of {str: str}
        SHA-256 of the tables of tags, textures, postures and facts, by file.
    """

    estimates: Mapping[str, Estimate]
    definitions: Mapping[str, Mapping[str, Mapping[str, Any]]]
    classes: Mapping[str, Mapping[str, int]]
    soils: Mapping[str, str]
    surfaces: Mapping[str, str]
    references: Mapping[str, Mapping[str, str]]
    open_data: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    beside: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        names = (f", {len(self.names(subject))} {subject}s" for subject in self.definitions)
        return f"Catalogue({len(self.estimates)} coefficients{''.join(names)})"

    def get(self, key: str) -> Estimate:
        """Return one coefficient in SI units.

        Parameters
        ----------
        key : str
            ``subject.row.quantity``.

        Returns
        -------
        Estimate

        Raises
        ------
        CatalogueError
            If there is no such coefficient.
        """
        try:
            return self.estimates[key].si()
        except KeyError:
            remedy = "List them with `marchland show coefficients`."
            raise CatalogueError.one(key, "no such coefficient", remedy) from None

    def find(self, key: str) -> Estimate | None:
        """Return one coefficient in SI units, or None where the table has no row."""
        found = self.estimates.get(key)
        return found.si() if found else None

    def best(self, row: str, *quantities: str) -> tuple[float, ...]:
        """Return the best values of some quantities of a row, such as ``foot.tobler``, in SI."""
        return tuple(self.get(f"{row}.{quantity}").best for quantity in quantities)

    def column(self, row: str, quantity: str) -> tuple[float, ...]:
        """Return the best values of a quantity in the rows ``row_1``, ``row_2`` … in SI."""
        found: list[float] = []
        while value := self.find(f"{row}_{len(found) + 1}.{quantity}"):
            found.append(value.best)
        return tuple(found)

    def names(self, subject: str) -> tuple[str, ...]:
        """Return the names defined for ``mover``, ``season`` or ``measure``."""
        return tuple(self.definitions[subject])

    def mover(self, name: str) -> Mover:
        """Return a mover by name."""
        words, crossing, vehicle = self._define("mover", name), None, None
        if words["reach"] == "ground":
            ford, gap, step = (self.get(f"gaps.{name}.{part}") for part in GAPS)
            crossing = Crossing(ford, gap, step, self.get(f"movers.{name}.snow"))
            if words["kind"] != "dismounted":
                vehicle = Vehicle(*(self.get(f"movers.{name}.{part}") for part in VEHICLE))
        weight = self.get(f"movers.{name}.weight")
        return Mover(name, words["kind"], words["reference"], weight, crossing, vehicle)

    def season(self, name: str) -> Season:
        """Return a season by name."""
        words = self._define("season", name)
        state = (self.get(f"seasons.{name}.{part}") for part in SEASON)
        return Season(name, words["moisture"], *state)

    def measure(self, name: str) -> Measure:
        """Return a measure by name; its delays are unknown until declared."""
        words = self._define("measure", name)
        cost, land, build = (self.find(f"measures.{name}.{part}") for part in MEASURE)
        assert land is not None  # read_catalogue has seen to it
        assert build is not None
        return Measure(
            name, words["layer"], words["per"], words["site"],
            tuple(self._actions(name, words)), cost, land, build,
            also=tuple(words.get("also", ())), only_on=tuple(words.get("only_on", ())),
            not_on=tuple(words.get("not_on", ())),
            remove_s=self.find(f"measures.{name}.removal"),
            ready_y=self.find(f"measures.{name}.ready"),
            scope=words.get("scope", ""), law=tuple(words.get("law", ())),
        )  # fmt: skip

    def undeclared(self) -> dict[str, str]:
        """Return what nobody has declared of the measures: its unit by key."""
        return undeclared(dict(self.definitions["measure"]), self.estimates)  # type: ignore[arg-type]

    def _actions(self, name: str, words: Mapping[str, Any]) -> Iterator[Action]:
        """Yield what a measure does, as its words say; what is not declared is unknown."""
        kinds: list[Kind] = words["holds"]
        if kinds:
            undefended, defended = (
                {kind: self.find(f"measures.{name}.{when}_{kind}") for kind in kinds}
                for when in ("delay", "defended")
            )
            yield Hold(undefended, defended)
        for kind in words.get("slows", ()):
            yield Slow(self.find(f"measures.{name}.slow_{kind}"), (kind,))
        if "becomes" in words:
            depth = self.find(f"measures.{name}.depth")
            yield Reground(words["becomes"], words.get("stands"), depth)
        if words.get("notices"):
            yield Notice(self.find(f"measures.{name}.notice"))

    def declare(self, values: Mapping[str, Estimate]) -> "Catalogue":
        """Return a catalogue in which the analyst's values stand in for its own."""
        return replace(self, estimates={**self.estimates, **values})

    def digest(self) -> str:
        """Return a SHA-256 of every coefficient, definition, rule and fact."""
        rows = {key: asdict(value) for key, value in self.estimates.items()}
        under = {"soils": self.soils, "surfaces": self.surfaces}
        words = {"definitions": self.definitions, "classes": self.classes, "under": under}
        text = json.dumps({"rows": rows, **words, "beside": self.beside}, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    def _define(self, subject: str, name: str) -> Mapping[str, Any]:
        try:
            return self.definitions[subject][name]
        except KeyError:
            remedy = f"Known: {', '.join(self.names(subject))}."
            raise CatalogueError.one(name, f"unknown {subject}", remedy) from None


def read_catalogue(home: Path = HOME) -> Catalogue:
    """Read and check the catalogue's tables.

    Parameters
    ----------
    home : Path
        Folder of the tables; the packaged one by default.

    Returns
    -------
    Catalogue
        Every coefficient with its reference.

    Raises
    ------
    CatalogueError
        With every row that cannot be trusted: no source, low above high, an unknown
        unit, source or tag, a class or a definition without a value, a measure that
        would act on movement in a way of its own.
    """
    faults: list[Fault] = []
    references = read_toml(home / "references.toml")
    estimates: dict[str, Estimate] = {}
    for path in sorted((home / "coefficients").glob("*.csv")):
        estimates |= read_estimates(path, references, faults)
    classes, under = read_classes(home / "classes.csv", faults)
    definitions = read_toml(home / "definitions.toml")
    faults += definition_faults(definitions)
    faults += class_faults(definitions.get("measure", {}), classes)
    for key in needed(definitions, classes, under):
        if key not in estimates:
            subject, row, quantity = key.split(".")
            remedy = "Add it: every class and definition needs its values."
            faults.append(Fault(f"{subject}.csv", f"no row for {row}, {quantity}", remedy))
    if faults:
        raise CatalogueError("the catalogue", faults)
    offered = read_toml(home / "opendata.toml")
    soils, surfaces = under["cover"], under["road"]
    beside = {name: table_hash(home / name) for name in BESIDE}
    beside |= {f"facts/{f.name}": table_hash(f) for f in sorted((home / "facts").glob("*.csv"))}
    words = definitions, classes, soils, surfaces, references, offered, beside
    return Catalogue(estimates, *words)


@cache
def catalogue() -> Catalogue:
    """Return the packaged catalogue, read once."""
    return read_catalogue()
