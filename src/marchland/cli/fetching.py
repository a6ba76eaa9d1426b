"""The command that fetches open data, and how every command comes by it."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from marchland.cli.shared import PATH, json_option
from marchland.console import Coming, dumped, explained

if TYPE_CHECKING:
    from marchland.scenario.form import Scenario


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


@open_data_options
@click.command()
@click.argument("file", type=PATH)
@click.option("--renew", is_flag=True, help="Fetch anew what its publisher has changed since.")
@json_option
def fetch(file: Path, *, renew: bool, as_json: bool) -> None:
    """Fetch the open data that a scenario names, and make its layers."""
    with explained(as_json):
        from marchland.scenario.read import read_scenario

        scenario = with_open_data(read_scenario(file), ask_again=True, renew=renew)
    stack = scenario.stack
    made = [source.file for source in stack.sources] if stack else []
    if as_json:
        told = stack.model_dump(mode="json") if stack else {}
        click.echo(dumped({"file": str(file), "folder": str(stack.home) if stack else "", **told}))
        return
    for name in made:
        click.echo(f"{name}: {stack.notes[name]}" if stack else name)
    click.echo(f"In {stack.home}." if stack else "The scenario names no open data.", err=True)


def with_open_data(
    scenario: "Scenario", *, ask_again: bool = False, renew: bool = False
) -> "Scenario":
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
            way = Way(home.absolute(), said["offline"], ask_again, renew, watch=coming)
            return prepared(scenario, way, coming.step)
    except KeyboardInterrupt:
        click.echo("Interrupted: the next run continues where this one was.", err=True)
        raise click.exceptions.Exit(1) from None
