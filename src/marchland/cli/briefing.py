"""The command that writes brief and map of a run again."""

from pathlib import Path

import click

from marchland.cli.shared import PATH, json_option
from marchland.console import Steps, dumped, explained


@click.command()
@click.argument("run", type=PATH)
@click.option("--lang", metavar="LL", help="Language of the pages, en or pl; that of the run.")
@json_option
def brief(run: Path, *, lang: str | None, as_json: bool) -> None:
    """Write brief and map of RUN, the folder of a run, again without computing it again."""
    with explained(as_json):
        from marchland.outputs.pages import brief as written

        with Steps() as steps:
            pages = written(run, language=lang, progress=steps)
    told = [str(page) for page in pages]
    click.echo(dumped({"pages": told}) if as_json else "\n".join(told))
