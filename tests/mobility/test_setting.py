"""Settings: which value of a range counts, and which rule."""

from collections import Counter

import numpy as np

from marchland.catalogue.read import catalogue
from marchland.mobility.foot import FUNCTIONS
from marchland.mobility.setting import Rule, Setting

TABLE = catalogue()
LOW = Setting(TABLE.mover("heavy_wheeled"), TABLE.season("wet"), TABLE, "low")


def test_slow_is_low_for_what_helps_and_high_for_what_burdens():
    weight = LOW.mover.weight_kg
    assert LOW.burden(weight) == weight.high
    assert LOW.of(weight) == weight.low
    assert LOW.at("cover.forest.tracked") == 0.4


def test_a_coefficient_by_class_is_unknown_where_there_is_no_class():
    found = LOW.by_class("cover", "cover", "wheeled")
    assert found.shape == (256,)
    assert np.isfinite(found).sum() == len(TABLE.classes["cover"])


def test_every_rule_is_as_likely_as_the_others():
    drawn = [Rule.drawn(np.random.default_rng(n)) for n in range(1200)]
    for field, names in (
        ("combine", ("product", "least")), ("fit", ("collins", "smsp")),
        ("thaw", ("grip", "power")), ("foot", FUNCTIONS),
    ):  # fmt: skip
        counts = Counter(getattr(rule, field) for rule in drawn)
        assert set(counts) == set(names)
        assert min(counts.values()) > 0.7 * 1200 / len(names)
