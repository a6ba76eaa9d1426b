import io

import numpy as np
from PIL import Image

from marchland.outputs import illustrations
from marchland.outputs.charts.drawn import CHARTS
from marchland.outputs.illustrations import OVER_YEARS, illustrate
from marchland.outputs.maps import backdrop_of

GREY = np.full((4, 6, 3), 128, np.uint8)


def test_what_has_data_is_drawn_once_and_told(report, tmp_path, monkeypatch):
    widths = {}

    def draw(_report, _back, name, width):
        widths.setdefault(name, []).append(width)
        return None if name == "chances" else GREY

    monkeypatch.setattr(illustrations, "draw_map", draw)
    monkeypatch.setattr(illustrations, "draw_panels", lambda *_: GREY)
    monkeypatch.setattr(illustrations, "draw_chart", lambda *_: GREY)
    told = []
    images = illustrate(report, backdrop_of(report), tmp_path, told.append)
    assert "drawing the map of plan" in told
    assert "chances" not in images
    assert {"answer", "ground", "restriction", "limiting-factor"} <= set(images)
    assert widths["plan"] == [180.0, 108.0]  # whole, and on page one
    charts = {*CHARTS, *OVER_YEARS}
    files = {path.name for path in tmp_path.iterdir()}
    kinds = {name: "chart" if name in charts else "map" for name in images if name != "answer"}
    assert files == {f"{kind}-{name}.png" for name, kind in kinds.items()}
    assert Image.open(io.BytesIO(images["plan"])).format == "WEBP"
