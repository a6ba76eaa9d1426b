"""Writing ``map.html``: the study's data and the built bundle in one page."""

import json
import re
from pathlib import Path
from string import Template

from markupsafe import escape

from marchland.outputs.basemap import Backdrop
from marchland.outputs.language import say, spoken
from marchland.outputs.report import Report
from marchland.outputs.webmap import shipped
from marchland.outputs.webmap.content import content
from marchland.outputs.webmap.fields import Packs

PAGE = Template((Path(__file__).parent / "page.html").read_text(encoding="utf-8"))


STUDY = re.compile(r'<script type="application/json" id="study">(.*?)</script>', re.DOTALL)


def packed_in(path: Path) -> Packs | None:
    """Return the rasters of a map that was written before, as they are packed in it.

    Parameters
    ----------
    path : pathlib.Path
        A map; None where there is none.

    Returns
    -------
    dict or None
        The ground under the map as ``ground``, and axes and planes of each field by its name.
    """
    if not path.is_file():
        return None
    found = STUDY.search(path.read_text(encoding="utf-8"))
    if found is None:
        return None
    study = json.loads(found[1])
    held = ("axes", "planes")
    fields = {each["id"]: {part: each[part] for part in held} for each in study["fields"]}
    return {"ground": study["ground"], **fields}


def write_page(report: Report, back: Backdrop, path: Path, packed: Packs | None = None) -> None:
    """Write the map: one file that opens from disk and asks nothing of a network.

    Parameters
    ----------
    report : Report
    back : Backdrop
        The report's ground, traced.
    path : pathlib.Path
        The file.
    packed : dict, optional
        Rasters of the same study, as :func:`packed_in` returns them.
    """
    path.write_text(page(report, back, packed), encoding="utf-8", newline="\n")


def page(report: Report, back: Backdrop, packed: Packs | None = None) -> str:
    """Return the map as HTML.

    Parameters
    ----------
    report : Report
    back : Backdrop
        The report's ground, traced.
    packed : dict, optional
        As for :func:`write_page`.

    Returns
    -------
    str
    """
    script, style = ((shipped.BUNDLE / part).read_text(encoding="utf-8") for part in shipped.PARTS)
    study = json.dumps(
        content(report, back, packed), ensure_ascii=False, allow_nan=False, separators=(",", ":")
    )
    return PAGE.substitute(
        language=spoken(),
        title=escape(say("page.title").format(title=report.scenario.title)),
        scripts=escape(say("page.scripts")),
        style=style.replace("</style", "<\\/style"),
        study=study.replace("<", "\\u003c"),
        script=script.replace("</script", "<\\/script").replace("<!--", "<\\!--"),
    )
