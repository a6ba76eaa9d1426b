"""A folder to start from: a commented scenario that runs as it is, with its files."""

import re
import shutil
from pathlib import Path

from marchland.errors import OutputError, ScenarioError
from marchland.samples.find import sample_file
from marchland.scenario.form import NAME

SCENARIO = "scenario.toml"

HEAD = """\
# A Marchland scenario: everything that a study needs to know, in one file.
#
# It runs as it is, on the files of the packaged sample that lie beside it. Put your own in
# their place one by one, and look at each step:
#
#     marchland check scenario.toml     everything wrong with it, at once
#     marchland run scenario.toml       the whole study, into a folder
#     marchland show coefficients       what it computes with, and where that comes from
#
# Units are in the names. Unknown keys are refused. Files are looked for from this folder.
"""

NOTES = {
    "format": "The version of this form.",
    "name": "The name of the study: letters, digits, - and _.",
    "title": """\
What the brief is called, and the question it answers: what is to be decided, on which ground, for
whom. The sample's own question is left out; those of its approaches, below, fit its files.""",
    "notice": """\
Printed on every map and page. Take it out when every file is your own. Also: language = "pl", for
brief and maps in Polish; what you write yourself stays as it is.""",
    "on": "The day the study speaks of. It is never taken from the clock.",
    "party": "The states that would build, by their two letters (ISO 3166-1).",
    "movers": "Who moves, on which ground: `marchland show movers`, `marchland show seasons`.",
    "measures": """\
What may be built: `marchland show measures`. Only what is not explosive.
Also: seed = 1, for everything drawn at random; postures = ["none", "tripwire"], to be compared
(`marchland show postures`), with [posture.NAME] for your own and [response] for what answers a
movement; [[sites]] with a place and a kind, for what you have drawn yourself.

Areas that you drew yourself may be assessed for law, people, land and money; they are never
built, chosen or optimised. The parties may be engaged in armed conflicts, which hold back a
withdrawal. `accounts` says over how many years alternatives are compared, when areas are cleared
and works removed, whether anything is discounted or grows as first cost figures have, and what
weighs how much:

    declarations = "areas.gpkg"
    in_armed_conflict = ["2026-03-01/"]
    accounts = { horizon_y = 30, lifted_in_y = 29, removed_in_y = 30, weights = { cost = 1 } }

Also in accounts: discount_per_y = 0.03 and cost_growth = true.

Open data may be fetched in place of files of your own (`marchland show open-data` lists it), and
from another address than its publisher's; checksums pin the files:

    open_data = ["copernicus-dem-30", "worldcover-2021", "geofabrik", "natural-earth"]
    mirrors = { geofabrik = "https://mirror.example/geofabrik" }
    checksums = { "https://mirror.example/geofabrik/europe/latvia-latest.osm.pbf" = "1f3a..." }""",
    "[region]": """\
The frame of the study. `name` is printed on the maps.
`epsg` is a projected reference system in metres, and `bounds_m` is west,
south, east, north in that system. A finer `cell_m` sees more and takes longer; it cannot be finer
than the files behind it. `unmapped_cover` is what ground without a cover is taken for; without it
that ground is unknown. Also: outline = "mapped", the place whose ground the files cover; what lies
outside it is unknown, and nobody goes there. In place of `epsg` and `bounds_m` a region may be
given by known = "narva" (`marchland show regions`), bounds_deg = [27.2, 58.9, 28.5, 59.6] or file =
"area.geojson"; its projection is then chosen, and stated.""",
    "[limits]": """\
What a plan may use. Also: land_m2 = 500_000, the ground it may take, protected_m2 = 0, how much of
that may be protected, where a layer says what is; any other column of options: build_s,
keep_eur_y, remove_eur, carbon_kg, crossings, people; and land by its cover: land_forest_m2,
land_shrub_m2, land_grass_m2, land_farmland_m2, land_built_m2, land_bare_m2, land_wetland_m2,
land_peat_m2, land_unknown_m2.""",
    "[plan]": """\
What a plan maximises: maximise = "min", "cvar" or "expected", the worst, the mean of the worst or
the mean of opposing movements. The search stops when its bound is within `gap` of the value. Also:
of = "ratio", a multiple of the time without measures, or "margin", what is left of it after a
declared response_s; worst = 0.25, the share that "cvar" looks at; sweeps = 300, after which the
search stops, or time_s, on which the plan then depends; explain = true, for other plans that are
about as good and what more or less money would buy; budgets_eur = [10e6, 20e6, 40e6], for a plan,
its bound and other plans within each of them, with further_sweeps = 30 for the other plans.""",
    "[ensemble]": """\
How many times the ground is drawn within the ranges of its coefficients, for how likely it is to
be restricted; 100 are few. Also: shape = "triangular" in place of PERT, soil = "scene" for soil
that is as strong everywhere in a member, rules = false for one rule in all of them.""",
    "[places.": """\
Where movement starts, ends or may not go. Each place is given in exactly one way,
and a file with its credit and licence:

    file = "area.gpkg"        features of a file; with `where` only those that match, and with
    where = { name = "A" }    `source_layer` those of one layer in it
    point_deg = [22.9, 54.1]  longitude, then latitude
    line_deg = [[22.9, 54.1], [23.0, 54.2]]
    polygon_deg = [[22.9, 54.1], [23.0, 54.1], [23.0, 54.2]]
    edge = "south"            one side of the region
    country = "LTU"           that part of a country which lies in the region (natural-earth)""",
    "[[approaches]]": """\
What is asked of movement: from the origins to the objectives, without entering what `avoid` names.
With `meet = true` both ends move, and the time is when they meet. A plan delays an approach whose
`side` is "opposing", which it is by default, and spares one whose side is "own".""",
    "[coefficients.": """\
Values that you declare in place of the catalogue's: low, best and high, their unit, and who says so
in `by`. `marchland show coefficients` lists the keys. No public source gives obstacle delays: they
are declared, as here, or they are unknown.""",
    "[[sources]]": """\
The files; a later one wins over an earlier one. `layer` is what a file holds: elevation (a raster,
or a table of heights), cover, water, road, rail, bridge or population (rasters), tags (features
whose tags say what they are), places and borders (for the map). More rasters may be given, and then
stand in for what cover, season and road class would say: soil, moisture, clay, frost_depth,
snow_depth, ice, temperature, roughness, stem_spacing, stem_diameter, water_depth, gap, step,
surface and load_class. A raster of classes says what its
values mean, such as classes = { "1" = "forest", "*" = "farmland" }; `marchland show classes` lists
the names. Tags are in the words of `scheme`, "osm" or "openmaptiles". `source_layer` picks one
layer of a GeoPackage. `credit` and `licence` are printed with the maps, and `scale` says how fine
the file is, in words.""",
}
"""What each key and table of a scenario is for, by the beginning of its line."""

