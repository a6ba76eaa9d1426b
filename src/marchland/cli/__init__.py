"""The command line: parses, calls a study or the catalogue, prints.

Data goes to standard output; messages and progress go to standard error. The exit code is
0 when done, 1 for a problem that the message explains, 2 for wrong usage. Heavy libraries
are imported by the command that needs them, so that help is quick.
"""

import click

from marchland import __version__
from marchland.cli.asking import assess, claims, law, show
from marchland.cli.briefing import brief
from marchland.cli.comparing import cases, compare
from marchland.cli.fetching import fetch
from marchland.cli.running import check, new, run
from marchland.cli.verifying import verify


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def main() -> None:
    """Where ground denies movement, what a non-explosive defence adds, and what it costs."""


for command in (new, check, fetch, run, brief, verify, show, law, claims, assess, compare, cases):
    main.add_command(command)
