"""What a GIS opens: rasters, layers, tables, and the project over them."""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import xarray as xr

from marchland.outputs.declared import write_declarations
from marchland.outputs.declaredmap import areas_of
from marchland.outputs.report import Report

TERRAIN = ("elevation", "cover")
"""Layers of the terrain that leave beside the study's own rasters."""


def write_gis(report: Report, folder: Path, progress: Callable[[str], None]) -> None:
    """Write what a GIS opens: rasters, layers, tables, and the project over them."""
    from marchland.outputs.cog import write_cog
    from marchland.outputs.geopackage import write_geopackage
    from marchland.outputs.project import write_project
    from marchland.outputs.rasterstyles import raster_style
    from marchland.outputs.twins import write_twins

    for name, data in rasters(report).items():
        progress(f"writing {name}.tif")
        tags = raster_tags(report, case=name not in TERRAIN)
        write_cog(data.rename(name), folder / f"{name}.tif", report.fingerprint, tags=tags)
        style = raster_style(data, report.catalogue.classes["cover"])
        (folder / f"{name}.qml").write_text(style, encoding="utf-8", newline="\n")
    _write_going(report, folder, progress)
    progress("writing study.gpkg")
    write_geopackage(report, folder / "study.gpkg")
    if areas_of(report):
        write_declarations(areas_of(report), folder / "declarations.geojson")
    progress("writing tables")
    write_twins(report, folder / "tables")
    progress("writing study.qgz")
    write_project(report, folder)


def _write_going(report: Report, folder: Path, progress: Callable[[str], None]) -> None:
    """Write the restriction and the limiting factor of every case, each in its folder."""
    from marchland.outputs.cog import write_cog
    from marchland.outputs.panels import LAYERS
    from marchland.outputs.rasterstyles import raster_style

    if report.restricted is None:
        return
    for layer, classes in LAYERS.items():
        progress(f"writing {layer}")
        (folder / layer).mkdir()
        for (mover, season), going in report.restricted.going.items():
            data, codes = getattr(going, layer), report.catalogue.classes[classes]
            path = folder / layer / f"{mover}-{season}.tif"
            tags = {**raster_tags(report, case=False), "MOVER": mover, "SEASON": season}
            tags["CLASSES"] = ", ".join(f"{code} {name}" for name, code in codes.items())
            write_cog(data.rename(layer), path, report.fingerprint, tags=tags)
            style = raster_style(data, codes, classes)
            path.with_suffix(".qml").write_text(style, encoding="utf-8", newline="\n")


def rasters(report: Report) -> dict[str, xr.DataArray]:
    """Return every raster that leaves, by file name."""
    ground = {name: report.terrain[name] for name in TERRAIN}
    chances = report.restricted.chances if report.restricted else None
    found = {} if chances is None else chances.data_vars
    likely = {f"chance_{name}": layer for name, layer in found.items()}
    return {**dict(sorted(report.rasters.items())), **likely, **ground}


def raster_tags(report: Report, *, case: bool) -> dict[str, str]:
    """Return what a raster says of itself when it is found alone.

    Parameters
    ----------
    report : Report
    case : bool
        Whether it is of the headline case, and not of the ground as such.
    """
    credits_ = dict.fromkeys(f"{s.credit} ({s.licence})" for s in report.provenance if s.sha256)
    tags = {"STUDY": report.scenario.title, "ON": report.scenario.on.isoformat()}
    tags |= {"NOTICE": report.scenario.notice, "SOURCES": "; ".join(credits_)}
    if case:
        tags |= {key.upper(): value for key, value in asdict(report.headline).items()}
    return {key: value for key, value in tags.items() if value}
