"""The command line: parses, calls a study or the catalogue, prints.

Data goes to standard output; messages and progress go to standard error. The exit code is
0 when done, 1 for a problem that the message explains, 2 for wrong usage. Heavy libraries
are imported by the command that needs them, so that help is quick.
"""

import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from marchland import __version__
from marchland.console import (
    Coming,
    Interruption,
    Steps,
    aligned,
    check_room,
    check_word,
    dumped,
    explained,
    first,
    written,
)
from marchland.errors import LayerError, MarchlandError

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

    WHAT is movers, seasons, measures, cover, roads, surfaces, soils, water, rules, thresholds,
    echelons, foot, vehicles, cone_index, moisture, procedure, cold, ice, gaps, consequences,
    coefficients, sources, tags, classes, regions or open-data; or a table of dated facts: borders,
    border_barriers, casualties, claims, clearance_costs, cost_growth, econ_studies, exchange_rates,
    instruments, land_release, party_counts, price_levels, programmes, suspected_area,
    treaty_duties, treaty_events or treaty_positions. NAME keeps the rows whose first column it is.
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


@main.command()
@click.option("--party", "parties", multiple=True, required=True, help="State code; repeatable.")
@click.option("--on", required=True, metavar="DAY", help="The day the answer speaks of.")
@click.option(
    "--in-armed-conflict",
    "conflicts",
    multiple=True,
    metavar="BEGIN/[END]",
    help="An armed conflict it is engaged in; a withdrawal waits for its end.",
)
@click.option("--picture", type=PATH, help="Draw the standings over time into this PNG.")
@json_option
def law(
    parties: tuple[str, ...],
    on: str,
    conflicts: tuple[str, ...],
    picture: Path | None,
    *,
    as_json: bool,
) -> None:
    """Say what binds a state on a day, by which article, since when and until when."""
    with explained(as_json):
        from marchland.enquiry import draw_law, read_law

        found = read_law(parties, on, conflicts)
        if picture:
            draw_law(found, conflicts, picture)
    if as_json:
        rows = [
            {"party": f.party, "on": f.on, **f.tables(), "references": f.references} for f in found
        ]
        click.echo(dumped({"law": rows}))
        return
    for one in found:
        for name, rows in one.tables().items():
            if rows:
                click.echo(f"{one.party} on {one.on}: {name}\n{aligned(rows)}\n")


@main.command()
@click.option("--made-in", type=click.Choice(["brief", "press"]), help="Only claims made there.")
@json_option
def claims(made_in: str | None, *, as_json: bool) -> None:
    """Check claims of others against the dated facts: the brief of July 2025, and the press."""
    with explained(as_json):
        from marchland.consequences.claims import check_claims

        found = [asdict(one) for one in check_claims(made_in)]
    if as_json:
        click.echo(dumped({"claims": found}))
        return
    for one in found:
        click.echo(f"{one['claim']}  {one['text']}\n    {one['verdict']}: {one['finding']}")
        click.echo(f"    {one['confidence']}; {', '.join(one['sources'])}\n")


@main.command()
@click.argument("scenario", type=PATH)
@click.argument("areas", type=PATH)
@click.option("--lifted-in", type=int, metavar="YEAR", help="The year in which clearance is paid.")
@click.option("--discount", type=float, default=0.0, help="Rate of a year; nothing by default.")
@click.option("--in-armed-conflict", "conflicts", multiple=True, metavar="BEGIN/[END]")
@json_option
def assess(
    scenario: Path,
    areas: Path,
    lifted_in: int | None,
    discount: float,
    conflicts: tuple[str, ...],
    *,
    as_json: bool,
) -> None:
    """Say what declared AREAS mean on the ground of a SCENARIO: law, people, land, money."""
    with explained(as_json):
        from marchland.assessing import assessed_tables

        tables = assessed_tables(scenario, areas, (lifted_in, discount), conflicts)
    if as_json:
        click.echo(dumped(tables))
        return
    for name, rows in tables.items():
        if rows:
            click.echo(f"{name}\n{aligned(rows)}\n")


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
