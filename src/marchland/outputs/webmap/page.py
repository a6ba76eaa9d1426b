"""Writing ``map.html``: the study's data and the built bundle in one page."""

import json
from pathlib import Path
from string import Template

from markupsafe import escape

from marchland.outputs.basemap import Backdrop
from marchland.outputs.language import say, spoken
from marchland.outputs.report import Report
from marchland.outputs.webmap import shipped
from marchland.outputs.webmap.content import content

PAGE = Template((Path(__file__).parent / "page.html").read_text(encoding="utf-8"))


def write_page(report: Report, back: Backdrop, path: Path) -> None:
    """Write the map: one file that opens from disk and asks nothing of a network.

    Parameters
    ----------
    report : Report
    back : Backdrop
        The report's ground, traced.
    path : pathlib.Path
        The file.
    """
    path.write_text(page(report, back), encoding="utf-8", newline="\n")


def page(report: Report, back: Backdrop) -> str:
    """Return the map as HTML.

    Parameters
    ----------
    report : Report
    back : Backdrop
        The report's ground, traced.

    Returns
    -------
    str
    """
    script, style = ((shipped.BUNDLE / part).read_text(encoding="utf-8") for part in shipped.PARTS)
    study = json.dumps(
        content(report, back), ensure_ascii=False, allow_nan=False, separators=(",", ":")
    )
    return PAGE.substitute(
        language=spoken(),
        title=escape(say("page.title").format(title=report.scenario.title)),
        scripts=escape(say("page.scripts")),
        style=style.replace("</style", "<\\/style"),
        study=study.replace("<", "\\u003c"),
        script=script.replace("</script", "<\\/script").replace("<!--", "<\\!--"),
    )
