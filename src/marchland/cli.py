"""The command line: parses, calls a study or the catalogue, prints.

Data goes to standard output; messages and progress go to standard error. The exit code is
0 when done, 1 for a problem that the message explains, 2 for wrong usage. Heavy libraries
are imported by the command that needs them, so that help is quick.
"""

import json
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
from typing import TYPE_CHECKING, Any

import click

from marchland import __version__
from marchland.errors import InputError, LayerError, MarchlandError, OutputError

if TYPE_CHECKING:
    from marchland.scenario.form import Scenario

PATH = click.Path(path_type=Path)
json_option = click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")


def open_data_options(command: click.Command) -> click.Command:
    """Add the options that say how open data is come by; they are kept in the context."""

    def keep(context: click.Context, option: click.Parameter, value: object) -> None:
        context.ensure_object(dict)[option.name] = value

    where = click.Option(
        ["--cache"], type=PATH, envvar="MARCHLAND_CACHE", help="Where open data is kept."
    )
    quiet = click.Option(
        ["--offline"], is_flag=True, envvar="MARCHLAND_OFFLINE", help="Open no connection."
    )
    for option in (where, quiet):
        option.expose_value, option.callback = False, keep
    command.params[-1:-1] = [where, quiet]
    return command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def main() -> None:
    """Where ground denies movement, what a non-explosive defence adds, and what it costs."""


@main.command()
@click.argument("name")
@click.option("-o", "--out", type=PATH, help="The folder; NAME unless given.")
@click.option("--force", is_flag=True, help="Replace files of the same names.")
@json_option
def new(name: str, out: Path | None, *, force: bool, as_json: bool) -> None:
    """Make a folder with a commented scenario that is ready to run."""
    with explained(as_json):
        from marchland.scenario.template import write_template

        path = write_template(out or Path(name), name, force=force)
    told = f"{path} is ready to edit, and to run: marchland run {path}"
    click.echo(dumped({"scenario": str(path)}) if as_json else told)


@main.command()
@click.argument("file", type=PATH)
@json_option
def check(file: Path, *, as_json: bool) -> None:
    """Say everything that is wrong with a scenario, at once."""
    with explained(as_json):
        from marchland.scenario.read import read_scenario
        from marchland.sources.check import check_sources

        faults = check_sources(read_scenario(file))
        if faults:
            raise LayerError(str(file), faults)
    click.echo(dumped({"file": str(file), "faults": []}) if as_json else f"{file}: nothing wrong")


@open_data_options
@main.command()
@click.argument("file", type=PATH)
@json_option
def fetch(file: Path, *, as_json: bool) -> None:
    """Fetch the open data that a scenario names, and make its layers."""
    with explained(as_json):
        from marchland.scenario.read import read_scenario

        scenario = with_open_data(read_scenario(file), ask_again=True)
    stack = scenario.stack
    made = [source.file for source in stack.sources] if stack else []
    if as_json:
        told = stack.model_dump(mode="json") if stack else {}
        click.echo(dumped({"file": str(file), "folder": str(stack.home) if stack else "", **told}))
        return
    for name in made:
        click.echo(f"{name}: {stack.notes[name]}" if stack else name)
    click.echo(f"In {stack.home}." if stack else "The scenario names no open data.", err=True)


@open_data_options
@main.command()
@click.argument("file", type=PATH, required=False)
@click.option("--sample", metavar="NAME", help="Run a packaged sample instead: suwalki.")
@click.option("-o", "--out", type=PATH, help="The folder; out/ and the study's name unless given.")
@click.option("--force", is_flag=True, help="Replace an earlier run in that folder.")
@json_option
def run(
    file: Path | None, sample: str | None, out: Path | None, *, force: bool, as_json: bool
) -> None:
    """Run a scenario, or the run.json of an earlier run, into one folder."""
    if (file is None) == (sample is None):
        raise click.UsageError("Give the FILE of a scenario, or --sample NAME: one of the two.")
    with explained(as_json):
        from marchland.outputs.write import check_target
        from marchland.samples.find import sample_file
        from marchland.scenario.read import read_scenario

        scenario = read_scenario(file or sample_file(str(sample)))
        target = out or Path("out", scenario.name)
        check_target(target.resolve(), force=force)
        check_room(target)
        scenario = with_open_data(scenario)
        text = computed(scenario, target, force=force)
    click.echo((target / "run.json").read_text("utf-8") if as_json else text, nl=not as_json)
    click.echo(f"Written to {target}.", err=True)


