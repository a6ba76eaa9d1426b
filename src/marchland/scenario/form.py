"""A study's one immutable description, in the words of its file.

Units are in the key names; unknown keys are refused; nothing defaults to now.
"""

import hashlib
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from marchland.model.approach import Approach
from marchland.model.grid import Grid
from marchland.model.law import Conflict
from marchland.model.provenance import Origin
from marchland.scenario.bare import Declared as Declared
from marchland.scenario.bare import Form as Form
from marchland.scenario.building import Answer, OwnSite, PostureForm
from marchland.scenario.planning import Limits as Limits
from marchland.scenario.planning import Planning as Planning

Point = tuple[float, float]
NAME = "^[A-Za-z0-9_-]+$"
Name = Annotated[str, Field(pattern=NAME)]


def _span(text: str) -> str:
    """Return a span of days as it is, or raise ValueError."""
    Conflict.parse(text)
    return text


Span = Annotated[str, AfterValidator(_span)]
InOrder = AfterValidator(lambda table: dict(sorted(table.items())))
"""Tables are kept by key, so that the order of a file changes nothing."""


class Region(Form):
    """The frame of the study.

    Parameters
    ----------
    name : str
        As it is printed on maps.
    epsg : int
        A projected reference system in metres.
    cell_m : float
        Side of a cell in m.
    bounds_m : tuple of float
        West, south, east, north in m of that system.
    unmapped_cover : str or None
        The cover class that ground without one is taken for; unknown by default.
    outline : str or None
        The place whose ground the sources cover. What lies outside is unknown, and no
        movement goes there. The whole frame by default.
    bounds_deg : tuple of float or None
        West, south, east, north in degrees, where the region was given so. In a file
        ``known``, ``bounds_deg`` or ``file`` may stand in place of ``epsg`` and
        ``bounds_m``; see :func:`marchland.scenario.frame.framed`.
    chosen : str or None
        Why the projection was chosen, where it was not given.
    """

    name: str
    epsg: int
    cell_m: float = Field(gt=0)
    bounds_m: tuple[float, float, float, float]
    unmapped_cover: str | None = None
    outline: str | None = None
    bounds_deg: tuple[float, float, float, float] | None = None
    chosen: str | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        west, south, east, north = self.bounds_m
        if west >= east or south >= north:
            raise ValueError(
                "bounds_m must be west, south, east, north with west < east, south < north"
            )
        Grid.over(self.bounds_m, epsg=self.epsg, cell_m=self.cell_m)
        return self

    @property
    def grid(self) -> Grid:
        """The grid that covers the region."""
        return Grid.over(self.bounds_m, epsg=self.epsg, cell_m=self.cell_m)


class Source(Form):
    """One file and what it holds.

    Parameters
    ----------
    file : str
        Path, relative to the scenario file.
    layer : str
        A terrain layer for a raster or for point heights; ``tags`` for features whose
        tags say what they are; ``places`` and ``borders`` for the map.
    scheme : {"osm", "openmaptiles"}
        Vocabulary of the tags.
    source_layer : str or None
        Layer inside a GeoPackage, or OpenMapTiles layer name where the file has one.
    classes : dict of {str: str}
        Raster value to class name, for class layers. ``"none"`` is none, ``"unknown"`` unknown.
    credit, licence : str
        Attribution as the licence asks for, and the licence.
    scale : str or None
        Scale or resolution of the geometry, in words.
    """

    file: str
    layer: Literal[
        "elevation",
        "slope",
        "cover",
        "water",
        "road",
        "rail",
        "bridge",
        "population",
        "soil",
        "moisture",
        "clay",
        "frost_depth",
        "snow_depth",
        "ice",
        "temperature",
        "weather",
        "peat",
        "roughness",
        "stem_spacing",
        "stem_diameter",
        "water_depth",
        "gap",
        "step",
        "surface",
        "load_class",
        "protected",
        "tags",
        "places",
        "borders",
    ]
    scheme: Literal["osm", "openmaptiles"] = "osm"
    source_layer: str | None = None
    classes: Annotated[dict[str, str], InOrder] = Field(default={})
    credit: str
    licence: str
    scale: str | None = None


