"""The command that checks the plan of a run."""

from pathlib import Path

import click

from marchland.cli.shared import PATH, json_option
from marchland.console import dumped, explained


@click.command()
@click.argument("run", type=PATH)
@click.option("--time", "time_s", type=float, default=600.0, help="Most seconds for the proof.")
@json_option
def verify(run: Path, time_s: float, *, as_json: bool) -> None:
    """Prove the plan of RUN, a run.json or its folder, again with another solver."""
    with explained(as_json):
        from marchland.outputs.verify import verify as verified

        found = verified(run, time_s=time_s)
    this = found.certificate
    if as_json:
        told = {"value": this.lower, "upper_bound": this.upper, "gap": this.gap, "holds": True}
        click.echo(dumped({"run": str(run), **told, "instance": this.instance}))
        return
    click.echo(str(found))