@main.command()
@click.argument("what")
@click.argument("name", required=False)
@json_option
def show(what: str, name: str | None, *, as_json: bool) -> None:
    """Print a page of the catalogue, with its references.

    WHAT is movers, seasons, measures, cover, roads, soils, water, rules, echelons, coefficients,
    sources, tags, classes, regions or open-data. NAME keeps the rows whose first column it is.
    """
    with explained(as_json):
        from marchland.catalogue.pages import PAGES, cited, page

        check_word("WHAT", what, PAGES)
        tables = page(what)
    if name is not None:
        check_word("NAME", name, [first(row) for rows in tables.values() for row in rows])
        tables = {key: [r for r in rows if first(r) == name] for key, rows in tables.items()}
    if as_json:
        click.echo(dumped({"what": what, **tables, "references": cited(tables)}))
        return
    for rows in filter(None, tables.values()):
        click.echo(aligned(rows) + "\n")
    for key, words in cited(tables).items():
        click.echo(f"{key}: {' '.join(words.values())}")


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


def with_open_data(scenario: "Scenario", *, ask_again: bool = False) -> "Scenario":
    """Return a scenario with the layers that its open data makes; interrupted, nothing is lost."""
    if not scenario.open_data:
        return scenario
    from marchland.downloads.many import default_home
    from marchland.downloads.wanted import Way
    from marchland.sources.opendata.prepare import prepared

    said = click.get_current_context().ensure_object(dict)
    home = said["cache"] or default_home(dict(os.environ), Path.home())
    try:
        with Coming() as coming:
            way = Way(home.absolute(), said["offline"], ask_again, watch=coming)
            return prepared(scenario, way, coming.step)
    except KeyboardInterrupt:
        click.echo("Interrupted: the next run continues where this one was.", err=True)
        raise click.exceptions.Exit(1) from None


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


def computed(scenario: "Scenario", out: Path, *, force: bool) -> str:
    """Run a scenario into a folder and return its summary."""
    before, stopped = written(out), Interruption()
    try:
        from marchland.study import Study

        with Steps() as steps:
            study = Study(scenario, progress=steps)
            study.write(out, force=force)
    except (KeyboardInterrupt, MarchlandError) as error:
        if not stopped.asked and isinstance(error, MarchlandError):
            raise
        done = "the run was complete in" if written(out) != before else "nothing was written to"
        click.echo(f"Interrupted: {done} {out}.", err=True)
        raise click.exceptions.Exit(1) from None
    return str(study)


class Interruption:
    """Whether Ctrl-C was pressed, or the system asked for an end.

    A library that is interrupted in its own compiled code may turn the signal into an error
    of its own, so it is remembered here.
    """

    def __init__(self) -> None:
        self.asked = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)

    def _stop(self, *_: object) -> None:
        self.asked = True
        raise KeyboardInterrupt


def written(out: Path) -> tuple[int, int] | None:
    """Return what tells one run in a folder from another, or None where there is none."""
    try:
        status = (out / "run.json").stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns


class Steps:
    """Names of steps on standard error: spinning on a terminal, else one line each.

    Called with the name of each step as it begins.
    """

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        self.start = time.monotonic()
        self.spinning = sys.stderr.isatty()
        text = TextColumn("{task.description}", markup=False)
        columns = (SpinnerColumn(finished_text="✓"), text, TimeElapsedColumn())
        self.progress = Progress(*columns, console=Console(stderr=True), disable=not self.spinning)

    def __enter__(self) -> "Steps":
        self.progress.start()
        return self

    def __exit__(self, *error: object) -> None:
        if error[0] is None:
            self.finish()
        self.progress.stop()

    def __call__(self, step: str) -> None:
        """Begin a step."""
        self.finish()
        self.progress.add_task(step, total=None)
        if not self.spinning:
            click.echo(f"{time.monotonic() - self.start:6.1f} s  {step}", err=True)

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
    if "value" in columns:
        columns = [c for c in columns if c not in ("low", "best", "high", "unit")]
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(cell(column, row.get(column)) for column in columns))
    width = None if sys.stdout.isatty() else 10_000
    console = Console(width=width, markup=False, highlight=False, emoji=False)
    with console.capture() as text:
        console.print(table)
    return "\n".join(line.rstrip() for line in text.get().splitlines())


def cell(column: str, value: object) -> str:
    """Return a value as a table shows it."""
    if value is None:
        return "unknown until declared" if column == "value" else ""
    return ", ".join(value) if isinstance(value, list) else str(value)


def dumped(answer: dict[str, Any]) -> str:
    """Return an answer as JSON; what has no form there is left to its text."""
    return json.dumps(answer, ensure_ascii=False, indent=1, default=str)
