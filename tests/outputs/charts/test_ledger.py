import numpy as np

from marchland.consequences.ledger import Flow, ledger
from marchland.model.estimate import Estimate
from marchland.outputs.charts.chart import PALETTE
from marchland.outputs.charts.ledger import draw_ledger

YEARS = range(1, 31)
BUILD = Flow("build", "EUR", Estimate(1e6, 2e6, 4e6, "EUR", "x", "assumed"))
KEEP = Flow("keep", "EUR", Estimate(5e4, 1e5, 2e5, "EUR", "x", "assumed"), 1, 10**6)
OPEN = Flow("keep", "EUR", None, 1, 10**6, "the yearly upkeep")


def share(pixels: np.ndarray, face: str) -> int:
    colour = np.array([int(face[i : i + 2], 16) for i in (1, 3, 5)])
    return int((pixels == colour).all(axis=2).sum())


def test_what_falls_due_every_year_grows(captions):
    pixels = draw_ledger(ledger([BUILD, KEEP], horizons_y=YEARS), captions)
    left, right = pixels[:, : pixels.shape[1] // 2], pixels[:, pixels.shape[1] // 2 :]
    upkeep = PALETTE[1][0]
    assert share(right, upkeep) > 2 * share(left, upkeep) > 0


def test_an_item_without_a_source_is_named_and_not_drawn(captions):
    drawn = draw_ledger(ledger([BUILD, KEEP], horizons_y=YEARS), captions)
    named = draw_ledger(ledger([BUILD, OPEN], horizons_y=YEARS), captions)
    assert share(named, PALETTE[1][0]) < share(drawn, PALETTE[1][0]) / 20
    assert share(named, PALETTE[0][0]) > 1000
