"""The pages of a run: brief and map, written with the run or once more from its folder."""

import gc
import logging
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from marchland.errors import OutputError
from marchland.outputs.language import speaking, spoken
from marchland.outputs.stored import stored

if TYPE_CHECKING:
    from marchland.outputs.report import Report

LOGGER = logging.getLogger("marchland")
Progress = Callable[[str], None]


def write_pages(
    report: "Report",
    folder: Path,
    progress: Progress,
    *,
    pictures: Path | None,
    again: Path | None = None,
) -> tuple[Path, ...]:
    """Write ``brief.html``, ``brief.pdf`` and ``map.html``, in the language that is spoken.

    Parameters
    ----------
    report : Report
    folder : pathlib.Path
        Takes the pages.
    progress : callable
        Told the name of each step as it begins.
    pictures : pathlib.Path or None
        Takes every picture as PNG; None for none.
    again : pathlib.Path or None
        A map of the same study, whose rasters are taken as they are packed there.

    Returns
    -------
    tuple of pathlib.Path
        What was written; the map is left out, with a warning, where its script is not built.
    """
    from marchland.outputs.brief import html
    from marchland.outputs.illustrations import illustrate
    from marchland.outputs.maps import backdrop_of
    from marchland.outputs.pdf import pdf
    from marchland.outputs.sections.order import document
    from marchland.outputs.webmap.page import packed_in, write_page
    from marchland.outputs.webmap.shipped import MISSING, built

    end = "" if spoken() == report.scenario.language else f"-{spoken()}"
    names = (f"brief{end}.html", f"brief{end}.pdf", f"map{end}.html")
    brief_html, brief_pdf, page = (folder / name for name in names)
    back, told = backdrop_of(report), []
    if built():
        told.append(page)
    else:
        LOGGER.warning(MISSING)
    with (
        _uncollected(),
        ThreadPoolExecutor(1) as pool,
    ):  # the map is packed while pictures are drawn
        within = copy_context()
        packed = None if again is None else packed_in(again)
        mapped = [pool.submit(within.run, write_page, report, back, each, packed) for each in told]
        images = illustrate(report, back, pictures, progress)
        content = document(report, images)
        progress(f"writing {brief_html.name}")
        brief_html.write_text(html(content), encoding="utf-8", newline="\n")
        progress(f"writing {brief_pdf.name}")
        brief_pdf.write_bytes(pdf(content))
        progress(f"writing {page.name}")
        for each in mapped:
            each.result()
    return brief_html, brief_pdf, *told


def brief(
    folder: str | Path, *, language: str | None = None, progress: Progress = lambda _: None
) -> tuple[Path, ...]:
    """Write brief and map of a run folder again, without computing the study again.

    Parameters
    ----------
    folder : str or pathlib.Path
        Of a run.
    language : str, optional
        Two letters of ISO 639-1; that of the run by default. In another language the pages are
        called ``brief-LL.html``, ``brief-LL.pdf`` and ``map-LL.html``.
    progress : callable, optional
        Told the name of each step as it begins.

    Returns
    -------
    tuple of pathlib.Path
        The pages, each complete or as it was before.

    Raises
    ------
    InputError
        If the language has no words.
    OutputError
        If the folder is no run, or cannot be written.
    """
    target = Path(folder)
    progress("reading the run")
    report = _report_of(target)
    wanted = language or report.scenario.language
    report = replace(report, notes=report.notes_in.get(wanted, report.notes))
    try:
        with (
            speaking(wanted),
            tempfile.TemporaryDirectory(prefix=".brief-", dir=target) as beside,
        ):
            before = target / "map.html"
            made = write_pages(report, Path(beside), progress, pictures=None, again=before)
            for page in made:
                page.replace(target / page.name)
    except OSError as error:
        what = f"cannot be written: {error.strerror or error}"
        remedy = "Give the folder of a run in which you may write, on a disk with room."
        raise OutputError.one(str(target), what, remedy) from error
    return tuple(target / page.name for page in made)


def _report_of(folder: Path) -> "Report":
    """Return the report of a run, whose rasters are read while the rest of Marchland is loaded."""
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(stored, folder)
        with _uncollected():
            from marchland.outputs.kept import kept_report

            return kept_report(folder, reading.result)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep Python from looking for cycles again and again among much that stays.

    Whoever leaves large ones behind meanwhile, as a drawing does, looks for those itself.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
