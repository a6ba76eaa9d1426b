"""Commands that make, check and run a scenario."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from marchland.cli.fetching import open_data_options, with_open_data
from marchland.cli.shared import PATH, json_option
from marchland.console import Interruption, Steps, check_room, dumped, explained, written
from marchland.errors import LayerError, MarchlandError

if TYPE_CHECKING:
    from marchland.scenario.form import Scenario


@click.command()
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


@click.command()
@click.argument("file", type=PATH)
@json_option
def check(file: Path, *, as_json: bool) -> None:
    """Say everything that is wrong with a scenario, at once."""
    with explained(as_json):
        from marchland.outputs.language import speaking
        from marchland.scenario.read import read_scenario
        from marchland.sources.check import check_sources

        scenario = read_scenario(file)
        with speaking(scenario.language):
            faults = check_sources(scenario)
        if faults:
            raise LayerError(str(file), faults)
    click.echo(dumped({"file": str(file), "faults": []}) if as_json else f"{file}: nothing wrong")


@open_data_options
@click.command()
@click.argument("file", type=PATH, required=False)
@click.option("--sample", metavar="NAME", help="Run a packaged sample instead: suwalki.")
@click.option("-o", "--out", type=PATH, help="The folder; out/ and the study's name unless given.")
@click.option("--force", is_flag=True, help="Replace an earlier run in that folder.")
@click.option("--lang", metavar="LL", help="Language of brief and maps: en or pl.")
@json_option
def run(
    file: Path | None,
    sample: str | None,
    out: Path | None,
    *,
    force: bool,
    lang: str | None,
    as_json: bool,
) -> None:
    """Run a scenario, or the run.json of an earlier run, into one folder."""
    if (file is None) == (sample is None):
        raise click.UsageError("Give the FILE of a scenario, or --sample NAME: one of the two.")
    with explained(as_json):
        from marchland.outputs.language import speaking
        from marchland.outputs.write import check_target
        from marchland.samples.find import sample_file
        from marchland.scenario.read import read_scenario

        scenario = read_scenario(file or sample_file(str(sample)))
        target = out or Path("out", scenario.name)
        check_target(target.resolve(), force=force)
        check_room(target)
        scenario = scenario.model_copy(update={"language": lang or scenario.language})
        with speaking(scenario.language):  # refused before anything is fetched
            scenario = with_open_data(scenario)
            text = computed(scenario, target, force=force)
    click.echo((target / "run.json").read_text("utf-8") if as_json else text, nl=not as_json)
    click.echo(f"Written to {target}.", err=True)


def computed(scenario: "Scenario", out: Path, *, force: bool) -> str:
    """Run a scenario into a folder and return its summary."""
    before, stopped = written(out), Interruption()
    try:
        from marchland.study.study import Study

        with Steps() as steps:

            def step(name: str) -> None:
                stopped.heed()
                steps(name)

            study = Study(scenario, progress=step)
            study.write(out, force=force)
    except (KeyboardInterrupt, MarchlandError) as error:
        if not stopped.asked and isinstance(error, MarchlandError):
            raise
        done = "the run was complete in" if written(out) != before else "nothing was written to"
        click.echo(f"Interrupted: {done} {out}.", err=True)
        raise click.exceptions.Exit(1) from None
    return str(study)