class Stack(Form):
    """Files on a scenario's grid, made of open data.

    Parameters
    ----------
    sources : tuple of Source
        The files, relative to the stack's folder, in the order they are laid.
    notes : dict of {str: str}
        What was done to make each file.
    origins : dict of {str: tuple of Origin}
        What each file was made from.
    home : pathlib.Path
        The stack's folder.
    """

    sources: tuple[Source, ...]
    notes: dict[str, str]
    origins: dict[str, tuple[Origin, ...]]
    home: Path = Field(default=Path(), exclude=True, repr=False)


class Place(Form):
    """Somewhere that movement starts, ends or may not go: exactly one way of saying where.

    Parameters
    ----------
    file, where, source_layer
        Features of a vector file whose properties equal `where`.
    point_deg : tuple of float
        Longitude and latitude.
    line_deg, polygon_deg : tuple of points
        Longitude and latitude of each vertex.
    edge : {"north", "east", "south", "west"}
        One side of the region.
    country : str
        That part of a country which lies in the region, by its three letters (ISO 3166-1
        alpha-3); needs ``natural-earth`` in ``open_data``.
    credit, licence : str
        Of the file: attribution as the licence asks for, and the licence.
    """

    file: str | None = None
    where: Annotated[dict[str, str], InOrder] = Field(default={})
    source_layer: str | None = None
    point_deg: Point | None = None
    line_deg: Annotated[tuple[Point, ...], Field(min_length=2)] | None = None
    polygon_deg: Annotated[tuple[Point, ...], Field(min_length=3)] | None = None
    edge: Literal["north", "east", "south", "west"] | None = None
    country: Annotated[str, Field(pattern="^[A-Z]{3}$")] | None = None
    credit: str = "not stated"
    licence: str = "not stated"

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        ways = ("file", "point_deg", "line_deg", "polygon_deg", "edge", "country")
        given = [way for way in ways if getattr(self, way) is not None]
        if len(given) != 1:
            raise ValueError(f"say where in exactly one way ({', '.join(ways)}), not {len(given)}")
        return self


class Accounts(Form):
    """Over how long accounts run, what is switched on in them, and what weighs how much.

    Parameters
    ----------
    horizon_y : int
        Years over which alternatives are compared.
    lifted_in_y, removed_in_y : int or None
        The year in which declared areas are surveyed and cleared, and in which what was built
        is taken away; never by default.
    discount_per_y : float
        Rate of a year; nothing is discounted by default.
    cost_growth : bool
        Whether the plan's costs grow as first figures have grown elsewhere.
    weights : dict of {str: float}
        What one unit of a topic's figure is worth, for a ranking; there are no defaults.
    """

    horizon_y: int = Field(default=30, ge=1, le=200)
    lifted_in_y: int | None = Field(default=None, ge=0)
    removed_in_y: int | None = Field(default=None, ge=1)
    discount_per_y: float = Field(default=0.0, gt=-1)
    cost_growth: bool = False
    weights: Annotated[dict[str, Annotated[float, Field(ge=0)]], InOrder] = Field(default={})


class Ensemble(Form):
    """Members drawn within what is known, for how likely ground is restricted.

    Parameters
    ----------
    members : int
        How many; none by default.
    shape : {"pert", "triangular"}
        Of the distribution between low and high, with its mode at best.
    soil : {"patches", "scene"}
        Whether soil is stronger here and weaker there, or the same throughout a member.
    rules : bool
        Whether members take different published rules.
    """

    members: int = Field(default=0, ge=0, le=65535)
    shape: Literal["pert", "triangular"] = "pert"
    soil: Literal["patches", "scene"] = "patches"
    rules: bool = True


