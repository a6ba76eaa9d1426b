"""What the command line shows and asks: messages, steps, tables, and an end asked for."""

import json
import logging
import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from marchland.errors import InputError, MarchlandError, OutputError

LOGGER = logging.getLogger("marchland")


@contextmanager
def explained(as_json: bool) -> Iterator[None]:
    """Turn an error that explains itself into its message and exit code 1."""
    try:
        yield
    except MarchlandError as error:
        faults = error.faults if isinstance(error, InputError) else ()
        told = {"error": type(error).__name__, "faults": [asdict(fault) for fault in faults]}
        click.echo(dumped(told) if as_json else str(error), err=not as_json)
        raise click.exceptions.Exit(1) from None


def check_word(where: str, word: str, known: Sequence[str]) -> None:
    """Refuse a word that is not known, with the nearest that is."""
    if word in known:
        return
    near = get_close_matches(word, known, n=1)
    hint = f"Did you mean {near[0]}?" if near else f"Known: {', '.join(dict.fromkeys(known))}."
    raise click.BadParameter(f"{word!r} is not known. {hint}", param_hint=where)


def check_room(out: Path) -> None:
    """Refuse a folder that could not be made, before anything is computed for it."""
    home = next(parent for parent in out.resolve().parents if os.path.lexists(parent))
    try:
        tempfile.TemporaryDirectory(prefix=".marchland-", dir=home).cleanup()
    except OSError as error:
        what = f"cannot be made in {home}: {error.strerror}"
        remedy = "Name a folder where you may write, with -o."
        raise OutputError.one(str(out), what, remedy) from None


LEVELS = ("low", "best", "high")
LONG, WIDEST = ("duty", "note"), 64
"""Columns of long texts, and after how many characters they go on below."""


class Coming:
    """What is announced and what has come, on standard error."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, DownloadColumn, Progress, TransferSpeedColumn

        columns = (BarColumn(), DownloadColumn(), TransferSpeedColumn())
        quiet = not sys.stderr.isatty()
        self.start = time.monotonic()
        self.progress = Progress(*columns, console=Console(stderr=True), disable=quiet)

    def __enter__(self) -> "Coming":
        return self

    def __exit__(self, *_: object) -> None:
        self.progress.stop()

    def step(self, name: str) -> None:
        """Begin a step."""
        self.progress.stop()
        click.echo(f"{time.monotonic() - self.start:6.1f} s  {name}", err=True)

    def announce(self, files: int, size: int, unknown: int) -> None:
        """Say how much is to come, before it does."""
        more = f", and {unknown} of unknown size" if unknown else ""
        click.echo(f"          {files} files, {size / 1e6:,.1f} MB{more}", err=True)
        for task in self.progress.task_ids:
            self.progress.remove_task(task)
        self.progress.add_task("", total=size or None)
        self.progress.start()

    def advance(self, size: int) -> None:
        """Add what has come."""
        for task in self.progress.task_ids:
            self.progress.advance(task, size)


class Interruption:
    """Whether Ctrl-C was pressed, or the system asked for an end.

    A library that is interrupted in its own compiled code may turn the signal into an error
    of its own, or lose it, so it is remembered here.
    """

    def __init__(self) -> None:
        self.asked = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)

    def _stop(self, *_: object) -> None:
        self.asked = True
        raise KeyboardInterrupt

    def heed(self) -> None:
        """Stop here if an end was asked for and lost on its way."""
        if self.asked:
            raise KeyboardInterrupt


def written(out: Path) -> tuple[int, int] | None:
    """Return what tells one run in a folder from another, or None where there is none."""
    try:
        status = (out / "run.json").stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns


class Told(logging.Handler):
    """Passes on what the package logs, among the steps."""

    def __init__(self, steps: "Steps") -> None:
        super().__init__(logging.WARNING)
        self.steps = steps

    def emit(self, record: logging.LogRecord) -> None:
        """Say one record."""
        self.steps.say(record.getMessage())


QUIET_S = 5.0
"""Between two lines on how far a step is, where they are not drawn over one another."""


class Steps:
    """Names of steps on standard error: spinning on a terminal, else one line each.

    Called with the name of each step as it begins, and with that name, a colon and how far it
    is as it goes on.
    """

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        self.start = time.monotonic()
        self.spinning = sys.stderr.isatty()
        text = TextColumn("{task.description}", markup=False)
        columns = (SpinnerColumn(finished_text="✓"), text, TimeElapsedColumn())
        self.progress = Progress(*columns, console=Console(stderr=True), disable=not self.spinning)
        self.handler = Told(self)
        self.name, self.said = "", 0.0

    def __enter__(self) -> "Steps":
        self.progress.start()
        LOGGER.addHandler(self.handler)
        return self

    def __exit__(self, *error: object) -> None:
        if error[0] is None:
            self.finish()
        LOGGER.removeHandler(self.handler)
        self.progress.stop()

    def __call__(self, step: str) -> None:
        """Begin a step, or tell how far the present one is."""
        if self.name and step.startswith(f"{self.name}: "):
            self.progress.update(self.progress.task_ids[-1], description=step)
            if self.spinning or time.monotonic() < self.said + QUIET_S:
                return
        else:
            self.finish()
            self.name = step
            self.progress.add_task(step, total=None)
        if not self.spinning:
            self.say(step)
            self.said = time.monotonic()

    def say(self, text: str) -> None:
        """Say something beside the steps."""
        if self.spinning:
            self.progress.console.print(text, markup=False, highlight=False)
        else:
            click.echo(f"{time.monotonic() - self.start:6.1f} s  {text}", err=True)

    def finish(self) -> None:
        """Mark every step so far as done."""
        for task in self.progress.tasks:
            self.progress.update(task.id, total=1, completed=1)


def first(row: dict[str, Any]) -> str:
    """Return what a row is of."""
    return str(next(iter(row.values())))


def aligned(rows: list[dict[str, Any]]) -> str:
    """Return rows as a table of text, as wide as the terminal or as it needs to be."""
    from rich.console import Console
    from rich.table import Table

    columns = list(dict.fromkeys(column for row in rows for column in row))
    if {"value", "best"} <= set(columns):  # the value is written with its range and unit
        columns = [c for c in columns if c not in ("low", "best", "high", "unit")]
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold", max_width=WIDEST if column in LONG else None)
    for row in rows:
        table.add_row(*(cell(column, row.get(column)) for column in columns))
    width = None if sys.stdout.isatty() else 10_000
    console = Console(width=width, markup=False, highlight=False, emoji=False)
    with console.capture() as text:
        console.print(table)
    return "\n".join(line.rstrip() for line in text.get().splitlines())


def cell(column: str, value: object) -> str:
    """Return a value as a table shows it: of a number no more digits than anybody can mean."""
    if value is None:
        return {"value": "unknown until declared", **dict.fromkeys(LEVELS, "unknown")}.get(
            column, ""
        )
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def dumped(answer: dict[str, Any]) -> str:
    """Return an answer as JSON; what has no form there is left to its text."""
    return json.dumps(answer, ensure_ascii=False, indent=1, default=str)
