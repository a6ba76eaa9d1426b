"""What a posture builds within limits: whole lines or none."""

import pandas as pd

from marchland.model.posture import Posture
from marchland.posture.stance import stance

SITES = pd.DataFrame(
    [
        ("a-border-1", "gap", "a", "border"), ("a-border-2", "crossing", "a", "border"),
        ("a-deep-1", "gap", "a", "deep"), ("peat-1", "peat", "", "area"),
        ("peat-2", "peat", "", "area"), ("own-1", "gap", "", "own"),
    ],
    columns=["site", "kind", "approach", "band"],
)  # fmt: skip
LAYER = {"cameras": "warn", "ditch": "stop", "blocks": "stop", "rewetting": "slow"}


def options(*rows):
    """Options as site, measure and cost."""
    told = [(f"{s}:{m}", s, m, LAYER[m], cost) for s, m, cost in rows]
    return pd.DataFrame(told, columns=["option", "site", "measure", "layer", "cost_eur_best"])


OPTIONS = options(
    ("a-border-1", "cameras", 1), ("a-border-1", "ditch", 5), ("a-border-1", "blocks", 4),
    ("a-border-2", "cameras", 1), ("a-border-2", "blocks", 2), ("a-deep-1", "ditch", 7),
    ("peat-1", "rewetting", 6), ("peat-2", "rewetting", 3), ("own-1", "ditch", 2),
)  # fmt: skip
LAYERED = Posture("layered", "X.", border=("ditch", "blocks", "cameras"), deep=("ditch",))


def built(posture, most, first=()):
    found = stance(posture, OPTIONS, SITES, {"cost_eur": most}, first)
    return list(found.options), list(found.left_out)


def test_of_each_layer_the_first_measure_that_makes_sense_stands_on_a_site():
    found, left = built(LAYERED, 100)
    assert found == [
        "a-border-1:cameras", "a-border-1:ditch", "a-border-2:blocks", "a-border-2:cameras",
        "a-deep-1:ditch", "own-1:ditch",
    ]  # fmt: skip
    assert left == []


def test_a_line_is_built_whole_or_not_at_all_and_what_is_not_says_why():
    found, left = built(LAYERED, 9)
    assert found == ["a-border-1:ditch", "a-border-2:blocks", "own-1:ditch"]
    assert left == [
        "border line of a, warn: beyond the limit of cost_eur",
        "deep line of a, stop: beyond the limit of cost_eur",
    ]


def test_areas_are_taken_one_by_one_in_the_order_given():
    wet = Posture("wet", "X.", area=("rewetting",))
    assert built(wet, 6, ("peat-2", "peat-1"))[0] == ["peat-2:rewetting"]
    assert built(wet, 6, ("peat-1",))[0] == ["peat-1:rewetting"]
    assert built(wet, 9)[0] == ["peat-1:rewetting", "peat-2:rewetting"]


def test_areas_that_are_not_built_are_told_together():
    wet = Posture("wet", "X.", area=("rewetting",))
    assert built(wet, 2)[1] == ["areas of peat, slow, 2 of them: beyond the limit of cost_eur"]
    assert built(wet, 9)[1] == []


def test_no_limit_holds_what_nobody_knows():
    unpriced = OPTIONS.assign(
        cost_eur_best=OPTIONS["cost_eur_best"].where(OPTIONS["measure"] != "blocks")
    )
    found = stance(LAYERED, unpriced, SITES, {"cost_eur": 100}, ())
    assert "blocks: cost unknown" in found.left_out
    assert not any("blocks" in name for name in found.options)


def test_no_posture_spends_more_than_the_limit():
    cost = OPTIONS.set_index("option")["cost_eur_best"]
    for most in range(30):
        assert cost[built(LAYERED, most)[0]].sum() <= most
