"""Writing everything into one folder, complete or not at all."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import xarray as xr

from marchland.errors import Fault, OutputError
from marchland.outputs.report import Report

RUN = "run.json"
TERRAIN = ("elevation", "cover")
"""Layers of the terrain that leave beside the study's own rasters."""


def write_report(
    report: Report,
    out: Path,
    *,
    force: bool = False,
    folder: Path | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Path:
    """Write a report into a folder, which appears when it is complete.

    Parameters
    ----------
    report : Report
    out : pathlib.Path
        The folder: ``brief.html``, ``brief.pdf``, ``study.gpkg``, ``run.json``,
        ``summary.txt``, the maps and one ``*.tif`` for each raster.
    force : bool
        Whether an earlier run there, or an empty folder, may be replaced. It stays until
        the new one is complete.
    folder : pathlib.Path, optional
        What the scenario's files are relative to; kept in ``run.json`` relative to `out`.
    progress : callable, optional
        Told the name of each step as it begins.

    Returns
    -------
    pathlib.Path
        The folder, as it was given.

    Raises
    ------
    OutputError
        If the folder is there and may not be replaced, or cannot be written.
    """
    target = Path(out).resolve()
    check_target(target, force=force)
    start = target if folder is None else Path(folder).resolve()
    with _beside(target) as fresh:
        try:
            _write_all(report, fresh, Path(os.path.relpath(start, target)).as_posix(), progress)
            progress("moving into place")
            _move(fresh, target)
        except OSError as error:
            raise _refused(target, error) from error
    return out


def check_target(target: Path, *, force: bool) -> None:
    """Refuse a folder that must not be written, before anything is computed for it.

    Parameters
    ----------
    target : pathlib.Path
    force : bool
        Whether an earlier run, or an empty folder, may be replaced.

    Raises
    ------
    OutputError
        If it is there without `force`, or is something other than a run.
    """
    if not os.path.lexists(target):
        return
    where = str(target)
    if not target.is_dir():
        raise OutputError.one(where, "is a file, not a folder", "Name another folder.")
    run = (target / RUN).is_file() or not any(target.iterdir())
    if not run:
        what = f"holds files but no {RUN}, so it is not an earlier run"
        raise OutputError.one(where, what, "Name another folder; this one is never replaced.")
    if not force:
        remedy = "Name another folder, or replace it with --force (force=True)."
        raise OutputError.one(where, "is there already", remedy)


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """Make a folder beside the target, and take it away again whatever happens."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(prefix=f".{target.name}.partial-", dir=target.parent))
    except OSError as error:
        raise _refused(target, error) from error
    try:
        fresh = partial / "run"
        fresh.mkdir()
        yield fresh
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _refused(target: Path, error: OSError) -> OutputError:
    what = f"cannot be written: {error.strerror or error}"
    remedy = "Choose a folder that you may write to, on a disk with room."
    return OutputError(str(target), [Fault(str(target), what, remedy)])


def _move(fresh: Path, target: Path) -> None:
    """Put the new folder in the place of the old one, which comes back if that fails."""
    old = fresh.parent / "old"
    try:
        if target.exists():
            target.rename(old)
        fresh.rename(target)
    finally:
        if old.exists() and not target.exists():
            old.rename(target)


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


def _write_all(
    report: Report, folder: Path, scenario_folder: str, progress: Callable[[str], None]
) -> None:
    from marchland.outputs.brief import write_brief
    from marchland.outputs.cog import write_cog
    from marchland.outputs.geopackage import write_geopackage
    from marchland.outputs.illustrations import illustrate
    from marchland.outputs.pdf import write_pdf
    from marchland.outputs.rasterstyles import raster_style
    from marchland.outputs.runfile import write_run
    from marchland.outputs.summary import summary

    for name, data in rasters(report).items():
        progress(f"writing {name}.tif")
        tags = raster_tags(report, case=name not in TERRAIN)
        write_cog(data.rename(name), folder / f"{name}.tif", report.fingerprint, tags=tags)
        style = raster_style(data, report.catalogue.classes["cover"])
        (folder / f"{name}.qml").write_text(style, encoding="utf-8", newline="\n")
    _write_going(report, folder, progress)
    progress("writing study.gpkg")
    write_geopackage(report, folder / "study.gpkg")
    images = illustrate(report, folder, progress)
    progress("writing brief.html")
    write_brief(report, images, folder / "brief.html")
    progress("writing brief.pdf")
    write_pdf(report, images, folder / "brief.pdf")
    write_run(report, folder / RUN, scenario_folder)
    (folder / "summary.txt").write_text(summary(report) + "\n", encoding="utf-8", newline="\n")


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