ASK = "What do you want to know? (This question is not written yet: edit scenario.toml.)"
"""The question of a study whose analyst has not asked one."""


def write_template(folder: Path, name: str, *, force: bool = False) -> Path:
    """Write a commented scenario that runs as it is, with the sample's files beside it.

    Parameters
    ----------
    folder : pathlib.Path
        Where to write it; made if it is not there.
    name : str
        The name of the study.
    force : bool
        Whether files of the same names may be replaced; others are left alone.

    Returns
    -------
    pathlib.Path
        The scenario file.

    Raises
    ------
    ScenarioError
        If the name has anything but letters, digits, ``-`` and ``_``.
    OutputError
        If the folder is there already, or cannot be written.
    """
    if not re.fullmatch(NAME, name):
        raise ScenarioError.one(repr(name), "is no name", "Use letters, digits, - and _.")
    if folder.exists() and not (force and folder.is_dir()):
        what = "is there already" if folder.is_dir() else "is a file, not a folder"
        remedy = "Name another folder with -o, or replace its files with --force."
        raise OutputError.one(str(folder), what, remedy)
    source = sample_file("suwalki")
    text = template(source.read_text(encoding="utf-8"), name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path in sorted(source.parent.iterdir()):
            if path.is_file() and path.name != source.name:
                shutil.copyfile(path, folder / path.name)
        (folder / SCENARIO).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        remedy = "Name a folder that you may write to."
        raise OutputError.one(str(folder), f"cannot be written: {error.strerror}", remedy) from None
    return folder / SCENARIO


def template(sample: str, name: str) -> str:
    """Return the text of a sample's scenario under another name, every key explained.

    Parameters
    ----------
    sample : str
        A scenario in TOML; its own comments are left out.
    name : str
        The name of the new study.

    Returns
    -------
    str
        TOML that says the same as the sample but for its name, title, region's name and question.
    """
    notes, table = dict(NOTES), ""
    written = ""
    for line in sample.splitlines():
        table = line if line.startswith("[") else table
        top = not table
        key = next((key for key in notes if _begins(line, key, top=top)), "")
        note = notes.pop(key, "")
        if line.startswith("[") or note:
            written += "\n"
        written += "".join(f"# {part}".rstrip() + "\n" for part in note.splitlines())
        if table in ("", "[region]") and line.startswith(("name =", "title =")):
            line = f'{line.partition(" =")[0]} = "{name}"'
        if top and line.startswith("question ="):
            line = f'question = "{ASK}"'
        if line and not line.startswith("#"):
            written += line + "\n"
    return HEAD + written


def _begins(line: str, key: str, *, top: bool) -> bool:
    """Tell whether a line is the one that a note belongs to."""
    return line.startswith(key) if key.startswith("[") else top and line.startswith(f"{key} =")
