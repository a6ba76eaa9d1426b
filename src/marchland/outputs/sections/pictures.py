"""Maps of the run as figures of the brief."""

from marchland.outputs.budgetmaps import budget_title
from marchland.outputs.charts.drawn import CHARTS, chart_title
from marchland.outputs.content import Figure, Images
from marchland.outputs.language import say
from marchland.outputs.panels import LAYERS, panel_title
from marchland.outputs.report import Report
from marchland.outputs.titles import answer_map, titles

PANELS = {layer.replace("_", "-"): layer for layer in LAYERS}


def pictures(report: Report, images: Images, *names: str) -> list[Figure]:
    """Return maps as figures, with the words for whoever does not see them.

    Parameters
    ----------
    report : Report
    images : mapping of {str: bytes}
    *names : str
        Of maps, in the order in which they are shown; one without a picture is left out.

    Returns
    -------
    list of Figure
    """
    return [Figure(name, images[name], _alt(report, name)) for name in names if name in images]


def _alt(report: Report, name: str) -> str:
    if name in CHARTS:
        title, subtitle = chart_title(report, name) or ("", "")
        return say("figure.chart").format(title=title, subtitle=subtitle)
    if name in PANELS:
        title, subtitle = panel_title(report, PANELS[name])
    elif name == "budgets":
        title, subtitle = budget_title(report) or ("", "")
    else:
        title, subtitle = titles[answer_map(report) if name == "answer" else name](report)
    return say("figure.map").format(title=title, subtitle=subtitle)
