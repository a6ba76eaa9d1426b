"""Writing everything into one folder, complete or not at all."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from marchland.errors import Fault, OutputError
from marchland.optimise.certificate import FILE as CERTIFICATE
from marchland.optimise.certificate import write_certificate
from marchland.outputs.language import speaking
from marchland.outputs.report import Report

RUN = "run.json"


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
        The folder: ``brief.html``, ``brief.pdf``, ``map.html``, ``study.qgz``, ``study.gpkg``,
        ``tables/``, ``run.json``, ``certificate.json`` of a plan, ``summary.txt``,
        ``report.zip``, the maps and one ``*.tif`` for each raster.
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
    InputError
        If the scenario's language has no words.
    OutputError
        If the folder is there and may not be replaced, or cannot be written.
    """
    target = Path(out).resolve()
    check_target(target, force=force)
    start = target if folder is None else Path(folder).resolve()
    with _beside(target) as fresh, speaking(report.scenario.language):
        try:
            _write_all(report, fresh, Path(os.path.relpath(start, target)).as_posix(), progress)
            progress("moving into place")
            _move(fresh, target)
        except (OSError, sqlite3.Error, RuntimeError) as error:
            if isinstance(error, RuntimeError) and not type(error).__module__.startswith("pyogrio"):
                raise
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


def _refused(target: Path, error: Exception) -> OutputError:
    what = f"cannot be written: {getattr(error, 'strerror', None) or error}"
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


def _write_all(
    report: Report, folder: Path, scenario_folder: str, progress: Callable[[str], None]
) -> None:
    from marchland.outputs.gis import write_gis
    from marchland.outputs.kept import keep_report
    from marchland.outputs.pages import write_pages
    from marchland.outputs.runfile import write_run
    from marchland.outputs.summary import summary

    write_gis(report, folder, progress)
    write_pages(report, folder, progress, pictures=folder)
    progress("keeping the report")
    keep_report(report, folder)
    if report.plan.proof is not None:
        write_certificate(report.plan.proof, folder / CERTIFICATE)
    (folder / "summary.txt").write_text(summary(report) + "\n", encoding="utf-8", newline="\n")
    write_run(report, folder / RUN, scenario_folder)
