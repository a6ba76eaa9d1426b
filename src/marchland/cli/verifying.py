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
    """Tell whether RUN is as it was written, and prove its plan again with another solver.

    RUN is a run.json or its folder.
    """
    with explained(as_json):
        from marchland.outputs.verify import verify as verified

        found = verified(run, time_s=time_s)
    if as_json:
        this = found.certificate
        told = {} if this is None else {"value": this.lower, "upper_bound": this.upper,
                                        "gap": this.gap, "instance": this.instance}  # fmt: skip
        whole = {"run": str(run), "holds": True, "digest": found.digest, "files": found.files}
        click.echo(dumped({**whole, **told}))
        return
    click.echo(str(found))