class Scenario(Form):
    """A study, described once.

    Parameters
    ----------
    format : int
        Version of this form.
    name, title, question, notice : str
        As the brief prints them; `notice` is put on every map and page.
    language : str
        In which brief, maps and summary are printed, by ISO 639-1; not part of the fingerprint.
    on : datetime.date
        The day the study speaks of.
    party : tuple of str
        ISO 3166-1 alpha-2 codes of the states that would build.
    region, sources, places, approaches
        Where, from which files, between what.
    movers, seasons, measures : tuple of str
        Names in the catalogue.
    limits : Limits
        What a plan may use.
    plan : Planning
        What it maximises, and how far the search goes.
    declarations : str or None
        File of areas that the analyst declares: assessed, never built or chosen.
    in_armed_conflict : tuple of str
        ``BEGIN/END`` or ``BEGIN/``: armed conflicts that the parties are engaged in.
    accounts : Accounts
        Years, discounting, weights.
    ensemble : Ensemble
        How many members are drawn, and how.
    coefficients : dict of {str: Declared}
        Declared values by catalogue key.
    sites : tuple of OwnSite
        Sites of the analyst's own, beside those proposed.
    postures : tuple of str
        Postures to compare, of the catalogue or of `posture`; none by default.
    posture : dict of {str: PostureForm}
        Postures of the analyst's own, by name.
    response : Answer or None
        What answers a movement that is noticed; unknown by default.
    seed : int
        For everything drawn at random.
    open_data : tuple of str
        Open data to fetch, by their names in the catalogue; the scenario's own sources are
        laid over them.
    mirrors : dict of {str: str}
        Addresses to fetch them from in place of their publishers', by name; not part of the
        fingerprint.
    checksums : dict of {str: str}
        SHA-256 that files must have, by address; not part of the fingerprint.
    folder : pathlib.Path
        What the files are relative to; not part of the fingerprint.
    stack : Stack or None
        What was made of the open data; not part of the fingerprint.
    """

    format: Literal[1]
    name: Name
    title: str
    question: str
    notice: str = ""
    language: Annotated[str, Field(pattern="^[a-z]{2}$")] = "en"
    on: date
    party: tuple[Annotated[str, Field(pattern="^[A-Z]{2}$")], ...]
    region: Region
    sources: tuple[Source, ...] = ()
    open_data: tuple[str, ...] = ()
    mirrors: Annotated[dict[str, str], InOrder] = Field(default={})
    checksums: dict[str, str] = Field(default={}, exclude=True, repr=False)
    places: Annotated[dict[str, Place], InOrder]
    approaches: Annotated[tuple[Approach, ...], Field(min_length=1)]
    movers: Annotated[tuple[str, ...], Field(min_length=1)]
    seasons: Annotated[tuple[str, ...], Field(min_length=1)]
    measures: tuple[str, ...] = ()
    limits: Limits
    plan: Planning = Planning()
    declarations: str | None = None
    in_armed_conflict: tuple[Span, ...] = ()
    accounts: Accounts = Accounts()
    ensemble: Ensemble = Ensemble()
    coefficients: Annotated[dict[str, Declared], InOrder] = Field(default={})
    sites: tuple[OwnSite, ...] = ()
    postures: tuple[str, ...] = ()
    posture: Annotated[dict[str, PostureForm], InOrder] = Field(default={})
    response: Answer | None = None
    seed: int = Field(default=0, ge=0)
    folder: Path = Field(default=Path(), exclude=True, repr=False)
    stack: Stack | None = Field(default=None, exclude=True, repr=False)

    @model_validator(mode="after")
    def _something_to_read(self) -> Self:
        if not self.sources and not self.open_data:
            raise ValueError("name at least one of [[sources]], or open_data to fetch")
        return self

    @property
    def every_source(self) -> tuple[Source, ...]:
        """What was made of the open data, then the scenario's own sources."""
        return (*(self.stack.sources if self.stack else ()), *self.sources)

    def digest(self) -> str:
        """Return a SHA-256 of everything the study describes."""
        told = self.model_dump_json(exclude={"mirrors", "language"})
        return hashlib.sha256(told.encode()).hexdigest()
