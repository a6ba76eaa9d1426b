"""How rasters look when QGIS opens them: a ``.qml`` file beside each."""

from collections.abc import Mapping
from string import Template

import numpy as np
import xarray as xr
from markupsafe import escape

from marchland.schema import UNKNOWN

COVER = {
    "forest": "#a9c397", "shrub": "#c6d3ae", "grass": "#dfe5bf", "farmland": "#f2ecd6",
    "built": "#b9a79b", "bare": "#e6d9b8", "wetland": "#9cc5c5", "peat": "#8fada3",
}  # fmt: skip
RESTRICTION = {"unrestricted": "#f3efe4", "restricted": "#d9c48f", "severe": "#8d8391"}
FACTOR = {
    "mover": "#f3efe4", "slope": "#b07d4f", "cover": "#8fb07a", "soil": "#c9a24d",
    "roughness": "#9a8f86", "water": "#6fa3c7", "snow": "#d5e3ec", "road": "#6b6570",
    "surface": "#a98ca8", "bridge": "#3a2f3c",
}  # fmt: skip
CLASSES = {"cover": COVER, "restriction": RESTRICTION, "factor": FACTOR}
"""Colours of classes by class layer."""

CIVIDIS = ("#00224e", "#35456c", "#666970", "#948e77", "#c8b866", "#fee838")

QML = Template(
    "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
    '<qgis version="3.22.0" styleCategories="Symbology"><pipe>$renderer</pipe></qgis>\n'
)
PALETTED = Template(
    '<rasterrenderer type="paletted" band="1" opacity="1" alphaBand="-1">'
    "<colorPalette>$entries</colorPalette></rasterrenderer>"
)
ENTRY = Template('<paletteEntry value="$value" color="$colour" alpha="255" label="$label"/>')
RAMP = Template(
    '<rasterrenderer type="singlebandpseudocolor" band="1" opacity="1" alphaBand="-1" '
    'classificationMin="$low" classificationMax="$high"><rastershader><colorrampshader '
    'colorRampType="INTERPOLATED" classificationMode="1" clip="0" minimumValue="$low" '
    'maximumValue="$high">$entries</colorrampshader></rastershader></rasterrenderer>'
)
ITEM = Template('<item value="$value" color="$colour" alpha="255" label="$label"/>')


def raster_style(data: xr.DataArray, codes: Mapping[str, int], layer: str = "cover") -> str:
    """Return the QML of a raster: classes as such, everything else as a scale.

    Parameters
    ----------
    data : xarray.DataArray
        Its ``units`` are written in the legend.
    codes : mapping of {str: int}
        Class codes of the layer by name.
    layer : str
        The class layer, a key of :data:`CLASSES`.
    """
    if data.dtype == np.uint8:
        tints = CLASSES[layer]
        pairs = [(code, tints.get(name, "#cccccc"), name) for name, code in codes.items()]
        pairs.append((UNKNOWN, "#e2e2e2", "unknown"))
        entries = "".join(
            ENTRY.substitute(value=code, colour=colour, label=escape(name))
            for code, colour, name in pairs
        )
        return QML.substitute(renderer=PALETTED.substitute(entries=entries))
    finite = data.values[np.isfinite(data.values)]
    low, high = (float(np.percentile(finite, q)) for q in (1, 98)) if finite.size else (0.0, 1.0)
    unit = str(data.attrs.get("units", ""))
    colours = CIVIDIS[::-1] if unit == "s" else CIVIDIS
    items = "".join(
        ITEM.substitute(value=f"{value:.6g}", colour=colour, label=f"{value:.4g} {escape(unit)}")
        for value, colour in zip(np.linspace(low, max(high, low + 1e-6), 6), colours, strict=True)
    )
    ramp = RAMP.substitute(low=f"{low:.6g}", high=f"{high:.6g}", entries=items)
    return QML.substitute(renderer=ramp)
