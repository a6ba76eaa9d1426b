"""The brief: one page that answers, the rest lets a sceptic check."""

import base64
from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from marchland.outputs import tables, ways
from marchland.outputs.panels import LAYERS, panel_title
from marchland.outputs.prose import answer, hangs_on
from marchland.outputs.report import Report
from marchland.outputs.titles import answer_map, imprint, titles

PANELS = {layer.replace("_", "-"): layer for layer in LAYERS}
TEMPLATES = Path(__file__).parent / "templates"


def write_brief(report: Report, images: Mapping[str, bytes], path: Path) -> None:
    """Write ``brief.html``: one file that needs no network, no script and no other file.

    Parameters
    ----------
    report : Report
    images : mapping of {str: bytes}
        Maps by name as WebP images; ``answer`` is the one for the first page.
    path : pathlib.Path
        The file.
    """
    path.write_text(brief(report, images), encoding="utf-8", newline="\n")


def brief(report: Report, images: Mapping[str, bytes]) -> str:
    """Return the brief as HTML.

    Parameters
    ----------
    report : Report
    images : mapping of {str: bytes}
        As for :func:`write_brief`; a map that is missing is left out.

    Returns
    -------
    str
    """
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    declared, rest = tables.coefficient_tables(report)
    return environment.get_template("brief.html.j2").render(
        scenario=report.scenario,
        notes=report.notes,
        provenance=report.provenance,
        fingerprint=report.fingerprint,
        imprint=imprint(report),
        answer=answer(report),
        hangs_on=hangs_on(report),
        figures=_figures(report, images),
        answer_table=tables.answer_table(report),
        effect=tables.effect_table(report),
        restriction=tables.restriction_table(report),
        limits=tables.limit_table(report),
        bottlenecks=tables.bottleneck_table(report),
        avenues=ways.avenue_table(report),
        doors=ways.doors_table(report),
        plan=tables.plan_table(report),
        options=tables.option_table(report),
        consequences=tables.consequence_table(report),
        facts=tables.fact_table(report),
        declared=declared,
        coefficients=rest,
    )


def _figures(report: Report, images: Mapping[str, bytes]) -> dict[str, dict[str, str]]:
    """Return each map as a data URI with its alternative text."""
    found = {}
    for name, image in images.items():
        title, subtitle = _title(report, name)
        uri = f"data:image/webp;base64,{base64.b64encode(image).decode('ascii')}"
        found[name] = {"uri": uri, "alt": f"Map: {title}. {subtitle}"}
    return found


def _title(report: Report, name: str) -> tuple[str, str]:
    if name in PANELS:
        return panel_title(report, PANELS[name])
    return titles[answer_map(report) if name == "answer" else name](report)
