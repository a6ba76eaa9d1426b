"""Commands that ask the catalogue, the facts and the law."""

from dataclasses import asdict
from pathlib import Path

import click

from marchland.cli.shared import PATH, json_option
from marchland.console import aligned, check_word, dumped, explained, first


@click.command()
@click.argument("what")
@click.argument("name", required=False)
@json_option
def show(what: str, name: str | None, *, as_json: bool) -> None:
    """Print a page of the catalogue, with its references.

    WHAT is movers, seasons, measures, cover, roads, surfaces, soils, water, rules, thresholds,
    echelons, foot, vehicles, cone_index, moisture, procedure, cold, ice, gaps, consequences,
    posture, coefficients, sources, tags, classes, regions, open-data or postures; or a table of
    dated facts: borders, border_barriers, casualties, claims, clearance_costs, cost_growth,
    econ_studies, exchange_rates, instruments, land_release, party_counts, price_levels, programmes,
    suspected_area, treaty_duties, treaty_events or treaty_positions. NAME keeps the rows whose
    first column it is.
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


@click.command()
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
            {
                "party": f.party,
                "on": f.on,
                "notices": f.notices,
                **f.tables(),
                "references": f.references,
            }
            for f in found
        ]
        click.echo(dumped({"law": rows}))
        return
    for one in found:
        for name, rows in one.tables().items():
            if rows:
                click.echo(f"{one.party} on {one.on}: {name}\n{aligned(rows)}\n")
    for notice in dict.fromkeys(notice for one in found for notice in one.notices):
        click.echo(notice)


CLAIMS = """\
Claims of others, not of Marchland, checked by rule against its dated facts. S: made in a risk brief
of July 2025. F: wrong statements met in the press and in official lists."""


@click.command()
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
    click.echo(f"{CLAIMS}\n")
    for one in found:
        click.echo(f"{one['claim']}  {one['text']}\n    {one['verdict']}: {one['finding']}")
        click.echo(f"    {one['confidence']}; {', '.join(one['sources'])}\n")


@click.command()
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
