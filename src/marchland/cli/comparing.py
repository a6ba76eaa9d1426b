"""Commands that set one thing beside another."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from marchland.cli.fetching import open_data_options, with_open_data
from marchland.cli.shared import PATH, json_option
from marchland.console import Steps, aligned, dumped, explained, first

if TYPE_CHECKING:
    from marchland.study.study import Study

weights_option = click.option(
    "--weight", "weights", multiple=True, metavar="TOPIC=NUMBER",
    help="What one unit of a figure is worth; repeatable. There are no defaults.",
)  # fmt: skip


@open_data_options
@click.command()
@click.argument("one", type=PATH)
@click.argument("two", type=PATH)
@weights_option
@json_option
def compare(one: Path, two: Path, weights: tuple[str, ...], *, as_json: bool) -> None:
    """Say what differs between two scenarios, by how much, and what flips."""
    with explained(as_json):
        from marchland.comparison.weights import read_weights
        from marchland.study.comparing import compare as compared

        given = read_weights(weights)
        studies = _studies(one, two)
        found = compared(*studies, weights=given or None)
        tables = found.tables() | {"notices": _notices(studies)}
    if as_json:
        click.echo(dumped({"names": found.names, **tables}))
        return
    for name, rows in tables.items():
        if rows:
            lines = [first(row) for row in rows if len(row) == 1]
            click.echo(f"{name}\n" + ("\n".join(lines) if lines else aligned(rows)) + "\n")


@open_data_options
@click.command()
@click.argument("one", type=PATH)
@click.argument("two", type=PATH, required=False)
@weights_option
@json_option
def cases(one: Path, two: Path | None, weights: tuple[str, ...], *, as_json: bool) -> None:
    """Argue twice about a pair: for military necessity, and for humanity.

    The pair is scenario ONE against scenario TWO; or, of ONE alone, its plan against the areas
    that it declares, or against building nothing. Every sentence is made of computed figures.
    """
    with explained(as_json):
        from marchland.comparison.weights import read_weights
        from marchland.study.comparing import argue

        given = read_weights(weights)
        studies = _studies(*filter(None, (one, two)))
        found = argue(*studies, weights=given or None)
        told = found.tables() | {"notices": _notices(studies)}
    if as_json:
        click.echo(dumped(told))
        return
    for name, rows in told.items():
        if rows:
            lines = [first(row) for row in rows if len(row) == 1]
            click.echo(f"{name}\n" + ("\n".join(lines) if lines else aligned(rows)) + "\n")


def _notices(studies: "list[Study]") -> list[dict[str, str]]:
    """Return what the scenarios must carry and what the licences of their sources ask for."""
    from marchland.outputs.titles import credited

    told = [study.scenario.notice for study in studies if study.scenario.notice]
    told.append(credited(source for study in studies for source in study.provenance))
    return [{"notice": text} for text in dict.fromkeys(told)]


def _studies(*files: Path) -> "list[Study]":
    """Return the studies of some files, their open data made."""
    from marchland.scenario.read import read_scenario
    from marchland.study.study import Study

    scenarios = [with_open_data(read_scenario(file)) for file in files]
    with Steps() as steps:
        studies = [Study(scenario, progress=steps) for scenario in scenarios]
        for study in studies:
            _ = study.account
    return studies
